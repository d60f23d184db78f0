//! `cargo xtask record [--check] [TARGET]...`: records sessions with the installed machines, or
//! checks that they still answer the recorded commands, and that the types decode the answers.

use std::collections::{BTreeSet, HashSet};
use std::fs::File;
use std::io;
use std::path::Path;

use tests::recorder::{TARGETS, Target};
use tests::recording::Recording;

use crate::cargo::cargo;
use crate::failure::Failure;
use crate::workspace::root;

/// The folder of the recordings.
const FOLDER: &str = "tests/recordings";
/// The size in bytes from which exchanges that another target of the release has are left out.
const LARGE: usize = 1024;

/// Records the named targets, or all that are installed.
pub(crate) fn run(arguments: &[String]) -> Result<(), Failure> {
    let (options, names): (Vec<&String>, Vec<&String>) =
        arguments.iter().partition(|it| it.starts_with('-'));
    if let Some(unknown) = options.iter().find(|option| **option != "--check") {
        return Err(Failure::Usage(format!("there is no option '{unknown}'")));
    }
    let recordings = record(&targets(&names)?)?;
    if recordings.is_empty() {
        tests::skip("QEMU");
        return Ok(());
    }
    let committed = root().join(FOLDER);
    if options.is_empty() {
        write(recordings, &committed).map_err(failed)
    } else {
        check(&recordings, &committed)
    }
}

/// Returns the named targets, or all that are installed and that this host can run.
fn targets(names: &[&String]) -> Result<Vec<&'static Target>, Failure> {
    if names.is_empty() {
        return Ok(TARGETS.iter().filter(|target| is_usable(target)).collect());
    }
    let target = |name: &&String| {
        let target = TARGETS.iter().find(|target| target.name == **name);
        let target =
            target.ok_or_else(|| Failure::Usage(format!("there is no target '{name}'")))?;
        if !target.program().is_file() {
            let program = target.program();
            return Err(Failure::Failed(format!(
                "there is no {}",
                program.display()
            )));
        }
        Ok(target)
    };
    names.iter().map(target).collect()
}

fn is_usable(target: &Target) -> bool {
    if !target.program().is_file() {
        return false;
    }
    match target.host_device() {
        Some(device) if File::options().write(true).open(device).is_err() => {
            println!("skipped: {} needs {}", target.name, device.display());
            false
        }
        _ => true,
    }
}

fn record(targets: &[&Target]) -> Result<Vec<Recording>, Failure> {
    let mut recordings = Vec::new();
    for target in targets {
        let recording = tests::recorder::record(target)
            .map_err(|error| Failure::Failed(format!("{}: {error}", target.name)))?;
        println!(
            "{} {}: {} messages",
            recording.target,
            recording.release,
            recording.messages.len()
        );
        recordings.push(recording);
    }
    Ok(recordings)
}

/// Writes recordings, without exchanges that repeat or that other targets have.
fn write(recordings: Vec<Recording>, folder: &Path) -> io::Result<()> {
    let mut large = HashSet::new();
    let is_of_another_target = |old: &Recording| {
        let mut fresh = recordings.iter();
        let of_release = fresh.clone().any(|it| it.release == old.release);
        of_release && fresh.all(|it| it.target != old.target)
    };
    let committed = Recording::read_all(folder)?.into_iter();
    for mut other in committed.filter(is_of_another_target) {
        other.leave_out(&mut large, LARGE)?;
    }
    for mut recording in recordings {
        recording.leave_out(&mut HashSet::new(), 0)?;
        recording.leave_out(&mut large, LARGE)?;
        recording.write(folder)?;
    }
    Ok(())
}

/// Compares fresh recordings with the committed ones, and runs the tests of recordings on the fresh
/// ones.
fn check(fresh: &[Recording], folder: &Path) -> Result<(), Failure> {
    let committed = Recording::read_all(folder).map_err(failed)?;
    let mut differences = Vec::new();
    for recording in fresh {
        let release = || (committed.iter()).filter(|it| it.release == recording.release);
        let name = format!("{} {}", recording.target, recording.release);
        let Some(old) = release().find(|it| it.target == recording.target) else {
            differences.push(format!("{name}: was not recorded"));
            continue;
        };
        let commands = recording.commands().map_err(failed)?;
        for gone in old.commands().map_err(failed)?.difference(&commands) {
            differences.push(format!("{name}: {gone} is not answered any more"));
        }
        // Only one of several targets may have the recording of a shared answer.
        let known: io::Result<Vec<BTreeSet<String>>> = release().map(Recording::commands).collect();
        let known: BTreeSet<String> = known.map_err(failed)?.into_iter().flatten().collect();
        for new in commands.difference(&known) {
            differences.push(format!("{name}: {new} was not answered before"));
        }
    }
    if !differences.is_empty() {
        return Err(Failure::Failed(differences.join("\n")));
    }
    let folder = root().join("target/recordings");
    match std::fs::remove_dir_all(&folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(failed(error)),
        _ => {}
    }
    for recording in fresh {
        recording.write(&folder).map_err(failed)?;
    }
    let test = ["test", "--package", "recordings", "--locked"];
    cargo(&test, &[], &[("RECORDINGS", folder.as_os_str())])
}

fn failed(error: io::Error) -> Failure {
    Failure::Failed(error.to_string())
}
