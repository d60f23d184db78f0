//! Connects doc comments to the definitions they describe, and checks that they describe exactly
//! the existing parts.
//!
//! A comment describes the values of an enum, the members of a struct, the members of a union's
//! inline base, the branches of an alternate, or inline arguments. It also describes all features
//! of the definition and of those parts (qapi-code-gen, "Definition documentation").

use rustc_hash::{FxHashMap, FxHashSet};

use super::declare::{Declarations, Ids};
use super::documented::{Role, described_object, visit};
use super::older_docs;
use super::schema_builder::SchemaBuilder;
use crate::definition::{Body, Definition as Unlinked};
use crate::diagnostic::{Code, Diagnostic, Sink};
use crate::schema::{DefinitionKind, Doc, DocId, DocRef, Pragmas, Section, SectionKind};
use crate::source::Span;
use crate::syntax::DocBlock;

/// The facts about a definition that the checks need.
pub(super) struct Subject {
    name: Box<str>,
    name_span: Span,
    kind: DefinitionKind,
    doc: Option<usize>,
    returns: bool,
}

impl Subject {
    pub(super) fn of(definition: &Unlinked<'_>) -> Self {
        Self {
            name: definition.name.into(),
            name_span: definition.name_span,
            kind: definition.kind,
            doc: definition.doc,
            returns: matches!(
                &definition.body,
                Body::Command {
                    returns: Some(_),
                    ..
                }
            ),
        }
    }
}

/// A part that a comment describes.
struct Described {
    name: Box<str>,
    span: Option<Span>,
    role: &'static str,
}

/// A comment that is being connected to its definition.
struct Comment {
    doc: Doc,
    /// The span of the definition's name in it, or else its start.
    head: Span,
    broken: bool,
    older: bool,
}

impl Comment {
    fn of(block: DocBlock) -> Self {
        let (symbol, span) = block.symbol.unzip();
        Self {
            head: span.unwrap_or(block.span),
            broken: block.broken,
            older: block.older,
            doc: Doc {
                span: block.span,
                entity: None,
                symbol,
                sections: block.sections,
            },
        }
    }
}

/// Builds the schema's docs from the comments, and sets the references to them.
pub(super) fn attach(
    draft: &mut SchemaBuilder<'_>,
    blocks: Vec<DocBlock>,
    subjects: &[Subject],
    declared: &Declarations<'_>,
) -> Vec<Doc> {
    let mut comments: Vec<Comment> = blocks.into_iter().map(Comment::of).collect();
    for (owner, subject) in subjects.iter().enumerate() {
        let ids = declared.ids.get(owner).copied().flatten();
        let mut findings = Vec::new();
        let mut comment = subject.doc.and_then(|at| Some((at, comments.get_mut(at)?)));
        if let Some((_, comment)) = &mut comment {
            // Until 2.8 the comment of a definition could omit its name.
            let name = || subject.name.clone();
            comment.doc.symbol.get_or_insert_with(name);
        }
        match comment {
            None if draft.pragmas.doc_required && subject.doc.is_none() => {
                let message = format!("'{}' has no doc comment", subject.name);
                let help = format!(
                    "the pragma 'doc-required' asks for one that starts with '@{}:'",
                    subject.name
                );
                findings
                    .push(Diagnostic::new(Code::DocMissing, subject.name_span, message).help(help));
            }
            None => {}
            Some((at, comment)) if check_symbol(comment, subject, &mut findings) => {
                check_sections(&comment.doc, subject, &mut findings);
                if let Some(ids) = ids {
                    let comment = (DocId(at as u32), comment);
                    describe(draft, ids, subject, comment, &mut findings);
                }
            }
            Some(_) => {}
        }
        for mut finding in findings {
            finding.definition = draft.sites.get(owner).cloned();
            draft.push(finding);
        }
    }
    comments.into_iter().map(|comment| comment.doc).collect()
}

/// Returns whether the comment belongs to the definition.
fn check_symbol(comment: &Comment, subject: &Subject, findings: &mut Vec<Diagnostic>) -> bool {
    let symbol = comment.doc.symbol.as_deref().unwrap_or_default();
    if *symbol == *subject.name {
        return true;
    }
    if !comment.broken {
        let message = format!("the comment of '{symbol}' stands before '{}'", subject.name);
        findings.push(
            Diagnostic::new(Code::LegacyDocOther, subject.name_span, message)
                .also(Some(comment.head), "the comment says so here")
                .help(format!("start the comment with '@{}:'", subject.name)),
        );
    }
    false
}

/// Reports sections that the definition cannot have.
fn check_sections(doc: &Doc, subject: &Subject, findings: &mut Vec<Diagnostic>) {
    for section in &doc.sections {
        let message = match section.kind {
            SectionKind::Returns if subject.kind != DefinitionKind::Command => {
                "only commands have a section 'Returns:'"
            }
            SectionKind::Errors if subject.kind != DefinitionKind::Command => {
                "only commands have a section 'Errors:'"
            }
            SectionKind::Returns if !subject.returns => {
                "this command returns nothing, so it has no 'Returns:'"
            }
            _ => continue,
        };
        findings.push(Diagnostic::new(
            Code::LegacyDocReturns,
            section.span,
            message,
        ));
    }
}

/// Checks a comment against its definition, adds the missing sections, and sets the references to
/// its sections.
fn describe(
    draft: &mut SchemaBuilder<'_>,
    ids: Ids,
    subject: &Subject,
    (id, comment): (DocId, &mut Comment),
    findings: &mut Vec<Diagnostic>,
) {
    let Comment {
        doc,
        head,
        broken,
        older,
    } = comment;
    doc.entity = Some(ids.own);
    let object = described_object(draft, ids);
    let mut members = Vec::new();
    let mut optional = Vec::new();
    let mut features = Vec::new();
    visit(draft, ids, object, &mut |part| {
        let described = |name: &str, span, role| Described {
            name: name.into(),
            span,
            role,
        };
        match part.role {
            Role::Definition => {}
            Role::Branch => optional.push(described(part.name, part.span, "branch")),
            Role::Member(role) => members.push(described(part.name, part.span, role)),
        }
        for feature in part.features {
            features.push(described(&feature.name, Some(feature.span), "feature"));
        }
    });
    let excepted = Pragmas::is_listed(&draft.pragmas.documentation_exceptions, &subject.name);
    if *older {
        rescue(doc, &members, findings);
    }
    let mut written = subheadings(doc);
    let is_missing = |it: &Described, is_feature| !written.contains_key(&(&*it.name, is_feature));
    let missing = members.iter().filter(|it| is_missing(it, false));
    let missing: Vec<&Described> = missing.collect();
    let undescribed = features.iter().filter(|it| is_missing(it, true));
    let undescribed: Vec<&Described> = undescribed.collect();
    for it in members.iter().chain(&optional) {
        written.remove(&(&*it.name, false));
    }
    for it in &features {
        written.remove(&(&*it.name, true));
    }
    let all_known = written.is_empty();
    let is_member = |section: &&Section| matches!(section.kind, SectionKind::Member(_));
    let end = 1 + doc.sections.iter().skip(1).take_while(is_member).count();
    let implied = missing.iter().map(|member| Section {
        kind: SectionKind::Member(member.name.clone()),
        text: String::new(),
        span: doc.span.head(),
        implied: true,
    });
    let implied: Vec<Section> = implied.collect();
    doc.sections.splice(end..end, implied);
    let known: Vec<&Described> = members.iter().chain(&optional).collect();
    let misspelt = match all_known {
        true => Vec::new(),
        false => unknown(
            draft.sink, doc, subject, &known, &features, &missing, findings,
        ),
    };
    if !*broken {
        let missing = missing
            .into_iter()
            .filter(|member| !excepted && !misspelt.contains(&member.name));
        for Described { name, span, role } in missing.chain(undescribed) {
            let message = format!("the {role} '{name}' is not documented");
            let place = span.unwrap_or(subject.name_span);
            let help = match *role {
                "feature" => format!("add '@{name}: TEXT' below a line 'Features:'"),
                _ => format!("add '@{name}: TEXT' to the comment"),
            };
            findings.push(
                Diagnostic::new(Code::LegacyDocMemberMissing, place, message)
                    .also(Some(*head), "in this comment")
                    .help(help),
            );
        }
    }
    let sections = subheadings(doc);
    let reference = |name: &str, is_feature: bool| {
        let section = *sections.get(&(name, is_feature))?;
        Some(DocRef { doc: id, section })
    };
    visit(draft, ids, object, &mut |part| {
        if let Some(doc) = part.doc {
            *doc = reference(part.name, false);
        }
        for feature in part.features {
            feature.doc = reference(&feature.name, true);
        }
    });
    if let Some(definition) = draft.definition_mut(ids.own) {
        definition.doc = Some(id);
    }
}

/// The described part of a section: its name, and whether it is a feature.
type Subheading<'d> = (&'d str, bool);

fn subheading(section: &Section) -> Option<Subheading<'_>> {
    match &section.kind {
        SectionKind::Member(name) => Some((name, false)),
        SectionKind::Feature(name) => Some((name, true)),
        _ => None,
    }
}

/// Returns the first section of each part that a comment describes.
fn subheadings(doc: &Doc) -> FxHashMap<Subheading<'_>, u32> {
    let mut sections = FxHashMap::default();
    sections.reserve(doc.sections.len());
    for (index, section) in doc.sections.iter().enumerate() {
        if let Some(subheading) = subheading(section) {
            sections.entry(subheading).or_insert(index as u32);
        }
    }
    sections
}

/// Finds descriptions without a colon for members that have no other.
fn rescue(doc: &mut Doc, members: &[Described], findings: &mut Vec<Diagnostic>) {
    let written = subheadings(doc);
    let names = members.iter().map(|member| &*member.name);
    let mut missing: Vec<&str> = names
        .filter(|name| !written.contains_key(&(*name, false)))
        .collect();
    if missing.is_empty() {
        return;
    }
    let mentioned = older_docs::mentioned(&doc.sections);
    missing.retain(|name| mentioned.contains(name));
    // Names that were found are removed from the sections.
    drop(mentioned);
    for name in missing {
        let Some(section) = older_docs::extract(&mut doc.sections, name) else {
            continue;
        };
        let message = format!("the description of '{name}' has no colon");
        let help = format!("write '@{name}: TEXT'; schemas do since QEMU 5.0");
        findings.push(Diagnostic::new(Code::LegacyDocColon, section.span, message).help(help));
        let at = doc
            .sections
            .iter()
            .rposition(|section| matches!(section.kind, SectionKind::Member(_)));
        doc.sections.insert(at.unwrap_or(0) + 1, section);
    }
}

/// Reports descriptions of parts that do not exist. Returns the names that were probably meant.
fn unknown(
    sink: &Sink,
    doc: &Doc,
    subject: &Subject,
    members: &[&Described],
    features: &[Described],
    missing: &[&Described],
    findings: &mut Vec<Diagnostic>,
) -> Vec<Box<str>> {
    let mut meant = Vec::new();
    let members: FxHashSet<&str> = members.iter().map(|described| &*described.name).collect();
    let features: FxHashSet<&str> = features.iter().map(|described| &*described.name).collect();
    for section in &doc.sections {
        let (name, known, what) = match &section.kind {
            SectionKind::Member(name) => (name, &members, "member"),
            SectionKind::Feature(name) => (name, &features, "feature"),
            _ => continue,
        };
        if name.is_empty() || known.contains(&**name) {
            continue;
        }
        let near = sink.nearest(name, missing.iter().map(|described| &*described.name));
        meant.extend(near.map(Into::into));
        let message = format!("'{}' has no {what} '{name}'", subject.name);
        findings.push(
            Diagnostic::new(Code::LegacyDocMemberUnknown, section.span, message)
                .also(Some(subject.name_span), "the definition")
                .maybe_help(near.map(|near| format!("did you mean '@{near}:'?"))),
        );
    }
    meant
}
