//! Simple tables, with columns marked by borders of equals signs.

use crate::line::{Line, until_blank};

/// The number of lines that are searched for the end of a table.
const ROWS: usize = 512;
/// The greatest number of columns of a table.
const COLUMNS: usize = 64;

/// Returns whether a line is the border of a table of at least two columns.
pub(crate) fn is_border(text: &str) -> bool {
    text.starts_with("==") && text.contains(' ') && text.bytes().all(|byte| b"= ".contains(&byte))
}

/// Returns the number of lines of a table below its first border: up to a border before a blank
/// line.
pub(crate) fn length(below: &[Line<'_>]) -> usize {
    let ends = |(at, line): (usize, &Line<'_>)| {
        let is_last = below.get(at + 1).is_none_or(Line::is_blank);
        (is_last && is_border(line.text)).then_some(at + 1)
    };
    let mut rows = below.iter().take(ROWS).enumerate();
    let end = rows.find_map(ends);
    end.unwrap_or_else(|| until_blank(below))
}

/// The rows of a table, all with the same number of cells.
#[derive(Debug, Default)]
pub(crate) struct Table<'t> {
    /// The header row; empty if the table has none.
    pub(crate) header: Vec<Line<'t>>,
    pub(crate) rows: Vec<Vec<Line<'t>>>,
}

/// Splits a table into cells; `None` if it has too many columns.
pub(crate) fn table<'t>(border: Line<'t>, below: &[Line<'t>]) -> Option<Table<'t>> {
    let starts = columns(border.text);
    if starts.len() > COLUMNS {
        return None;
    }
    let borders = below.iter().enumerate();
    let mut borders = borders.filter(|(_, line)| is_border(line.text));
    // With one more border than the last, the lines before it are the header.
    let header_end = match (borders.next(), borders.next()) {
        (Some((first, _)), Some(_)) => first,
        _ => 0,
    };
    let mut table = Table::default();
    for (at, line) in below.iter().enumerate() {
        if line.is_blank() || is_border(line.text) {
            continue;
        }
        let cells = cells(*line, border.indent, &starts);
        if at < header_end && table.header.is_empty() {
            table.header = cells;
        } else {
            table.rows.push(cells);
        }
    }
    Some(table)
}

/// Returns the starts of the columns of a border.
fn columns(border: &str) -> Vec<usize> {
    let bytes = border.bytes().enumerate();
    let mut before = b' ';
    let starts = bytes.filter(|(_, byte)| {
        let is_start = *byte == b'=' && before != b'=';
        before = *byte;
        is_start
    });
    starts.map(|(at, _)| at).collect()
}

/// Splits a line at the columns of a table that is indented by `margin`. The last column has no
/// end.
fn cells<'t>(line: Line<'t>, margin: usize, starts: &[usize]) -> Vec<Line<'t>> {
    let indent = line.indent.saturating_sub(margin);
    // The start of each column, in bytes.
    let mut characters = line.text.char_indices().map(|(at, _)| at);
    let mut passed = 0;
    let mut offset = |column: usize| {
        let skip = column.saturating_sub(indent);
        let at = if skip >= passed {
            let at = characters.nth(skip - passed);
            passed = skip + 1;
            at
        } else {
            Some(0)
        };
        at.unwrap_or(line.text.len())
    };
    let offsets: Vec<usize> = starts.iter().map(|column| offset(*column)).collect();
    let ends = offsets.iter().skip(1).copied().chain([line.text.len()]);
    let cells = offsets.iter().zip(ends).map(|(from, to)| {
        let tail = line.text.get(*from..).unwrap_or_default();
        let cell = line.text.get(*from..to).unwrap_or_default();
        let skipped = cell.len() - cell.trim_start().len();
        let tail = line.tail(tail.get(skipped..).unwrap_or_default());
        Line {
            text: cell.trim(),
            ..tail
        }
    });
    cells.collect()
}
