//! Tables for people.

use std::fmt;

/// Rows of cells, aligned by columns. Control characters of the guest are not printed, so that it
/// cannot control the terminal.
#[derive(Debug, Default)]
pub(crate) struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    /// Creates a table with a head.
    pub(crate) fn new<const N: usize>(head: [&str; N]) -> Self {
        let mut table = Self::default();
        table.row(head.map(str::to_owned));
        table
    }

    /// Adds a row.
    pub(crate) fn row<const N: usize>(&mut self, cells: [String; N]) {
        self.rows.push(cells.map(|cell| harmless(&cell)).into());
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut widths: Vec<usize> = Vec::new();
        for row in &self.rows {
            widths.resize(widths.len().max(row.len()), 0);
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = (*width).max(cell.chars().count());
            }
        }
        for row in &self.rows {
            let mut line = String::new();
            for (width, cell) in widths.iter().zip(row) {
                line.push_str(&format!("{cell:width$}  "));
            }
            writeln!(f, "{}", line.trim_end())?;
        }
        Ok(())
    }
}

fn harmless(text: &str) -> String {
    let replaced = |c: char| if c.is_control() { '\u{fffd}' } else { c };
    text.chars().map(replaced).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_aligned_and_control_characters_replaced() {
        let mut table = Table::new(["NAME", "SIZE", ""]);
        table.row(["é\u{1b}[2J", "1", ""].map(str::to_owned));
        table.row(["longer name", "22", "x"].map(str::to_owned));
        let expected = "NAME         SIZE\né\u{fffd}[2J        1\nlonger name  22    x\n";
        assert_eq!(table.to_string(), expected);
    }
}
