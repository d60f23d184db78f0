//! A server in memory: messages in, replies out. Times are CPU time of its thread.

mod clock;
#[allow(dead_code, missing_docs)]
mod qga {
    include!("qga.rs");
}

use clock::{median, seconds};
use qapi_wire::server::{Dispatcher, Framer, Permit, RemoteError};
use qga::commands::*;
use qga::server::{Server, ServerCommands};

type Reply<T> = Result<T, RemoteError>;

#[derive(Default)]
struct Agent {
    data: Vec<u8>,
    written: usize,
}

impl Permit for Agent {}

impl Server for Agent {
    fn guest_ping(&mut self, _: GuestPing) -> Reply<()> {
        Ok(())
    }
    fn guest_sync(&mut self, sync: GuestSync) -> Reply<i64> {
        Ok(sync.id)
    }
    fn guest_file_read(&mut self, _: GuestFileRead) -> Reply<qga::GuestFileRead> {
        let data = std::mem::take(&mut self.data);
        Ok(qga::GuestFileRead::new(data.len() as i64, data, true))
    }
    fn guest_file_write(&mut self, write: GuestFileWrite) -> Reply<qga::GuestFileWrite> {
        self.written = write.buf_b64.len();
        Ok(qga::GuestFileWrite::new(self.written as i64, false))
    }
}

/// Returns the seconds per call of a message, whole and as bytes of a stream; medians of seven.
fn costs(message: &[u8], batch: u32, mut before: impl FnMut(&mut Agent)) -> (f64, f64) {
    let dispatcher = Dispatcher::<ServerCommands>::new();
    let (mut agent, mut framer, mut out) = (Agent::default(), Framer::default(), Vec::new());
    let mut whole = || {
        for _ in 0..batch {
            before(&mut agent);
            out.clear();
            dispatcher.dispatch(&mut agent, message, &mut out).unwrap();
        }
    };
    let whole = median((0..7).map(|_| seconds(&mut whole)).collect());
    let mut framed = || {
        for _ in 0..batch {
            before(&mut agent);
            out.clear();
            for piece in message.chunks(65536) {
                framer.push(piece);
                dispatcher.answer(&mut agent, &mut framer, &mut out).unwrap();
            }
        }
    };
    let framed = median((0..7).map(|_| seconds(&mut framed)).collect());
    (whole / f64::from(batch), framed / f64::from(batch))
}

fn main() {
    const SIZE: usize = 10 << 20;
    let small = [
        ("guest-ping", "{\"execute\":\"guest-ping\"}\n"),
        ("guest-sync with id", "{\"execute\":\"guest-sync\",\"arguments\":{\"id\":123456},\"id\":7}\n"),
        ("an unknown command", "{\"execute\":\"guest-none\"}\n"),
    ];
    for (name, message) in small {
        let (whole, framed) = costs(message.as_bytes(), 10_000, |_| {});
        println!("{name}\t{:.2}\t{:.2}\tmillion/s", 1e-6 / whole, 1e-6 / framed);
    }
    let rate = |seconds: f64| SIZE as f64 / 1e6 / seconds;
    // The copy that the handler needs is measured apart, as it is not the dispatcher's.
    let data = vec![0xA5_u8; SIZE];
    let copy = median((0..7).map(|_| seconds(|| drop(std::hint::black_box(data.clone())))).collect());
    let read = b"{\"execute\":\"guest-file-read\",\"arguments\":{\"handle\":1,\"count\":10485760}}";
    let (whole, framed) = costs(read, 1, |agent| agent.data.clone_from(&data));
    println!("guest-file-read of 10 MiB\t{:.0}\t{:.0}\tMB/s", rate(whole - copy), rate(framed - copy));
    let text = "paWl".repeat(SIZE / 3);
    let write = format!("{{\"execute\":\"guest-file-write\",\"arguments\":{{\"handle\":1,\"buf-b64\":\"{text}\"}}}}");
    let (whole, framed) = costs(write.as_bytes(), 1, |_| {});
    println!("guest-file-write of 10 MiB\t{:.0}\t{:.0}\tMB/s", rate(whole), rate(framed));
}
