//! Modules of generated code.

/// A module. Its code is the output of templates: [`layout`](crate::layout) breaks its lines.
#[derive(Debug)]
pub(crate) struct Module {
    pub(crate) name: String,
    /// Docs and attributes.
    pub(crate) head: String,
    /// `mod name`, with its visibility.
    pub(crate) declaration: String,
    pub(crate) imports: &'static str,
    pub(crate) items: String,
    pub(crate) modules: Vec<Module>,
    /// The declarations that make the items visible in the enclosing module.
    pub(crate) exports: &'static str,
}
