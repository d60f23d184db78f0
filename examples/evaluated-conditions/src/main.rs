//! Answers a command from standard input: `query-clock` is known, `clock-turn` is not, for the build
//! script says that there is no sundial.
#![allow(
    clippy::print_stdout,
    reason = "a command-line program speaks to its user"
)]

mod clock {
    include!(concat!(env!("OUT_DIR"), "/clock.rs"));
}

use clock::commands::QueryClock;
use clock::{ClockSource, ClockState};
use qapi_wire::message::{ErrorClass, Incoming, RemoteError, Response};
use qapi_wire::new;
use qapi_wire::{Command as _, Mode};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    for line in std::io::stdin().lines() {
        println!("{}", serde_json::to_string(&answer(&line?))?);
    }
    Ok(())
}

/// A server is strict: it refuses arguments that it does not know.
fn answer(request: &str) -> Response<ClockState> {
    let refused = |error: &dyn std::fmt::Display| RemoteError::generic(error.to_string());
    let incoming = match Incoming::decode(request.as_bytes()) {
        Ok(incoming) => incoming,
        Err(rejected) => {
            let result = Err(refused(&rejected));
            let id = rejected.id();
            return Response { id, result };
        }
    };
    let result = match incoming.command() {
        QueryClock::NAME => incoming
            .arguments::<QueryClock>(Mode::Strict)
            .map(|QueryClock {}| state())
            .map_err(|error| refused(&error)),
        other => Err(RemoteError::new(
            ErrorClass::CommandNotFound,
            format!("there is no command {other}"),
        )),
    };
    let id = incoming.id();
    Response { id, result }
}

/// The member `timezone` is there where the build script says so. A program for several platforms has
/// conditions as `cfg` instead: `Builder::cfg`.
fn state() -> ClockState {
    #[cfg(unix)]
    let state = new!(ClockState {
        source: ClockSource::Quartz,
        timezone: "/etc/localtime"
    });
    #[cfg(not(unix))]
    let state = ClockState::new(ClockSource::Quartz);
    state
}

#[cfg(test)]
mod tests {
    use qapi_wire::Enum as _;

    use super::*;

    fn answered(request: &str) -> String {
        serde_json::to_string(&answer(request)).unwrap()
    }

    #[test]
    #[cfg(unix)]
    fn what_holds_is_there() {
        assert_eq!(
            answered(r#"{"execute": "query-clock", "id": 1}"#),
            r#"{"return":{"source":"quartz","timezone":"/etc/localtime"},"id":1}"#
        );
    }

    #[test]
    fn what_does_not_hold_is_gone() {
        assert_eq!(ClockSource::NAMES.names, ["quartz"]);
        assert_eq!(
            answered(r#"{"execute": "clock-turn", "arguments": {"degrees": 3}}"#),
            r#"{"error":{"class":"CommandNotFound","desc":"there is no command clock-turn"}}"#
        );
    }

    #[test]
    fn what_is_wrong_is_named() {
        assert_eq!(
            answered(r#"{"execute": "query-clock", "arguments": {"deep": true}, "id": 2}"#),
            r#"{"error":{"class":"GenericError","desc":"query-clock: deep: unexpected member"},"id":2}"#
        );
        assert!(answered("{").contains("GenericError"));
    }
}
