//! The records of utmp(5): users that are logged in.

/// A login.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Login {
    /// The account.
    pub(crate) user: String,
    /// Seconds since 1970.
    pub(crate) time: f64,
}

/// The value of `ut_type` for a session of a user.
const USER_PROCESS: i16 = 7;
/// The offset of the account's name, and its largest length.
const USER: (usize, usize) = (44, 32);

/// The offset of the time. C libraries use 32 bits on most machines, and 64 on those that never
/// shared the file with 32-bit programs.
struct Layout {
    record: usize,
    seconds: usize,
    wide: bool,
}

const LAYOUT: Layout = if cfg!(any(target_arch = "aarch64", target_arch = "loongarch64")) {
    Layout {
        record: 400,
        seconds: 344,
        wide: true,
    }
} else {
    Layout {
        record: 384,
        seconds: 340,
        wide: false,
    }
};

/// Returns the logins in the content of the file. An incomplete record at its end is skipped.
pub(crate) fn logins(content: &[u8]) -> Vec<Login> {
    let records = content.chunks_exact(LAYOUT.record);
    records
        .filter_map(|record| login(record, &LAYOUT))
        .collect()
}

fn login(record: &[u8], layout: &Layout) -> Option<Login> {
    if i16::from_ne_bytes(bytes(record, 0)?) != USER_PROCESS {
        return None;
    }
    let (start, length) = USER;
    let user = record.get(start..start + length)?;
    let user = user.split(|&byte| byte == 0).next()?;
    let (seconds, microseconds) = if layout.wide {
        let seconds = i64::from_ne_bytes(bytes(record, layout.seconds)?);
        (
            seconds,
            i64::from_ne_bytes(bytes(record, layout.seconds + 8)?),
        )
    } else {
        // The number is unsigned. It lasts until 2106.
        let seconds = u32::from_ne_bytes(bytes(record, layout.seconds)?);
        let microseconds = u32::from_ne_bytes(bytes(record, layout.seconds + 4)?);
        (i64::from(seconds), i64::from(microseconds))
    };
    #[allow(
        clippy::cast_precision_loss,
        reason = "times of this millennium are exact"
    )]
    let time = seconds as f64 + microseconds as f64 / 1e6;
    let user = String::from_utf8_lossy(user).into_owned();
    Some(Login { user, time })
}

fn bytes<const N: usize>(record: &[u8], at: usize) -> Option<[u8; N]> {
    record.get(at..)?.first_chunk().copied()
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// Creates a record as the C library of this machine writes it.
    pub(crate) fn record(kind: i16, user: &str, seconds: u32, microseconds: u32) -> Vec<u8> {
        let mut record = vec![0; LAYOUT.record];
        record[..2].copy_from_slice(&kind.to_ne_bytes());
        record[USER.0..USER.0 + user.len()].copy_from_slice(user.as_bytes());
        let at = LAYOUT.seconds;
        if LAYOUT.wide {
            record[at..at + 8].copy_from_slice(&i64::from(seconds).to_ne_bytes());
            record[at + 8..at + 16].copy_from_slice(&i64::from(microseconds).to_ne_bytes());
        } else {
            record[at..at + 4].copy_from_slice(&seconds.to_ne_bytes());
            record[at + 4..at + 8].copy_from_slice(&microseconds.to_ne_bytes());
        }
        record
    }

    #[test]
    fn only_sessions_of_users_count() {
        let long = "a".repeat(32);
        let mut content = record(2, "reboot", 1, 0);
        content.extend(record(USER_PROCESS, "alice", 1_767_225_600, 250_000));
        content.extend(record(USER_PROCESS, &long, 3, 0));
        content.extend([7, 0, 1]);
        let login = |user: &str, time| Login {
            user: user.into(),
            time,
        };
        assert_eq!(
            logins(&content),
            [login("alice", 1_767_225_600.25), login(&long, 3.0)]
        );
    }
}
