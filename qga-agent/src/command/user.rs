//! `guest-get-users`.

use qapi_wire::new;
use qga_types::GuestUser;

use crate::system::Root;
use crate::system::utmp::logins;

/// The path of the records of C libraries.
const FILE: &str = "var/run/utmp";

/// Returns the users that are logged in, each with the oldest session. Without records there are
/// none.
pub(crate) fn users(root: &Root) -> Vec<GuestUser> {
    let content = std::fs::read(root.path(FILE)).unwrap_or_default();
    let mut users: Vec<GuestUser> = Vec::new();
    for login in logins(&content) {
        match users.iter_mut().find(|user| user.user == login.user) {
            Some(user) => user.login_time = user.login_time.min(login.time),
            None => users.push(new!(GuestUser {
                user: login.user,
                login_time: login.time
            })),
        }
    }
    users
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::system::utmp::tests::record;

    #[test]
    fn the_oldest_session_counts() {
        let folder = tempfile::tempdir().unwrap();
        let root = Root::at(folder.path());
        assert_eq!(users(&root), []);
        std::fs::create_dir_all(folder.path().join("var/run")).unwrap();
        let content = [("bob", 30), ("alice", 20), ("bob", 10), ("bob", 40)];
        let content: Vec<u8> = content
            .iter()
            .flat_map(|&(user, time)| record(7, user, time, 0))
            .collect();
        std::fs::write(folder.path().join(FILE), content).unwrap();
        let expected = [
            new!(GuestUser {
                user: "bob",
                login_time: 10.0
            }),
            new!(GuestUser {
                user: "alice",
                login_time: 20.0
            }),
        ];
        assert_eq!(users(&root), expected);
    }
}
