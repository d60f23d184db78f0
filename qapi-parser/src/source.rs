//! The texts of a schema and places in them.
//!
//! A [`SourceMap`] owns the text of every file of a run. A [`Span`] is a range of bytes in one of
//! them. Lines and columns are computed from the text on demand. Diagnostics are in `diagnostic`,
//! loaders are in `loader`.

use std::sync::OnceLock;

/// A file of a [`SourceMap`], numbered in the order in which files were opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub(crate) u32);

impl FileId {
    /// Returns the file's number, counted from 0: the top file is 0.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A range of bytes in one file: `start` is its first byte, `end` the one after its last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file that contains it.
    pub file: FileId,
    /// The offset of the first byte.
    pub start: u32,
    /// The offset after the last byte; equal to `start` for a place between two bytes.
    pub end: u32,
}

impl Span {
    pub(crate) fn new(file: FileId, start: usize, end: usize) -> Self {
        // The limits on files are far below 4 GiB.
        Self {
            file,
            start: start as u32,
            end: end as u32,
        }
    }

    /// Returns the start of this span, as an empty span.
    #[must_use]
    pub fn head(self) -> Self {
        Self {
            end: self.start,
            ..self
        }
    }

    /// Returns whether another span is a part of this one.
    pub(crate) fn contains(self, inner: Self) -> bool {
        self.file == inner.file && self.start <= inner.start && inner.end <= self.end
    }

    /// Returns the smallest span that contains both; `self` if they are in different files.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        if self.file != other.file {
            return self;
        }
        Self {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
            ..self
        }
    }
}

/// A line and a column, both counted from 1; columns count characters, not bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

/// A known place: the start of each line, and more places in long lines, so that the cost of
/// computing a position does not grow with the line.
#[derive(Debug, Clone, Copy)]
struct Mark {
    offset: u32,
    position: Position,
}

/// The maximum number of bytes of a line between two marks.
const MARK_EVERY: u32 = 4096;

/// A file of a run.
#[derive(Debug)]
pub struct SourceFile {
    pub(crate) path: String,
    pub(crate) text: String,
    pub(crate) included_at: Option<Span>,
    marks: OnceLock<Vec<Mark>>,
}

impl SourceFile {
    /// Returns the path as it was requested: the argument, or the including file's folder joined
    /// with the path in the `include`.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Returns the text of the file.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the `include` directive that opened this file; `None` for the top file.
    #[must_use]
    pub fn included_at(&self) -> Option<Span> {
        self.included_at
    }

    fn marks(&self) -> &[Mark] {
        self.marks.get_or_init(|| {
            let bytes = self.text.as_bytes();
            let mut last = Mark {
                offset: 0,
                position: Position { line: 1, column: 1 },
            };
            let mut marks = vec![last];
            for (at, &byte) in bytes.iter().enumerate() {
                let offset = at as u32 + 1;
                // `\n`, `\r\n` and a lone `\r` end a line, as Python's universal newlines do.
                if byte == b'\n' || (byte == b'\r' && bytes.get(at + 1) != Some(&b'\n')) {
                    let line = last.position.line + 1;
                    let position = Position { line, column: 1 };
                    last = Mark { offset, position };
                } else if offset - last.offset >= MARK_EVERY && self.text.is_char_boundary(at + 1) {
                    let position = self.position_behind(last, offset);
                    last = Mark { offset, position };
                } else {
                    continue;
                }
                marks.push(last);
            }
            marks
        })
    }

    /// Returns the position of the byte at `offset`, counted from a mark before it in its line.
    fn position_behind(&self, mark: Mark, offset: u32) -> Position {
        let end = (offset as usize).min(self.text.len());
        let between = self.text.get(mark.offset as usize..end).unwrap_or("");
        Position {
            line: mark.position.line,
            column: mark.position.column + between.chars().count(),
        }
    }

    /// Returns the position of the byte at `offset`. An offset after the end has the position after
    /// the last character.
    #[must_use]
    pub fn position(&self, offset: u32) -> Position {
        let marks = self.marks();
        let behind = marks.partition_point(|mark| mark.offset <= offset);
        let mark = behind.checked_sub(1).and_then(|index| marks.get(index));
        mark.map_or(Position { line: 1, column: 1 }, |mark| {
            self.position_behind(*mark, offset)
        })
    }

    /// Returns the text of line `line` (from 1) without its line end; empty after the last line.
    #[must_use]
    pub fn line(&self, line: usize) -> &str {
        let marks = self.marks();
        let start = |line: usize| {
            let first = marks.partition_point(|mark| mark.position.line < line);
            marks.get(first).map(|mark| mark.offset as usize)
        };
        let Some(from) = start(line).filter(|_| line > 0) else {
            return "";
        };
        let to = start(line + 1).unwrap_or(self.text.len());
        let text = self.text.get(from..to).unwrap_or("");
        text.trim_end_matches(['\n', '\r'])
    }
}

/// All texts of a run, in the order in which they were opened.
#[derive(Debug, Default)]
pub struct SourceMap {
    files: Vec<SourceFile>,
}

impl SourceMap {
    /// Returns the id of the next file.
    pub(crate) fn next_id(&self) -> FileId {
        FileId(self.files.len() as u32)
    }

    pub(crate) fn add(&mut self, path: String, text: String, included_at: Option<Span>) -> FileId {
        let id = FileId(self.files.len() as u32);
        self.files.push(SourceFile {
            path,
            text,
            included_at,
            marks: OnceLock::new(),
        });
        id
    }

    /// Returns every file, in the order in which they were opened, the top file first. A build
    /// script watches exactly these.
    pub fn files(&self) -> impl ExactSizeIterator<Item = &SourceFile> {
        self.files.iter()
    }

    /// Returns the file of an id of this map.
    #[must_use]
    pub fn file(&self, id: FileId) -> Option<&SourceFile> {
        self.files.get(id.index())
    }

    /// Returns the text of a span; empty for a span of another map.
    #[must_use]
    pub fn text(&self, span: Span) -> &str {
        self.file(span.file)
            .and_then(|file| file.text.get(span.start as usize..span.end as usize))
            .unwrap_or("")
    }

    /// Returns the path of the file that contains a span.
    #[must_use]
    pub fn path(&self, span: Span) -> &str {
        self.file(span.file).map_or("", SourceFile::path)
    }

    /// Returns the start of a span.
    #[must_use]
    pub fn start(&self, span: Span) -> Position {
        self.position(span.file, span.start)
    }

    /// Returns the end of a span: the position after its last character.
    #[must_use]
    pub fn end(&self, span: Span) -> Position {
        self.position(span.file, span.end)
    }

    fn position(&self, file: FileId, offset: u32) -> Position {
        self.file(file)
            .map_or(Position { line: 1, column: 1 }, |file| {
                file.position(offset)
            })
    }

    /// Returns the `include` directives that lead to a file, outermost first; empty for the top
    /// file.
    pub(crate) fn include_chain(&self, file: FileId) -> Vec<Span> {
        let mut chain = Vec::new();
        let mut at = self.file(file).and_then(SourceFile::included_at);
        while let Some(span) = at {
            chain.push(span);
            at = self.file(span.file).and_then(SourceFile::included_at);
        }
        chain.reverse();
        chain
    }
}
