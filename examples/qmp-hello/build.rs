//! Makes Rust of the schema, into `OUT_DIR/qmp.rs`.

fn main() -> Result<(), qapi_codegen::Error> {
    qapi_codegen::compile("schema/qmp.json")
}
