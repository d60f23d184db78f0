//! Breaks lines by the algorithm of Derek Oppen ("Prettyprinting", 1980), with the constants and
//! the conditional punctuation of prettyplease.

/// The maximal width of lines.
const WIDTH: usize = 89;
/// The minimal room of code on a line, at any indentation.
const LEAST_ROOM: usize = 60;
/// One level of indentation.
pub(super) const INDENT: isize = 4;
/// A size that fits on no line.
const INFINITE: isize = 0xffff;

/// Returns the room of code on a line with this indentation, in bytes.
pub(super) fn room(indent: usize) -> usize {
    WIDTH.saturating_sub(indent).max(LEAST_ROOM)
}

/// Appends spaces.
pub(super) fn push_spaces(count: usize, out: &mut String) {
    const SPACES: &str = "                                ";
    let mut left = count;
    while let Some(rest) = left.checked_sub(SPACES.len()) {
        out.push_str(SPACES);
        left = rest;
    }
    out.push_str(SPACES.get(..left).unwrap_or_default());
}

/// A part of a line.
#[derive(Debug, Clone, Copy)]
enum Token<'l> {
    Text(&'l str),
    Break(Break),
    /// Starts a group. If it does not fit on a line, its breaks are indented by this much more.
    Begin(isize, Breaks),
    End,
    /// Prevents the groups around it from fitting on a line.
    Wide,
    /// Reserved for a token that depends on what follows.
    Reserved,
}

/// The breaks of a group that end a line if the group does not fit on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Breaks {
    /// All of them.
    Consistent,
    /// Each one if the text up to the next break does not fit.
    Inconsistent,
}

/// A place where a line may end.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Break {
    /// The number of columns that is added to the indentation of the group.
    pub(super) offset: isize,
    /// `true` if it is a space when the line goes on.
    pub(super) space: bool,
    /// The character that is printed if the line ends here, last on this line.
    pub(super) before: Option<char>,
    /// The character that is printed if the line ends here, first on the next line.
    pub(super) after: Option<char>,
    /// The character that is printed if the line goes on. It has no width.
    pub(super) otherwise: Option<char>,
    /// `true` if the line always goes on. The sizes of groups still end here.
    pub(super) never: bool,
}

/// A reserved token.
#[derive(Debug, Clone, Copy)]
pub(super) struct Slot(usize);

/// A line as tokens.
#[derive(Debug, Default)]
pub(super) struct Printer<'l> {
    tokens: Vec<Token<'l>>,
    /// The width of the tokens if none breaks.
    width: isize,
    /// For each token, the width up to the next break after it; for a group, from its beginning to
    /// the next break after it.
    sizes: Vec<isize>,
    /// The groups without an end, the ends after them, and the last break in each. Their sizes are
    /// not known yet.
    open: Vec<usize>,
    groups: Vec<Group>,
}

impl<'l> Printer<'l> {
    pub(super) fn clear(&mut self) {
        self.tokens.clear();
        self.width = 0;
    }

    pub(super) fn text(&mut self, text: &'l str) {
        if !text.is_empty() {
            self.tokens.push(Token::Text(text));
            self.width += width(text);
        }
    }

    /// Adds a break that is empty if the line goes on.
    pub(super) fn zero(&mut self) {
        self.line_break(Break::default());
    }

    /// Adds a break that is a space if the line goes on.
    pub(super) fn space(&mut self) {
        self.line_break(Break {
            space: true,
            ..Break::default()
        });
    }

    /// Adds a break that never ends the line.
    pub(super) fn never(&mut self) {
        self.line_break(Break {
            never: true,
            ..Break::default()
        });
    }

    pub(super) fn line_break(&mut self, token: Break) {
        self.tokens.push(Token::Break(token));
        self.width += isize::from(token.space);
    }

    pub(super) fn begin(&mut self, indent: isize, breaks: Breaks) {
        self.tokens.push(Token::Begin(indent, breaks));
    }

    pub(super) fn end(&mut self) {
        self.tokens.push(Token::End);
    }

    /// Returns the width of the tokens so far.
    pub(super) fn width(&self) -> isize {
        self.width
    }

    /// Prevents the open groups from fitting on a line.
    pub(super) fn widen(&mut self) {
        self.tokens.push(Token::Wide);
        self.width += INFINITE;
    }

    /// Reserves a token.
    pub(super) fn reserve(&mut self) -> Slot {
        self.tokens.push(Token::Reserved);
        Slot(self.tokens.len() - 1)
    }

    /// Starts a group at a reserved token.
    pub(super) fn begin_at(&mut self, slot: Slot, indent: isize, breaks: Breaks) {
        self.put(slot, Token::Begin(indent, breaks));
    }

    /// Ends a group at a reserved token.
    pub(super) fn end_at(&mut self, slot: Slot) {
        self.put(slot, Token::End);
    }

    /// Sets a reserved token to a break without a space.
    pub(super) fn line_break_at(&mut self, slot: Slot, token: Break) {
        self.put(slot, Token::Break(token));
    }

    fn put(&mut self, slot: Slot, token: Token<'l>) {
        if let Some(reserved) = self.tokens.get_mut(slot.0) {
            *reserved = token;
        }
    }

    /// Appends the line, without its end. The indentation is already written.
    pub(super) fn print(&mut self, indent: usize, out: &mut String) {
        self.measure();
        self.groups.clear();
        let mut state = State {
            out,
            room: room(indent).cast_signed(),
            indent: indent.cast_signed(),
            pending: 0,
            groups: &mut self.groups,
        };
        for (token, size) in self.tokens.iter().zip(&self.sizes) {
            state.token(token, *size);
        }
    }

    fn measure(&mut self) {
        self.sizes.clear();
        self.open.clear();
        let mut total = 0;
        for (at, token) in self.tokens.iter().enumerate() {
            self.sizes.push(-total);
            match token {
                Token::Text(text) => total += width(text),
                Token::Wide => total += INFINITE,
                Token::Break(token) => {
                    settle(&self.tokens, &mut self.open, total, &mut self.sizes);
                    self.open.push(at);
                    total += isize::from(token.space);
                }
                Token::Begin(..) | Token::End => self.open.push(at),
                Token::Reserved => {}
            }
        }
        settle(&self.tokens, &mut self.open, total, &mut self.sizes);
    }
}

/// Handles a break: determines the sizes of the groups that ended since the last break, and that of
/// the last break.
fn settle(tokens: &[Token<'_>], open: &mut Vec<usize>, total: isize, sizes: &mut [isize]) {
    let mut depth = 0_usize;
    while let Some(&at) = open.last() {
        let is_last = match tokens.get(at) {
            Some(Token::End) => {
                depth += 1;
                false
            }
            Some(Token::Begin(..)) if depth == 0 => return,
            Some(Token::Begin(..)) => {
                depth -= 1;
                false
            }
            _ => depth == 0,
        };
        if let Some(size) = sizes.get_mut(at) {
            *size += total;
        }
        open.pop();
        if is_last {
            return;
        }
    }
}

fn width(text: &str) -> isize {
    text.len().cast_signed()
}

/// The state of printing.
struct State<'o> {
    out: &'o mut String,
    /// The space left on the line.
    room: isize,
    indent: isize,
    /// Spaces that are written before the next text.
    pending: usize,
    groups: &'o mut Vec<Group>,
}

/// An open group.
#[derive(Debug)]
enum Group {
    Fits,
    /// A group with line breaks, with the indentation outside of it.
    Broken(isize, Breaks),
}

impl State<'_> {
    fn token(&mut self, token: &Token<'_>, size: isize) {
        match token {
            Token::Text(text) => self.text(text),
            Token::Break(token) => self.line_break(token, size),
            Token::Begin(indent, breaks) if size > self.room => {
                self.groups.push(Group::Broken(self.indent, *breaks));
                self.indent += indent;
            }
            Token::Begin(..) => self.groups.push(Group::Fits),
            Token::End => {
                if let Some(Group::Broken(indent, _)) = self.groups.pop() {
                    self.indent = indent;
                }
            }
            Token::Wide | Token::Reserved => {}
        }
    }

    fn line_break(&mut self, token: &Break, size: isize) {
        let fits = match self.groups.last() {
            Some(Group::Fits) => true,
            Some(Group::Broken(_, Breaks::Consistent)) => false,
            Some(Group::Broken(_, Breaks::Inconsistent)) | None => size <= self.room,
        };
        if fits || token.never {
            self.pending += usize::from(token.space);
            self.room -= isize::from(token.space);
            self.sign(token.otherwise);
            return;
        }
        self.sign(token.before);
        self.out.push('\n');
        self.pending = (self.indent + token.offset).max(0).cast_unsigned();
        self.room = room(self.pending).cast_signed();
        self.sign(token.after);
    }

    fn sign(&mut self, sign: Option<char>) {
        if let Some(sign) = sign {
            self.text(sign.encode_utf8(&mut [0; 4]));
        }
    }

    fn text(&mut self, text: &str) {
        if self.pending > 0 {
            push_spaces(self.pending, self.out);
            self.pending = 0;
        }
        self.out.push_str(text);
        self.room -= width(text);
    }
}
