//! The answer to `query-qmp-schema` for a schema that has one of everything.

use qapi_codegen::{Conditions, Config, Emit, generate};
use qapi_parser::introspect::{Options, UnknownNames, introspect};
use qapi_parser::{Edition, Memory, check};

const SCHEMA: &str = r"
{ 'pragma': { 'command-returns-exceptions': [ 'list-sizes' ] } }
{ 'enum': 'Speed', 'data': [ 'slow', { 'name': 'fast', 'if': 'CONFIG_TURBO' },
                             { 'name': 'odd', 'features': [ 'deprecated' ] } ] }
{ 'struct': 'Common', 'data': { 'id': 'uint32' } }
{ 'struct': 'Lane', 'base': 'Common', 'data': { '*speed': 'Speed', 'sizes': [ 'size' ] } }
{ 'struct': 'Turbo', 'data': { 'next': 'Turbo' }, 'if': 'CONFIG_TURBO' }
{ 'union': 'Choice', 'base': { 'kind': 'Speed' }, 'discriminator': 'kind',
  'data': { 'slow': 'Lane', 'fast': { 'type': 'Turbo', 'if': 'CONFIG_TURBO' } } }
{ 'alternate': 'Either', 'data': { 'text': 'str', 'lane': 'Lane', 'none': 'null' } }
{ 'struct': 'Nobody', 'data': { 'asks': 'str' } }
{ 'command': 'choose', 'data': { 'choice': 'Choice', '*either': 'Either' }, 'returns': [ 'Lane' ],
  'allow-oob': true, 'features': [ { 'name': 'quick', 'if': 'CONFIG_TURBO' } ] }
{ 'command': 'list-sizes', 'returns': [ 'int8' ] }
{ 'command': 'stop', 'if': { 'not': 'CONFIG_TURBO' } }
{ 'event': 'CHOSEN', 'data': 'Lane' }
{ 'event': 'DONE' }
";

fn answer(options: &Options) -> Result<String, UnknownNames> {
    let loader = Memory::new().with("a.json", SCHEMA);
    let outcome = check(&loader, "a.json", Edition::Latest).expect("the schema is there");
    let schema = outcome.schema.expect("the schema is sound");
    let infos = introspect(&schema, options)?;
    let lines: Vec<String> = infos.iter().map(ToString::to_string).collect();
    Ok(lines.join("\n"))
}

#[test]
fn every_name_counts_as_on() {
    insta::assert_snapshot!(answer(&Options::default()).expect("no name is given"));
}

#[test]
fn masked_and_evaluated() {
    let options = Options {
        values: [("CONFIG_TURBO".to_owned(), false)].into(),
        mask: true,
    };
    insta::assert_snapshot!(answer(&options).expect("the name is mentioned"));
}

#[test]
fn a_name_that_the_schema_does_not_mention() {
    let options = Options {
        values: [("CONFIG_TURBOT".to_owned(), false)].into(),
        mask: false,
    };
    let error = answer(&options).expect_err("nothing mentions it");
    assert_eq!(error.0.len(), 1);
    assert_eq!(
        error.to_string(),
        "the schema mentions no configuration name 'CONFIG_TURBOT' (did you mean 'CONFIG_TURBO'?)"
    );
}

#[test]
fn a_server_has_the_answer_at_hand() {
    let loader = Memory::new().with("a.json", SCHEMA);
    let outcome = check(&loader, "a.json", Edition::Latest).expect("the schema is there");
    let schema = outcome.schema.expect("the schema is sound");
    let mut config = Config::default();
    config.emit = [Emit::Introspection].into();
    let code = generate(&schema, &config)
        .expect("it is generated")
        .to_string();
    let start = code.find("r#\"").expect("the text starts") + 3;
    let end = code.find("\"#;").expect("the text ends");
    let text = code.get(start..end).expect("a text");
    let embedded: Vec<serde_json::Value> = serde_json::from_str(text).expect("it is JSON");
    let masked = Options {
        mask: true,
        ..Options::default()
    };
    let answer = introspect(&schema, &masked).expect("no name is given");
    let answer: Vec<serde_json::Value> = (answer.iter())
        .map(|info| serde_json::from_str(&info.to_string()).expect("an entity is JSON"))
        .collect();
    assert_eq!(embedded, answer);

    config.conditions = Conditions::Evaluate([("CONFIG_TURBO".to_owned(), false)].into());
    let code = generate(&schema, &config)
        .expect("it is generated")
        .to_string();
    assert!(!code.contains("fast"), "{code}");

    config.conditions = Conditions::Cfg([("CONFIG_TURBO".to_owned(), "turbo".to_owned())].into());
    let error = generate(&schema, &config).expect_err("a text has no cfg");
    assert!(error.to_string().contains("emit: introspection"), "{error}");
}
