//! Generated code, formatted for people.
//!
//! Items are formatted one by one, on as many threads as the machine has: that is where most of a run's
//! time goes.

use std::collections::BTreeMap;
use std::num::NonZero;
use std::thread;

use crate::error::Error;
use crate::generated::{Generated, file_name};
use crate::layout::{LAID_OUT, without_laid_out};
use crate::rust::Module;

impl Generated {
    /// The one file's text, formatted for people.
    ///
    /// # Errors
    /// [`Error::Format`]: the generator has a fault, or Rust in the configuration is none.
    pub fn formatted(&self) -> Result<String, Error> {
        let mut text = self.header.clone();
        let mut items = formatted_items(&self.modules)?.into_iter();
        write_modules(&self.modules, &mut items, "", &mut text)?;
        Ok(text)
    }

    /// Like [`files`](Self::files), formatted for people.
    ///
    /// # Errors
    /// As [`formatted`](Self::formatted).
    pub fn formatted_files(&self) -> Result<BTreeMap<String, String>, Error> {
        let mut root = self.header.clone();
        let mut files = BTreeMap::new();
        let mut items = formatted_items(&self.modules)?.into_iter();
        for module in &self.modules {
            let (head, behind) = (&module.head, &module.behind);
            root.push('\n');
            root.push_str(&pretty(&format!("{head};\n{behind}"))?);
            let mut text = format!("{}\n", self.header);
            write_content(module, &mut items, "", &mut text)?;
            files.insert(file_name(module), text);
        }
        files.insert("mod.rs".to_owned(), root);
        Ok(files)
    }
}

/// All items of the modules and of those inside, in the order in which they are written.
fn formatted_items(modules: &[Module]) -> Result<Vec<String>, Error> {
    let mut items = Vec::new();
    collect_items(modules, &mut items);
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    if threads == 1 || items.len() < 2 * threads {
        return items.iter().map(|item| pretty(item)).collect();
    }
    let mut formatted = vec![String::new(); items.len()];
    // Large items stand together, so each thread takes them from all over.
    let worker = |first: usize| -> Result<Vec<(usize, String)>, Error> {
        let mine = items.iter().enumerate().skip(first).step_by(threads);
        mine.map(|(index, item)| Ok((index, pretty(item)?)))
            .collect()
    };
    let worker = &worker;
    thread::scope(|scope| {
        let workers: Vec<_> = (0..threads)
            .map(|first| scope.spawn(move || worker(first)))
            .collect();
        for worker in workers {
            let done = worker
                .join()
                .unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
            for (index, text) in done {
                if let Some(slot) = formatted.get_mut(index) {
                    *slot = text;
                }
            }
        }
        Ok(formatted)
    })
}

fn collect_items<'m>(modules: &'m [Module], items: &mut Vec<&'m str>) {
    for module in modules {
        items.extend(module.items.iter().map(String::as_str));
        collect_items(&module.modules, items);
    }
}

fn write_modules(
    modules: &[Module],
    items: &mut impl Iterator<Item = String>,
    margin: &str,
    text: &mut String,
) -> Result<(), Error> {
    for module in modules {
        let head = &module.head;
        text.push('\n');
        indent(text, margin, &pretty(module.behind)?);
        // The module is closed by hand, so that items can be formatted one by one.
        let head = pretty(&format!("{head} {{}}"))?;
        let head = head.trim_end().trim_end_matches('}');
        indent(text, margin, head);
        write_content(module, items, &format!("{margin}    "), text)?;
        indent(text, margin, "}");
    }
    Ok(())
}

fn write_content(
    module: &Module,
    items: &mut impl Iterator<Item = String>,
    margin: &str,
    text: &mut String,
) -> Result<(), Error> {
    indent(text, margin, &pretty(module.imports)?);
    for item in items.by_ref().take(module.items.len()) {
        text.push('\n');
        indent(text, margin, &item);
    }
    write_modules(&module.modules, items, margin, text)
}

/// Stands for the lines of a doc comment, which no line of one looks like.
const DOC: &str = "///-";

/// Formats code but for its docs and what the templates laid out as the formatter would: most of the lines are theirs.
fn pretty(code: &str) -> Result<String, Error> {
    let (bare, docs) = without_docs(code);
    let (rest, pieces) = without_laid_out(&bare);
    let rest = match rest.lines().all(|line| line == LAID_OUT) {
        true => rest,
        false => {
            let file = syn::parse_file(&rest).map_err(|error| Error::Format(error.to_string()))?;
            prettyplease::unparse(&file)
        }
    };
    let (mut docs, mut pieces) = (docs.into_iter(), pieces.into_iter());
    let mut text = String::with_capacity(code.len() + code.len() / 4);
    let mut put = |line: &str| match line.strip_suffix(DOC) {
        Some(margin) => {
            (docs.next().into_iter().flatten()).for_each(|doc| text.extend([margin, doc, "\n"]));
        }
        None => text.extend([line, "\n"]),
    };
    for line in rest.lines() {
        match line.trim_start() == LAID_OUT {
            true => pieces.next().into_iter().flatten().for_each(&mut put),
            false => put(line),
        }
    }
    Ok(text)
}

/// The code with one line in the place of each doc comment, and their lines without margin.
fn without_docs(code: &str) -> (String, Vec<Vec<&str>>) {
    let mut bare = String::with_capacity(code.len());
    let mut docs: Vec<Vec<&str>> = Vec::new();
    let mut inside = false;
    for line in code.lines() {
        let content = line.trim_start();
        let is_doc = content.starts_with("///");
        match docs.last_mut().filter(|_| inside) {
            Some(doc) if is_doc => doc.push(content),
            _ if is_doc => {
                docs.push(vec![content]);
                let margin = line.strip_suffix(content).unwrap_or_default();
                bare.extend([margin, DOC, "\n"]);
            }
            _ => bare.extend([line, "\n"]),
        }
        inside = is_doc;
    }
    (bare, docs)
}

/// Appends lines behind a margin. No string in generated code goes over a line's end.
fn indent(text: &mut String, margin: &str, lines: &str) {
    for line in lines.lines() {
        if !line.is_empty() {
            text.push_str(margin);
            text.push_str(line);
        }
        text.push('\n');
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;
    use crate::{Config, Emit, generate};
    use qapi_parser::{Edition, FileSystem, check};

    /// What is left out of the formatter's work is what it would have written.
    #[test]
    fn items_are_as_the_formatter_alone_writes_them() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/schemas");
        let (mut seen, mut left_alone) = (0, 0);
        for file in std::fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            if path.extension().is_none_or(|extension| extension != "json") {
                continue;
            }
            let outcome = check(&FileSystem, path.to_str().unwrap(), Edition::Auto).unwrap();
            let config = Config {
                docs: false,
                emit: [Emit::Types, Emit::Server, Emit::Client].into(),
                ..Config::default()
            };
            let code = generate(&outcome.schema.unwrap(), &config).unwrap();
            let mut items = Vec::new();
            collect_items(&code.modules, &mut items);
            for item in items {
                // The docs that the generator writes itself.
                let (bare, _) = without_docs(item);
                let alone = prettyplease::unparse(&syn::parse_file(&bare).unwrap());
                assert_eq!(pretty(&bare).unwrap(), alone, "{item}");
                seen += bare.lines().count();
                left_alone += without_laid_out(&bare).1.concat().len();
            }
        }
        assert!(left_alone > seen / 2, "{left_alone} of {seen} lines");
    }
}
