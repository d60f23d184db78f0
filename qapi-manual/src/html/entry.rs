//! The pages of modules: text, headings, and an entry for each definition.

use maud::{Markup, html};
use qapi_markup::plain_text;
use qapi_parser::schema::Condition;

use super::diagram::{Node, draw};
use super::page::{Here, page};
use super::site::{Site, class};
use super::text::Texts;
use crate::manual::{
    Content, Entry, FeatureText, Inherited, Marks, Member, Members, Section, TypeName, When,
};

/// The maximum number of bases that are followed. The parser rejects objects that contain
/// themselves.
const CHAIN: usize = 64;

/// Returns the page of a module.
pub(super) fn module_page(site: &Site<'_>, module: usize) -> String {
    let title = site.manual.module_title(module);
    let pieces: Vec<&Content> = site.manual.pieces_of(module).collect();
    // A heading at the start of the module is that of the page.
    let is_heading = |piece: &Content| matches!(piece, Content::Heading { .. });
    let is_entry = |piece: &Content| matches!(piece, Content::Entry(_));
    let begins_with_heading = pieces.first().is_some_and(|piece| is_heading(piece));
    let below = pieces
        .get(usize::from(begins_with_heading)..)
        .unwrap_or_default();
    let first_entry = below.iter().position(|piece| is_entry(piece));
    let before = below.get(..first_entry.unwrap_or(0)).unwrap_or_default();
    let is_headed = before.iter().any(|piece| is_heading(piece));
    let texts = Texts {
        site,
        here: Some(module),
    };
    let main = html! {
        @match pieces.first() {
            Some(Content::Heading { text, anchor, .. }) => {
                h1 id=(anchor) { (plain_text(text)) } "\n"
            }
            Some(_) => { h1 { (title) } "\n" }
            None => {}
        }
        @for (at, content) in below.iter().enumerate() {
            @match content {
                Content::Heading { text, anchor, .. } => {
                    h2 id=(anchor) { (plain_text(text)) } "\n"
                }
                Content::Text(blocks) => (texts.blocks(blocks)),
                Content::Entry(entry) => {
                    @if Some(at) == first_entry && !is_headed {
                        // For navigation from heading to heading.
                        h2 class="unseen" { "Definitions" } "\n"
                    }
                    @if let Some(entry) = site.manual.entries.get(*entry) {
                        (EntryPart { site, entry, texts }.entry())
                    }
                }
            }
        }
    };
    page(site, title, Here::Module(module), &main)
}

/// The current entry.
struct EntryPart<'e> {
    site: &'e Site<'e>,
    entry: &'e Entry,
    texts: Texts<'e>,
}

impl EntryPart<'_> {
    fn entry(&self) -> Markup {
        let (site, entry) = (self.site, self.entry);
        let filter = site.filter(&entry.marks);
        // The heading shows a release without other text; other sections show it themselves.
        let sections = entry.sections.iter();
        let sections: Vec<&Section> = sections
            .filter(|section| !section.is_only_release())
            .collect();
        let says_since = |section: &&Section| section.title.as_deref() == Some("Since");
        let since = if sections.iter().any(says_since) {
            Since::InText
        } else {
            Since::Badge
        };
        let has_neighbours = !(entry.uses.is_empty() && entry.used_by.is_empty());
        html! {
            section class={ "entry " (class(entry.kind)) } id=(entry.name)
                data-since=[filter.since] data-not=[filter.not] aria-label=(entry.name)
            {
                "\n"
                h3 {
                    a href={ "#" (entry.name) } { (entry.name) }
                    " "
                    span class="kind" { (entry.kind.word()) }
                    (badges(&entry.marks, since))
                }
                "\n"
                (self.texts.blocks(&entry.body))
                (self.members())
                (self.features())
                @for section in &sections { (self.section(section)) }
                @if !entry.properties.is_empty() {
                    (titled("Execution", html! { p { (entry.properties.join(" ")) } }))
                }
                (self.neighbours("Uses", &entry.uses))
                (self.neighbours("Used by", &entry.used_by))
                @if entry.kind.is_type() && has_neighbours {
                    details class="neighbourhood" {
                        summary { "Diagram" } "\n"
                        div class="wide" tabindex="0" role="region" aria-label="Diagram" {
                            (self.diagram())
                        }
                        "\n"
                    }
                    "\n"
                }
            }
            "\n"
        }
    }

    fn members(&self) -> Markup {
        let members = &self.entry.members;
        html! {
            @if !members.is_empty() {
                h4 { (members.title) } "\n"
                @if !members.own.is_empty() {
                    dl {
                        "\n"
                        @for member in &members.own { (self.member(member)) }
                    }
                    "\n"
                }
                @for inherited in &members.inherited { (self.inherited(inherited)) }
            }
        }
    }

    fn member(&self, member: &Member) -> Markup {
        // Members of legacy branches have the same name.
        let anchor = match &member.when {
            None => self.entry.member_anchor(&member.name),
            Some(when) => {
                let name = format!("{}:{}", when.value, member.name);
                self.entry.member_anchor(&name)
            }
        };
        let filter = self.site.filter(&member.marks);
        html! {
            div class="member" id=(anchor) data-since=[filter.since] data-not=[filter.not] {
                dt {
                    a href={ "#" (anchor) } { code { (member.name) } }
                    (self.facts(member, Since::InText))
                }
                dd { (self.description(&member.text)) }
            }
            "\n"
        }
    }

    fn description(&self, text: &[qapi_markup::Block]) -> Markup {
        match text {
            [] => html! { span class="missing" { "Not documented" } },
            text => self.texts.inner(text),
        }
    }

    /// Returns the parts after the name of a member.
    fn facts(&self, member: &Member, since: Since) -> Markup {
        html! {
            @if let Some(ty) = &member.ty { ": " (self.type_name(ty)) }
            @if member.optional { " " span class="badge" { "optional" } }
            @if let Some(when) = &member.when { " when " (branch(when)) }
            (badges(&member.marks, since))
        }
    }

    /// Returns the part for members of another entry: its name, then its members.
    fn inherited(&self, inherited: &Inherited) -> Markup {
        let marks = Marks {
            condition: inherited.condition.clone(),
            ..Marks::default()
        };
        let filter = self.site.filter(&marks);
        let line = html! {
            "The members of " (self.type_name(&inherited.from))
            @if let Some(when) = &inherited.when { " when " (branch(when)) }
            (badges(&marks, Since::Badge))
        };
        let list = self.all_members(&inherited.from);
        html! {
            div class="inherited" data-since=[filter.since] data-not=[filter.not] {
                (line) "\n"
                @if !list.0.is_empty() {
                    details {
                        summary { "Members of " (inherited.from.name) } "\n"
                        ul { "\n" (list) } "\n"
                    }
                    "\n"
                }
            }
            "\n"
        }
    }

    /// Returns all members of an object, those of its bases first, without their texts.
    fn all_members(&self, from: &TypeName) -> Markup {
        let entries = &self.site.manual.entries;
        let Some(entry) = from.entry.and_then(|at| entries.get(at)) else {
            return html! {};
        };
        let mut chain: Vec<&Members> = Vec::new();
        let mut next = Some(entry);
        while let Some(entry) = next.filter(|_| chain.len() < CHAIN) {
            chain.push(&entry.members);
            let inherited = entry.members.inherited.iter();
            let base = { inherited }.find(|it| it.when.is_none());
            next = base
                .and_then(|it| it.from.entry)
                .and_then(|at| entries.get(at));
        }
        let own = chain.iter().rev().flat_map(|members| &members.own);
        let has_branches = entry.members.inherited.iter().any(|it| it.when.is_some());
        html! {
            @for member in own.filter(|member| member.when.is_none()) {
                @let filter = self.site.filter(&member.marks);
                li data-since=[filter.since] data-not=[filter.not] {
                    code { (member.name) } (self.facts(member, Since::Badge))
                }
                "\n"
            }
            @if has_branches {
                li {
                    "and those of the "
                    a href=(self.address_of(entry)) { "branches" }
                }
                "\n"
            }
        }
    }

    fn features(&self) -> Markup {
        let features = &self.entry.features;
        if features.is_empty() {
            return html! {};
        }
        let list = html! {
            dl { "\n" @for feature in features { (self.feature(feature)) } }
        };
        titled("Features", list)
    }

    fn feature(&self, feature: &FeatureText) -> Markup {
        html! {
            div {
                dt {
                    code { (feature.name) }
                    @if let Some(condition) = &feature.condition { (condition_badge(condition)) }
                }
                dd { (self.description(&feature.text)) }
            }
            "\n"
        }
    }

    fn section(&self, section: &Section) -> Markup {
        let text = self.texts.blocks(&section.text);
        let Some(title) = &section.title else {
            return text;
        };
        let body = html! {
            @if let Some(returns) = section.unsaid_returns() {
                p class="returns" { (self.type_name(returns)) } "\n"
            }
            (text)
        };
        titled(title, body)
    }

    fn neighbours(&self, title: &str, list: &[usize]) -> Markup {
        let nodes = self.nodes(list);
        if nodes.is_empty() {
            return html! {};
        }
        let links = html! {
            p class="links" {
                @for (at, node) in nodes.iter().enumerate() {
                    @if at > 0 { " " }
                    a class=(node.class) href=(node.address) { (node.name) }
                }
            }
        };
        titled(title, links)
    }

    fn nodes(&self, list: &[usize]) -> Vec<Node> {
        self.site
            .entries(list)
            .map(|entry| self.node(entry))
            .collect()
    }

    fn node(&self, entry: &Entry) -> Node {
        Node {
            name: entry.name.clone(),
            address: self.address_of(entry),
            class: class(entry.kind),
        }
    }

    fn diagram(&self) -> Markup {
        draw(
            &self.node(self.entry),
            &self.nodes(&self.entry.used_by),
            &self.nodes(&self.entry.uses),
        )
    }

    fn type_name(&self, ty: &TypeName) -> Markup {
        let entry = ty.entry.and_then(|at| self.site.manual.entries.get(at));
        html! {
            span class="type" {
                (ty.prefix())
                @match (entry, ty.exact) {
                    (Some(entry), _) => a href=(self.address_of(entry)) { (ty.name) },
                    (None, Some(exact)) => span title=(exact) { (ty.name) },
                    (None, None) => (ty.name),
                }
            }
        }
    }

    fn address_of(&self, entry: &Entry) -> String {
        self.site.address_of(entry, Some(self.entry.module))
    }
}

/// The place that shows the release of an item, which is shown only once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Since {
    Badge,
    InText,
}

/// Returns the badges of a part: its release, deprecated or unstable, and its condition.
fn badges(marks: &Marks, since: Since) -> Markup {
    let release = marks.since.filter(|_| since == Since::Badge);
    let words = [
        (marks.deprecated, "deprecated"),
        (marks.unstable, "unstable"),
    ];
    let words = words.into_iter().filter(|(holds, _)| *holds);
    html! {
        @if let Some(release) = release { " " span class="badge since" { "since " (release) } }
        @for (_, word) in words { " " span class={ "badge " (word) } { (word) } }
        @if let Some(condition) = &marks.condition { (condition_badge(condition)) }
    }
}

fn condition_badge(condition: &Condition) -> Markup {
    html! { " " span class="badge if" { "if " (condition) } }
}

fn branch(when: &When) -> Markup {
    html! { code { (when.discriminator) } " is " code { (when.value) } }
}

fn titled(title: &str, body: Markup) -> Markup {
    html! { h4 { (title) } "\n" (body) "\n" }
}
