//! Simple tables: columns that borders of `=` show.

use super::block::Parser;
use super::line::Line;
use super::{Block, Inline};

/// Whether a line is the border of a table of at least two columns.
pub(super) fn is_border(text: &str) -> bool {
    text.starts_with("==") && text.contains(' ') && text.bytes().all(|byte| b"= ".contains(&byte))
}

/// How many lines a table may have that blank ones divide.
const ROWS: usize = 512;

/// How many lines belong to a table whose first border stands before them: up to a border that a blank
/// line follows.
pub(super) fn length(lines: &[Line<'_>]) -> usize {
    let ends = |(at, line): (usize, &Line<'_>)| {
        let last = lines.get(at + 1).is_none_or(Line::is_blank);
        (last && is_border(line.text)).then_some(at + 1)
    };
    let paragraph = lines.iter().take_while(|line| !line.is_blank()).count();
    lines
        .iter()
        .take(ROWS)
        .enumerate()
        .find_map(ends)
        .unwrap_or(paragraph)
}

impl Parser<'_> {
    /// The table with this first border and these lines behind it.
    pub(super) fn table(
        &mut self,
        title: Vec<Inline>,
        border: Line<'_>,
        lines: &[Line<'_>],
    ) -> Block {
        let columns = columns(border.text);
        let inner: Vec<usize> = lines
            .iter()
            .enumerate()
            .filter(|(_, line)| is_border(line.text))
            .map(|(at, _)| at)
            .collect();
        // With one more border than the last, the lines before it are titles.
        let head_end = match *inner {
            [first, _, ..] => Some(first),
            _ => None,
        };
        let (mut head, mut rows) = (Vec::new(), Vec::new());
        for (at, line) in lines.iter().enumerate() {
            if line.is_blank() || is_border(line.text) {
                continue;
            }
            let cells = self.cells(*line, line.indent.saturating_sub(border.indent), &columns);
            match head_end {
                Some(end) if at < end && head.is_empty() => head = cells,
                _ => rows.push(cells),
            }
        }
        Block::Table { title, head, rows }
    }

    fn cells(
        &mut self,
        line: Line<'_>,
        indent: usize,
        columns: &[(usize, Option<usize>)],
    ) -> Vec<Vec<Inline>> {
        let raw: String = " ".repeat(indent) + line.text;
        let cell = |&(from, to): &(usize, Option<usize>)| {
            let length = to.map_or(usize::MAX, |to| to - from);
            raw.chars().skip(from).take(length).collect::<String>()
        };
        let cells: Vec<String> = columns.iter().map(cell).collect();
        let cells = cells.iter();
        cells.map(|cell| self.inlines(line, cell.trim())).collect()
    }
}

/// Where the columns of a border begin and end; the last one has no end.
fn columns(border: &str) -> Vec<(usize, Option<usize>)> {
    let starts: Vec<usize> = border
        .char_indices()
        .filter(|(at, sign)| {
            let before = at.checked_sub(1).and_then(|at| border.as_bytes().get(at));
            *sign == '=' && before != Some(&b'=')
        })
        .map(|(at, _)| at)
        .collect();
    let ends = starts.iter().skip(1).copied().map(Some).chain([None]);
    starts.iter().copied().zip(ends).collect()
}
