//! `guest-get-timezone`.

use qga_types::GuestTimezone;
use tz::TimeZone;

use crate::failure::Failure;

/// Returns the local time zone: from the variable `TZ`, else from `/etc/localtime`, else UTC.
pub(crate) fn timezone() -> Result<GuestTimezone, Failure> {
    let variable = std::env::var("TZ").ok().filter(|zone| !zone.is_empty());
    let zone = match variable {
        Some(zone) => TimeZone::from_posix_tz(&zone),
        None if !std::path::Path::new("/etc/localtime").exists() => Ok(TimeZone::utc()),
        None => TimeZone::local(),
    };
    in_force(&zone.map_err(because)?)
}

fn in_force(zone: &TimeZone) -> Result<GuestTimezone, Failure> {
    let local = zone.find_current_local_time_type().map_err(because)?;
    let mut timezone = GuestTimezone::new(i64::from(local.ut_offset()));
    let name = local.time_zone_designation();
    timezone.zone = Some(if name.is_empty() { "UTC" } else { name }.to_owned());
    Ok(timezone)
}

fn because(error: impl std::fmt::Display) -> Failure {
    Failure::TimeZone(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_are_positive_to_the_east() {
        let told = |rule| in_force(&TimeZone::from_posix_tz(rule).unwrap()).unwrap();
        assert_eq!(
            told("IST-5:30"),
            GuestTimezone::new(19_800).with_zone("IST")
        );
        assert_eq!(told("<-03>3"), GuestTimezone::new(-10_800).with_zone("-03"));
        let utc = in_force(&TimeZone::utc()).unwrap();
        assert_eq!(utc, GuestTimezone::new(0).with_zone("UTC"));
    }
}
