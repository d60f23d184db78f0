//! Names that clash in Rust, and the option that separates them.

use crate::support::{config, try_text};
use qapi_codegen::{Config, Error};

/// Returns the clashes of a schema, each as the names, the Rust name and the entry that separates
/// them.
fn clashes(text: &str, config: &Config) -> Vec<String> {
    let Err(Error::Names(clashes)) = try_text(text, config) else {
        return Vec::new();
    };
    (clashes.iter())
        .map(|clash| {
            let ((one, other), (path, name)) = (&clash.names, &clash.rename);
            format!("{one} {other} {}: {path}={name}", clash.rust)
        })
        .collect()
}

#[test]
fn every_clash_has_a_way_out() {
    let text = "{ 'pragma': { 'command-name-exceptions': [ 'a_b' ] } }
                { 'command': 'a-b' }
                { 'command': 'a_b' }
                { 'enum': 'En', 'data': [ 'cd', 'Cd' ] }
                { 'struct': 'Base', 'data': { 'self': 'str' } }
                { 'struct': 'Derived', 'base': 'Base', 'data': { 'self_': 'str' } }
                { 'union': 'Un', 'base': { 'g': 'En' }, 'discriminator': 'g', 'data': {} }
                { 'alternate': 'Alt', 'data': { 'hi': 'str', 'Hi': 'Base' } }
                { 'struct': 'UnBranch', 'data': {} }";
    let mut config = config(|_| {});
    let found = clashes(text, &config);
    assert_eq!(
        found,
        [
            "branches of Un UnBranch UnBranch: UnBranch=UnBranch2",
            "cd Cd Cd: En.Cd=Cd2",
            "self self_ self_: Derived.self_=self_2",
            "hi Hi Hi: Alt.Hi=Hi2",
            "a-b a_b A_b: a_b=A_b2",
        ]
    );
    for line in found {
        let (_, entry) = line.rsplit_once(": ").unwrap();
        let (path, name) = entry.split_once('=').unwrap();
        config.rename.insert(path.to_owned(), name.to_owned());
    }
    assert_eq!(clashes(text, &config), [""; 0]);
    assert!(try_text(text, &config).is_ok());
}

#[test]
fn names_that_are_chosen_may_clash_too() {
    let text = "{ 'command': 'plug' } { 'command': 'pull' }
                { 'enum': 'En', 'data': [ 'a', 'b' ] }
                { 'union': 'Un', 'base': { 't': 'En' }, 'discriminator': 't', 'data': { 'a': 'Nothing' } }
                { 'struct': 'Nothing', 'data': {} }";
    let renamed = |path: &str, name: &str| {
        let rename = [(path.to_owned(), name.to_owned())].into();
        clashes(text, &config(|config| config.rename = rename))
    };
    assert_eq!(renamed("pull", "Plug"), ["plug pull Plug: pull=Plug2"]);
    // The structs differ, but their methods clash.
    assert_eq!(renamed("pull", "PLUG"), ["plug pull plug: pull=plug2"]);
    assert_eq!(renamed("Un.a", "B"), ["a b B: Un.b=B2"]);
    assert_eq!(renamed("En.a", "B"), ["a b B: En.b=B2"]);
}
