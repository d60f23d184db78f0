//! A calendar date, on which an accepted finding expires.

use std::fmt;
use std::str::FromStr;
use std::time::{SystemTime, UNIX_EPOCH};

/// A day, in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// The year.
    pub year: u16,
    /// The month, from 1.
    pub month: u8,
    /// The day of the month, from 1.
    pub day: u8,
}

impl Date {
    /// Returns today's date, or 1970-01-01 if the clock is before it.
    #[must_use]
    pub fn today() -> Self {
        let since = SystemTime::now().duration_since(UNIX_EPOCH);
        Self::from_days(since.map_or(0, |since| since.as_secs() / 86_400))
    }

    /// Returns the date a number of days after 1970-01-01.
    fn from_days(mut days: u64) -> Self {
        let mut year = 1970_u16;
        while days >= length_of_year(year) && year < u16::MAX {
            days -= length_of_year(year);
            year += 1;
        }
        let mut month = 1;
        while days >= length_of_month(year, month) && month < 12 {
            days -= length_of_month(year, month);
            month += 1;
        }
        // Less than a month is left.
        let day = u8::try_from(days + 1).unwrap_or(31);
        Self { year, month, day }
    }
}

fn is_leap(year: u16) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

fn length_of_year(year: u16) -> u64 {
    if is_leap(year) { 366 } else { 365 }
}

fn length_of_month(year: u16, month: u8) -> u64 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl FromStr for Date {
    type Err = String;

    /// Parses `YYYY-MM-DD`.
    fn from_str(text: &str) -> Result<Self, String> {
        let mut parts = text.split('-');
        let mut next = || parts.next().unwrap_or_default();
        let (year, month, day) = (next(), next(), next());
        let date = (|| {
            let (year, month, day): (u16, u8, u8) =
                (year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
            let real = (1..=12).contains(&month)
                && day > 0
                && u64::from(day) <= length_of_month(year, month);
            (real && parts.next().is_none()).then_some(Self { year, month, day })
        })();
        date.ok_or_else(|| format!("'{text}' is no day of the form 2027-06-30"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_over_leap_years() {
        for (days, text) in [
            (0, "1970-01-01"),
            (58, "1970-02-28"),
            (59, "1970-03-01"),
            (789, "1972-02-29"),
            (11_016, "2000-02-29"),
            (20_776, "2026-11-19"),
        ] {
            assert_eq!(Date::from_days(days).to_string(), text);
            assert_eq!(text.parse(), Ok(Date::from_days(days)));
        }
    }

    #[test]
    fn days_that_are_none_are_refused() {
        for text in [
            "2027-02-29",
            "2027-13-01",
            "2027-1",
            "tomorrow",
            "2027-01-01-01",
            "2027-01-00",
        ] {
            assert!(text.parse::<Date>().is_err(), "{text}");
        }
    }
}
