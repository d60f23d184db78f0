//! Checks recorded messages against a schema.
//!
//! A recording is a sequence of JSON values, in any layout: one on each line, over many lines, or
//! several on a line. It contains the requests, replies, events and greetings of QMP or the guest
//! agent, in their order, of both directions or of one. Blank lines and bytes 0xFF may be between
//! messages. The kind of a message follows from its members (QEMU Machine Protocol Specification,
//! "Protocol Specification").
//!
//! A recording is read in chunks. Memory contains one message at a time, of at most 128 MiB and
//! nested at most 1024 deep, and the requests without a reply. Invalid JSON is one finding for each
//! message. The messages after it are checked.
//!
//! ```
//! use qapi_compat::validate::{Options, Validator};
//! # use qapi_parser::{Edition, Memory, check};
//! # let loader = Memory::new().with("s.json", "{ 'command': 'stop' }");
//! # let schema = check(&loader, "s.json", Edition::Auto).unwrap().schema.unwrap();
//!
//! let recording = br#"
//! {"execute": "stop"} {"return": {}}
//! {"execute": "stop", "arguments": {"now": true}}"#;
//! let validator = Validator::new(&schema, Options::default())?;
//! let counts = validator.read(recording.as_slice(), |finding| {
//!     assert_eq!((finding.position.line, finding.position.column), (3, 35));
//!     assert_eq!(finding.to_string(), "error: stop: arguments.now: no such member");
//! })?;
//! assert_eq!((counts.requests, counts.replies), (2, 1));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod checker;
mod finding;
mod json;
mod lexer;
mod limits;
mod message;
mod options;
mod parser;
mod pending;
mod recording;
mod source;

use std::io::{self, Read};

pub use qapi_parser::introspect::{UnknownName, UnknownNames};
use qapi_parser::schema::Schema;

pub use self::finding::{Finding, Level, Position};
pub use self::message::Counts;
use self::message::Messages;
pub use self::options::Options;
use self::recording::Recording;

/// A check of recordings against a schema.
#[derive(Debug, Clone)]
pub struct Validator<'a> {
    schema: &'a Schema,
    options: Options,
}

impl<'a> Validator<'a> {
    /// Creates a validator.
    ///
    /// # Errors
    /// [`Options::defines`] contains names that the schema does not mention.
    pub fn new(schema: &'a Schema, options: Options) -> Result<Self, UnknownNames> {
        if let Some(defines) = &options.defines {
            UnknownNames::check(schema, defines)?;
        }
        Ok(Self { schema, options })
    }

    /// Checks a recording, and reports the findings in the order of messages, then in that of the
    /// schema's members. Returns the number of messages.
    ///
    /// # Errors
    /// The input cannot be read. The messages before the error are checked and reported.
    pub fn read(&self, input: impl Read, mut report: impl FnMut(Finding)) -> io::Result<Counts> {
        let mut recording = Recording::new(input);
        let mut messages = Messages::new(self.schema, &self.options, &mut report);
        while let Some(item) = recording.next()? {
            messages.add(item);
        }
        Ok(messages.counts())
    }
}
