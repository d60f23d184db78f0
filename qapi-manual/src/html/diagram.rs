//! The diagram of a type: its users on the left, the types that it uses on the right.
//!
//! The lists next to it contain the same names, so keyboards and screen readers skip it.

use maud::{Markup, html};

/// A box of the diagram.
pub(super) struct Node {
    pub(super) name: String,
    pub(super) address: String,
    /// The class that sets its colour.
    pub(super) class: &'static str,
}

/// The maximum number of neighbours on each side; the lists contain all.
const MOST: usize = 9;
/// The distance of rows, in pixels.
const ROW: usize = 30;
/// The height of a box.
const HEIGHT: usize = 22;
/// The distance of columns.
const GAP: usize = 60;
/// The width of a letter.
const LETTER: usize = 8;

/// Draws a node between those that use it and those that it uses.
pub(super) fn draw(node: &Node, users: &[Node], uses: &[Node]) -> Markup {
    let rows = shown(users).max(shown(uses)).max(1);
    let (left, middle, right) = (width(users), width(std::slice::from_ref(node)), width(uses));
    let start = if users.is_empty() { 1 } else { 1 + left + GAP };
    let end = start + middle + if uses.is_empty() { 1 } else { GAP + right + 1 };
    let height = rows * ROW;
    let centre = height / 2;
    let (mut lines, mut boxes) = (Vec::new(), Vec::new());
    for (list, is_user) in [(users, true), (uses, false)] {
        let offset = (height - shown(list) * ROW) / 2 + ROW / 2;
        for row in 0..shown(list) {
            let y = offset + row * ROW;
            let (from, to) = if is_user {
                ((1 + left, y), (start, centre))
            } else {
                ((start + middle, centre), (start + middle + GAP, y))
            };
            let bend = (from.0 + to.0) / 2;
            lines.push(format!(
                "M{} {}C{bend} {},{bend} {},{} {}",
                from.0, from.1, from.1, to.1, to.0, to.1
            ));
            let x = if is_user { 1 } else { to.0 };
            let width = if is_user { left } else { right };
            let more = list.len() - shown(list) + 1;
            match list.get(row) {
                Some(_) if row + 1 == MOST && more > 1 => {
                    boxes.push(label(x, y, width, &format!("and {more} more")));
                }
                Some(node) => boxes.push(draw_node(x, y, width, node)),
                None => {}
            }
        }
    }
    let view = format!("0 0 {end} {height}");
    html! {
        svg class="diagram" viewBox=(view) width=(end) height=(height) aria-hidden="true" {
            @for line in lines { path d=(line) {} }
            @for shown in boxes { (shown) }
            g class={ "self " (node.class) } { (rectangle(start, centre, middle, &node.name)) }
        }
    }
}

fn shown(list: &[Node]) -> usize {
    list.len().min(MOST)
}

/// Returns the width of the widest box.
fn width(list: &[Node]) -> usize {
    let names = list.iter().take(MOST).map(|node| node.name.chars().count());
    names.max().unwrap_or(0).max(11) * LETTER + 14
}

fn draw_node(x: usize, y: usize, width: usize, node: &Node) -> Markup {
    html! {
        a href=(node.address) tabindex="-1" class=(node.class) {
            (rectangle(x, y, width, &node.name))
        }
    }
}

fn label(x: usize, y: usize, width: usize, text: &str) -> Markup {
    html! { text x=(x + width / 2) y=(y + 4) { (text) } }
}

fn rectangle(x: usize, y: usize, width: usize, text: &str) -> Markup {
    let top = y.saturating_sub(HEIGHT / 2);
    html! {
        rect x=(x) y=(top) width=(width) height=(HEIGHT) rx="4" {}
        (label(x, y, width, text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nodes(count: usize) -> Vec<Node> {
        let node = |at| Node {
            name: format!("N{at}"),
            address: format!("#N{at}"),
            class: "object",
        };
        (0..count).map(node).collect()
    }

    #[test]
    fn neighbours_are_linked_up_to_a_bound() {
        let centre = &nodes(1)[0];
        let drawn = draw(centre, &nodes(3), &nodes(20)).0;
        assert_eq!(drawn.matches("<a href=").count(), 3 + MOST - 1);
        assert_eq!(drawn.matches("<path").count(), 3 + MOST);
        assert!(drawn.contains(">and 12 more<"));
        let alone = draw(centre, &nodes(MOST), &[]).0;
        assert_eq!(alone.matches("<a href=").count(), MOST);
        assert!(!alone.contains("more"));
    }
}
