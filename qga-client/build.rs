//! With the feature `generate`: generates the methods of the clients from the schema. The crate
//! `qga-types` contains the same code, so that programs on this crate compile no generator.

#[cfg(feature = "generate")]
fn main() -> Result<(), qapi_codegen::Error> {
    let mut builder = qapi_codegen::Builder::new(qga_schema::path())
        .emit([qapi_codegen::Emit::Client])
        .types_path("::qga_types");
    for member in qga_schema::BASE64_MEMBERS {
        builder = builder.bytes(member);
    }
    builder.out_file("methods.rs").compile()
}

#[cfg(not(feature = "generate"))]
fn main() {
    println!("cargo::rerun-if-changed=build.rs");
}
