//! Says which conditions of the schema hold for the platform that is built for.

use std::env;

fn main() -> Result<(), qapi_codegen::Error> {
    let unix = env::var_os("CARGO_CFG_UNIX").is_some();
    qapi_codegen::Builder::new("schema/clock.json")
        .conditions([("HAVE_TIMEZONE_FILE", unix), ("HAVE_SUNDIAL", false)])
        .compile()
}
