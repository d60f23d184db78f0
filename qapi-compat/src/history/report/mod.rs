//! Forms of a history, a file each. A page of a manual is made by `reference`.

mod json;
mod markdown;
