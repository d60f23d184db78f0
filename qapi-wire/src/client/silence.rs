//! Commands that the peer does not answer if they succeed.

/// The reply that replaces the peer's silence.
pub(super) const SUCCESS: &[u8] = br#"{"return": {}}"#;
