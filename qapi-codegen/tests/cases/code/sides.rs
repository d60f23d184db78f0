//! Servers and clients.

use insta::assert_snapshot;
use qapi_codegen::{Conditions, Config, Emit};

use super::{code, code_of};
use crate::support::config;

fn server(config: &mut Config) {
    config.emit = [Emit::Server].into();
    config.types_path = Some("::radio_types".to_owned());
    config.server.commands = vec!["radio-ping".to_owned(), "radio-set".to_owned()];
    config.delimited = vec!["radio-sync".to_owned()];
    config.docs = false;
}

#[test]
fn a_server() {
    let code = code("server", &config(server));
    assert_snapshot!(code.items(&["trait Server", "impl<S: Server + ?Sized> rt::Commands*"]));
}

/// The properties of each command.
#[test]
fn the_table_of_a_server() {
    let config = config(|config| {
        server(config);
        config.server.commands.clear();
    });
    let code = code("server", &config);
    assert_snapshot!(code.items(&["enum ServerCommands", "impl rt::CommandTable for *"]));
}

#[test]
fn an_asynchronous_server() {
    let config = config(|config| {
        server(config);
        config.server.name = "Radio".to_owned();
        config.server.asynchronous = true;
    });
    let code = code("server", &config);
    assert_snapshot!(code.items(&["trait Radio", "impl<S: Radio + Send> rt::AsyncCommands<S>"]));
}

#[test]
fn a_server_with_a_command_under_a_cfg() {
    let config = config(|config| {
        server(config);
        config.server.commands = vec!["radio-set".to_owned()];
        config.conditions = Conditions::Cfg([("HAVE_SET".to_owned(), "unix".to_owned())].into());
    });
    let code = code("server", &config);
    assert_snapshot!(code.items(&["trait Server", "impl<S: Server + ?Sized> rt::Commands*"]));
}

/// Its docs are those of the commands.
#[test]
fn the_docs_of_a_method() {
    let config = config(|config| config.emit = [Emit::Types, Emit::Server].into());
    let code = code("server", &config);
    assert_snapshot!(code.items(&["trait Server > fn radio_tune"]));
}

#[test]
fn a_client() {
    let config = config(|config| {
        config.emit = [Emit::Client].into();
        config.types_path = Some("::kinds".to_owned());
        config.docs = false;
    });
    let text = "{ 'struct': 'Volume', 'data': { 'id': 'str' } } { 'command': 'ping' } \
                { 'command': 'volume-add', 'data': { 'volume': 'Volume', '*force': 'bool' }, \
                  'returns': [ 'Volume' ] }";
    let code = code_of(text, &config);
    assert_snapshot!(code.items(&[
        "trait Commands",
        "trait AsyncCommands",
        "impl<E: rt::Execute*"
    ]));
}

#[test]
fn a_client_with_a_command_under_a_cfg() {
    let config = config(|config| {
        config.emit = [Emit::Types, Emit::Client].into();
        config.conditions = Conditions::Cfg([("HAVE_SET".to_owned(), "unix".to_owned())].into());
    });
    let code = code("server", &config);
    assert_snapshot!(code.items(&["trait Commands > fn radio_set"]));
}
