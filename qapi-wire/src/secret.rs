//! The text that is printed instead of a secret value.

use std::fmt;

/// Prints `***`. Generated code prints it instead of a member whose value is secret.
pub struct Secret;

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}
