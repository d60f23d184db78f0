//! Where a line breaks: Derek Oppen's algorithm ("Prettyprinting", 1980), with prettyplease's numbers and its conditional
//! punctuation.

/// How wide code is meant to be.
const WIDTH: usize = 89;
/// How much of a line is for code at least, however large the margin.
const LEAST: usize = 60;
/// One level of margin.
pub(super) const INDENT: isize = 4;
/// A size that fits nowhere.
const INFINITE: isize = 0xffff;

/// How much of a line is for code, behind a margin.
pub(super) fn room(margin: usize) -> usize {
    WIDTH.saturating_sub(margin).max(LEAST)
}

/// A line's part.
#[derive(Debug, Clone, Copy)]
enum Token<'l> {
    Text(&'l str),
    /// Makes the groups around too wide.
    Wide,
    Break(Break),
    /// The margin of the breaks inside, relative to that around, where the group does not fit on a line.
    Begin(isize, Breaks),
    End,
    /// Kept free for what is only known later.
    Free,
}

/// Which breaks of a group that does not fit become line ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Breaks {
    /// All.
    Consistent,
    /// Those behind which the text up to the next one does not fit.
    Inconsistent,
}

/// Where a line may end.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Break {
    /// What is added to the group's margin.
    pub(super) offset: isize,
    /// A space, where the line goes on.
    pub(super) blank: bool,
    /// Ends the line.
    pub(super) before: Option<char>,
    /// Begins the next line.
    pub(super) behind: Option<char>,
    /// Is there if the line goes on; its width does not count.
    pub(super) unbroken: Option<char>,
    /// Only tells how far what is before it goes.
    pub(super) never: bool,
}

/// A place in a line that was kept free.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place(usize);

/// How wide a line is up to some place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark(isize);

/// A line in parts.
#[derive(Debug, Default)]
pub(super) struct Printer<'l> {
    tokens: Vec<Token<'l>>,
    width: isize,
    /// How far each token goes, up to the next break behind it: of a group, from its beginning.
    sizes: Vec<isize>,
    /// What began and did not end, what ended since, and the last break of each.
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

    /// A break without space.
    pub(super) fn zero(&mut self) {
        self.line_end(Break::default());
    }

    /// A break, or a space.
    pub(super) fn space(&mut self) {
        self.line_end(Break {
            blank: true,
            ..Break::default()
        });
    }

    /// Separates what is before from what is behind, in one line.
    pub(super) fn never(&mut self) {
        self.line_end(Break {
            never: true,
            ..Break::default()
        });
    }

    pub(super) fn line_end(&mut self, token: Break) {
        self.tokens.push(Token::Break(token));
        self.width += isize::from(token.blank);
    }

    pub(super) fn begin(&mut self, margin: isize, breaks: Breaks) {
        self.tokens.push(Token::Begin(margin, breaks));
    }

    /// Where the line is.
    pub(super) fn mark(&self) -> Mark {
        Mark(self.width)
    }

    pub(super) fn end(&mut self) {
        self.tokens.push(Token::End);
    }

    /// Ends a group that breaks if it is wider than this from the mark on.
    pub(super) fn end_narrow(&mut self, mark: Mark, most: isize) {
        if self.width - mark.0 > most {
            self.tokens.push(Token::Wide);
            self.width += INFINITE;
        }
        self.end();
    }

    /// Keeps a place free for the beginning or the end of a group, or for a break.
    pub(super) fn keep_free(&mut self) -> Place {
        self.tokens.push(Token::Free);
        Place(self.tokens.len() - 1)
    }

    pub(super) fn begin_at(&mut self, place: Place, margin: isize, breaks: Breaks) {
        self.put(place, Token::Begin(margin, breaks));
    }

    pub(super) fn end_at(&mut self, place: Place) {
        self.put(place, Token::End);
    }

    /// Puts a break without space in a free place.
    pub(super) fn line_end_at(&mut self, place: Place, token: Break) {
        self.put(place, Token::Break(token));
    }

    fn put(&mut self, place: Place, token: Token<'l>) {
        if let Some(free) = self.tokens.get_mut(place.0) {
            *free = token;
        }
    }

    /// Appends the line, without its end, to code whose margin was written.
    pub(super) fn print(&mut self, margin: usize, out: &mut String) {
        self.measure();
        self.groups.clear();
        let mut line = Line {
            out,
            space: room(margin).cast_signed(),
            margin: margin.cast_signed(),
            pending: 0,
            groups: &mut self.groups,
        };
        for (token, size) in self.tokens.iter().zip(&self.sizes) {
            line.put(token, *size);
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
                    total += isize::from(token.blank);
                }
                Token::Begin(..) | Token::End => self.open.push(at),
                Token::Free => {}
            }
        }
        settle(&self.tokens, &mut self.open, total, &mut self.sizes);
    }
}

/// Tells the groups that have ended, and the last break around them, how far they go.
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

/// Appends a margin.
pub(super) fn indent(margin: usize, out: &mut String) {
    const SPACES: &str = "                                ";
    let mut left = margin;
    while let Some(rest) = left.checked_sub(SPACES.len()) {
        out.push_str(SPACES);
        left = rest;
    }
    out.push_str(SPACES.get(..left).unwrap_or_default());
}

fn width(text: &str) -> isize {
    text.len().cast_signed()
}

/// How much of a line is printed.
struct Line<'o> {
    out: &'o mut String,
    space: isize,
    margin: isize,
    /// Spaces that are due before the next text.
    pending: usize,
    groups: &'o mut Vec<Group>,
}

/// A group that began.
#[derive(Debug)]
enum Group {
    Fits,
    /// With the margin around it.
    Broken(isize, Breaks),
}

impl Line<'_> {
    fn put(&mut self, token: &Token<'_>, size: isize) {
        match token {
            Token::Text(text) => self.text(text),
            Token::Break(token) => self.line_end(token, size),
            Token::Begin(margin, breaks) if size > self.space => {
                self.groups.push(Group::Broken(self.margin, *breaks));
                self.margin += margin;
            }
            Token::Begin(..) => self.groups.push(Group::Fits),
            Token::End => {
                if let Some(Group::Broken(margin, _)) = self.groups.pop() {
                    self.margin = margin;
                }
            }
            Token::Wide | Token::Free => {}
        }
    }

    fn line_end(&mut self, token: &Break, size: isize) {
        let fits = match self.groups.last() {
            Some(Group::Fits) => true,
            Some(Group::Broken(_, Breaks::Consistent)) => false,
            Some(Group::Broken(_, Breaks::Inconsistent)) | None => size <= self.space,
        };
        if fits || token.never {
            self.pending += usize::from(token.blank);
            self.space -= isize::from(token.blank);
            self.sign(token.unbroken);
            return;
        }
        self.sign(token.before);
        self.out.push('\n');
        let margin = (self.margin + token.offset).max(0).cast_unsigned();
        self.pending = margin;
        self.space = room(margin).cast_signed();
        self.sign(token.behind);
    }

    fn indent(&mut self) {
        if self.pending > 0 {
            indent(std::mem::take(&mut self.pending), self.out);
        }
    }

    fn sign(&mut self, sign: Option<char>) {
        if let Some(sign) = sign {
            self.indent();
            self.out.push(sign);
            self.space -= 1;
        }
    }

    fn text(&mut self, text: &str) {
        self.indent();
        self.out.push_str(text);
        self.space -= width(text);
    }
}
