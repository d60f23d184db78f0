//! Reads schemas in process, from files in memory, and with crate qapi-parser 0.11 of the registry.
//!
//! The arguments are the top files of schemas. Prints for each, separated by tabs, the milliseconds
//! of the front end in edition latest (nothing if it refuses the schema) and auto, and those of the
//! crate.

mod clock;

use std::collections::HashMap;
use std::hint::black_box;
use std::path::{Path, PathBuf};

use ours::{Edition, FileSystem, Memory, check};

/// The number of measured times. Their median counts.
const RUNS: usize = 50;

fn main() {
    for top in std::env::args().skip(1) {
        let outcome = check(&FileSystem, &top, Edition::Auto).unwrap();
        assert!(!outcome.has_errors(), "{top} has errors");
        let texts: HashMap<PathBuf, String> = outcome
            .sources
            .files()
            .map(|file| (file.path().into(), file.text().to_owned()))
            .collect();
        // The paths in memory are relative.
        let folder = Path::new(&top).parent().unwrap().to_owned();
        let inside = |path: &Path| path.strip_prefix(&folder).unwrap().to_owned();
        let memory = texts.iter().fold(Memory::new(), |memory, (path, text)| {
            memory.with(&inside(path).to_string_lossy(), &**text)
        });
        let top = inside(Path::new(&top));
        let name = top.to_string_lossy();
        let accepted = !check(&memory, &name, Edition::Latest).unwrap().has_errors();
        let mut times = [const { Vec::new() }; 3];
        for _ in 0..RUNS {
            let editions = [Edition::Latest, Edition::Auto];
            let ours = editions
                .map(|edition| clock::seconds(|| drop(black_box(check(&memory, &name, edition)))));
            let theirs = clock::seconds(|| {
                black_box(specs(&texts, &folder, &top));
            });
            for (times, time) in times.iter_mut().zip([ours[0], ours[1], theirs]) {
                times.push(time * 1e3);
            }
        }
        let [latest, auto, theirs] = times.map(|times| format!("{:.2}", clock::median(times)));
        let latest = if accepted { latest } else { String::new() };
        println!("{latest}\t{auto}\t{theirs}");
    }
}

/// Returns the number of expressions that the crate reads from a file and the files that it
/// includes.
fn specs(texts: &HashMap<PathBuf, String>, folder: &Path, path: &Path) -> usize {
    let path = folder.join(path);
    let text = theirs::Parser::strip_comments(&texts[&path]);
    let mut count = 0;
    for spec in theirs::Parser::from_string(text) {
        match spec {
            Ok(theirs::Spec::Include(include)) => {
                let include = Path::new(&include.include);
                count += specs(texts, path.parent().unwrap(), include);
            }
            Ok(_) => count += 1,
            // The crate cannot read later syntax. The rest of the file is left out.
            Err(_) => break,
        }
    }
    count
}
