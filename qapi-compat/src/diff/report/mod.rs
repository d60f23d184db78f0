//! The formats of a report: for a terminal, for programs, for a pull request, for a workflow.

mod github;
mod human;
mod json;
mod markdown;
mod summary;

pub use github::GithubPaths;
pub use human::Human;
