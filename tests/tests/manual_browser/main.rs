//! Manuals as web sites, as a browser shows them. What readers do is done by keys, as those without a mouse do it.

mod accessibility;
mod contents;
mod filters;
mod search;
mod shown;
mod widths;
