//! Manuals as web sites in a browser. The tests press keys, like readers without a mouse.

mod accessibility;
mod contents;
mod filters;
mod search;
mod shown;
mod widths;
