//! Reads the options from a configuration file, `qapi.toml`.

use crate::config::Config;
use crate::error::Error;

impl Config {
    /// Reads the options from TOML; absent ones have their default.
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
    /// Returns [`Error::ConfigFile`] if the text is not TOML or contains an unknown option. The
    /// error shows the place.
    pub fn from_toml(text: &str) -> Result<Self, Error> {
        toml::from_str(text).map_err(|error| Error::ConfigFile(error.to_string()))
    }
}
