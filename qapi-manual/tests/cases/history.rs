//! The history page of a manual's site.

use qapi_compat::history::{History, Release};
use qapi_manual::{HtmlOptions, Manual};
use qapi_parser::schema::Schema;
use qapi_parser::{Edition, Memory, check};

const OLD: &str = "
{ 'enum': 'Hue', 'data': [ 'red' ] }
{ 'command': 'paint', 'data': { 'hue': 'Hue' } }
{ 'command': 'erase' }
";
const NEW: &str = "
{ 'enum': 'Hue', 'data': [ 'red', 'octarine' ] }
{ 'command': 'paint', 'data': { 'hue': 'Hue', '*thick': 'bool' }, 'features': [ 'deprecated' ] }
{ 'event': 'DRY' }
";

fn schema(text: &str) -> Schema {
    let loader = Memory::new().with("paint.json", text);
    let outcome = check(&loader, "paint.json", Edition::Latest).expect("the schema is there");
    outcome.schema.expect("the schema is sound")
}

fn site(history: Option<History>) -> Vec<(String, String)> {
    let schema = schema(NEW);
    let mut options = HtmlOptions::default();
    options.history = history;
    Manual::new(&schema, "Paint <2>").html(&options)
}

#[test]
fn a_site_has_a_page_of_its_history() {
    let (old, new) = (schema(OLD), schema(NEW));
    let release = |label: &str, schema| Release {
        label: label.to_owned(),
        schema,
    };
    let files = site(Some(History::of(&[
        release("1.0", &old),
        release("<2>", &new),
    ])));
    let page = |name: &str| {
        let file = files.iter().find(|(file, _)| file == name);
        file.map(|(_, text)| text.clone())
            .expect("the page is there")
    };
    let history = page("history.html");
    let start = history.find("<main").expect("a main part");
    insta::assert_snapshot!(history.get(start..).expect("a main part"));
    assert!(history.contains("<title>History - Paint &lt;2&gt;</title>"));
    assert!(page("index.html").contains("<a href=\"history.html\">History</a>"));
}

#[test]
fn without_older_releases_there_is_none() {
    let files = site(None);
    assert!(
        files
            .iter()
            .all(|(name, text)| name != "history.html" && !text.contains("history.html"))
    );
}
