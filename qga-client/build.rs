//! Generates the methods of the clients, one a command of the schema. Their types are those of `qga-types`.

use qapi_codegen::{Builder, Emit, Error};

fn main() -> Result<(), Error> {
    let mut builder = Builder::new(qga_schema::path())
        .emit([Emit::Client])
        .types_path("::qga_types");
    for member in qga_schema::BASE64_MEMBERS {
        builder = builder.bytes(member);
    }
    builder.out_file("methods.rs").compile()
}
