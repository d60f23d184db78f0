//! Takes events as they come, known or not.

use qapi_wire::message::EventMessage;
use qapi_wire::{DecodeError, Mode, decode};
use qmp_programs::qmp::ShutdownCause;
use qmp_programs::qmp::events::Event;

fn main() -> Result<(), DecodeError> {
    let lines = [
        r#"{"event": "STOP", "timestamp": {"seconds": 1, "microseconds": 2}}"#,
        r#"{"event": "SHUTDOWN", "data": {"guest": true, "reason": "guest-shutdown"},
            "timestamp": {"seconds": 2, "microseconds": 0}}"#,
        r#"{"event": "BLOCK_IO_ERROR", "data": {"device": "d", "operation": "read", "action": "stop",
            "reason": "no space"}, "timestamp": {"seconds": 3, "microseconds": 0}}"#,
        r#"{"event": "NEW_ONE", "data": {"x": 1}, "timestamp": {"seconds": 4, "microseconds": 0}}"#,
    ];
    for line in lines {
        let EventMessage {
            timestamp, event, ..
        } = decode(line.as_bytes(), Mode::Lenient)?;
        match event {
            Event::Stop(_) => println!("{}: stopped", timestamp.seconds),
            Event::Shutdown(it) if it.reason == ShutdownCause::GuestShutdown => {
                println!("the guest is down")
            }
            Event::BlockIoError(it) => {
                println!("{}: {} failed: {}", it.device, it.operation, it.reason)
            }
            other => println!("something else: {}", other.name()),
        }
    }
    Ok(())
}
