//! Times: of closures, of child processes, and medians of them.

use std::process::Command;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use super::scratch::succeed;
use crate::failure::Failure;

/// The middle of some values; zero of none.
pub(crate) fn median<T: Copy + PartialOrd + Default>(values: &[T]) -> T {
    let mut sorted = values.to_vec();
    sorted.sort_by(|a, b| a.partial_cmp(b).unwrap_or(std::cmp::Ordering::Equal));
    sorted.get(sorted.len() / 2).copied().unwrap_or_default()
}

/// What a child process took, its own children included.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Cost {
    /// Seconds that went by.
    pub(crate) wall: f64,
    /// Seconds of CPU in user mode.
    pub(crate) user: f64,
}

impl Cost {
    /// The medians of some costs, each figure for itself.
    pub(crate) fn median(costs: &[Self]) -> Self {
        let of = |figure: fn(&Self) -> f64| median(&costs.iter().map(figure).collect::<Vec<_>>());
        Self {
            wall: of(|cost| cost.wall),
            user: of(|cost| cost.user),
        }
    }
}

/// Runs a command to its end, which must be a success.
pub(crate) fn timed(command: &mut Command) -> Result<Cost, Failure> {
    let (start, before) = (Instant::now(), children_user_time());
    succeed(command)?;
    Ok(Cost {
        wall: start.elapsed().as_secs_f64(),
        user: (children_user_time() - before).as_secs_f64(),
    })
}

/// User time of all children that have been waited for, in steps of 10 ms; zero where `/proc` does not tell.
pub(crate) fn children_user_time() -> Duration {
    // The program's name, in parentheses, may contain spaces; behind it `cutime` is the 14th field.
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let ticks: Option<u64> = stat
        .rsplit_once(')')
        .and_then(|(_, rest)| rest.split_ascii_whitespace().nth(13))
        .and_then(|ticks| ticks.parse().ok());
    Duration::from_millis(10 * ticks.unwrap_or_default())
}

/// Seconds of CPU time that one call takes on this thread: on a shared machine steadier than time on the wall, which it
/// is where the system does not tell. From as many calls as make the clock's steps, of 4 ms, small.
pub(crate) fn cpu_seconds(mut call: impl FnMut()) -> f64 {
    let start = thread_seconds();
    let mut calls = 0_u32;
    loop {
        call();
        calls += 1;
        let took = thread_seconds() - start;
        if took > 0.3 {
            return took / f64::from(calls);
        }
    }
}

fn thread_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds: Option<f64> = stat.split(' ').next().and_then(|time| time.parse().ok());
    static START: OnceLock<Instant> = OnceLock::new();
    let wall = || START.get_or_init(Instant::now).elapsed().as_secs_f64();
    nanoseconds.map_or_else(wall, |time| time / 1e9)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_middle_of_any_order() {
        assert_eq!(median(&[3, 1, 2]), 2);
        assert_eq!(median(&[9.0, 1.0]), 9.0);
        assert_eq!(median::<u64>(&[]), 0);
    }

    #[test]
    fn costs_are_those_of_the_child_and_failures_are_told() {
        let cost = timed(Command::new("sh").args(["-c", "sleep 0.05"])).unwrap();
        assert!(cost.wall >= 0.05 && cost.user < cost.wall, "{cost:?}");
        let failure = timed(Command::new("sh").args(["-c", "exit 3"])).unwrap_err();
        assert!(
            failure.to_string().contains("exit 3: exit status: 3"),
            "{failure}"
        );
    }
}
