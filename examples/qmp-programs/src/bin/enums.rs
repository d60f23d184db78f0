//! Converts enums to and from text, lists them, and keeps what a later QEMU adds.

use qmp_programs::qmp::RunState;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let state: RunState = "inmigrate".parse()?;
    println!(
        "{state}: {}, {} values",
        state == RunState::Inmigrate,
        RunState::VALUES.len()
    );
    // A program's own input: a name that the schema lacks is an error.
    if let Err(error) = RunState::parse_known("runing") {
        println!("{error}");
    }
    // A peer's: a later QEMU may have more.
    let later: RunState = serde_json::from_str("\"hibernating\"")?;
    println!("{}", later.as_str());
    Ok(())
}
