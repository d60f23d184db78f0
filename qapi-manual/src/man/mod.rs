//! The manual as one page for `man`, in the order and with the terms of upstream's pages.

mod roff;

use self::roff::{Roff, font, inline};
use crate::manual::{
    Content, Entry, FeatureText, Inherited, Manual, Member, Members, Section, TypeName, When,
};
use qapi_markup::{Inline, plain_text};

/// The metadata of a manual page.
#[derive(Debug, Clone)]
pub struct ManPage {
    /// The name of the page, for `man NAME`.
    pub name: String,
    /// The section of the manual: `7` for protocols by default.
    pub section: String,
    /// The date in the footer. It is empty by default, so that the output does not change every
    /// day.
    pub date: String,
    /// The release in the footer.
    pub release: String,
}

impl ManPage {
    /// Creates the metadata of a page in section 7, without a date.
    #[must_use]
    pub fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            section: "7".to_owned(),
            date: String::new(),
            release: String::new(),
        }
    }
}

impl Manual {
    /// Returns the manual as the source of a page: roff with the macros of man(7), in ASCII.
    #[must_use]
    pub fn man(&self, page: &ManPage) -> String {
        let mut writer = Writer {
            manual: self,
            roff: Roff::default(),
        };
        writer.head(page);
        writer.contents();
        for piece in &self.pieces {
            writer.content(&piece.content);
        }
        writer.indexes();
        writer.section("COPYRIGHT");
        writer.text("The descriptions are taken from the schema and have its licence.");
        writer.roff.finish()
    }
}

struct Writer<'d> {
    manual: &'d Manual,
    roff: Roff,
}

impl Writer<'_> {
    fn head(&mut self, page: &ManPage) {
        let title = &self.manual.title;
        let name = page.name.to_uppercase();
        let fields = [&*name, &page.section, &page.date, &page.release, title];
        self.roff.macro_line(".TH", &fields);
        // Names must not be hyphenated.
        self.roff.macro_line(".nh", &[]);
        self.section("NAME");
        self.text(&format!("{} - {title}", page.name));
    }

    fn section(&mut self, title: &str) {
        self.roff.macro_line(".SH", &[&title.to_uppercase()]);
    }

    fn text(&mut self, text: &str) {
        self.roff.inlines(&[Inline::text(text)]);
    }

    /// Writes the headings, since a page has no links.
    fn contents(&mut self) {
        self.section("Contents");
        self.roff.macro_line(".PD 0", &[]);
        for piece in &self.manual.pieces {
            if let Content::Heading { level, text, .. } = &piece.content {
                let mark = if *level > 1 {
                    ".IP \"  \\(bu\" 4"
                } else {
                    ".IP \\(bu 2"
                };
                self.roff.macro_line(mark, &[]);
                self.roff.inlines(text);
            }
        }
        for (title, list) in self.manual.indexes() {
            if !list.is_empty() {
                self.roff.macro_line(".IP \\(bu 2", &[]);
                self.text(title);
            }
        }
        self.roff.macro_line(".PD", &[]);
    }

    fn content(&mut self, content: &Content) {
        match content {
            Content::Heading { level: 1, text, .. } => self.section(&plain_text(text)),
            Content::Heading { text, .. } => self.roff.macro_line(".SS", &[&plain_text(text)]),
            Content::Text(blocks) => self.roff.blocks(blocks),
            Content::Entry(at) => {
                if let Some(entry) = self.manual.entries.get(*at) {
                    self.entry(entry);
                }
            }
        }
    }

    fn entry(&mut self, entry: &Entry) {
        self.roff.macro_line(".SS", &[&entry.heading()]);
        self.roff.blocks(&entry.body);
        self.members(&entry.members);
        self.features(&entry.features);
        for section in &entry.sections {
            self.entry_section(section);
        }
        if !entry.properties.is_empty() {
            self.titled("Execution", |writer| {
                writer.text(&entry.properties.join(" "))
            });
        }
        if let Some(condition) = &entry.marks.condition {
            self.titled("If", |writer| writer.text(&condition.to_string()));
        }
    }

    /// Writes a part of an entry, after its title.
    fn titled(&mut self, title: &str, body: impl FnOnce(&mut Self)) {
        self.roff.macro_line(".PP", &[]);
        self.roff.macro_line(".B", &[title]);
        self.roff.macro_line(".RS 4", &[]);
        self.roff.tight();
        body(self);
        self.roff.loose();
        self.roff.macro_line(".RE", &[]);
    }

    fn members(&mut self, members: &Members) {
        if members.is_empty() {
            return;
        }
        self.titled(members.title, |writer| {
            members.own.iter().for_each(|member| writer.member(member));
            for inherited in &members.inherited {
                writer.roff.paragraph(&inherited_line(inherited));
            }
        });
    }

    fn member(&mut self, member: &Member) {
        let mut line = String::new();
        font('B', &member.name, &mut line);
        if let Some(ty) = &member.ty {
            line.push_str(": ");
            type_name(ty, &mut line);
        }
        let marks = [
            (member.optional, " (optional)"),
            (member.marks.deprecated, " (deprecated)"),
            (member.marks.unstable, " (unstable)"),
        ];
        for (_, mark) in marks.iter().filter(|(holds, _)| *holds) {
            line.push_str(mark);
        }
        when(member.when.as_ref(), &mut line);
        if let Some(condition) = &member.marks.condition {
            line.push_str(&inline(&[Inline::text(format!(" (If: {condition})"))]));
        }
        self.roff.tag(&line);
        if member.text.is_empty() {
            self.text("Not documented");
        } else {
            self.roff.hanging(&member.text, "");
        }
    }

    fn features(&mut self, features: &[FeatureText]) {
        if features.is_empty() {
            return;
        }
        self.titled("Features", |writer| {
            for feature in features {
                let mut line = String::new();
                font('B', &feature.name, &mut line);
                if let Some(condition) = &feature.condition {
                    line.push_str(&inline(&[Inline::text(format!(" (If: {condition})"))]));
                }
                writer.roff.tag(&line);
                if feature.text.is_empty() {
                    writer.text("Not documented");
                } else {
                    writer.roff.hanging(&feature.text, "");
                }
            }
        });
    }

    fn entry_section(&mut self, section: &Section) {
        let Some(title) = &section.title else {
            return self.roff.blocks(&section.text);
        };
        self.titled(title, |writer| {
            if let Some(returns) = section.unsaid_returns() {
                let mut line = String::new();
                type_name(returns, &mut line);
                writer.roff.line(&line);
                if !section.text.is_empty() {
                    writer.roff.macro_line(".br", &[]);
                }
            }
            writer.roff.hanging(&section.text, "0");
        });
    }

    fn indexes(&mut self) {
        for (title, list) in self.manual.indexes() {
            if list.is_empty() {
                continue;
            }
            self.section(title);
            self.roff.macro_line(".PD 0", &[]);
            for entry in list {
                self.roff.macro_line(".TP 34", &[]);
                let mut line = String::new();
                font('B', &entry.name, &mut line);
                self.roff.line(&line);
                self.text(&entry.summary());
                if entry.summary().is_empty() {
                    self.text(entry.kind.word());
                }
            }
            self.roff.macro_line(".PD", &[]);
        }
    }
}

fn type_name(ty: &TypeName, out: &mut String) {
    out.push_str(ty.prefix());
    font('I', &ty.name, out);
}

fn when(when: Option<&When>, out: &mut String) {
    if let Some(When {
        discriminator,
        value,
    }) = when
    {
        out.push_str(" when ");
        font('B', discriminator, out);
        out.push_str(&inline(&[Inline::text(format!(" is \"{value}\""))]));
    }
}

fn inherited_line(inherited: &Inherited) -> String {
    let mut line = "The members of ".to_owned();
    type_name(&inherited.from, &mut line);
    when(inherited.when.as_ref(), &mut line);
    if let Some(condition) = &inherited.condition {
        line.push_str(&inline(&[Inline::text(format!(" (If: {condition})"))]));
    }
    line
}
