//! Makes Rust of the schema, into `OUT_DIR/qmp.rs`: types, and a method for each command.

use qapi_codegen::{Builder, Emit, Error};

fn main() -> Result<(), Error> {
    Builder::new("schema/qmp.json")
        .emit([Emit::Types, Emit::Client])
        .compile()
}
