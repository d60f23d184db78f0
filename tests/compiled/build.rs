//! Generates code of the schemas that qapi-codegen has snapshots of, with several options.

use std::io::Write as _;

use qapi_codegen::{Builder, Error};

const SCHEMAS: &str = "../../qapi-codegen/tests/schemas";

fn schema(name: &str) -> Builder {
    Builder::new(format!("{SCHEMAS}/{name}.json"))
}

fn main() -> Result<(), Error> {
    for name in [
        "enums",
        "unions",
        "alternates",
        "recursive",
        "conditions",
        "features",
        "names",
        "docs",
    ] {
        schema(name).compile()?;
    }
    schema("structs").bytes("Volume.data").compile()?;
    schema("command_kinds").bytes("volume-add.key").compile()?;

    let conditions = [
        ("HAVE_UNIX", true),
        ("HAVE_WINDOWS", false),
        ("IS_SEALED", false),
    ];
    schema("conditions")
        .conditions(conditions)
        .out_file("conditions_evaluated.rs")
        .compile()?;
    for name in ["enums", "unions"] {
        let closed = schema(name)
            .unknown_values(false)
            .non_exhaustive(false)
            .setters(false)
            .docs(false);
        closed.out_file(format!("{name}_closed.rs")).compile()?;
    }

    // That its forms are old is known.
    let mut told = Vec::new();
    schema("legacy").compile_to(&mut told)?;
    let told = String::from_utf8_lossy(&told);
    for line in told
        .lines()
        .filter(|line| !line.starts_with("cargo::warning="))
    {
        let _ = writeln!(std::io::stdout(), "{line}");
    }
    Ok(())
}
