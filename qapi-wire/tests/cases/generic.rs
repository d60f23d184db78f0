//! Commands and events in generic code: the bounds of the traits, and executors.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::sync::Mutex;

use qapi_wire::client::{Execute, ExecuteAsync, Execution};
use qapi_wire::message::{EventMessage, Request};
use qapi_wire::{Command, Event, Mode, Timestamp, Value, decode, rt};
use serde_json::json;

use crate::storage::commands::{DeviceAdd, VolumeHalt, VolumePing};
use crate::storage::events::{self, VolumeGone};

/// An executor that keeps its commands, and answers each with `{}`.
#[derive(Default)]
struct Recorder(VecDeque<Value>);

impl Execute for Recorder {
    type Error = Infallible;

    fn execute<C: Command>(&mut self, command: &C) -> Result<C::Reply, Infallible> {
        (self.0).push_back(serde_json::to_value(Request::new(command)).unwrap());
        Ok(serde_json::from_str("{}").unwrap())
    }
}

impl ExecuteAsync for Recorder {
    type Error = Infallible;

    async fn execute<C: Command>(&mut self, command: &C) -> Result<C::Reply, Infallible> {
        Execute::execute(self, command)
    }
}

/// The bounds for a program that logs commands, sends them to a thread and compares them.
fn logged<C: Command + 'static>(command: C) -> String {
    let sent = command.clone();
    let text = std::thread::spawn(move || format!("{} {sent:?}", C::NAME));
    assert_eq!(command, command.clone());
    text.join().unwrap()
}

#[test]
fn commands_and_events_are_printed_compared_and_sent() {
    assert_eq!(logged(VolumePing {}), "volume-ping VolumePing");
    fn name<E: Event>(event: E) -> String {
        let sent = event.clone();
        let text = std::thread::spawn(move || format!("{} {sent:?}", E::NAME));
        assert_eq!(event, event.clone());
        text.join().unwrap()
    }
    let gone = VolumeGone { id: "v".into() };
    assert_eq!(name(gone), "VOLUME_GONE VolumeGone { id: \"v\" }");
}

#[test]
fn a_reference_is_a_command() {
    fn text<C: Command>(command: C) -> String {
        serde_json::to_string(&Request::new(&command)).unwrap()
    }
    let add = DeviceAdd {
        driver: "d".into(),
        id: None,
        rest: rt::Map::new(),
    };
    assert_eq!(text(&add), text(add));
    const { assert!(!<&VolumeHalt as Command>::SUCCESS_RESPONSE) };
    assert_eq!(<&VolumeHalt as Command>::NAME, "volume-halt");
}

#[test]
fn executors_are_shared() {
    let shared = Mutex::new(Recorder::default());
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| Execute::execute(&mut &shared, &VolumePing {}));
        }
    });
    let recorder = shared.into_inner().unwrap();
    assert_eq!(
        recorder.0,
        [(); 4].map(|()| json!({"execute": "volume-ping"}))
    );
}

#[test]
fn an_executor_is_used_after_a_panic() {
    let shared = Mutex::new(Recorder::default());
    std::thread::scope(|scope| {
        let panicked = scope.spawn(|| {
            let _lock = shared.lock();
            panic!("a caller panics");
        });
        assert!(panicked.join().is_err());
    });
    assert!(shared.is_poisoned());
    assert_eq!(
        Execute::execute(&mut &shared, &VolumePing {}),
        Ok(rt::Empty {})
    );
}

#[test]
fn methods_return_one_type_of_future() {
    let mut recorder = Recorder::default();
    {
        let future: Execution<'_, (), Infallible> = rt::execute_async(&mut recorder, VolumePing {});
        assert_eq!(format!("{future:?}"), "Execution { .. }");
        fn is_send<T: Send>(_: &T) {}
        is_send(&future);
    }
    // Dropped before it was polled, so nothing was sent.
    assert_eq!(recorder.0.len(), 0);
    let mut future = rt::execute_async::<_, _, ()>(&mut recorder, VolumePing {});
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    assert!(
        std::pin::Pin::new(&mut future)
            .poll(&mut context)
            .is_ready()
    );
    drop(future);
    assert_eq!(recorder.0.len(), 1);
}

#[test]
fn events_are_written_as_they_came() {
    let time = json!({"seconds": 1, "microseconds": 2});
    for message in [
        json!({"event": "VOLUME_GONE", "timestamp": time, "data": {"id": "v"}}),
        json!({"event": "STORE_QUIET", "timestamp": time}),
        json!({"event": "NEW", "timestamp": time, "data": {"x": [1, null]}}),
        json!({"event": "NEW", "timestamp": time}),
    ] {
        let text = message.to_string();
        let event: EventMessage<events::Event> = decode(text.as_bytes(), Mode::Lenient).unwrap();
        assert_eq!(serde_json::to_value(&event).unwrap(), message);
    }
}

#[test]
fn secrets_are_stars() {
    assert_eq!(format!("{:?}", Some(rt::Secret)), "Some(***)");
}

#[test]
fn timestamps_are_times() {
    use std::time::{Duration, SystemTime, UNIX_EPOCH};
    let at = |seconds, microseconds| Timestamp {
        seconds,
        microseconds,
    };
    for (timestamp, time) in [
        (at(0, 0), UNIX_EPOCH),
        (
            at(1, 999_999),
            UNIX_EPOCH + Duration::from_micros(1_999_999),
        ),
        (at(-1, 0), UNIX_EPOCH - Duration::from_secs(1)),
        (
            at(-2, 999_999),
            UNIX_EPOCH - Duration::from_micros(1_000_001),
        ),
    ] {
        assert_eq!(SystemTime::try_from(timestamp), Ok(time), "{timestamp:?}");
        assert_eq!(Timestamp::from(time), timestamp);
    }
    let nearly = UNIX_EPOCH - Duration::from_nanos(1);
    assert_eq!(Timestamp::from(nearly), at(-1, 999_999));
    // The first has no time, as the sender does not know it; the others are invalid.
    for wrong in [at(-1, -1), at(5, -1), at(5, 1_000_000), at(i64::MAX, 0)] {
        let error = SystemTime::try_from(wrong).map(|time| format!("{time:?}"));
        match wrong.seconds {
            // The clocks of some systems reach this far.
            i64::MAX => {}
            _ => assert!(error.is_err(), "{error:?}"),
        }
    }
    let error = SystemTime::try_from(at(-1, -1)).unwrap_err();
    assert_eq!(error.to_string(), "-1 s and -1 \u{b5}s are not a time");
}
