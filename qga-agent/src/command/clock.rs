//! `guest-get-time`.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::failure::Failure;

/// Returns the nanoseconds since 1970, in steps of a microsecond.
pub(crate) fn time() -> Result<i64, Failure> {
    nanoseconds(SystemTime::now())
}

fn nanoseconds(now: SystemTime) -> Result<i64, Failure> {
    let since = now.duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO);
    i64::try_from(since.as_micros())
        .ok()
        .and_then(|microseconds| microseconds.checked_mul(1000))
        .ok_or_else(|| Failure::form("the clock", format_args!("{} s", since.as_secs())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fractions_of_a_microsecond_are_dropped() {
        let now = UNIX_EPOCH + Duration::new(1_767_225_600, 123_456_789);
        assert_eq!(nanoseconds(now).unwrap(), 1_767_225_600_123_456_000);
        let far = UNIX_EPOCH + Duration::from_secs(1 << 40);
        assert!(nanoseconds(far).is_err());
    }
}
