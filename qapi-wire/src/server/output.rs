//! Writes replies while they are encoded. The form is that of QEMU's agents: ASCII, a space after
//! colons and commas, escapes in upper case, one line for each reply.

use std::io::{self, Write};

use serde_core::Serialize;
use serde_json::Serializer;
use serde_json::ser::{CharEscape, Formatter};

use crate::decode::Node;
use crate::message::RemoteError;

/// The byte before a delimited reply. No text contains it.
const SENTINEL: u8 = 0xFF;

/// Writes the value that a command returned.
pub(super) fn write_return<T: Serialize + ?Sized>(
    out: &mut dyn Write,
    value: &T,
    id: Option<&Node<'_>>,
    delimited: bool,
) -> io::Result<()> {
    if delimited {
        out.write_all(&[SENTINEL])?;
    }
    out.write_all(b"{\"return\": ")?;
    write_value(out, value)?;
    if let Some(id) = id {
        out.write_all(b", \"id\": ")?;
        write_node(out, id)?;
    }
    out.write_all(b"}\n")
}

/// Writes the error of a command.
pub(super) fn write_error(
    out: &mut dyn Write,
    error: &RemoteError,
    id: Option<&Node<'_>>,
) -> io::Result<()> {
    out.write_all(b"{")?;
    if let Some(id) = id {
        out.write_all(b"\"id\": ")?;
        write_node(out, id)?;
        out.write_all(b", ")?;
    }
    out.write_all(b"\"error\": ")?;
    write_value(out, error)?;
    out.write_all(b"}\n")
}

fn write_value<T: Serialize + ?Sized>(out: &mut dyn Write, value: &T) -> io::Result<()> {
    let mut serializer = Serializer::with_formatter(out, Form);
    value.serialize(&mut serializer).map_err(io::Error::from)
}

/// A container whose members are being written.
enum Open<'n, 't> {
    Array(std::slice::Iter<'n, Node<'t>>),
    Object(std::slice::Iter<'n, (std::borrow::Cow<'t, str>, Node<'t>)>),
}

/// Writes an id without recursion, because the peer decides its depth.
fn write_node(out: &mut dyn Write, node: &Node<'_>) -> io::Result<()> {
    let mut open: Vec<Open<'_, '_>> = Vec::new();
    let mut next = Some(node);
    loop {
        // `true` if the next value is the first in its container.
        let mut first = false;
        match next.take() {
            Some(Node::Array(elements)) => {
                out.write_all(b"[")?;
                open.push(Open::Array(elements.iter()));
                first = true;
            }
            Some(Node::Object(members)) => {
                out.write_all(b"{")?;
                open.push(Open::Object(members.iter()));
                first = true;
            }
            Some(scalar) => write_scalar(out, scalar)?,
            None => {}
        }
        let Some(container) = open.last_mut() else {
            return Ok(());
        };
        let (name, value, end) = match container {
            Open::Array(elements) => (None, elements.next(), b"]"),
            Open::Object(members) => match members.next() {
                Some((name, value)) => (Some(name), Some(value), b"}"),
                None => (None, None, b"}"),
            },
        };
        if value.is_none() {
            out.write_all(end)?;
            open.pop();
            continue;
        }
        if !first {
            out.write_all(b", ")?;
        }
        if let Some(name) = name {
            write_value(out, &**name)?;
            out.write_all(b": ")?;
        }
        next = value;
    }
}

fn write_scalar(out: &mut dyn Write, node: &Node<'_>) -> io::Result<()> {
    match node {
        Node::Bool(value) => write_value(out, value),
        Node::Unsigned(value) => write_value(out, value),
        Node::Signed(value) => write_value(out, value),
        Node::Float(value) => write_value(out, value),
        Node::String(text) => write_value(out, &**text),
        Node::Null | Node::Array(_) | Node::Object(_) => out.write_all(b"null"),
    }
}

/// The form in which JSON is written.
struct Form;

impl Formatter for Form {
    fn begin_array_value<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        separate(out, first)
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        separate(out, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        out.write_all(b": ")
    }

    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        out: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        // Without an early exit the compiler compares many bytes at a time.
        if !(fragment.bytes()).fold(false, |found, byte| found | (byte >= 0x7F)) {
            return out.write_all(fragment.as_bytes());
        }
        let mut rest = fragment;
        while let Some((at, escaped)) = rest.char_indices().find(|(_, char)| *char >= '\u{7f}') {
            let (plain, after) = rest.split_at(at);
            out.write_all(plain.as_bytes())?;
            for unit in escaped.encode_utf16(&mut [0; 2]) {
                write!(out, "\\u{unit:04X}")?;
            }
            rest = after.get(escaped.len_utf8()..).unwrap_or_default();
        }
        out.write_all(rest.as_bytes())
    }

    fn write_char_escape<W: ?Sized + Write>(
        &mut self,
        out: &mut W,
        escape: CharEscape,
    ) -> io::Result<()> {
        out.write_all(match escape {
            CharEscape::Quote => b"\\\"",
            CharEscape::ReverseSolidus => b"\\\\",
            CharEscape::Solidus => b"\\/",
            CharEscape::Backspace => b"\\b",
            CharEscape::FormFeed => b"\\f",
            CharEscape::LineFeed => b"\\n",
            CharEscape::CarriageReturn => b"\\r",
            CharEscape::Tab => b"\\t",
            CharEscape::AsciiControl(byte) => return write!(out, "\\u{byte:04X}"),
        })
    }
}

fn separate<W: ?Sized + Write>(out: &mut W, first: bool) -> io::Result<()> {
    if first { Ok(()) } else { out.write_all(b", ") }
}
