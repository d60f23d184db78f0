//! Text that begins on the line of a tag, of a list marker, or of the name of a directive.
//!
//! The indentation of its first line says nothing about that of the others. QEMU's own manuals
//! remove the common indentation of all lines except the first (`dedent` in
//! `docs/sphinx/qapidoc.py`).

use crate::line::{Line, is_explicit, least_indent, marker, until_blank};

/// The least indentation of a literal block that nothing else marks.
const LITERAL: usize = 4;

/// Returns the text after a tag or the name of a directive, with its left margin at column 0.
/// `head` is the rest of the line of the name, and may be blank.
pub(crate) fn after_name<'t>(head: Line<'t>, body: &[Line<'t>]) -> Vec<Line<'t>> {
    if head.is_blank() {
        let margin = least_indent(body).unwrap_or(0);
        return body.iter().map(|line| line.moved(margin, 0)).collect();
    }
    let item = marker(head.text);
    // In older comments the first paragraph may be indented deeper than the others. Items of a list
    // are recognized by their relative indentation.
    let near = item.map_or_else(|| until_blank(body), |_| 0);
    let (near, far) = body.split_at_checked(near).unwrap_or((body, &[]));
    let (near_margin, far_margin) = match (least_indent(near), least_indent(far)) {
        (Some(near), Some(far)) if far < near => (near, far),
        (near, far) => {
            let margin = near.or(far).unwrap_or(0);
            (margin, margin)
        }
    };
    let next = body.iter().find(|line| !line.is_blank());
    let next_is_at_margin = next.is_some_and(|next| next.indent == near_margin);
    let next_is_item = next.is_some_and(|next| marker(next.text).is_some());
    let margin = match item {
        // There is only one item, so the rest belongs to it.
        Some(item) if next_is_at_margin && !next_is_item => item.width,
        None if near.is_empty()
            && next_is_at_margin
            && near_margin > 0
            && head.text.ends_with("::") =>
        {
            LITERAL
        }
        _ => 0,
    };
    let head = Line { indent: 0, ..head };
    let near = near.iter().map(|line| line.moved(near_margin, margin));
    let far = far.iter().map(|line| line.moved(far_margin, margin));
    std::iter::once(head).chain(near).chain(far).collect()
}

/// Returns the text after the marker of a list item, and the column of its left margin. `head` is
/// the rest of the line of the marker, and may be blank.
pub(crate) fn after_marker<'t>(head: Line<'t>, body: &[Line<'t>]) -> (Vec<Line<'t>>, usize) {
    if head.is_blank() {
        return (body.to_vec(), least_indent(body).unwrap_or(0));
    }
    let margin = head.indent;
    let begins_more = marker(head.text).is_some() || is_explicit(head.text);
    let near = if begins_more { 0 } else { until_blank(body) };
    let (near, far) = body.split_at_checked(near).unwrap_or((body, &[]));
    let near_margin = least_indent(near);
    let far_margin = match (near_margin, least_indent(far)) {
        (Some(near), Some(far)) => near.min(far),
        (None, Some(far)) => far.min(margin),
        (_, None) => margin,
    };
    let near_margin = near_margin.unwrap_or(margin);
    let near = near.iter().map(|line| line.moved(near_margin, margin));
    let far = far.iter().map(|line| line.moved(far_margin, margin));
    let lines = std::iter::once(head).chain(near).chain(far).collect();
    (lines, margin)
}
