//! The pieces of a file, in order, and the blank lines between them.
//!
//! One blank line separates two pieces, except a doc comment and its definition. Plain comments,
//! and directives among each other, keep the presence of blank lines around them.

/// A part of a file, as lines.
#[derive(Debug)]
pub(super) struct Piece {
    pub(super) kind: Kind,
    /// `true` if a blank line was before it.
    pub(super) gap: bool,
    pub(super) lines: Vec<String>,
}

/// The kind of a part of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Comment,
    /// A doc comment that belongs to the definition after it.
    Doc,
    FreeForm,
    Pragma,
    Include,
    Definition,
}

impl Kind {
    fn is_directive(self) -> bool {
        matches!(self, Self::Pragma | Self::Include)
    }
}

/// Joins the pieces of a file.
pub(super) fn join(pieces: &[Piece]) -> String {
    let mut out = String::new();
    let mut before: Option<Kind> = None;
    for piece in pieces {
        let keeps = |before: Kind| {
            before == Kind::Comment
                || (before.is_directive()
                    && (piece.kind.is_directive() || piece.kind == Kind::Comment))
        };
        let is_apart = match before {
            None | Some(Kind::Doc) => false,
            Some(before) if keeps(before) => piece.gap,
            Some(_) => true,
        };
        if is_apart {
            out.push('\n');
        }
        for line in &piece.lines {
            out.push_str(line);
            out.push('\n');
        }
        before = Some(piece.kind);
    }
    out
}

/// Returns the index of the first piece that belongs to the item after the pieces: its doc comment,
/// and the plain comments directly above. `gap` says whether a blank line precedes the item.
pub(super) fn head_of_next(pieces: &[Piece], gap: bool) -> usize {
    let is_comment = |piece: &&Piece| piece.kind == Kind::Comment;
    let comments = pieces.iter().rev().take_while(is_comment).count();
    let behind_doc = pieces.len() - comments;
    let doc = behind_doc.checked_sub(1).and_then(|at| pieces.get(at));
    let (mut at, mut gap) = match doc.filter(|doc| doc.kind == Kind::Doc) {
        Some(doc) => (behind_doc - 1, doc.gap),
        None => (pieces.len(), gap),
    };
    while !gap
        && let Some(before) = at.checked_sub(1)
        && let Some(comment) = pieces.get(before).filter(is_comment)
    {
        (at, gap) = (before, comment.gap);
    }
    at
}

/// Inserts a pragma after the others of a file, or else before the definitions that pragmas
/// concern.
pub(super) fn insert_pragma(pieces: &mut Vec<Piece>, lines: Vec<String>) {
    let last = pieces.iter().rposition(|piece| piece.kind == Kind::Pragma);
    let at = match last {
        Some(last) => last + 1,
        None => {
            let is_head = |piece: &&Piece| matches!(piece.kind, Kind::Comment | Kind::FreeForm);
            let head = pieces.iter().take_while(is_head).count();
            // A comment directly above something stays there, except one at the head of the file.
            let (head, below) = pieces.split_at_checked(head).unwrap_or((pieces, &[]));
            let is_comment = head
                .first()
                .is_some_and(|piece| piece.kind == Kind::Comment);
            head_of_next(head, below.first().is_none_or(|piece| piece.gap))
                .max(usize::from(is_comment))
        }
    };
    if let Some(next) = pieces.get_mut(at) {
        next.gap = true;
    }
    let kind = Kind::Pragma;
    let gap = true;
    pieces.insert(at, Piece { kind, gap, lines });
}
