//! Generated servers: the calls of their methods, and their tables.
#![allow(deprecated, reason = "deprecated commands are called, too")]

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use compiled_tests::server::commands::*;
use compiled_tests::server::server::{Server, ServerCommands};
use compiled_tests::server::{Channel, Recording};
use compiled_tests::{server_async, server_cfg, server_few};
use qapi_wire::Value;
use qapi_wire::server::{
    CommandInfo, CommandTable, Commands, Dispatcher, Lists, Permit, RemoteError,
};

#[derive(Default)]
struct Radio {
    lists: Lists,
    last: Vec<Channel>,
}

impl Permit for Radio {
    fn permit(&self, command: &'static CommandInfo) -> Result<(), RemoteError> {
        self.lists.permit(command)
    }
}

impl Server for Radio {
    fn radio_ping(&mut self, _: RadioPing) -> Result<(), RemoteError> {
        Ok(())
    }
    fn radio_sync(&mut self, sync: RadioSync) -> Result<i64, RemoteError> {
        Ok(sync.id)
    }
    fn radio_off(&mut self, off: RadioOff) -> Result<(), RemoteError> {
        match off.delay {
            Some(_) => Err(RemoteError::generic("not later")),
            None => Ok(()),
        }
    }
    fn radio_tune(&mut self, tune: RadioTune) -> Result<Vec<Channel>, RemoteError> {
        self.last.clone_from(&tune.channels);
        Ok(tune.channels)
    }
    fn radio_record(&mut self, record: RadioRecord) -> Result<Recording, RemoteError> {
        Ok(Recording::new(vec![
            0;
            usize::try_from(record.count)
                .unwrap_or(0)
        ]))
    }
    fn radio_set(&mut self, set: RadioSet) -> Result<(), RemoteError> {
        self.last = vec![set.0];
        Ok(())
    }
    fn radio_any(&mut self, any: RadioAny) -> Result<Value, RemoteError> {
        Ok(Value::Object(any.rest))
    }
}

fn ask<S: Permit, C: Commands<S>>(
    dispatcher: &Dispatcher<C>,
    server: &mut S,
    text: &str,
) -> String {
    let mut out = Vec::new();
    dispatcher
        .dispatch(server, text.as_bytes(), &mut out)
        .unwrap();
    out.iter().map(|byte| char::from(*byte)).collect()
}

#[test]
fn methods_get_arguments_and_give_replies() {
    let (dispatcher, mut radio) = (Dispatcher::<ServerCommands>::new(), Radio::default());
    for (text, reply) in [
        (r#"{"execute": "radio-ping"}"#, "{\"return\": {}}\n"),
        (
            r#"{"execute": "radio-sync", "arguments": {"id": 3}, "id": "a"}"#,
            "\u{ff}{\"return\": 3, \"id\": \"a\"}\n",
        ),
        (r#"{"execute": "radio-off"}"#, ""),
        (
            r#"{"execute": "radio-off", "arguments": {"delay": 1}}"#,
            "{\"error\": {\"class\": \"GenericError\", \"desc\": \"not later\"}}\n",
        ),
        (
            r#"{"execute": "radio-tune", "arguments": {"channels": [{"name": "a", "level": "low"}, {"name": "b"}]}}"#,
            "{\"return\": [{\"name\": \"a\", \"level\": \"low\"}, {\"name\": \"b\"}]}\n",
        ),
        (
            r#"{"execute": "radio-record", "arguments": {"count": 3}}"#,
            "{\"return\": {\"data\": \"AAAA\"}}\n",
        ),
        (
            r#"{"execute": "radio-set", "arguments": {"name": "c"}}"#,
            "{\"return\": {}}\n",
        ),
        (
            r#"{"execute": "radio-any", "arguments": {"value": 1, "more": [null]}}"#,
            "{\"return\": {\"more\": [null]}}\n",
        ),
    ] {
        assert_eq!(ask(&dispatcher, &mut radio, text), reply, "{text}");
    }
    assert_eq!(radio.last, [Channel::new("c")]);
}

#[test]
fn servers_are_strict() {
    let (dispatcher, mut radio) = (Dispatcher::<ServerCommands>::new(), Radio::default());
    for (text, desc) in [
        (
            r#"{"execute": "radio-tune", "arguments": {"channels": [{"name": "a", "level": "loud"}]}}"#,
            "Parameter 'channels[0].level' does not accept value 'loud'",
        ),
        (
            r#"{"execute": "radio-tune", "arguments": {"channels": [{"name": "a", "colour": 1}]}}"#,
            "Parameter 'channels[0].colour' is unexpected",
        ),
        (
            r#"{"execute": "radio-set", "arguments": {"name": "a", "colour": 1}}"#,
            "Parameter 'colour' is unexpected",
        ),
    ] {
        let reply = ask(&dispatcher, &mut radio, text);
        assert!(reply.contains(desc), "{reply}");
    }
    assert!(radio.last.is_empty());
}

#[test]
fn the_table_says_what_the_schema_says() {
    let commands = ServerCommands::COMMANDS;
    let with = |flag: fn(&CommandInfo) -> bool| {
        let names = commands
            .iter()
            .filter(|command| flag(command))
            .map(|command| command.name);
        names.collect::<Vec<_>>()
    };
    assert_eq!(commands.len(), 7);
    assert_eq!(with(|it| !it.success_response), ["radio-off"]);
    assert_eq!(with(|it| it.allow_oob), ["radio-sync"]);
    assert_eq!(with(|it| it.allow_preconfig), ["radio-set"]);
    assert_eq!(with(|it| it.coroutine), ["radio-record"]);
    assert_eq!(with(|it| it.delimited), ["radio-sync"]);
    assert_eq!(with(|it| !it.typed), ["radio-any"]);
    assert_eq!(with(|it| it.has_feature("deprecated")), ["radio-set"]);
    assert_eq!(with(|it| it.has_feature("unstable")), ["radio-tune"]);
    assert_eq!(
        with(|it| it.since == Some("1.1")),
        ["radio-sync", "radio-off"]
    );
}

#[test]
fn lists_hold_for_generated_servers() {
    let mut radio = Radio {
        lists: Lists::default().block(["radio-ping"]),
        ..Radio::default()
    };
    let reply = ask(
        &Dispatcher::<ServerCommands>::new(),
        &mut radio,
        r#"{"execute": "radio-ping"}"#,
    );
    assert!(reply.contains("\"CommandNotFound\""), "{reply}");
}

#[test]
fn what_is_left_out_does_not_exist() {
    struct Few;
    impl Permit for Few {}
    // Exactly these methods: the code would not compile with more or fewer.
    impl server_few::server::Radio for Few {
        fn radio_ping(&mut self, _: RadioPing) -> Result<(), RemoteError> {
            Ok(())
        }
        fn radio_sync(&mut self, sync: RadioSync) -> Result<i64, RemoteError> {
            Ok(sync.id)
        }
        fn radio_set(&mut self, _: RadioSet) -> Result<(), RemoteError> {
            Ok(())
        }
    }
    let dispatcher = Dispatcher::<server_few::server::RadioCommands>::new();
    let names: Vec<&str> = server_few::server::RadioCommands::COMMANDS
        .iter()
        .map(|it| it.name)
        .collect();
    assert_eq!(names, ["radio-ping", "radio-sync", "radio-set"]);
    assert_eq!(
        ask(&dispatcher, &mut Few, r#"{"execute": "radio-ping"}"#),
        "{\"return\": {}}\n"
    );
    assert!(ask(&dispatcher, &mut Few, r#"{"execute": "radio-off"}"#).contains("CommandNotFound"));
}

#[test]
fn a_cfg_takes_a_command_away() {
    use server_cfg::server::ServerCommands;
    struct Dummy;
    impl Permit for Dummy {}
    impl server_cfg::server::Server for Dummy {
        fn radio_ping(&mut self, _: RadioPing) -> Result<(), RemoteError> {
            Ok(())
        }
        fn radio_sync(&mut self, sync: RadioSync) -> Result<i64, RemoteError> {
            Ok(sync.id)
        }
        fn radio_off(&mut self, _: RadioOff) -> Result<(), RemoteError> {
            Ok(())
        }
        fn radio_tune(&mut self, tune: RadioTune) -> Result<Vec<Channel>, RemoteError> {
            Ok(tune.channels)
        }
        fn radio_record(&mut self, _: RadioRecord) -> Result<Recording, RemoteError> {
            Ok(Recording::new(Vec::new()))
        }
        fn radio_any(&mut self, any: RadioAny) -> Result<Value, RemoteError> {
            Ok(any.value)
        }
    }
    let dispatcher = Dispatcher::<ServerCommands>::new();
    assert!(dispatcher.find("radio-set").is_none());
    // Its index follows that of the removed command.
    let text = r#"{"execute": "radio-any", "arguments": {"value": 5}}"#;
    assert_eq!(ask(&dispatcher, &mut Dummy, text), "{\"return\": 5}\n");
}

#[test]
fn the_asynchronous_form_waits() {
    /// Waits once before each reply.
    struct Slow;
    impl Permit for Slow {}
    async fn once() {
        let mut waited = false;
        std::future::poll_fn(|_| match std::mem::replace(&mut waited, true) {
            true => Poll::Ready(()),
            false => Poll::Pending,
        })
        .await;
    }
    impl server_async::server::Server for Slow {
        async fn radio_ping(&mut self, _: RadioPing) -> Result<(), RemoteError> {
            once().await;
            Ok(())
        }
        async fn radio_sync(&mut self, sync: RadioSync) -> Result<i64, RemoteError> {
            once().await;
            Ok(sync.id)
        }
        async fn radio_off(&mut self, _: RadioOff) -> Result<(), RemoteError> {
            Ok(())
        }
        async fn radio_tune(&mut self, tune: RadioTune) -> Result<Vec<Channel>, RemoteError> {
            Ok(tune.channels)
        }
        async fn radio_record(&mut self, _: RadioRecord) -> Result<Recording, RemoteError> {
            Err(RemoteError::generic("deaf"))
        }
        async fn radio_set(&mut self, _: RadioSet) -> Result<(), RemoteError> {
            Ok(())
        }
        async fn radio_any(&mut self, any: RadioAny) -> Result<Value, RemoteError> {
            Ok(any.value)
        }
    }
    let dispatcher = Dispatcher::<server_async::server::ServerCommands>::new();
    for (text, pending, reply) in [
        (
            r#"{"execute": "radio-sync", "arguments": {"id": 3}}"#,
            1,
            "\u{ff}{\"return\": 3}\n",
        ),
        (r#"{"execute": "radio-off"}"#, 0, ""),
        (
            r#"{"execute": "radio-record", "arguments": {"count": 1}}"#,
            0,
            "{\"error\": {\"class\": \"GenericError\", \"desc\": \"deaf\"}}\n",
        ),
        (
            r#"{"execute": "radio-sync", "arguments": {}}"#,
            0,
            "{\"error\": {\"class\": \"GenericError\", \"desc\": \"Parameter 'id' is missing\"}}\n",
        ),
    ] {
        let (mut slow, mut out, mut waits) = (Slow, Vec::new(), 0);
        {
            // A task that can move between threads.
            let mut future: std::pin::Pin<&mut (dyn Future<Output = _> + Send)> =
                pin!(dispatcher.dispatch_async(&mut slow, text.as_bytes(), &mut out));
            let mut context = Context::from_waker(Waker::noop());
            while future.as_mut().poll(&mut context).is_pending() {
                waits += 1;
            }
        }
        let told: String = out.iter().map(|byte| char::from(*byte)).collect();
        assert_eq!((waits, &*told), (pending, reply), "{text}");
    }
}
