//! Requests of this crate's types to its deserializers, as newtypes with a reserved name.
//!
//! Any other deserializer sees a newtype, and the request has no effect.

/// Asks for the mode. A strict deserializer calls `visit_some`, a lenient one
/// `visit_newtype_struct`. One without newtypes may visit the value itself.
pub(crate) const ASK_MODE: &str = "qapi_wire::Mode";

/// Asks to refuse the value, because its member is repeated.
pub(crate) const REFUSE_DUPLICATE: &str = "qapi_wire::Duplicate";
