//! The table of the options: it has every field, and its properties are correct.

use std::collections::{BTreeMap, BTreeSet};

use qapi_codegen::{Conditions, Config, Emit, FlagValue, OptionInfo, ValueError};

/// Returns the fields of the options as `Debug` prints them, those of the server separately.
fn fields(config: &Config) -> BTreeMap<String, String> {
    let (mut fields, mut outer, mut name) = (BTreeMap::new(), String::new(), String::new());
    for line in format!("{config:#?}").lines() {
        let content = line.trim_start();
        match (line.len() - content.len(), content.split_once(": ")) {
            (4, Some((field, _))) => {
                outer = field.to_owned();
                name = outer.clone();
            }
            (8, Some((field, _))) if outer == "server" => name = format!("server.{field}"),
            _ => {}
        }
        let text: &mut String = fields.entry(name.clone()).or_default();
        text.push_str(content);
    }
    // The name of the struct, and the struct of the server.
    fields.retain(|name, _| !name.is_empty() && name != "server");
    fields
}

/// Returns a value that is not the default.
fn sample(option: &OptionInfo) -> &'static str {
    match (option.value, option.choices) {
        (FlagValue::Fixed(value), _) => value,
        (FlagValue::Named(_), [.., last]) => last.name,
        (FlagValue::Named("NAME[=BOOL]"), []) => "A=false",
        (FlagValue::Named(name), []) if name.contains('=') => "a=b",
        (FlagValue::Named(_), []) => "a",
    }
}

#[test]
fn every_field_has_an_option() {
    let mut names: BTreeSet<String> = fields(&Config::default()).into_keys().collect();
    // The text of the header, which the caller of the generator sets.
    assert!(names.remove("generated_by"));
    let table = Config::OPTIONS.iter().map(|it| it.field.to_owned());
    assert_eq!(names, table.collect());
}

#[test]
fn every_option_sets_its_field_and_no_other() {
    let default = fields(&Config::default());
    for option in Config::OPTIONS {
        let mut config = Config::default();
        (option.set)(&mut config, &[sample(option)]).unwrap();
        let changed = fields(&config).into_iter();
        let changed = changed.filter(|(name, text)| default.get(name) != Some(text));
        let changed: Vec<String> = changed.map(|(name, _)| name).collect();
        assert_eq!(changed, [option.field], "{option:?}");
    }
}

#[test]
fn keys_and_flags_are_unique_and_in_kebab_case() {
    let (mut keys, mut flags) = (BTreeSet::new(), BTreeSet::new());
    for option in Config::OPTIONS {
        assert!(
            keys.insert(option.key) && flags.insert(option.flag),
            "{option:?}"
        );
        for name in [option.key, option.flag] {
            assert!(
                name.bytes()
                    .all(|byte| byte.is_ascii_lowercase() || b"-.".contains(&byte)),
                "{name}"
            );
        }
        assert!(option.help.ends_with('.'), "{option:?}");
    }
}

#[test]
fn no_value_changes_nothing() {
    for option in Config::OPTIONS.iter().filter(|it| !it.repeatable) {
        let mut config = Config::default();
        (option.set)(&mut config, &[]).unwrap();
        assert_eq!(config, Config::default(), "{option:?}");
    }
}

#[track_caller]
fn set(config: &mut Config, key: &str, values: &[&str]) -> Result<(), ValueError> {
    let option = Config::OPTIONS.iter().find(|it| it.key == key);
    (option.unwrap().set)(config, values)
}

#[test]
fn lists_grow_and_choices_replace() {
    let mut config = Config::default();
    for values in [["A.*", "B.*"], ["C.*", "D.*"]] {
        set(&mut config, "bytes", &values).unwrap();
    }
    assert_eq!(config.bytes, ["A.*", "B.*", "C.*", "D.*"]);
    set(&mut config, "derives", &["A=Eq", "A=Hash", "B=Eq"]).unwrap();
    assert_eq!(config.derives["A"], ["Eq", "Hash"]);
    set(&mut config, "emit", &["server", "client"]).unwrap();
    assert_eq!(config.emit, [Emit::Server, Emit::Client].into());
    set(&mut config, "conditions.evaluate", &["A", "B=false"]).unwrap();
    set(&mut config, "conditions.evaluate", &["A=false"]).unwrap();
    let values = [("A", false), ("B", false)].map(|(name, value)| (name.to_owned(), value));
    assert_eq!(config.conditions, Conditions::Evaluate(values.into()));
    set(&mut config, "conditions.cfg", &["A=feature = \"a\""]).unwrap();
    let table = [("A".to_owned(), "feature = \"a\"".to_owned())];
    assert_eq!(config.conditions, Conditions::Cfg(table.into()));
}

#[test]
fn what_is_no_value_sets_nothing() {
    for (key, good, bad) in [
        ("docs", "false", "no"),
        ("conditions.evaluate", "A", "B=no"),
        ("conditions.cfg", "A=unix", "B"),
        ("member-types", "A.b=u8", "A.c="),
        ("attributes", "A=#[b]", "=#[b]"),
        ("layout", "modules", "heap"),
        ("emit", "client", "heap"),
    ] {
        let mut config = Config::default();
        let error = set(&mut config, key, &[good, bad]).unwrap_err();
        let expected = match key {
            "docs" => ValueError::Bool("no".to_owned()),
            "conditions.evaluate" => ValueError::Bool("no".to_owned()),
            "layout" | "emit" => ValueError::Choice("heap".to_owned()),
            _ => ValueError::Pair(bad.to_owned()),
        };
        assert_eq!(error, expected);
        assert_eq!(config, Config::default(), "{key}");
    }
}

#[cfg(feature = "config-file")]
mod config_file {
    use super::*;

    /// Returns the allowed names if `text` contains one that is not allowed.
    fn allowed(text: &str) -> BTreeSet<String> {
        let error = Config::from_toml(text).unwrap_err().to_string();
        let (_, list) = error
            .split_once(", expected one of ")
            .or_else(|| error.split_once(", expected "))
            .unwrap();
        list.split('`')
            .skip(1)
            .step_by(2)
            .map(str::to_owned)
            .collect()
    }

    #[test]
    fn the_keys_of_the_file_are_those_of_the_table() {
        let mut tables: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
        let mut keys = BTreeSet::new();
        for option in Config::OPTIONS {
            let (first, rest) = option.key.split_once('.').unwrap_or((option.key, ""));
            keys.insert(first.to_owned());
            if !rest.is_empty() {
                tables.entry(first).or_default().insert(rest.to_owned());
            }
        }
        assert_eq!(allowed("no-such-key = 0"), keys);
        assert_eq!(tables.len(), 3, "{tables:?}");
        for (first, rest) in tables {
            let mut names = allowed(&format!("{first}.no-such-key = 0"));
            // The defaults, which have no value.
            for default in ["include-all", "note"] {
                names.remove(default);
            }
            assert_eq!(names, rest, "{first}");
        }
    }

    #[test]
    fn choices_are_called_the_same_in_the_file() {
        for option in Config::OPTIONS {
            for choice in option.choices {
                let mut config = Config::default();
                (option.set)(&mut config, &[choice.name]).unwrap();
                let value = if option.repeatable {
                    format!("['{}']", choice.name)
                } else {
                    format!("'{}'", choice.name)
                };
                let read = Config::from_toml(&format!("{} = {value}", option.key)).unwrap();
                assert_eq!(read, config, "{option:?}");
            }
        }
    }
}
