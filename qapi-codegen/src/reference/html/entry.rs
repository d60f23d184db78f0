//! The pages of modules: text, headings, and an entry a definition.

use qapi_parser::schema::Condition;

use super::Site;
use super::diagram::{Node, draw};
use super::escape::escape;
use super::page::Here;
use crate::reference::document::{
    Content, Entry, FeatureText, Inherited, Kind, Marks, Member, Members, Section, TypeName, When,
};
use qapi_markup::plain_text;

/// How many bases of bases are followed; the parser refuses objects that contain themselves.
const CHAIN: usize = 64;

/// The class that colours an entry.
pub(super) fn class(kind: Kind) -> &'static str {
    match kind {
        Kind::Command => "command",
        Kind::Event => "event",
        Kind::Object => "object",
        Kind::Enum => "enum",
        Kind::Alternate => "alternate",
    }
}

impl Site<'_> {
    pub(super) fn module_page(&self, module: usize) -> String {
        let title = self.document.module_title(module);
        let mut main = String::new();
        let mut has_heading = false;
        for (at, content) in self.document.pieces_of(module).enumerate() {
            match content {
                Content::Heading { text, anchor, .. } if at == 0 => {
                    main.push_str(&format!(
                        "<h1 id=\"{anchor}\">{}</h1>\n",
                        escape(&plain_text(text))
                    ));
                    continue;
                }
                _ if at == 0 => main.push_str(&format!("<h1>{}</h1>\n", escape(title))),
                _ => {}
            }
            match content {
                Content::Heading { text, anchor, .. } => {
                    let text = escape(&plain_text(text));
                    main.push_str(&format!("<h2 id=\"{anchor}\">{text}</h2>\n"));
                    has_heading = true;
                }
                Content::Text(blocks) => main.push_str(&self.blocks(blocks, Some(module))),
                Content::Entry(at) => {
                    if !std::mem::replace(&mut has_heading, true) {
                        // For those who go from heading to heading.
                        main.push_str("<h2 class=\"unseen\">Definitions</h2>\n");
                    }
                    if let Some(entry) = self.document.entries.get(*at) {
                        main.push_str(&self.entry(entry));
                    }
                }
            }
        }
        self.page(title, Here::Module(module), &main)
    }

    fn entry(&self, entry: &Entry) -> String {
        let here = Some(entry.module);
        let (name, class) = (escape(&entry.name), class(entry.kind));
        let mut out = format!(
            "<section class=\"entry {class}\" id=\"{name}\"{} aria-label=\"{name}\">\n\
             <h3><a href=\"#{name}\">{name}</a> <span class=\"kind\">{}</span>{}</h3>\n",
            self.filter_attributes(&entry.marks),
            entry.kind.word(),
            badges(&entry.marks)
        );
        out.push_str(&self.blocks(&entry.body, here));
        out.push_str(&self.members(entry));
        out.push_str(&self.features(&entry.features, entry));
        // A release alone stands beside the name already.
        for section in entry
            .sections
            .iter()
            .filter(|section| !section.is_only_release())
        {
            out.push_str(&self.section(section, entry));
        }
        if !entry.properties.is_empty() {
            out.push_str(&titled(
                "Execution",
                &format!("<p>{}</p>", entry.properties.join(" ")),
            ));
        }
        out.push_str(&self.neighbours("Uses", &entry.uses, entry));
        out.push_str(&self.neighbours("Used by", &entry.used_by, entry));
        if entry.kind.is_type() && !(entry.uses.is_empty() && entry.used_by.is_empty()) {
            out.push_str(&format!(
                "<details class=\"neighbourhood\"><summary>Diagram</summary>\n{}\n</details>\n",
                self.diagram(entry)
            ));
        }
        out.push_str("</section>\n");
        out
    }

    fn members(&self, entry: &Entry) -> String {
        let members = &entry.members;
        if members.is_empty() {
            return String::new();
        }
        let mut out = format!("<h4>{}</h4>\n", members.title);
        if !members.own.is_empty() {
            let own = members.own.iter().map(|member| self.member(member, entry));
            out.push_str(&format!("<dl>\n{}</dl>\n", own.collect::<String>()));
        }
        let inherited = members.inherited.iter();
        out.extend(inherited.map(|inherited| self.inherited(inherited, entry)));
        out
    }

    fn member(&self, member: &Member, entry: &Entry) -> String {
        let here = Some(entry.module);
        // The members of legacy branches share a name.
        let anchor = match &member.when {
            None => entry.member_anchor(&member.name),
            Some(when) => entry.member_anchor(&format!("{}:{}", when.value, member.name)),
        };
        let anchor = escape(&anchor);
        let text = match &*member.text {
            [] => "<span class=\"missing\">Not documented</span>".to_owned(),
            text => self.with_texts(here, |texts| texts.inner(text)),
        };
        format!(
            "<div class=\"member\" id=\"{anchor}\"{}><dt><a href=\"#{anchor}\"><code>{}</code></a>{}</dt>\
             <dd>{text}</dd></div>\n",
            self.filter_attributes(&member.marks),
            escape(&member.name),
            self.facts(member, here)
        )
    }

    /// What stands behind a member's name.
    fn facts(&self, member: &Member, here: Option<usize>) -> String {
        let mut out = String::new();
        if let Some(ty) = &member.ty {
            out.push_str(&format!(": {}", self.type_name(ty, here)));
        }
        if member.optional {
            out.push_str(" <span class=\"badge\">optional</span>");
        }
        if let Some(when) = &member.when {
            out.push_str(&format!(" when {}", branch(when)));
        }
        out.push_str(&badges(&member.marks));
        out
    }

    /// Members of another entry: its name, and behind it what they are.
    fn inherited(&self, inherited: &Inherited, entry: &Entry) -> String {
        let here = Some(entry.module);
        let marks = Marks {
            condition: inherited.condition.clone(),
            ..Marks::default()
        };
        let mut line = format!("The members of {}", self.type_name(&inherited.from, here));
        if let Some(when) = &inherited.when {
            line.push_str(&format!(" when {}", branch(when)));
        }
        line.push_str(&badges(&marks));
        let list = self.all_members(&inherited.from, here);
        let attributes = self.filter_attributes(&marks);
        if list.is_empty() {
            return format!("<p class=\"inherited\"{attributes}>{line}</p>\n");
        }
        format!(
            "<details class=\"inherited\"{attributes}><summary>{line}</summary>\n<ul>\n{list}</ul>\n</details>\n"
        )
    }

    /// The members that an object has, those of its bases first, without their texts.
    fn all_members(&self, from: &TypeName, here: Option<usize>) -> String {
        let mut chain: Vec<&Members> = Vec::new();
        let mut next = from.entry.and_then(|at| self.document.entries.get(at));
        while let Some(entry) = next.filter(|_| chain.len() < CHAIN) {
            chain.push(&entry.members);
            let mut bases = entry
                .members
                .inherited
                .iter()
                .filter(|it| it.when.is_none());
            let base = bases.next().and_then(|it| it.from.entry);
            next = base.and_then(|at| self.document.entries.get(at));
        }
        let Some(entry) = from.entry.and_then(|at| self.document.entries.get(at)) else {
            return String::new();
        };
        let address = self.address_of(entry, here);
        let mut out = String::new();
        for members in chain.iter().rev() {
            for member in members.own.iter().filter(|member| member.when.is_none()) {
                out.push_str(&format!(
                    "<li{}><code>{}</code>{}</li>\n",
                    self.filter_attributes(&member.marks),
                    escape(&member.name),
                    self.facts(member, here)
                ));
            }
        }
        if entry.members.inherited.iter().any(|it| it.when.is_some()) {
            out.push_str(&format!(
                "<li>and those of the <a href=\"{address}\">branches</a></li>\n"
            ));
        }
        out
    }

    fn features(&self, features: &[FeatureText], entry: &Entry) -> String {
        if features.is_empty() {
            return String::new();
        }
        let item = |feature: &FeatureText| {
            let text = match &*feature.text {
                [] => "<span class=\"missing\">Not documented</span>".to_owned(),
                text => self.with_texts(Some(entry.module), |texts| texts.inner(text)),
            };
            let condition = feature
                .condition
                .as_ref()
                .map_or_else(String::new, condition_badge);
            let name = escape(&feature.name);
            format!("<div><dt><code>{name}</code>{condition}</dt><dd>{text}</dd></div>\n")
        };
        let items: String = features.iter().map(item).collect();
        titled("Features", &format!("<dl>\n{items}</dl>"))
    }

    fn section(&self, section: &Section, entry: &Entry) -> String {
        let here = Some(entry.module);
        let text = self.blocks(&section.text, here);
        let Some(title) = &section.title else {
            return text;
        };
        let returns = section.unsaid_returns();
        let returns =
            returns.map(|ty| format!("<p class=\"returns\">{}</p>\n", self.type_name(ty, here)));
        titled(title, &format!("{}{text}", returns.unwrap_or_default()))
    }

    fn neighbours(&self, title: &str, list: &[usize], entry: &Entry) -> String {
        let nodes = self.nodes(list, entry);
        if nodes.is_empty() {
            return String::new();
        }
        let links = nodes.iter().map(|node| {
            format!(
                "<a class=\"{}\" href=\"{}\">{}</a>",
                node.class,
                node.address,
                escape(&node.name)
            )
        });
        let links: Vec<String> = links.collect();
        titled(
            title,
            &format!("<p class=\"links\">{}</p>", links.join(" ")),
        )
    }

    fn nodes(&self, list: &[usize], entry: &Entry) -> Vec<Node> {
        let entries = list.iter().filter_map(|at| self.document.entries.get(*at));
        entries.map(|it| self.node(it, entry)).collect()
    }

    fn node(&self, it: &Entry, from: &Entry) -> Node {
        Node {
            name: it.name.clone(),
            address: self.address_of(it, Some(from.module)),
            class: class(it.kind),
        }
    }

    fn diagram(&self, entry: &Entry) -> String {
        draw(
            &self.node(entry, entry),
            &self.nodes(&entry.used_by, entry),
            &self.nodes(&entry.uses, entry),
        )
    }

    fn type_name(&self, ty: &TypeName, here: Option<usize>) -> String {
        let name = escape(&ty.name);
        let entry = ty.entry.and_then(|at| self.document.entries.get(at));
        let name = match (entry, ty.exact) {
            (Some(entry), _) => format!("<a href=\"{}\">{name}</a>", self.address_of(entry, here)),
            (None, Some(exact)) => format!("<span title=\"{exact}\">{name}</span>"),
            (None, None) => name,
        };
        format!("<span class=\"type\">{}{name}</span>", ty.prefix())
    }
}

/// What sets something apart.
fn badges(marks: &Marks) -> String {
    let mut out = String::new();
    if let Some(since) = marks.since {
        out.push_str(&format!(
            " <span class=\"badge since\">since {since}</span>"
        ));
    }
    for (holds, word) in [
        (marks.deprecated, "deprecated"),
        (marks.unstable, "unstable"),
    ] {
        if holds {
            out.push_str(&format!(" <span class=\"badge {word}\">{word}</span>"));
        }
    }
    out.extend(marks.condition.as_ref().map(condition_badge));
    out
}

fn condition_badge(condition: &Condition) -> String {
    let condition = escape(&condition.to_string());
    format!(" <span class=\"badge if\">if {condition}</span>")
}

fn branch(when: &When) -> String {
    let (discriminator, value) = (escape(&when.discriminator), escape(&when.value));
    format!("<code>{discriminator}</code> is <code>{value}</code>")
}

fn titled(title: &str, body: &str) -> String {
    format!("<h4>{}</h4>\n{body}\n", escape(title))
}
