//! The trait of events, and the time at which an event happened.

use std::fmt::{self, Debug};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde_core::de::DeserializeOwned;
use serde_core::ser::{Serialize, Serializer};

use crate::object::{Must, Object, Table, write};

/// An event of the schema. The struct of its data implements it.
pub trait Event:
    Object + Serialize + DeserializeOwned + Debug + Clone + PartialEq + Send + Sync + 'static
{
    /// The name on the wire.
    const NAME: &'static str;
}

/// The time at which an event happened, by the sender's clock, since 1970. Both members are -1 if
/// the sender does not know it.
///
/// ```
/// use qapi_wire::Timestamp;
/// use std::time::{Duration, SystemTime, UNIX_EPOCH};
/// let timestamp = Timestamp { seconds: 1, microseconds: 500_000 };
/// assert_eq!(SystemTime::try_from(timestamp)?, UNIX_EPOCH + Duration::from_millis(1_500));
/// # Ok::<(), qapi_wire::UnknownTime>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Timestamp {
    /// Whole seconds.
    pub seconds: i64,
    /// The rest, in microseconds.
    pub microseconds: i64,
}

impl Object for Timestamp {
    const TABLE: &'static Table = &Table {
        name: "timestamp",
        names: &["seconds", "microseconds"],
        optional: &[],
    };
    type Members = (Must<i64>, Must<i64>);
    fn made((Must(seconds), Must(microseconds)): Self::Members) -> Self {
        Self {
            seconds,
            microseconds,
        }
    }
}
crate::__object!(Timestamp);

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        let members = (Must(&self.seconds), Must(&self.microseconds));
        write(out, Self::TABLE, members)
    }
}

/// The error for a timestamp without a time: the sender does not know it (-1), its microseconds are
/// a second or more, or this system cannot represent it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownTime(Timestamp);

impl fmt::Display for UnknownTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Timestamp {
            seconds,
            microseconds,
        } = self.0;
        write!(f, "{seconds} s and {microseconds} \u{b5}s are not a time")
    }
}

impl std::error::Error for UnknownTime {}

impl TryFrom<Timestamp> for SystemTime {
    type Error = UnknownTime;

    fn try_from(timestamp: Timestamp) -> Result<Self, UnknownTime> {
        let seconds = Duration::from_secs(timestamp.seconds.unsigned_abs());
        let whole = match timestamp.seconds {
            0.. => UNIX_EPOCH.checked_add(seconds),
            _ => UNIX_EPOCH.checked_sub(seconds),
        };
        let rest = u64::try_from(timestamp.microseconds).ok();
        let rest = rest.filter(|rest| *rest < MICROSECONDS);
        whole
            .zip(rest)
            .and_then(|(whole, rest)| whole.checked_add(Duration::from_micros(rest)))
            .ok_or(UnknownTime(timestamp))
    }
}

/// The number of microseconds in a second.
const MICROSECONDS: u64 = 1_000_000;

/// Drops fractions of a microsecond.
impl From<SystemTime> for Timestamp {
    fn from(time: SystemTime) -> Self {
        let microseconds = match time.duration_since(UNIX_EPOCH) {
            Ok(after) => i128::try_from(after.as_micros()).unwrap_or(i128::MAX),
            Err(error) => {
                -i128::try_from(error.duration().as_nanos().div_ceil(1_000)).unwrap_or(i128::MAX)
            }
        };
        let second = i128::from(MICROSECONDS);
        let part = |part: i128| i64::try_from(part).unwrap_or(i64::MAX);
        Self {
            seconds: part(microseconds.div_euclid(second)),
            microseconds: part(microseconds.rem_euclid(second)),
        }
    }
}
