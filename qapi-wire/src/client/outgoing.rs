//! The bytes to send.

use serde_core::Serialize;

/// The largest buffer, in bytes, that an empty queue keeps.
const KEPT: usize = 64 << 10;

/// The bytes to send, in order.
#[derive(Debug, Default)]
pub(super) struct Outgoing {
    bytes: Vec<u8>,
    sent: usize,
}

impl Outgoing {
    /// Returns the bytes that are still to be sent.
    pub(super) fn bytes(&self) -> &[u8] {
        self.bytes.get(self.sent..).unwrap_or_default()
    }

    /// Removes the first `count` bytes, which were sent.
    pub(super) fn advance(&mut self, count: usize) {
        self.sent = self.sent.saturating_add(count);
        if self.sent >= self.bytes.len() {
            self.clear();
        }
    }

    /// Drops the bytes that are still to be sent.
    pub(super) fn clear(&mut self) {
        self.sent = 0;
        self.bytes.clear();
        self.bytes.shrink_to(KEPT);
    }

    /// Adds one byte.
    pub(super) fn push(&mut self, byte: u8) {
        self.bytes.push(byte);
    }

    /// Adds the text of a message, and the end of its line.
    pub(super) fn push_line(&mut self, text: &[u8]) {
        self.bytes.extend_from_slice(text);
        self.bytes.push(b'\n');
    }

    /// Adds a message and the end of its line, or nothing if it cannot be written as JSON.
    pub(super) fn push_message(&mut self, message: &impl Serialize) -> serde_json::Result<()> {
        let before = self.bytes.len();
        let written = serde_json::to_writer(&mut self.bytes, message);
        match written {
            Ok(()) => self.bytes.push(b'\n'),
            Err(_) => self.bytes.truncate(before),
        }
        written
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_sent_in_order_and_removed() {
        let mut outgoing = Outgoing::default();
        outgoing.push(0xff);
        outgoing.push_message(&[1, 2]).unwrap();
        assert_eq!(outgoing.bytes(), b"\xff[1,2]\n");
        outgoing.advance(3);
        outgoing.push_message(&"x").unwrap();
        assert_eq!(outgoing.bytes(), b",2]\n\"x\"\n");
        outgoing.advance(100);
        assert_eq!(outgoing.bytes(), b"");
        assert_eq!(outgoing.bytes.len(), 0);
    }

    #[test]
    fn a_message_that_is_not_json_adds_nothing() {
        let mut outgoing = Outgoing::default();
        outgoing.push_message(&1).unwrap();
        let not_json = std::collections::HashMap::from([(vec![1], 1)]);
        assert!(outgoing.push_message(&not_json).is_err());
        assert_eq!(outgoing.bytes(), b"1\n");
    }
}
