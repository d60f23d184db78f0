//! Takes a value of an enum on the command line, and lists the values in `--help`.

use clap::Parser;
use clap::builder::{PossibleValuesParser, TypedValueParser as _};
use qmp_programs::qmp::MirrorSyncMode;

#[derive(Parser, Debug)]
struct Options {
    /// How much to copy
    #[arg(long, value_parser = PossibleValuesParser::new(MirrorSyncMode::names())
        .try_map(|name| MirrorSyncMode::parse_known(&name)))]
    sync: MirrorSyncMode,
}

fn main() {
    println!("{:?}", Options::parse());
}
