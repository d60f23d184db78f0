//! Compares the layout of the code of small schemas with the output of prettyplease.

use crate::{oracle, support};

#[test]
fn code_is_as_prettyplease_writes_it() {
    let mut count = 0;
    for entry in std::fs::read_dir(support::folder().join("schemas")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "json") {
            let name = path.file_stem().unwrap().to_str().unwrap();
            oracle::check(name, &support::schema(name));
            count += 1;
        }
    }
    assert!(count > 15);
}
