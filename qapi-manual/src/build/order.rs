//! The reading order of a manual: that of the text, with an included file at its first `include`.

use qapi_parser::Span;
use qapi_parser::schema::{DocId, Entity, Schema};

/// An item of the manual.
pub(super) enum Item {
    /// A definition that is written in the schema.
    Definition { file: usize, entity: Entity },
    /// A free-form comment.
    Text { file: usize, doc: DocId },
}

/// An item of a file or an included file.
enum Node {
    Item(Item),
    /// An `include` that opened this file.
    File(usize),
}

/// Returns all definitions and free-form comments of a schema in reading order, with the number of
/// their file.
pub(super) fn items(schema: &Schema) -> Vec<Item> {
    let mut files: Vec<Vec<(u32, Node)>> = Vec::new();
    files.resize_with(schema.sources().files().len(), Vec::new);
    let mut put = |at: Span, node: Node| {
        if let Some(list) = files.get_mut(at.file.index()) {
            list.push((at.start, node));
        }
    };
    for (index, file) in schema.sources().files().enumerate() {
        if let Some(at) = file.included_at() {
            put(at, Node::File(index));
        }
    }
    let entities = schema.modules().flat_map(|(_, module)| &module.entities);
    for &entity in entities {
        let Some(definition) = schema.definition(entity) else {
            continue;
        };
        // Implicit types have no name of their own in the text.
        if let (Some(at), Some(_)) = (definition.span, definition.name_span) {
            let file = at.file.index();
            put(at, Node::Item(Item::Definition { file, entity }));
        }
    }
    for (doc, comment) in schema.docs() {
        if comment.entity.is_none() {
            let file = comment.span.file.index();
            put(comment.span, Node::Item(Item::Text { file, doc }));
        }
    }
    // Last first, since items are taken from the end.
    for list in &mut files {
        list.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    }
    let mut order = Vec::new();
    let mut open = vec![0];
    while let Some(&file) = open.last() {
        match files.get_mut(file).and_then(Vec::pop) {
            None => drop(open.pop()),
            Some((_, Node::Item(item))) => order.push(item),
            Some((_, Node::File(included))) => open.push(included),
        }
    }
    order
}
