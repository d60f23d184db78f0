//! Requests of this crate's types to its deserializers: the type pretends to be a newtype of a name.
//!
//! To any other deserializer it is a newtype, and the request has no effect.

/// Asks for the mode. A strict deserializer calls `visit_some`, a lenient one
/// `visit_newtype_struct`. One that knows no newtypes may visit the value itself.
pub(crate) const ASK_MODE: &str = "qapi_wire::Mode";

/// Asks to refuse the value, because its member is a repeated one.
pub(crate) const REFUSE_DUPLICATE: &str = "qapi_wire::Duplicate";
