//! The forms of diagnostics: a drawing, a line, JSON, and annotations of a workflow.

use crate::example::{Example, TOP};
use qapi_parser::{Code, Diagnostic, Edition, Memory, Outcome, Renderer, SourceMap, check};

fn read(files: &[(&str, &str)]) -> Outcome {
    let loader = files.iter().fold(Memory::new(), |loader, (name, text)| {
        loader.with(name, *text)
    });
    check(&loader, files[0].0, Edition::Latest).expect("the top file is there")
}

fn each(
    outcome: &Outcome,
    between: &str,
    form: impl Fn(&Diagnostic, &SourceMap) -> String,
) -> String {
    let all: Vec<String> = outcome
        .diagnostics
        .iter()
        .map(|diagnostic| form(diagnostic, &outcome.sources))
        .collect();
    all.join(between)
}

fn drawn(outcome: &Outcome) -> String {
    let renderer = Renderer::new(false);
    each(outcome, "\n\n", |diagnostic, sources| {
        renderer.render(diagnostic, sources)
    })
}

fn snapshot(name: &str, text: String) {
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!(name, text);
    });
}

#[test]
fn every_code_is_drawn() {
    for &code in Code::ALL {
        let outcome = Example::of(code, "Wrong").check(Edition::Auto);
        snapshot(&format!("page-{code}"), drawn(&outcome));
    }
}

#[test]
fn of_a_long_line_a_part_is_drawn() {
    let padding = " ".repeat(2_000);
    let text =
        format!("{{ 'enum': 'Mode',{padding}'data': [ 'one', 'zwölf', 'one' ],{padding}}}\n");
    let drawn = drawn(&read(&[("a.json", &text)]));
    assert!(drawn.lines().all(|line| line.len() < 200), "{drawn}");
    snapshot("long-line", drawn);
}

/// Several errors in one file. All are found, as reading continues with the next definition.
const SEVERAL: &str = "\
{ 'pragma': { 'doc-require': true } }
{ 'struct': 'Region',
  'data': { 'start': 'size'
            'length': 'size' } }
{ 'struct': 'Disk',
  'data': { 'name': 'str', 'region': 'Region', 'state': 'DiskStat' } }
{ 'enum': 'DiskState', 'data': [ 'on', 'off', 'on' }
{ 'command': 'get-disk', 'retruns': 'Disk' }

##
# @set-disk:
#
# Change a disk. Slowly.
#
# @nane: which disk
##
{ 'command': 'set-disk', 'data': { 'name': 'str', 'oneTime': 'bool' } }
{ 'event': 'disk-changed' }
";

#[test]
fn several_errors_in_one_file() {
    snapshot("several", drawn(&read(&[(TOP, SEVERAL)])));
}

#[test]
fn the_forms_of_one_line() {
    let outcome = read(&[(TOP, SEVERAL)]);
    snapshot("short", each(&outcome, "\n", Diagnostic::short));
    snapshot("json", each(&outcome, "\n", Diagnostic::json));
    snapshot("github", each(&outcome, "\n", Diagnostic::github));
}

#[test]
fn names_with_signs_that_the_forms_escape() {
    let name = "50%,a:b.json";
    let text = "{ 'struct': 'A\"b', 'data': { 'one\\\\two': 'int' } }\n";
    let outcome = read(&[(TOP, "{ 'include': '50%,a:b.json' }"), (name, text)]);
    snapshot("escapes-json", each(&outcome, "\n", Diagnostic::json));
    snapshot("escapes-github", each(&outcome, "\n", Diagnostic::github));
}

#[test]
fn the_files_that_lead_to_an_error_are_named() {
    let outcome = read(&[
        (TOP, "\n{ 'include': 'a/one.json' }\n"),
        ("a/one.json", "# One.\n\n{ 'include': 'b/two.json' }\n"),
        ("a/b/two.json", "{ 'include': '../three.json' }\n"),
        (
            "a/three.json",
            "{ 'struct': 'Disk', 'data': { 'name': 'strr' } }\n",
        ),
    ]);
    snapshot("chain", drawn(&outcome));
    snapshot("chain-json", each(&outcome, "\n", Diagnostic::json));
}

#[test]
fn a_long_chain_of_files_is_cut() {
    let name = |number: usize| format!("f{number}.json");
    let mut loader = Memory::new().with(
        &name(30),
        "{ 'struct': 'Disk', 'data': { 'name': 'strr' } }",
    );
    for number in 0..30 {
        let text = format!("{{ 'include': '{}' }}", name(number + 1));
        loader = loader.with(&name(number), text);
    }
    let outcome = check(&loader, "f0.json", Edition::Latest).expect("the top file is there");
    snapshot("chain-long", drawn(&outcome));
}

#[test]
fn a_loop_of_files_is_shown() {
    let outcome = read(&[
        (TOP, "{ 'include': 'one.json' }\n"),
        ("one.json", "{ 'include': 'two.json' }\n"),
        ("two.json", "{ 'include': 'three.json' }\n"),
        ("three.json", "{ 'include': './one.json' }\n"),
    ]);
    snapshot("loop", drawn(&outcome));
}

#[test]
fn clashes_show_both_places() {
    let outcome = read(&[
        (
            TOP,
            "{ 'include': 'base.json' }\n\
               { 'struct': 'Disk', 'base': 'Base', 'data': { 'name': 'str', 'size': 'int' } }\n\
               { 'enum': 'Base', 'data': [ 'one', 'two', 'one' ] }\n\
               { 'struct': 'Pair', 'data': { 'both': 'int', '*both': 'int' } }\n\
               { 'command': 'eject', 'features': [ 'slow', 'slow' ] }\n\
               { 'command': 'int' }\n",
        ),
        (
            "base.json",
            "##\n# @Base:\n#\n# @name: a name\n##\n{ 'struct': 'Base',\n  'data': { 'name': 'str' } }\n",
        ),
    ]);
    snapshot("clashes", drawn(&outcome));
}

#[test]
fn clashes_of_branches() {
    let outcome = read(&[(TOP, "\
{ 'enum': 'Kind', 'data': [ 'file', 'link' ] }
{ 'struct': 'File', 'data': { 'name': 'str', 'type': 'int' } }
{ 'struct': 'Node', 'data': { 'type': 'Kind' } }
{ 'union': 'AnyNode', 'base': 'Node', 'discriminator': 'type',
  'data': { 'file': 'File' } }
{ 'alternate': 'NodeRef', 'data': { 'name': 'str', 'inode': 'int', 'node': 'File', 'other': 'Node' } }
")]);
    snapshot("branches", drawn(&outcome));
}

#[test]
fn what_was_meant_is_said() {
    let outcome = read(&[(
        TOP,
        "\
{ 'struct': 'DiskInfo', 'data': { 'size': 'integer', 'info': [ 'DiskInof' ], 'other': 'Nothing' } }
{ 'command': 'get-info', 'returns': 'diskinfo' }
{ 'command': 'put-info', 'data': 'get-info' }
{ 'enum': 'Kind', 'dat': [ 'raw', 'qcow2' ] }
{ 'struct': 'File', 'data': { 'kind': 'Kind' }, 'features': [ { 'nam': 'new' } ] }
{ 'srtuct': 'Link', 'data': {} }
{ 'enum': 'Format', 'data': [ 'raw', 'qcow2' ] }
{ 'union': 'Image', 'base': { 'format': 'Format' }, 'discriminator': 'fromat', 'data': {} }
{ 'union': 'Picture', 'base': { 'format': 'Format' }, 'discriminator': 'format',
  'data': { 'qcow': 'DiskInfo', 'vmdk': 'DiskInfo' } }
",
    )]);
    snapshot("meant", drawn(&outcome));
}

#[test]
fn excerpts_are_plain_text() {
    let wide = format!(
        "{{ 'struct': 'Wide', 'data': {{ {}'last': 'Last' }} }}",
        "'a': 'int', ".repeat(20)
    );
    let text = format!(
        "\
{{ 'include': 'other.json' }}
{{ 'pragma': {{ 'doc-require': true }} }}
\t{{ 'struct':\t'Disk', 'data': {{ 'n\u{e9}': 'int', 'size': 'Sise' }} }}
{{ 'enum': 'Size', 'data': [ 'small', 'small' ] }}
{{ 'command': 'stop',
  'data': 'Size' }}
{wide}
{{ 'enum'"
    );
    let outcome = read(&[
        (TOP, &text),
        ("other.json", "{ 'command': 'stop' 'data': {} }"),
    ]);
    snapshot("excerpts", each(&outcome, "\n\n", Diagnostic::excerpt));
}

#[test]
fn every_form_for_people_names_the_same_place() {
    for &code in Code::ALL {
        let outcome = Example::of(code, "Wrong").check(Edition::Auto);
        for found in &outcome.diagnostics {
            let drawn = Renderer::new(false).render(found, &outcome.sources);
            let (_, place) = drawn.split_once("--> ").expect("a place");
            let place = place.lines().next().expect("a line");
            let start = format!("{place}: ");
            let short = found.short(&outcome.sources);
            assert!(short.starts_with(&start), "{short}\n{drawn}");
            let excerpt = found.excerpt(&outcome.sources);
            assert!(
                excerpt.contains(&format!("--> {place}\n")),
                "{excerpt}\n{drawn}"
            );
        }
    }
}

#[test]
fn what_was_meant_is_allowed_there() {
    let outcome = read(&[(
        TOP,
        "\
{ 'enum': 'Size', 'data': [ 'small', 'smaller' ] }
{ 'struct': 'Sizes', 'data': { 'a': 'Sise', 'b': 'SIZE', 'c': 'in32' } }
{ 'command': 'grow', 'data': 'Sise' }
{ 'struct': 'Wide', 'base': 'Forms', 'data': {} }
{ 'struct': 'FormBase', 'data': { 'size': 'Size', '*sized': 'Size', 'sizes': 'str' } }
{ 'union': 'Form', 'base': 'FormBase', 'discriminator': 'sizd',
  'data': { 'small': 'Sizes' } }
{ 'union': 'Shape', 'base': 'FormBase', 'discriminator': 'size',
  'data': { 'small': 'Form', 'smal': 'Form', 'tiny': 'Strr' } }
{ 'union': 'Full', 'base': 'FormBase', 'discriminator': 'size',
  'data': { 'small': 'Form', 'smaller': 'Form', 'smallest': 'Form' } }
",
    )]);
    let helps = outcome.diagnostics.iter().map(|found| {
        let help = found.help.as_deref().unwrap_or("no help");
        format!("{}: {help}\n", found.message)
    });
    snapshot("meant-there", helps.collect());
}

#[test]
fn columns_count_characters() {
    let text = "# caf\u{e9} \u{4e2d}\u{6587}\n\t{ 'struct':\t'Disk',\t# \u{e9}\n\t\t'data': { 'name': 'strr' } } # \u{1f600}\n{ 'enum': 'Kind', 'data': [ 'a\u{e9}b' ] }\n";
    let outcome = read(&[(TOP, text)]);
    snapshot("columns", drawn(&outcome));
    snapshot("columns-short", each(&outcome, "\n", Diagnostic::short));
}

#[test]
fn line_ends_of_other_systems() {
    let text = SEVERAL.replace('\n', "\r\n");
    let outcome = read(&[(TOP, &text)]);
    assert_eq!(drawn(&outcome), drawn(&read(&[(TOP, SEVERAL)])));
    let lone = SEVERAL.replace('\n', "\r");
    let lone = read(&[(TOP, &lone)]);
    assert_eq!(
        each(&lone, "\n", Diagnostic::short),
        each(&outcome, "\n", Diagnostic::short)
    );
}

#[test]
fn brackets_that_are_not_closed() {
    let cases = [
        "{ 'struct': 'Disk',\n  'data': { 'name': 'str' }\n\n{ 'enum': 'Kind', 'data': [] }\n",
        "{ 'struct': 'Disk',\n  'data': { 'name': 'str' }\n\n##\n# @Kind:\n##\n{ 'enum': 'Kind', 'data': [] }\n",
        "{ 'enum': 'Kind', 'data': [ 'a', 'b' } }\n",
        "{ 'enum': 'Kind',\n  'data': [ 'a',\n            'b' }\n",
        "{ 'enum': 'Kind', 'data': [ 'a' ],\n",
        "{ 'enum': 'Kind', 'data': [ 'a' ]",
        "{ 'enum': 'Kind', 'data': [ 'a' ] } }\n",
    ];
    let all: Vec<String> = cases
        .iter()
        .map(|text| drawn(&read(&[(TOP, text)])))
        .collect();
    snapshot("brackets", all.join("\n\n"));
}

#[test]
fn tokens_that_the_language_lacks() {
    let cases = [
        "{ 'enum': Kind, 'data': [] }\n",
        "{ 'enum': 'Kind, 'data': [] }\n",
        "{ 'enum': 'Kind', 'data': [ 1.5 ] }\n",
        "{ 'enum': 'Kind', 'data': null }\n",
        "{ \"enum\": 'Kind', 'data': [] }\n",
        "{ 'enum': 'Kind', 'data': [ 'it\\'s' ] }\n",
        "{ 'enum': 'Kind', 'data': [ 'a\\\u{e9}' ] }\n",
        "{ 'enum': 'Kind', 'data': [ \u{2018}a\u{2019} ] }\n",
        "{ 'enum': 'Kind', 'data': [ 'a\tb' ] }\n",
        "\u{feff}{ 'enum': 'Kind', 'data': [] }\n",
        "{ 'enum': 'Kind', 'data': [ 'a', ] }\n",
        "{ 'enum' = 'Kind', 'data': [] }\n",
        "// Kinds\n{ 'enum': 'Kind', 'data': [] }\n",
    ];
    let all: Vec<String> = cases
        .iter()
        .map(|text| drawn(&read(&[(TOP, text)])))
        .collect();
    snapshot("tokens", all.join("\n\n"));
}

#[test]
fn places_far_apart() {
    let members: String = (0..30)
        .map(|number| format!("            'member{number}': 'str',\n"))
        .collect();
    let text = format!(
        "##\n# @Wide:\n#\n# A struct of many members.\n##\n{{ 'struct': 'Wide',\n  'data': {{\n{members}            'last': 'strr' }} }}\n\
         ##\n# @stop:\n#\n# Stop.\n#\n# Returns: nothing\n#\n# Since: 1.0\n##\n{{ 'command': 'stop' }}\n"
    );
    let text = format!("{{ 'pragma': {{ 'documentation-exceptions': [ 'Wide' ] }} }}\n{text}");
    snapshot("far-apart", drawn(&read(&[(TOP, &text)])));
}

#[test]
fn long_names_are_cut_in_messages() {
    let key = "k".repeat(100_000);
    let text = format!("{{ 'struct': 'Disk', 'data': {{}}, '{key}': true }}");
    let outcome = read(&[(TOP, &text)]);
    let [found] = outcome.diagnostics.as_slice() else {
        panic!("{}", drawn(&outcome));
    };
    assert!(found.message.len() < 1100, "{}", found.message.len());
    assert!(drawn(&outcome).len() < 3000);
}

#[test]
fn colours_add_nothing_but_colours() {
    let outcome = read(&[(TOP, SEVERAL)]);
    let renderer = Renderer::new(true);
    let coloured = each(&outcome, "\n\n", |diagnostic, sources| {
        renderer.render(diagnostic, sources)
    });
    assert!(coloured.contains("\u{1b}["));
    let plain: Vec<&str> = coloured
        .split('\u{1b}')
        .enumerate()
        .map(|(index, part)| match index {
            0 => part,
            _ => part.split_once('m').map_or("", |(_, text)| text),
        })
        .collect();
    assert_eq!(plain.concat(), drawn(&outcome));
}
