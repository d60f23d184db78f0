//! The examples of the pages, as files to check.
//!
//! A page has a block of source under `## Wrong` and one under `## Right`. The word after the
//! language describes the block: `file=NAME` names it (otherwise it is the top file,
//! `schema.json`). In `escaped` blocks `\xHH` means a byte and `@{TEXT*N}` means TEXT N times, in
//! which `%` is the number of the repetition.
use qapi_parser::{Code, Edition, Memory, Outcome, check};

/// The name of an example's top file.
pub(crate) const TOP: &str = "schema.json";

/// The files of one example.
#[derive(Debug, Default)]
pub(crate) struct Example {
    files: Vec<(String, Vec<u8>)>,
}

impl Example {
    /// Returns the example under a heading of a code's page.
    pub(crate) fn of(code: Code, heading: &str) -> Self {
        let page = code.explanation();
        let (_, behind) = page
            .split_once(&format!("\n## {heading}\n"))
            .unwrap_or_else(|| panic!("{code}: no heading '{heading}'"));
        let part = behind.split("\n## ").next().unwrap_or(behind);
        let mut example = Self::default();
        let mut blocks = part.split("```qapi").skip(1);
        for block in &mut blocks {
            let (info, body) = block.split_once('\n').expect("an info line");
            let (body, _) = body.split_once("```").expect("the end of the block");
            let mut name = TOP;
            let mut bytes = body.as_bytes().to_vec();
            for word in info.split_whitespace() {
                match word.split_once('=') {
                    Some(("file", file)) => name = file,
                    None if word == "escaped" => bytes = unescape(body),
                    _ => panic!("{code}: unknown word '{word}' behind ```qapi"),
                }
            }
            example.files.push((name.to_owned(), bytes));
        }
        assert!(
            example.files.iter().any(|(name, _)| name == TOP),
            "{code}: no example under '{heading}'"
        );
        example
    }

    pub(crate) fn check(&self, edition: Edition) -> Outcome {
        let loader = self
            .files
            .iter()
            .fold(Memory::new(), |loader, (name, bytes)| {
                loader.with(name, bytes.clone())
            });
        check(&loader, TOP, edition).expect("the top file is there")
    }
}

fn unescape(text: &str) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if let Some(behind) = rest.strip_prefix("\\x") {
            out.push(u8::from_str_radix(&behind[..2], 16).expect("two digits"));
            rest = &behind[2..];
        } else if let Some(behind) = rest.strip_prefix("@{") {
            let (inner, after) = behind.split_once('}').expect("the end of '@{'");
            let (text, times) = inner.rsplit_once('*').expect("'*' in '@{'");
            let times: usize = times.parse().expect("a number behind '*'");
            for number in 1..=times {
                out.extend(text.replace('%', &number.to_string()).bytes());
            }
            rest = after;
        } else {
            out.extend(first.to_string().bytes());
            rest = &rest[first.len_utf8()..];
        }
    }
    out
}
