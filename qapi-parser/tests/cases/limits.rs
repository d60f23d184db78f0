//! The limits of the input, from below and from above, and hostile input: all of it ends soon, and
//! none of it overflows the stack.

use qapi_parser::{Code, Edition, LoadError, Loader, Memory, Outcome, check, limits};

fn read(text: impl Into<Vec<u8>>) -> Outcome {
    let loader = Memory::new().with("schema.json", text);
    check(&loader, "schema.json", Edition::Auto).expect("the top file is there")
}

fn codes(outcome: &Outcome) -> Vec<Code> {
    outcome.diagnostics.iter().map(|found| found.code).collect()
}

/// Returns a command whose condition is `depth` nested objects.
fn nested_condition(depth: usize) -> String {
    let open = "{ 'not': ".repeat(depth);
    let close = " }".repeat(depth);
    format!("{{ 'command': 'stop', 'if': {open}'A'{close} }}")
}

#[test]
fn nesting_ends_at_its_limit() {
    // The definition itself is one level.
    let fine = read(nested_condition(limits::NESTING - 1));
    assert_eq!(codes(&fine), []);
    assert!(fine.schema.is_some());
    let deep = read(nested_condition(limits::NESTING));
    assert_eq!(codes(&deep), [Code::TooDeep]);
}

/// The main thread of a program on Windows has a stack of 1 MB.
#[test]
fn the_deepest_nesting_fits_a_small_stack() {
    let thread = std::thread::Builder::new().stack_size(1 << 20);
    let read = || codes(&read(nested_condition(limits::NESTING - 1)));
    let thread = thread.spawn(read).expect("a thread can be started");
    assert_eq!(thread.join().expect("the thread ends"), []);
}

#[test]
fn a_hundred_megabytes_of_brackets() {
    let outcome = read("[".repeat(100_000_000));
    assert_eq!(codes(&outcome), [Code::TooDeep]);
}

#[test]
fn much_of_the_same() {
    let texts = [
        "{",
        "[",
        "[[",
        "{ 'a': [",
        "'",
        "\\",
        "x",
        "\u{e9}",
        "!(",
        "\"",
        ",",
        ": ",
        "##",
        "#",
        "# @",
        "{ 'if': '",
        "\r",
        "true",
        "''",
        "[]",
        "{\n",
        "##\n",
        "##\n# @a:\n",
        "{ x\n",
        "{ 'a'\n##\n",
        "{ 'enum': 'A', 'data': [\n",
        "# Note: a. B\n",
    ];
    for text in texts {
        for edition in [Edition::Auto, Edition::Latest] {
            let loader = Memory::new().with("schema.json", text.repeat(100_000 / text.len()));
            let outcome = check(&loader, "schema.json", edition).expect("the top file is there");
            assert_eq!(outcome.schema.is_some(), !outcome.has_errors(), "{text}");
        }
    }
}

#[test]
fn so_many_errors_are_enough() {
    let outcome = read("''".repeat(limits::FINDINGS + 10));
    let [.., last] = outcome.diagnostics.as_slice() else {
        panic!("nothing found");
    };
    assert_eq!(outcome.diagnostics.len(), limits::FINDINGS + 1);
    assert_eq!(last.code, Code::TooLarge);
    assert!(last.message.contains("more to report"), "{}", last.message);
}

#[test]
fn names_end_at_their_limit() {
    let schema = |length: usize| {
        let name = format!("Aa{}", "b".repeat(length - 2));
        format!("{{ 'enum': '{name}', 'data': [] }}")
    };
    assert_eq!(codes(&read(schema(limits::NAME_BYTES))), []);
    assert_eq!(
        codes(&read(schema(limits::NAME_BYTES + 1))),
        [Code::TooLarge]
    );
}

/// A file that is larger than the limit. Its bytes are zero, so that no memory is needed before
/// they are read.
struct Huge;

impl Loader for Huge {
    fn load(&self, _: &str) -> Result<Vec<u8>, LoadError> {
        Ok(vec![0; limits::TOTAL_BYTES + 1])
    }

    fn identity(&self, path: &str) -> String {
        path.to_owned()
    }

    fn join(&self, _: &str, include: &str) -> Result<String, LoadError> {
        Ok(include.to_owned())
    }
}

#[test]
fn too_many_bytes() {
    let outcome = check(&Huge, "huge", Edition::Auto).expect("the top file");
    assert_eq!(codes(&outcome), [Code::TooLarge]);
}

/// Files `f0`, `f1`, ..., whose texts are computed by a function.
struct Numbered(fn(usize) -> String);

impl Loader for Numbered {
    fn load(&self, path: &str) -> Result<Vec<u8>, LoadError> {
        let number = path.strip_prefix('f').and_then(|rest| rest.parse().ok());
        Ok((self.0)(number.expect("a number")).into())
    }

    fn identity(&self, path: &str) -> String {
        path.to_owned()
    }

    fn join(&self, _: &str, include: &str) -> Result<String, LoadError> {
        Ok(include.to_owned())
    }
}

fn include(number: usize) -> String {
    format!("{{ 'include': 'f{number}' }}\n")
}

/// Returns the text of a file. `f0` includes the maximum number of other files.
fn many(number: usize) -> String {
    match number {
        0 => (1..limits::FILES).map(include).collect(),
        _ => format!("{{ 'command': 'c{number}' }}"),
    }
}

#[test]
fn files_end_at_their_limit() {
    let fine = check(&Numbered(many), "f0", Edition::Auto).expect("the top file");
    assert_eq!(codes(&fine), []);
    assert_eq!(fine.sources.files().len(), limits::FILES);
    let one_more = |number| {
        many(number)
            + &if number == 0 {
                include(limits::FILES)
            } else {
                String::new()
            }
    };
    let more = check(&Numbered(one_more), "f0", Edition::Auto).expect("the top file");
    assert_eq!(codes(&more), [Code::TooLarge]);
    assert_eq!(more.sources.files().len(), limits::FILES);
}

#[test]
fn a_chain_of_files_as_long_as_may_be() {
    let chain = |number| match number + 1 {
        limits::FILES => "{ 'struct': 'Last', 'data': { 'a': 'strr' } }".to_owned(),
        next => include(next),
    };
    let outcome = check(&Numbered(chain), "f0", Edition::Auto).expect("the top file");
    let [found] = outcome.diagnostics.as_slice() else {
        panic!("{:?}", codes(&outcome));
    };
    assert_eq!(found.code, Code::UnknownType);
    assert_eq!(
        found.included_from(&outcome.sources).len(),
        limits::FILES - 1
    );
}

/// Returns structs, each the base of the next.
fn bases(count: usize) -> String {
    let mut text = "{ 'struct': 'B0x', 'data': {} }\n".to_owned();
    for number in 1..count {
        let base = number - 1;
        text += &format!("{{ 'struct': 'B{number}x', 'base': 'B{base}x', 'data': {{}} }}\n");
    }
    text
}

#[test]
fn bases_end_at_their_limit() {
    assert_eq!(codes(&read(bases(limits::BASES))), []);
    assert_eq!(codes(&read(bases(limits::BASES + 1))), [Code::TooDeep]);
    let deep = read(bases(20_000));
    assert_eq!(codes(&deep), [Code::TooDeep]);
}

#[test]
fn a_loop_of_many_bases() {
    let text = bases(20_000).replacen("'B0x', ", "'B0x', 'base': 'B19999x', ", 1);
    let outcome = read(text);
    assert_eq!(codes(&outcome), [Code::ContainsItself]);
    assert!(outcome.diagnostics[0].message.len() < 2000);
}

/// Unions in unions: each of `levels` has two branches, both of the level below.
#[test]
fn unions_that_nest_exponentially() {
    let levels = 30;
    let mut text = "{ 'struct': 'U0x', 'data': { 'leaf': 'int' } }\n".to_owned();
    for level in 1..=levels {
        let below = level - 1;
        text += &format!(
            "{{ 'enum': 'E{level}x', 'data': [ 'a', 'b' ] }}\n\
             {{ 'union': 'U{level}x', 'base': {{ 'tag{level}': 'E{level}x' }}, 'discriminator': 'tag{level}',\n\
             'data': {{ 'a': 'U{below}x', 'b': 'U{below}x' }} }}\n"
        );
    }
    let outcome = read(text.clone());
    assert_eq!(codes(&outcome), []);
    // A clash at the lowest level is found, and reported once, one level above.
    let clash = read(text.replace("'leaf'", "'tag30'"));
    assert_eq!(codes(&clash), [Code::MemberClash]);
}

#[test]
fn wide_definitions() {
    let count = 50_000;
    let list = |one: fn(usize) -> String| (0..count).map(one).collect::<Vec<_>>().join(", ");
    let texts = [
        format!(
            "{{ 'enum': 'Wide', 'data': [ {} ] }}",
            list(|n| format!("'v{n}'"))
        ),
        format!(
            "{{ 'struct': 'Wide', 'data': {{ {} }} }}",
            list(|n| format!("'m{n}': 'int'"))
        ),
        format!(
            "{{ 'command': 'wide', 'if': {{ 'all': [ {} ] }} }}",
            list(|n| format!("'A{n}'"))
        ),
    ];
    for text in texts {
        assert_eq!(codes(&read(text)), []);
    }
}

#[test]
fn many_names_that_nobody_defines() {
    let one = |number| {
        format!("{{ 'struct': 'Type{number}Name', 'data': {{ 'a': 'Tpye{number}Mane' }} }}\n")
    };
    let outcome = read((0..5_000).map(one).collect::<String>());
    assert_eq!(codes(&outcome), [Code::UnknownType; 5_000]);
    // After many wrong names there are no more suggestions.
    let help = |found: &qapi_parser::Diagnostic| found.help.is_some();
    assert!(outcome.diagnostics.first().is_some_and(help));
    assert!(!outcome.diagnostics.last().is_some_and(help));
}
