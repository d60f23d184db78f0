//! The options of the generator.
//!
//! [`options!`](options::options) is the only list: a new option is an entry in it. It defines the
//! fields of [`Config`], the methods of the [`Builder`](crate::Builder) and the table
//! [`Config::OPTIONS`]. The table defines the command line and the page of the options. The modules
//! that use an option define its effect.

mod choice;
mod condition;
mod fields;
mod kind;
pub(crate) mod options;
pub(crate) mod setters;
mod table;

pub use choice::{Choice, Emit, Layout, Output};
pub use condition::{Conditions, Unstable};
pub use fields::{Config, Server};
pub use kind::{ValueError, parse_define};
pub use table::{FlagValue, OptionInfo};
