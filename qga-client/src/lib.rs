//! A client of the QEMU Guest Agent.
//!
//! ```no_run
//! use qga_client::types::commands::GuestFileOpen;
//! use qga_client::{Address, Client, Commands as _, Process};
//!
//! let mut client = Client::connect(&Address::unix("/run/vm.qga"))?;
//! println!("{}", client.guest_get_host_name()?.host_name);
//!
//! let outcome = client.run(&Process::new("uname").arg("-r"))?;
//! println!("{}", String::from_utf8_lossy(&outcome.stdout));
//! client.write_file("/tmp/hello", "hello\n")?;
//!
//! let handle = client.guest_file_open(GuestFileOpen::new("/var/log/x").with_mode("a"))?;
//! client.guest_file_close(handle)?;
//! # Ok::<(), qga_client::Error>(())
//! ```
//!
//! [`Client`] blocks; `AsyncClient` runs on tokio (feature `tokio`). Both use a Unix socket, TCP,
//! vsock, a serial device, or any stream. The crate [`qga_types`] types commands and replies.
//!
//! Connecting syncs with the agent. Every request has a deadline and can be cancelled; after
//! either, the client syncs again instead of reading a stale reply. The client asks the agent for
//! its commands and never guesses them.
//!
//! Modules import downwards: `blocking` and `asynchronous`, then `file`, `process`, `exchange`,
//! then `stream`, then `options`, `error`, `address`, `deadline`.

#[cfg(not(unix))]
compile_error!("qga-client needs a Unix: it polls file descriptors");

mod address;
#[cfg(feature = "tokio")]
mod asynchronous;
mod blocking;
mod deadline;
mod error;
mod exchange;
mod file;
mod methods;
mod options;
mod process;
mod stream;

pub use address::{Address, ParseAddressError};
#[cfg(feature = "tokio")]
pub use asynchronous::{AsyncClient, AsyncStream};
pub use blocking::Client;
pub use error::{Error, ProtocolError};
#[cfg(feature = "tokio")]
pub use methods::client::AsyncCommands;
pub use methods::client::Commands;
pub use options::Options;
pub use process::{Outcome, Process, Running};
pub use stream::{Canceller, Descriptor, Halt, Progress, Stream};

pub use qapi_wire::message::{ErrorClass, RemoteError};
pub use qga_types as types;
