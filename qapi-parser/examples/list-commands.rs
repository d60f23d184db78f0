//! Lists the commands of a schema with their arguments: `cargo run --example list-commands -- qapi-schema.json`.

use qapi_parser::{Edition, FileSystem, check};

#[allow(clippy::print_stdout, reason = "an example prints")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("which schema?")?;
    let outcome = check(&FileSystem, &path, Edition::Auto)?;
    let schema = outcome
        .schema
        .ok_or("the schema has errors; `qapi check` lists them")?;
    for (_, command) in schema.commands() {
        println!("{}", command.definition.name);
        for (_, member) in command
            .arguments
            .into_iter()
            .flat_map(|id| schema.members(id))
        {
            let mark = if member.optional { "?" } else { "" };
            println!("    {}{mark}: {}", member.name, schema[member.ty].name());
        }
    }
    Ok(())
}
