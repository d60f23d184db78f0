//! Docs besides the schema's texts: of undescribed items, branches, replies, and examples.
use crate::support::{config, try_text};
use qapi_codegen::{Conditions, Config};

/// Returns the doc before an item, whose declaration begins with `item`, without the comment
/// markers.
fn doc(code: &str, item: &str) -> String {
    let lines: Vec<&str> = code.lines().map(str::trim).collect();
    let at = (lines.iter().position(|line| line.starts_with(item)))
        .unwrap_or_else(|| panic!("no '{item}' in {code}"));
    let before = lines.iter().take(at).rev();
    let is_doc = |line: &&&str| line.starts_with("///");
    let is_attribute =
        |line: &&&str| !line.starts_with("///") && !line.ends_with(['}', '{', ';', ',']);
    let doc: Vec<&str> = (before.skip_while(is_attribute).take_while(is_doc))
        .map(|line| line.trim_start_matches("///").trim_start_matches(' '))
        .collect();
    doc.into_iter().rev().collect::<Vec<_>>().join("\n")
}

/// Returns the blocks of Rust in the docs of a schema.
fn examples(schema: &str, config: &Config) -> String {
    let code = try_text(schema, config).unwrap().text();
    let (mut out, mut inside) = (String::new(), false);
    for line in code.lines().map(str::trim) {
        // The guide repeats the blocks.
        if line == "/// How to use the code that is generated from the schema." {
            break;
        }
        let text = line
            .strip_prefix("///")
            .map(|text| text.strip_prefix(' ').unwrap_or(text));
        match text {
            Some("```") => inside = false,
            Some("```no_run" | "```ignore") => inside = true,
            _ => {}
        }
        if inside && let Some(text) = text {
            out.push_str(text);
            out.push('\n');
        }
    }
    out
}

#[test]
fn what_is_not_described_is_described_by_its_use() {
    let schema = "
        { 'struct': 'Order', 'data': { 'a': 'int', 'b': 'int' } }
        { 'command': 'place', 'data': 'Order', 'boxed': true }
        { 'struct': 'Loss', 'data': { 'a': 'int', 'b': 'int' } }
        { 'event': 'LOST', 'data': 'Loss' }
        { 'enum': 'Shape', 'data': [ 'cube', 'ball' ] }
        { 'struct': 'Cube', 'data': { 'a': 'int', 'c': 'int' } }
        { 'struct': 'Common', 'data': { 'shape': 'Shape', 'b': 'int' } }
        { 'union': 'Body', 'base': 'Common', 'discriminator': 'shape', 'data': { 'cube': 'Cube' } }
        { 'command': 'look', 'returns': 'Body' }
        { 'struct': 'Item', 'data': { 'colour': 'Colour', 'b': 'int' } }
        { 'command': 'list', 'returns': [ 'Item' ] }
        { 'enum': 'Colour', 'data': [ 'red' ] }
        { 'struct': 'Alone', 'data': { 'a': 'int', 'b': 'int' } }
    ";
    let code = try_text(schema, &Config::default()).unwrap().text();
    let first = |item: &str| doc(&code, item).lines().next().unwrap().to_owned();
    let docs = [
        "pub struct Order",
        "pub struct Loss",
        "pub enum Shape",
        "pub struct Cube",
        "pub struct Common",
        "pub struct Body",
        "pub struct Item",
        "pub enum Colour",
        "pub struct Alone",
    ]
    .map(first);
    insta::assert_snapshot!(docs.join("\n"));
}

#[test]
fn what_is_not_described_is_described_by_what_it_consists_of() {
    let schema = "
        ##
        # @Part:
        #
        # A part, e.g. a wheel.  It is sold alone; see @no and `Kind`.
        #
        # @no: the number
        ##
        { 'struct': 'Part', 'data': { 'no': 'int' } }
        ##
        # @Shelf:
        #
        # @data: what lies on a shelf: parts of one `Kind`
        ##
        { 'struct': 'Shelf', 'data': { 'data': 'Part' } }
        { 'struct': 'Wrapper', 'data': { 'data': 'Part' } }
        { 'enum': 'Kind', 'data': [ 'part', 'shelf', 'wrapper', 'none' ] }
        { 'union': 'Stock', 'base': { 'kind': 'Kind', 'spare': 'Part' }, 'discriminator': 'kind',
          'data': { 'part': 'Part', 'shelf': 'Shelf', 'wrapper': 'Wrapper' } }
    ";
    let code = try_text(schema, &Config::default()).unwrap().text();
    let item = |item: &str| format!("{item}: {}", doc(&code, item).replace('\n', " / "));
    let docs = [
        "pub struct Shelf",
        "pub struct Wrapper",
        "pub data: Part",
        "pub spare",
        "Part(Part)",
        "Shelf(Shelf)",
        "Wrapper(Wrapper)",
        "pub kind: Stock",
    ]
    .map(item);
    insta::assert_snapshot!(docs.join("\n"));
}

#[test]
fn a_union_lists_its_branches() {
    let schema = "
        { 'enum': 'Kind', 'data': [ 'a', 'b', { 'name': 'c', 'if': 'C' }, 'd', 'e', 'f', 'g', 'type' ] }
        { 'struct': 'A', 'data': { 'x': 'int' } }
        { 'union': 'U', 'base': { 'kind': 'Kind' }, 'discriminator': 'kind',
          'data': { 'a': 'A', 'type': 'A', 'c': { 'type': 'A', 'if': 'C' } } }
    ";
    let code = try_text(schema, &Config::default()).unwrap().text();
    insta::assert_snapshot!(doc(&code, "pub struct U "));
    let gated = config(|config| {
        config.conditions = Conditions::Cfg([("C".to_owned(), "unix".to_owned())].into());
        config.constructors = false;
    });
    let code = try_text(schema, &gated).unwrap().text();
    insta::assert_snapshot!(doc(&code, "pub struct U "));
}

#[test]
fn a_command_shows_what_it_returns() {
    let schema = "
        { 'pragma': { 'command-returns-exceptions': [ 'texts', 'whatever' ] } }
        { 'struct': 'A', 'data': { 'x': 'int' } }
        { 'command': 'nil' }
        { 'command': 'silent', 'success-response': false }
        { 'command': 'one', 'returns': 'A' }
        { 'command': 'many', 'returns': [ 'A' ] }
        { 'command': 'texts', 'returns': [ 'str' ] }
        { 'command': 'whatever', 'returns': 'any' }
        ##
        # @told:
        #
        # Returns: what `one` returns, or
        #     nothing
        #
        # Errors:
        #     - none
        ##
        { 'command': 'told', 'returns': 'A' }
        ##
        # @listed:
        #
        # Returns:
        #     - this
        #     - or that
        ##
        { 'command': 'listed', 'returns': 'A' }
    ";
    let code = try_text(schema, &Config::default()).unwrap().text();
    let returns = |name: &str| {
        let doc = doc(&code, &format!("pub struct {name} "));
        let (_, text) = doc.split_once("# Returns\n\n").unwrap();
        let (text, _) = text.split_once("\n\n# ").unwrap();
        format!("{name}: {}", text.replace('\n', " / "))
    };
    let names = [
        "Nil", "Silent", "One", "Many", "Texts", "Whatever", "Told", "Listed",
    ];
    insta::assert_snapshot!(names.map(returns).join("\n"));
}

/// Commands whose arguments are of every kind.
const COMMANDS: &str = "
    { 'enum': 'Colour', 'data': [ { 'name': 'old', 'features': [ 'deprecated' ] }, 'red' ] }
    { 'struct': 'Point', 'data': { 'x': 'int', 'y': 'number', '*z': 'int' } }
    { 'struct': 'Deep', 'data': { 'point': 'Wide', 'a': 'int', 'b': 'int', 'c': 'bool' } }
    { 'struct': 'Wide', 'data': { 'a-long-name-of-a-member': 'str', 'another-long-name': 'Point' } }
    { 'alternate': 'Ref', 'data': { 'name': 'str', 'point': 'Point' } }
    { 'alternate': 'Level', 'data': { 'off': 'null', 'number': 'int' } }
    { 'union': 'Body', 'base': { 'colour': 'Colour', 'name': 'str' }, 'discriminator': 'colour',
      'data': { 'old': 'Deep', 'red': 'Point' } }
    { 'command': 'nothing' }
    { 'command': 'one', 'data': { 'name': 'str', '*at': 'Point', '*old': { 'type': 'str', 'features': [ 'deprecated' ] }, '*force': 'bool' }, 'returns': 'Point' }
    { 'command': 'scalars', 'data': { 'text': 'str', 'key': 'str', 'on': 'bool', 'count': 'size', 'colour': 'Colour' } }
    { 'command': 'lists', 'data': { 'names': [ 'str' ], 'points': [ 'Point' ], 'deep': [ 'Deep' ] } }
    { 'command': 'alternates', 'data': { 'ref': 'Ref', 'level': 'Level', 'type': 'any' } }
    { 'command': 'form', 'data': 'Body', 'boxed': true }
    { 'command': 'point', 'data': 'Point', 'boxed': true }
    { 'command': 'deep', 'data': { 'client': 'Deep' } }
    { 'command': 'long', 'data': { 'one-argument-of-the-command': [ 'Wide' ] } }
    { 'event': 'MOVED', 'data': 'Point' }
    { 'event': 'STOPPED' }
";

#[test]
fn examples_execute_commands_and_receive_events() {
    let config = config(|config| {
        config.public_path = Some("my_crate::api".to_owned());
        config.bytes = vec!["scalars.key".to_owned()];
    });
    insta::assert_snapshot!(examples(COMMANDS, &config));
}

#[test]
fn examples_that_no_path_leads_to_are_not_tested() {
    let ignored = examples(COMMANDS, &Config::default());
    assert!(
        !ignored.contains("# fn run") && !ignored.contains("use ") && ignored.contains("ignore")
    );
    let without = examples(COMMANDS, &config(|config| config.constructors = false));
    assert!(!without.contains("::new") && without.contains("Event::Moved(event)"));
    let no_docs = try_text(COMMANDS, &config(|config| config.docs = false))
        .unwrap()
        .text();
    assert!(!no_docs.contains("```") && !no_docs.contains("mod guide"));
}

#[test]
fn examples_of_what_a_cfg_may_leave_out_are_not_tested() {
    let schema = "
        { 'struct': 'A', 'data': { 'x': 'int' }, 'if': 'C' }
        { 'command': 'gated', 'data': 'A', 'boxed': true, 'if': 'C' }
        { 'command': 'member', 'data': { 'x': { 'type': 'int', 'if': 'C' }, 'y': 'int' } }
        { 'command': 'open', 'data': { 'x': 'int' } }
    ";
    let config = config(|config| {
        config.public_path = Some("my_crate".to_owned());
        config.conditions = Conditions::Cfg([("C".to_owned(), "unix".to_owned())].into());
    });
    insta::assert_snapshot!(examples(schema, &config));
}
