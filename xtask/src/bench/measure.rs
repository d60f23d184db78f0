//! Times of closures and of child processes, and their medians.

// The measured programs use the same clock.
#[path = "programs/clock.rs"]
mod clock;

use std::process::Command;
use std::time::{Duration, Instant};

pub(crate) use self::clock::{median, seconds as cpu_seconds};
use super::scratch::succeed;
use crate::failure::Failure;

/// The cost of a child process, including its own children.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Cost {
    /// Seconds of wall time.
    pub(crate) wall: f64,
    /// Seconds of CPU time in user mode.
    pub(crate) user: f64,
}

impl Cost {
    /// Returns the median of each figure.
    pub(crate) fn median(costs: &[Self]) -> Self {
        let of = |figure: fn(&Self) -> f64| median(costs.iter().map(figure).collect());
        Self {
            wall: of(|cost| cost.wall),
            user: of(|cost| cost.user),
        }
    }
}

/// Runs a command to its end, which must be successful.
pub(crate) fn timed(command: &mut Command) -> Result<Cost, Failure> {
    let (start, before) = (Instant::now(), children_user_time());
    succeed(command)?;
    Ok(Cost {
        wall: start.elapsed().as_secs_f64(),
        user: (children_user_time() - before).as_secs_f64(),
    })
}

/// Returns the user time of all ended children, in steps of 10 ms. It is zero without `/proc`.
pub(crate) fn children_user_time() -> Duration {
    // The program's name, in parentheses, may contain spaces. `cutime` is the 14th field after it.
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let ticks: Option<u64> = stat
        .rsplit_once(')')
        .and_then(|(_, rest)| rest.split_ascii_whitespace().nth(13))
        .and_then(|ticks| ticks.parse().ok());
    Duration::from_millis(10 * ticks.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_middle_of_any_order() {
        assert_eq!(median(vec![3, 1, 2]), 2);
        assert_eq!(median(vec![9.0, 1.0]), 9.0);
        assert_eq!(median::<u64>(Vec::new()), 0);
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
