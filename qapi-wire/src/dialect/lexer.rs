//! Bytes to tokens, resumable at any byte. What is wrong inside a string is for the reader to find.

/// What a token is.
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
    /// A run of small letters, which may be no keyword at all.
    Keyword,
    /// What begins no token, or breaks one off. What follows is skipped up to the next byte that a message may
    /// begin at.
    Stray,
}

/// A token: its kind and place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) kind: Kind,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// What the bytes since the beginning of the token are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum State {
    /// Nothing: between tokens.
    #[default]
    Start,
    /// Behind something stray.
    Recovery,
    /// A string with this quote.
    String(u8),
    /// The same, behind a backslash.
    Escape(u8),
    Keyword,
    Sign,
    Zero,
    Digits,
    Point,
    Fraction,
    /// Behind the letter of an exponent.
    Exponent,
    ExponentSign,
    ExponentDigits,
}

/// What to do with a byte.
enum Step {
    /// It belongs to the token.
    Go(State),
    /// It ends the token.
    End(Kind),
    /// It stands behind the token, and is looked at again.
    Before(Kind),
    /// It is between tokens.
    Skip(State),
    /// A message may begin here: look again.
    Resume,
}

/// Where a text has been read up to.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Lexer {
    state: State,
    /// Where the token begins; where none does, the same as `at`.
    start: usize,
    at: usize,
}

impl Lexer {
    /// Where the next token begins at the earliest: what is before is no longer needed.
    pub(crate) fn start(&self) -> usize {
        self.start
    }

    /// How far the text has been read.
    pub(crate) fn at(&self) -> usize {
        self.at
    }

    /// Follows a text that has lost as many bytes in front.
    pub(crate) fn rebase(&mut self, lost: usize) {
        self.start = self.start.saturating_sub(lost);
        self.at = self.at.saturating_sub(lost);
    }

    /// Gives up the token that has begun.
    pub(crate) fn abandon(&mut self) {
        (self.state, self.start) = (State::Start, self.at);
    }

    /// The next token; `None` where the text ends before it does. Then `text` may grow.
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

    /// The token that the end of the text ends, if there is one.
    pub(crate) fn finish(&mut self) -> Option<Token> {
        match step(self.state, 0) {
            Step::Before(kind) => Some(self.token(kind)),
            // The byte is none of the text's, so nothing that it ends includes it.
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

/// How many bytes of a string go by without a decision: neither quote nor backslash nor what no string has.
fn plain(text: &[u8], quote: u8) -> usize {
    let stops = |byte: u8| (byte < 0x20) | (byte == quote) | (byte == b'\\') | (byte >= 0xFE);
    let mut passed = 0;
    // Whole blocks first: without an early exit inside they are looked at many bytes at a time.
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
