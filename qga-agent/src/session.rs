//! A connection: bytes in, replies out.

use std::io::{self, Read, Write};

use qapi_wire::server::{Dispatcher, Framer};

use crate::agent::Agent;
use crate::table::server::ServerCommands;

/// The largest number of bytes that one read or write of a connection moves.
pub(crate) const CHUNK: usize = 64 << 10;

/// The state of a connection besides its stream. On a serial line it outlives clients.
pub(crate) struct Session {
    agent: Agent,
    dispatcher: Dispatcher<ServerCommands>,
    framer: Framer,
    chunk: Vec<u8>,
}

impl Session {
    /// Creates a session before the first byte.
    pub(crate) fn new(agent: Agent) -> Self {
        Self {
            agent,
            dispatcher: Dispatcher::new(),
            framer: Framer::default(),
            chunk: vec![0; CHUNK],
        }
    }

    /// Answers until the end of the stream. The output should have a buffer; it is flushed when
    /// needed.
    pub(crate) fn serve(
        &mut self,
        input: &mut impl Read,
        output: &mut (impl Write + Send + 'static),
    ) -> io::Result<()> {
        loop {
            let count = match input.read(&mut self.chunk) {
                Ok(0) => return Ok(()),
                Ok(count) => count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            self.framer
                .push(self.chunk.get(..count).unwrap_or_default());
            // Answers everything received before it reads more: clients send several commands at
            // once.
            self.dispatcher
                .answer(&mut self.agent, &mut self.framer, output)?;
            output.flush()?;
        }
    }
}
