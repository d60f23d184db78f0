//! Enums in programs: as arguments of a command line, as keys of maps, and from typed text.

use std::collections::{BTreeMap, HashMap};

use clap::Parser;
use clap::builder::{PossibleValuesParser, TypedValueParser as _};
use compiled_tests::enums::{Keywords, Medium};
use compiled_tests::enums_closed;

/// A program whose arguments are enums.
#[derive(Debug, Parser)]
struct Arguments {
    /// Refuses with the error of `parse_known`.
    #[arg(long, value_parser = Medium::parse_known)]
    medium: Option<Medium>,
    /// Lists the values in help and completions.
    #[arg(long, value_parser = PossibleValuesParser::new(Medium::names()).try_map(|name| Medium::parse_known(&name)))]
    listed: Option<Medium>,
}

#[test]
fn a_command_line_takes_what_the_schema_lists() {
    let arguments = ["program", "--medium", "ram-disk", "--listed", "tape"];
    let arguments = Arguments::try_parse_from(arguments).unwrap();
    assert_eq!(arguments.medium, Some(Medium::RamDisk));
    assert_eq!(arguments.listed, Some(Medium::Tape));
    let refused = |flag| {
        let error = Arguments::try_parse_from(["program", flag, "ramdisk"]).unwrap_err();
        error.to_string()
    };
    let (medium, listed) = (refused("--medium"), refused("--listed"));
    assert!(medium.contains("did you mean 'ram-disk'?"), "{medium}");
    assert!(
        listed.contains("[possible values: disk, tape, ram-disk]"),
        "{listed}"
    );
}

#[test]
fn values_are_keys() {
    let mut counts: BTreeMap<Medium, u32> = BTreeMap::new();
    for name in ["tape", "wax", "disk", "tape"] {
        *counts.entry(name.parse().unwrap()).or_default() += 1;
    }
    let counts: Vec<(&str, u32)> = counts.iter().map(|(it, n)| (it.as_str(), *n)).collect();
    assert_eq!(counts, [("disk", 1), ("tape", 2), ("wax", 1)]);
    let by_medium = HashMap::from([(Medium::Disk, 1)]);
    assert_eq!(by_medium.get(&Medium::Disk), Some(&1));
}

/// A program built before a value was added, and one built after.
#[test]
fn a_value_is_matched_by_its_name() {
    let kept = Medium::Unknown("tape".into());
    assert_eq!(kept, Medium::Tape);
    let is_tape = |medium: &Medium| matches!(medium.as_str(), "tape");
    assert!(is_tape(&kept) && is_tape(&Medium::Tape));
}

#[test]
fn the_schema_may_list_a_value_that_is_called_unknown() {
    assert_eq!(Keywords::parse_known("unknown"), Ok(Keywords::Unknown));
    assert!(Keywords::parse_known("other").is_err());
    assert_eq!("other".parse(), Ok(Keywords::Unrecognized("other".into())));
}

#[test]
fn closed_enums_are_copied() {
    use enums_closed::Medium;

    let disk = Medium::Disk;
    let copy = disk;
    assert_eq!((copy, Medium::VALUES.first()), (disk, Some(&disk)));
    assert!(Medium::Disk < Medium::Tape && "wax".parse::<Medium>().is_err());
}
