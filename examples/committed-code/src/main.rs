//! Uses code that was generated once and is committed: `src/gallery.rs`. It is made by
//!
//! ```sh
//! qapi generate schema/gallery.json --config qapi.toml --out src/gallery.rs
//! ```
//!
//! and the test at the end of this file fails when that would make something else.
#![allow(
    clippy::print_stdout,
    reason = "a command-line program speaks to its user"
)]

/// The gallery's types and commands, generated from `schema/gallery.json`.
// The generator lays out what it writes, but not as rustfmt does.
#[rustfmt::skip]
mod gallery;

use std::collections::BTreeMap;

use gallery::commands::PictureHang;
use gallery::{Picture, Size};
use qapi_wire::message::Request;

fn main() -> Result<(), serde_json::Error> {
    println!("{}", request()?);
    Ok(())
}

/// A command on its way out: bytes become base64, and the palette is a map.
fn request() -> Result<String, serde_json::Error> {
    // Without `non-exhaustive` a literal will do, and a new member is told by the compiler.
    let picture = Picture {
        title: "Sunrise".to_owned(),
        size: Size {
            width: 2,
            height: 1,
        },
        pixels: Some(vec![0, 1].into()),
        palette: Some(BTreeMap::from([("gold".to_owned(), 0xff_d7_00)])),
    };
    let command = PictureHang::new(picture).with_hook(3);
    serde_json::to_string(&Request::new(&command).id(1))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use qapi_codegen::Config;
    use qapi_parser::{Edition, FileSystem, check};

    #[test]
    fn the_request() {
        assert_eq!(
            super::request().unwrap(),
            r#"{"execute":"picture-hang","arguments":{"picture":{"title":"Sunrise","#.to_owned()
                + r#""size":{"width":2,"height":1},"pixels":"AAE=","palette":{"gold":16766720}},"#
                + r#""hook":3},"id":1}"#
        );
    }

    #[test]
    fn the_committed_code_is_fresh() {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let options = std::fs::read_to_string(here.join("qapi.toml")).unwrap();
        let mut config = Config::from_toml(&options).unwrap();
        config.generated_by = "qapi generate gallery.json --config qapi.toml".to_owned();
        let path = here.join("schema/gallery.json");
        let outcome = check(&FileSystem, path.to_str().unwrap(), Edition::Latest).unwrap();
        let generated = qapi_codegen::generate(&outcome.schema.unwrap(), &config).unwrap();
        assert!(
            generated.text() == include_str!("gallery.rs"),
            "src/gallery.rs is stale: run the command above"
        );
    }
}
