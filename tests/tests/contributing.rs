//! The files that CONTRIBUTING.md names exist.

use std::path::Path;

#[test]
fn every_path_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let text = std::fs::read_to_string(root.join("CONTRIBUTING.md")).expect("the file is there");
    // Without fenced blocks, every second piece between backquotes is quoted.
    let prose: String = text.split("```").step_by(2).collect();
    let quoted = prose.split('`').skip(1).step_by(2);
    let is_path = |text: &&str| text.contains('/') && !text.contains([' ', '*', '\n']);
    let paths: Vec<&str> = quoted.filter(is_path).collect();
    assert!(paths.len() > 20, "{paths:?}");
    let missing: Vec<&&str> = (paths.iter())
        .filter(|path| !root.join(path).exists())
        .collect();
    assert_eq!(missing, [&""; 0]);
}
