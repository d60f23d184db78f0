//! A configuration file, `qapi.toml`: the options struct in TOML.

use crate::config::Config;
use crate::error::Error;

impl Config {
    /// Reads the options from TOML; those that are absent have their default.
    ///
    /// ```
    /// let config = qapi_codegen::Config::from_toml(r#"
    ///     bytes = ["file-read.data"]
    ///     layout = "modules"
    ///     unstable.cfg = 'feature = "unstable"'
    ///
    ///     [conditions.cfg]
    ///     CONFIG_WIN32 = "windows"
    ///
    ///     [derives]
    ///     Point = ["Eq", "Hash"]
    /// "#)?;
    /// assert_eq!(config.bytes, ["file-read.data"]);
    /// # Ok::<(), qapi_codegen::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::ConfigFile`]: the text is no TOML, or has what is no option; the error shows where.
    pub fn from_toml(text: &str) -> Result<Self, Error> {
        toml::from_str(text).map_err(|error| Error::ConfigFile(error.to_string()))
    }
}
