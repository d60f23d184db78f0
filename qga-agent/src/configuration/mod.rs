//! The configuration: defaults, then the configuration file, then options.

pub(crate) mod keyfile;
mod method;

use std::io;
use std::path::{Path, PathBuf};

use self::keyfile::{Keyfile, KeyfileError};
pub(crate) use self::method::Method;
use crate::options::Options;

/// The variable that names another configuration file.
const VARIABLE: &str = "QGA_CONF";
const DEFAULT_FILE: &str = "/etc/qemu/qemu-ga.conf";
const GROUP: &str = "general";
/// The QEMU release whose protocol this agent speaks.
pub(crate) const RELEASE: &str = "10.2.2";

/// The configuration of the agent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Configuration {
    /// `true` to become a daemon.
    pub(crate) daemon: bool,
    /// The name of the method, which may be unknown.
    pub(crate) method: String,
    /// The device or socket.
    pub(crate) path: Option<String>,
    /// The log file; `None` for standard error.
    pub(crate) logfile: Option<String>,
    /// The file for a daemon's process number.
    pub(crate) pidfile: String,
    /// The hook, which only the dump shows.
    pub(crate) fsfreeze_hook: Option<String>,
    /// The folder for the state that survives a restart.
    pub(crate) statedir: String,
    /// `true` to log more.
    pub(crate) verbose: bool,
    /// `true` to open a device again.
    pub(crate) retry_path: bool,
    /// The release to report.
    pub(crate) version: Option<String>,
    /// The commands that are refused, as given.
    pub(crate) block_rpcs: Vec<String>,
    /// The only commands that are not refused, as given.
    pub(crate) allow_rpcs: Vec<String>,
}

/// The error of a configuration.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ConfigurationError {
    /// The file cannot be read.
    #[error("cannot read the configuration file {path}: {source}")]
    Unreadable {
        /// Its path.
        path: PathBuf,
        /// The system's error. It is printed, so it is not the source.
        r#source: io::Error,
    },
    /// The file is not a key file.
    #[error("{path}: {source}")]
    Malformed {
        /// Its path.
        path: PathBuf,
        /// The error in the text. It is printed, so it is not the source.
        r#source: KeyfileError,
    },
    /// A key has a value of another type.
    #[error("{path}: key '{key}': '{value}' is neither true nor false")]
    Boolean {
        /// Its path.
        path: PathBuf,
        /// The key.
        key: &'static str,
        /// Its value.
        value: String,
    },
    /// The method is unknown.
    #[error("'{0}' is not a method; unix-listen, virtio-serial, isa-serial and vsock-listen are")]
    Method(String),
    /// The method has no default path.
    #[error("method '{0}' needs a path: option -p, or the key 'path'")]
    Path(String),
}

impl Default for Configuration {
    fn default() -> Self {
        Self {
            daemon: false,
            method: "virtio-serial".to_owned(),
            path: None,
            logfile: None,
            pidfile: "/var/run/qemu-ga.pid".to_owned(),
            fsfreeze_hook: None,
            statedir: "/var/run".to_owned(),
            verbose: false,
            retry_path: false,
            version: None,
            block_rpcs: Vec::new(),
            allow_rpcs: Vec::new(),
        }
    }
}

impl Configuration {
    /// Reads the file, if there is one, and adds the options. A file that an option names must
    /// exist.
    pub(crate) fn load(options: Options) -> Result<Self, ConfigurationError> {
        let named = options.config.clone();
        let must = named.is_some();
        let variable = || std::env::var_os(VARIABLE).map(PathBuf::from);
        let path = named
            .or_else(variable)
            .unwrap_or_else(|| DEFAULT_FILE.into());
        let mut configuration = Self::default();
        match std::fs::read_to_string(&path) {
            Ok(text) => configuration.add_file(&path, &text)?,
            Err(error) if !must && error.kind() == io::ErrorKind::NotFound => {}
            Err(source) => return Err(ConfigurationError::Unreadable { path, source }),
        }
        configuration.add_options(options);
        Ok(configuration)
    }

    fn add_file(&mut self, path: &Path, text: &str) -> Result<(), ConfigurationError> {
        let path = || path.to_owned();
        let keys = Keyfile::parse(text).map_err(|source| ConfigurationError::Malformed {
            path: path(),
            source,
        })?;
        let text = |key| keys.get(GROUP, key).map(str::to_owned);
        let boolean = |key: &'static str, default| match keys.get(GROUP, key).map(str::trim_end) {
            None => Ok(default),
            Some("true" | "1") => Ok(true),
            Some("false" | "0") => Ok(false),
            Some(value) => Err(ConfigurationError::Boolean {
                path: path(),
                key,
                value: value.to_owned(),
            }),
        };
        // The manual of qemu-ga has one name in its sample and the other in its table.
        self.daemon = boolean("daemon", boolean("daemonize", self.daemon)?)?;
        self.verbose = boolean("verbose", self.verbose)?;
        self.retry_path = boolean("retry-path", self.retry_path)?;
        self.method = text("method").unwrap_or_else(|| self.method.clone());
        self.path = text("path");
        self.logfile = text("logfile");
        self.pidfile = text("pidfile").unwrap_or_else(|| self.pidfile.clone());
        self.fsfreeze_hook = text("fsfreeze-hook");
        self.statedir = text("statedir").unwrap_or_else(|| self.statedir.clone());
        self.version = text("version");
        // `blacklist` is the older name of `block-rpcs`.
        for key in ["blacklist", "block-rpcs"] {
            add_list(&mut self.block_rpcs, keys.get(GROUP, key));
        }
        add_list(&mut self.allow_rpcs, keys.get(GROUP, "allow-rpcs"));
        Ok(())
    }

    fn add_options(&mut self, options: Options) {
        let replace = |to: &mut String, value: Option<String>| {
            if let Some(value) = value {
                *to = value;
            }
        };
        replace(&mut self.method, options.method);
        replace(&mut self.pidfile, options.pidfile);
        replace(&mut self.statedir, options.statedir);
        self.path = options.path.or(self.path.take());
        self.logfile = options.logfile.or(self.logfile.take());
        self.fsfreeze_hook = options.fsfreeze_hook.or(self.fsfreeze_hook.take());
        self.daemon |= options.daemon;
        self.verbose |= options.verbose;
        self.retry_path |= options.retry_path;
        for list in &options.block_rpcs {
            add_list(&mut self.block_rpcs, Some(list));
        }
        for list in &options.allow_rpcs {
            add_list(&mut self.allow_rpcs, Some(list));
        }
    }

    /// Returns the method and the path.
    pub(crate) fn place(&self) -> Result<(Method, String), ConfigurationError> {
        let method = Method::named(self.method.trim_end());
        let method = method.ok_or_else(|| ConfigurationError::Method(self.method.clone()))?;
        let path = self.path.clone().or_else(|| self.default_path());
        let path = path.ok_or_else(|| ConfigurationError::Path(self.method.clone()))?;
        Ok((method, path))
    }

    fn default_path(&self) -> Option<String> {
        let method = Method::named(self.method.trim_end())?;
        method.default_path().map(str::to_owned)
    }

    /// Returns the release that the agent reports.
    pub(crate) fn release(&self) -> &str {
        self.version.as_deref().unwrap_or(RELEASE)
    }

    /// Splits a list of commands. In files semicolons may separate names, as in the lists of key
    /// files.
    pub(crate) fn names(list: &[String]) -> impl Iterator<Item = &str> {
        let names = list.iter().flat_map(|entry| entry.split(';'));
        names.map(str::trim).filter(|name| !name.is_empty())
    }

    /// Returns the configuration as a configuration file.
    pub(crate) fn dump(&self) -> String {
        let mut keys = Keyfile::default();
        let mut push = |key, value: &str| keys.push(GROUP, key, value);
        let boolean = |value| if value { "true" } else { "false" };
        push("daemon", boolean(self.daemon));
        push("method", &self.method);
        let texts = [
            ("path", self.path.clone().or_else(|| self.default_path())),
            ("logfile", self.logfile.clone()),
            ("pidfile", Some(self.pidfile.clone())),
            ("fsfreeze-hook", self.fsfreeze_hook.clone()),
            ("statedir", Some(self.statedir.clone())),
        ];
        for (key, value) in texts {
            if let Some(value) = value {
                push(key, &value);
            }
        }
        push("verbose", boolean(self.verbose));
        push("retry-path", boolean(self.retry_path));
        push("block-rpcs", &self.block_rpcs.join(","));
        push("allow-rpcs", &self.allow_rpcs.join(","));
        if let Some(version) = &self.version {
            push("version", version);
        }
        keys.text()
    }
}

/// Adds the names of a list, in reverse order, so that dumps equal those of other agents.
fn add_list(list: &mut Vec<String>, text: Option<&str>) {
    let entries = text.unwrap_or_default().split(',').rev();
    let entries = entries.filter(|entry| !entry.trim().is_empty());
    list.extend(entries.map(str::to_owned));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Configuration, ConfigurationError> {
        let mut configuration = Configuration::default();
        configuration.add_file(Path::new("agent.conf"), text)?;
        Ok(configuration)
    }

    #[test]
    fn what_is_dumped_reads_the_same() {
        let text = "[general]\ndaemon=1\nmethod=unix-listen\npath=/tmp/a b\nlogfile=/l\npidfile=/p\n\
            fsfreeze-hook=/h\nstatedir=/s\nverbose=true\nretry-path=1\nversion=9.1\n\
            block-rpcs=guest-ping;guest-info,guest-sync\nallow-rpcs=guest-ping\n";
        let configuration = read(text).unwrap();
        let mut again = read(&configuration.dump()).unwrap();
        again.block_rpcs.reverse();
        assert_eq!(again, configuration);
        assert_eq!(configuration.release(), "9.1");
        let names: Vec<_> = Configuration::names(&configuration.block_rpcs).collect();
        assert_eq!(names, ["guest-sync", "guest-ping", "guest-info"]);
    }

    #[test]
    fn defaults_and_older_names() {
        let configuration =
            read("[general]\nblacklist=a,b\nblock-rpcs=c\n[other]\nverbose=1\n").unwrap();
        assert_eq!(configuration.block_rpcs, ["b", "a", "c"]);
        assert!(!configuration.verbose);
        let (method, path) = configuration.place().unwrap();
        assert_eq!(method, Method::VirtioSerial);
        assert_eq!(path, "/dev/virtio-ports/org.qemu.guest_agent.0");
        assert!(
            read("[general]\nmethod=isa-serial\n")
                .unwrap()
                .place()
                .is_ok()
        );
    }

    #[test]
    fn options_come_last_and_lists_accumulate() {
        let mut configuration =
            read("[general]\npath=/a\nmethod=unix-listen\nblock-rpcs=a\nverbose=1\n").unwrap();
        configuration.add_options(Options {
            path: Some("/b".into()),
            block_rpcs: vec!["b,c".into(), "d".into()],
            retry_path: true,
            ..Options::default()
        });
        assert_eq!(configuration.path.as_deref(), Some("/b"));
        assert_eq!(configuration.block_rpcs, ["a", "c", "b", "d"]);
        assert!(configuration.verbose && configuration.retry_path);
    }

    #[test]
    fn errors_name_the_key() {
        let error = read("[general]\nverbose=maybe\n").unwrap_err().to_string();
        assert_eq!(
            error,
            "agent.conf: key 'verbose': 'maybe' is neither true nor false"
        );
        let error = read("[general]\nmethod=smoke\n")
            .unwrap()
            .place()
            .unwrap_err();
        assert!(error.to_string().starts_with("'smoke' is not a method"));
        let error = read("[general]\nmethod=vsock-listen\n")
            .unwrap()
            .place()
            .unwrap_err();
        assert!(error.to_string().contains("needs a path"));
    }
}
