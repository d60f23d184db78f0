//! `exec`: a process in the guest, as if it ran here.

use std::io::{self, Read as _, Write as _};
use std::time::Duration;

use qga_client::{Client, Process};

use crate::arguments::Exec;
use crate::output::Failure;

pub(crate) fn run(client: &mut Client, exec: &Exec) -> Result<u8, Failure> {
    let mut process = Process::new(&exec.program).args(&exec.arguments);
    for (name, value) in &exec.env {
        process = process.env(name, value);
    }
    if exec.input {
        let mut content = Vec::new();
        io::stdin().read_to_end(&mut content)?;
        process = process.input(content);
    }
    if let Some(seconds) = exec.wait {
        process = process.timeout(Duration::from_secs_f64(seconds));
    }
    let outcome = client.run(&process)?;
    io::stdout().write_all(&outcome.stdout)?;
    io::stdout().flush()?;
    io::stderr().write_all(&outcome.stderr)?;
    if outcome.truncated {
        writeln!(
            io::stderr(),
            "qga: the agent kept only a part of the output"
        )?;
    }
    let status = match (outcome.code, outcome.signal) {
        (Some(code), _) => code & 0xff,
        (None, Some(signal)) => 128 + (signal & 0x7f),
        (None, None) => 0,
    };
    Ok(u8::try_from(status).unwrap_or(u8::MAX))
}
