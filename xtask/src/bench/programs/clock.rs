//! The seconds of CPU time that a call takes in this thread. They vary less than wall time on a
//! shared machine.

use std::sync::OnceLock;
use std::time::Instant;

/// Returns the seconds since some moment. It is wall time if the system does not report CPU time.
fn now() -> f64 {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds: Option<f64> = stat.split(' ').next().and_then(|time| time.parse().ok());
    static START: OnceLock<Instant> = OnceLock::new();
    let wall = || START.get_or_init(Instant::now).elapsed().as_secs_f64();
    nanoseconds.map_or_else(wall, |time| time / 1e9)
}

/// Returns the seconds of one call, from enough calls to make the clock's steps of 4 ms small.
pub(crate) fn seconds(mut call: impl FnMut()) -> f64 {
    let start = now();
    let mut calls = 0_u32;
    loop {
        call();
        calls += 1;
        let took = now() - start;
        if took > 0.15 {
            return took / f64::from(calls);
        }
    }
}

/// Returns the median of some values, or zero if there are none.
pub(crate) fn median<T: Copy + PartialOrd + Default>(mut values: Vec<T>) -> T {
    values.sort_by(|a, b| a.partial_cmp(b).unwrap_or(std::cmp::Ordering::Equal));
    values.get(values.len() / 2).copied().unwrap_or_default()
}
