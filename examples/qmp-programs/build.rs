//! Makes the types of the schema, and a server of five commands of the guest agent.

use qapi_codegen::{Builder, Emit, Error};

fn main() -> Result<(), Error> {
    Builder::new("schema/qmp.json").compile()?;
    Builder::new(qga_schema::path())
        .emit([Emit::Server])
        .types_path("qga_types")
        .server_commands([
            "guest-sync",
            "guest-ping",
            "guest-get-time",
            "guest-file-open",
            "guest-get-host-name",
        ])
        .out_file("server.rs")
        .compile()
}
