//! The generator's options, as a table in Markdown.

use qapi_codegen::{Choice, Config, FlagValue, OptionInfo};

/// Returns the table with a row for each option: its key, its flag, its method and its effect.
pub(crate) fn table() -> String {
    let mut table =
        "| `qapi.toml` | `qapi generate` | `Builder` | what it does |\n| --- | --- | --- | --- |\n"
            .to_owned();
    for option in Config::OPTIONS {
        let cells = [
            format!("`{}`", key(option)),
            format!("`{}`", flag(option)),
            format!("`{}`", option.method),
            description(option),
        ];
        // A bar would end the cell, even in code.
        let cells = cells.map(|cell| cell.replace('|', "\\|"));
        table.push_str(&format!("| {} |\n", cells.join(" | ")));
    }
    table
}

/// Returns the key with the value that the flag sets.
fn key(option: &OptionInfo) -> String {
    match option.value {
        FlagValue::Named(_) => option.key.to_owned(),
        FlagValue::Fixed(value @ ("true" | "false")) => format!("{} = {value}", option.key),
        FlagValue::Fixed(value) => format!("{} = \"{value}\"", option.key),
    }
}

fn flag(option: &OptionInfo) -> String {
    match option.value {
        FlagValue::Named(name) => format!("--{} {name}", option.flag),
        FlagValue::Fixed(_) => format!("--{}", option.flag),
    }
}

/// Returns the effect of the flag, and its values.
fn description(option: &OptionInfo) -> String {
    let mut text = option.help.to_owned();
    if let FlagValue::Named(_) = option.value {
        for Choice { name, help, .. } in option.choices {
            text.push_str(&format!("<br>`{name}`: {help}"));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_option_has_a_row() {
        let table = table();
        assert_eq!(table.lines().count(), 2 + Config::OPTIONS.len());
        for row in [
            "| `bytes` | `--bytes PATTERN` | `bytes` | Members",
            "| `docs = false` | `--no-docs` | `docs` | Leave",
            "| `output = \"file-per-module\"` | `--file-per-module` | `output` | Write",
        ] {
            assert!(table.lines().any(|line| line.starts_with(row)), "{row}");
        }
    }

    #[test]
    fn the_example_in_the_guide_can_be_read() {
        let guide = include_str!("../../docs/guide/options.md");
        let (_, example) = guide.split_once("```toml\n").unwrap();
        let (example, _) = example.split_once("```").unwrap();
        assert_ne!(Config::from_toml(example).unwrap(), Config::default());
    }
}
