//! Users and groups as the system's files name them. The name services are not asked: they can hang on a
//! directory's server.

use std::fs;

/// A user of the operating system.
pub(crate) struct Person {
    pub(crate) id: i64,
    /// As `/etc/passwd` has it.
    pub(crate) name: Option<String>,
}

/// Who runs this process. They differ in a program that runs setuid.
pub(crate) struct People {
    pub(crate) real: Person,
    pub(crate) effective: Person,
}

/// The number of the user as whom the process acts.
#[cfg(feature = "capi")]
pub(crate) fn acting() -> i64 {
    rustix::process::geteuid().as_raw().into()
}

impl People {
    pub(crate) fn of_this_process() -> Self {
        let person = |id: rustix::process::Uid| Person {
            id: id.as_raw().into(),
            name: user(id.as_raw()),
        };
        Self {
            real: person(rustix::process::getuid()),
            effective: person(rustix::process::geteuid()),
        }
    }
}

const USERS: &str = "/etc/passwd";
const GROUPS: &str = "/etc/group";

/// A user's name, where the file has it.
pub(super) fn user(id: u32) -> Option<String> {
    first_field(&line_of(&read(USERS), id)?)
}

/// A group's.
pub(super) fn group(id: u32) -> Option<String> {
    first_field(&line_of(&read(GROUPS), id)?)
}

/// Whether the file has the user in the group, whatever a running process was given.
pub(super) fn is_member(user: u32, group: u32) -> bool {
    let name = self::user(user);
    let group = line_of(&read(GROUPS), group);
    name.zip(group).is_some_and(|(name, group)| {
        let members = group.rsplit(':').next().unwrap_or_default();
        members.split(',').any(|member| member == name)
    })
}

fn read(file: &str) -> String {
    fs::read_to_string(file).unwrap_or_default()
}

fn first_field(line: &str) -> Option<String> {
    line.split(':').next().map(str::to_owned)
}

/// The line of a number, which is the third field of both.
fn line_of(text: &str, id: u32) -> Option<String> {
    let id = id.to_string();
    let mut lines = text.lines();
    let found = lines.find(|line| line.split(':').nth(2) == Some(&id));
    found.map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_found_by_its_number_and_no_other_field() {
        let users = "root:x:0:0:root:/root:/bin/sh\nbroken\n33:x:7:0::/:\nwww-data:x:33:33:::\n";
        for (id, name) in [
            (0, Some("root")),
            (33, Some("www-data")),
            (7, Some("33")),
            (8, None),
        ] {
            let found = line_of(users, id).and_then(|line| first_field(&line));
            assert_eq!(found.as_deref(), name, "{id}");
        }
    }

    #[test]
    fn the_systems_own_files_are_read() {
        assert_eq!(user(0).as_deref(), Some("root"));
        assert_eq!(group(4_000_000_000), None);
        assert!(!is_member(4_000_000_000, 0));
    }
}
