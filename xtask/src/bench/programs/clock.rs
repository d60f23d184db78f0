//! Seconds of CPU that a call takes on this thread: on a shared machine steadier than the time on the wall.

use std::sync::OnceLock;
use std::time::Instant;

/// Returns the seconds since some moment. Where the system does not tell CPU time, it is wall time.
fn now() -> f64 {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds: Option<f64> = stat.split(' ').next().and_then(|time| time.parse().ok());
    static START: OnceLock<Instant> = OnceLock::new();
    let wall = || START.get_or_init(Instant::now).elapsed().as_secs_f64();
    nanoseconds.map_or_else(wall, |time| time / 1e9)
}

/// Returns the seconds that one call takes, from as many as make the clock's steps, of 4 ms, small.
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

/// Returns the middle of some values; zero of none.
pub(crate) fn median<T: Copy + PartialOrd + Default>(mut values: Vec<T>) -> T {
    values.sort_by(|a, b| a.partial_cmp(b).unwrap_or(std::cmp::Ordering::Equal));
    values.get(values.len() / 2).copied().unwrap_or_default()
}
