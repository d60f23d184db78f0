//! Splits bytes into tokens; it can stop and continue at any byte. The reader finds errors in
//! strings.

/// The kind of a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    LeftBrace,
    RightBrace,
    LeftBracket,
    RightBracket,
    Colon,
    Comma,
    /// With its quotes.
    String,
    Integer,
    Float,
    /// A run of lower-case letters, which need not be a keyword.
    Keyword,
    /// A byte that begins no token, or an interrupted token with the byte that interrupts it. The
    /// bytes after it are skipped up to the next one at which a message may begin.
    Stray,
}

/// A token: its kind and place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) kind: Kind,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// The state after the bytes since the beginning of the token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum State {
    /// Between tokens.
    #[default]
    Start,
    /// After stray bytes.
    Recovery,
    /// In a string with this quote.
    String(u8),
    /// The same, after a backslash.
    Escape(u8),
    Keyword,
    Sign,
    Zero,
    Digits,
    Point,
    Fraction,
    /// After the letter of an exponent.
    Exponent,
    ExponentSign,
    ExponentDigits,
}

/// The meaning of a byte for the current token.
enum Step {
    /// The byte is part of the token.
    Go(State),
    /// The byte is the token's last.
    End(Kind),
    /// The byte is the first after the token, and is read again.
    Before(Kind),
    /// The byte is between tokens.
    Skip(State),
    /// A message may begin here: the byte is read again.
    Resume,
}

/// The place up to which a text was read, and the state there.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Lexer {
    state: State,
    /// The beginning of the token; equal to `at` between tokens.
    start: usize,
    at: usize,
}

impl Lexer {
    /// Returns the first place at which the next token may begin. The text before it is no longer
    /// needed.
    pub(crate) fn start(&self) -> usize {
        self.start
    }

    /// Returns the place up to which the text was read.
    pub(crate) fn at(&self) -> usize {
        self.at
    }

    /// Adapts to a text whose first `lost` bytes were removed.
    pub(crate) fn rebase(&mut self, lost: usize) {
        self.start = self.start.saturating_sub(lost);
        self.at = self.at.saturating_sub(lost);
    }

    /// Drops the token that has begun.
    pub(crate) fn abandon(&mut self) {
        (self.state, self.start) = (State::Start, self.at);
    }

    /// Returns the next token, or `None` if the text ends before the token: then `text` may grow.
    pub(crate) fn next(&mut self, text: &[u8]) -> Option<Token> {
        loop {
            if let State::String(quote) = self.state {
                self.at += plain(text.get(self.at..)?, quote);
            }
            let byte = *text.get(self.at)?;
            match step(self.state, byte) {
                Step::Go(state) => {
                    self.state = state;
                    self.at += 1;
                }
                Step::Skip(state) => {
                    self.state = state;
                    self.at += 1;
                    self.start = self.at;
                }
                Step::Resume => self.state = State::Start,
                Step::End(kind) => {
                    self.at += 1;
                    return Some(self.token(kind));
                }
                Step::Before(kind) => return Some(self.token(kind)),
            }
        }
    }

    /// Returns the token that ends with the text, if there is one.
    pub(crate) fn finish(&mut self) -> Option<Token> {
        match step(self.state, 0) {
            Step::Before(kind) => Some(self.token(kind)),
            // The byte 0 is not in the text, so no token may include it.
            _ if self.start < self.at => Some(self.token(Kind::Stray)),
            _ => None,
        }
    }

    fn token(&mut self, kind: Kind) -> Token {
        let token = Token {
            kind,
            start: self.start,
            end: self.at,
        };
        self.start = self.at;
        self.state = match kind {
            Kind::Stray => State::Recovery,
            _ => State::Start,
        };
        token
    }
}

/// Returns the number of bytes up to the next one that needs a decision: a quote, a backslash, or a
/// byte that no string contains.
fn plain(text: &[u8], quote: u8) -> usize {
    let stops = |byte: u8| (byte < 0x20) | (byte == quote) | (byte == b'\\') | (byte >= 0xFE);
    let mut passed = 0;
    // Blocks come first: without an early exit the compiler compares many bytes at a time.
    for block in text.chunks_exact(64) {
        if block.iter().fold(false, |found, byte| found | stops(*byte)) {
            break;
        }
        passed += block.len();
    }
    let rest = text.get(passed..).unwrap_or_default();
    passed + (rest.iter().position(|byte| stops(*byte))).unwrap_or(rest.len())
}

#[inline]
fn step(state: State, byte: u8) -> Step {
    match (state, byte) {
        (State::Start, _) => begin(byte),
        (State::String(quote), _) if byte == quote => Step::End(Kind::String),
        (State::String(quote), b'\\') => Step::Go(State::Escape(quote)),
        (State::String(quote) | State::Escape(quote), 0x20..=0xFD) => {
            Step::Go(State::String(quote))
        }
        (State::Keyword, b'a'..=b'z') => Step::Go(State::Keyword),
        (State::Keyword, _) => Step::Before(Kind::Keyword),
        (State::Sign, b'0') => Step::Go(State::Zero),
        (State::Sign, b'1'..=b'9') | (State::Digits, b'0'..=b'9') => Step::Go(State::Digits),
        (State::Zero | State::Digits, b'.') => Step::Go(State::Point),
        (State::Digits | State::Fraction, b'e' | b'E') => Step::Go(State::Exponent),
        (State::Zero, b'0'..=b'9') => Step::End(Kind::Stray),
        (State::Zero | State::Digits, _) => Step::Before(Kind::Integer),
        (State::Point | State::Fraction, b'0'..=b'9') => Step::Go(State::Fraction),
        (State::Exponent, b'+' | b'-') => Step::Go(State::ExponentSign),
        (State::Exponent | State::ExponentSign | State::ExponentDigits, b'0'..=b'9') => {
            Step::Go(State::ExponentDigits)
        }
        (State::Fraction | State::ExponentDigits, _) => Step::Before(Kind::Float),
        (State::Recovery, b'\t') => Step::Skip(State::Recovery),
        (State::Recovery, 0..0x20 | 0xFE.. | b'[' | b']' | b'{' | b'}' | b':' | b',') => {
            Step::Resume
        }
        (State::Recovery, _) => Step::Skip(State::Recovery),
        _ => Step::End(Kind::Stray),
    }
}

#[inline]
fn begin(byte: u8) -> Step {
    match byte {
        b' ' | b'\t' | b'\r' | b'\n' => Step::Skip(State::Start),
        b'"' | b'\'' => Step::Go(State::String(byte)),
        b'{' => Step::End(Kind::LeftBrace),
        b'}' => Step::End(Kind::RightBrace),
        b'[' => Step::End(Kind::LeftBracket),
        b']' => Step::End(Kind::RightBracket),
        b':' => Step::End(Kind::Colon),
        b',' => Step::End(Kind::Comma),
        b'a'..=b'z' => Step::Go(State::Keyword),
        b'-' => Step::Go(State::Sign),
        b'0' => Step::Go(State::Zero),
        b'1'..=b'9' => Step::Go(State::Digits),
        _ => Step::End(Kind::Stray),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Vec<(Kind, &str)> {
        let mut lexer = Lexer::default();
        std::iter::from_fn(|| lexer.next(text.as_bytes()).or_else(|| lexer.finish()))
            .map(|token| (token.kind, text.get(token.start..token.end).unwrap()))
            .collect()
    }

    #[test]
    fn numbers_and_words() {
        use Kind::{Float, Integer, Keyword, Stray};
        assert_eq!(
            tokens("0 -12 0.5 1e3 2.5E-1 true"),
            [
                (Integer, "0"),
                (Integer, "-12"),
                (Float, "0.5"),
                (Float, "1e3"),
                (Float, "2.5E-1"),
                (Keyword, "true")
            ]
        );
        assert_eq!(
            tokens("0e1"),
            [(Integer, "0"), (Keyword, "e"), (Integer, "1")]
        );
        assert_eq!(tokens("01"), [(Stray, "01")]);
        assert_eq!(tokens("-a"), [(Stray, "-a")]);
        assert_eq!(tokens("1."), [(Stray, "1.")]);
    }

    #[test]
    fn strings_have_two_quotes() {
        let long = format!("\"{}'\"", "x".repeat(200));
        for text in [r#""a'\"b""#, r"'a\'b'", "\"\u{e9}\"", &long] {
            assert_eq!(tokens(text), [(Kind::String, text)]);
        }
        assert_eq!(tokens("\"ab"), [(Kind::Stray, "\"ab")]);
    }

    #[test]
    fn recovery_ends_where_a_message_may_begin() {
        assert_eq!(
            tokens("@ true\t1{"),
            [(Kind::Stray, "@"), (Kind::LeftBrace, "{")]
        );
        assert_eq!(
            tokens("\u{1b}\n1 "),
            [(Kind::Stray, "\u{1b}"), (Kind::Integer, "1")]
        );
    }
}
