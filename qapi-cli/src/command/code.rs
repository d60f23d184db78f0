//! The options of generated code.

use std::fs;

use qapi_codegen::Config;

use crate::arguments::CodeOptions;

/// Returns the options of the file, overridden by those of the command line.
pub(super) fn configuration(file: Option<&str>, code: &CodeOptions) -> Result<Config, String> {
    let mut config = Config::default();
    if let Some(path) = file {
        let text = fs::read_to_string(path).map_err(|error| format!("{path}: {error}"))?;
        config = Config::from_toml(&text).map_err(|error| format!("{path}: {error}"))?;
    }
    code.apply(&mut config)?;
    Ok(config)
}
