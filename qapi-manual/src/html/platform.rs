//! Platforms, and the definitions that conditions exclude from them.

use std::collections::BTreeSet;

use qapi_parser::schema::Condition;

use crate::manual::Manual;

/// A system that QEMU is built for: its id in addresses, its name for people, and the configuration
/// names that are on there.
struct Host {
    id: &'static str,
    title: &'static str,
    on: &'static [&'static str],
}

const HOSTS: [Host; 4] = [
    Host {
        id: "linux",
        title: "Linux",
        on: &["CONFIG_LINUX", "CONFIG_POSIX"],
    },
    Host {
        id: "windows",
        title: "Windows",
        on: &["CONFIG_WIN32"],
    },
    Host {
        id: "macos",
        title: "macOS",
        on: &["CONFIG_DARWIN", "CONFIG_BSD", "CONFIG_POSIX"],
    },
    Host {
        id: "freebsd",
        title: "FreeBSD",
        on: &["CONFIG_FREEBSD", "CONFIG_BSD", "CONFIG_POSIX"],
    },
];

/// The prefix of the configuration names of emulated machines.
const TARGET: &str = "TARGET_";

/// A platform that readers can choose.
pub(super) struct Platform {
    /// Its name in addresses and attributes.
    pub(super) id: String,
    /// Its name for people.
    pub(super) title: String,
    kind: PlatformKind,
}

enum PlatformKind {
    Host(&'static [&'static str]),
    Target(String),
}

/// Returns the systems and the machines that conditions of a manual mention.
pub(super) fn platforms(manual: &Manual) -> (Vec<Platform>, Vec<Platform>) {
    let names: BTreeSet<&str> = manual.conditions().flat_map(Condition::names).collect();
    let hosts = HOSTS.iter().map(|host| Platform {
        id: host.id.to_owned(),
        title: host.title.to_owned(),
        kind: PlatformKind::Host(host.on),
    });
    let says_host = names.iter().any(|name| is_host(name));
    let targets = names.iter().filter_map(|name| name.strip_prefix(TARGET));
    let targets = targets.map(|target| Platform {
        id: format!("target-{}", target.to_lowercase()),
        title: target.to_lowercase(),
        kind: PlatformKind::Target(format!("{TARGET}{target}")),
    });
    (hosts.filter(|_| says_host).collect(), targets.collect())
}

fn is_host(name: &str) -> bool {
    HOSTS.iter().any(|host| host.on.contains(&name))
}

impl Platform {
    /// Returns whether a condition cannot hold here, regardless of the rest of the configuration.
    pub(super) fn excludes(&self, condition: &Condition) -> bool {
        self.holds(condition) == Some(false)
    }

    /// Returns whether a condition holds; `None` if it depends on unknown names. The parser limits
    /// the nesting of conditions.
    fn holds(&self, condition: &Condition) -> Option<bool> {
        match condition {
            Condition::Config(name) => self.value(name),
            Condition::Not(inner) => self.holds(inner).map(|holds| !holds),
            Condition::All(list) => {
                let mut known = Some(true);
                for one in list {
                    match self.holds(one) {
                        Some(false) => return Some(false),
                        Some(true) => {}
                        None => known = None,
                    }
                }
                known
            }
            Condition::Any(list) => {
                let mut known = Some(false);
                for one in list {
                    match self.holds(one) {
                        Some(true) => return Some(true),
                        Some(false) => {}
                        None => known = None,
                    }
                }
                known
            }
        }
    }

    fn value(&self, name: &str) -> Option<bool> {
        match &self.kind {
            PlatformKind::Host(on) => is_host(name).then(|| on.contains(&name)),
            PlatformKind::Target(target) => name.starts_with(TARGET).then(|| name == target),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_surely_absent_is_excluded() {
        let config = |name: &str| Condition::Config(name.into());
        let windows = Platform {
            id: String::new(),
            title: String::new(),
            kind: PlatformKind::Host(&["CONFIG_WIN32"]),
        };
        let excluded = |condition: Condition| windows.excludes(&condition);
        assert!(excluded(config("CONFIG_LINUX")));
        assert!(!excluded(config("CONFIG_WIN32")));
        assert!(!excluded(config("CONFIG_SPICE")));
        assert!(excluded(Condition::Not(Box::new(config("CONFIG_WIN32")))));
        assert!(!excluded(Condition::Any(vec![
            config("CONFIG_LINUX"),
            config("CONFIG_SPICE")
        ])));
        assert!(excluded(Condition::All(vec![
            config("CONFIG_SPICE"),
            config("CONFIG_LINUX")
        ])));
    }
}
