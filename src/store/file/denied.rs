//! Why this process may not: whose the place is, how it is kept, and who asks. A person who reads "permission
//! denied" has looked at owner and mode already, and both are right.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use rustix::process::{getegid, geteuid, getgroups};

use super::systems;

/// Of the nearest place around `path` that can be looked at, which is the one that does not let in, or the one
/// behind whose door that is.
pub(super) fn explained(path: &Path) -> String {
    let found = path
        .ancestors()
        .find_map(|place| Some((place, fs::symlink_metadata(place).ok()?)));
    let Some((place, found)) = found else {
        return format!("this process runs as {}", this_process());
    };
    let group = found.gid();
    let mut text = format!(
        "{} belongs to {} and {}, mode {:04o}; this process runs as {}",
        place.display(),
        named(USERS, "user", found.uid()),
        named(GROUPS, "group", group),
        found.mode() & 0o7777,
        this_process()
    );
    let is_owner = geteuid().is_root() || geteuid().as_raw() == found.uid();
    if let Some(name) = systems::without_permissions(place) {
        text += &format!("; {name}: mount it with this user's uid and umask=0077");
    } else if found.mode() & 0o070 != 0 && !is_owner && !groups().contains(&group) {
        text += ", which is not in that group";
        if is_member(group) {
            text += " though /etc/group has it: it began before that, and is to be started anew";
        }
    }
    text
}

/// Who asks, with all of its groups.
fn this_process() -> String {
    let user = named(USERS, "user", geteuid().as_raw());
    let groups = groups();
    let groups: Vec<_> = groups
        .iter()
        .map(|id| named(GROUPS, "group", *id))
        .collect();
    format!("{user} in {}", groups.join(", "))
}

fn groups() -> Vec<u32> {
    let mut groups = vec![getegid().as_raw()];
    let more = getgroups().unwrap_or_default();
    for group in more.into_iter().map(|group| group.as_raw()) {
        if !groups.contains(&group) {
            groups.push(group);
        }
    }
    groups
}

const USERS: &str = "/etc/passwd";
const GROUPS: &str = "/etc/group";

/// `user pos (107)`; without its name where only a directory service knows it.
fn named(file: &str, what: &str, id: u32) -> String {
    match line_of(file, 2, &id.to_string()) {
        Some(line) => format!(
            "{what} {} ({id})",
            line.split(':').next().unwrap_or_default()
        ),
        None => format!("{what} {id}"),
    }
}

/// Whether the system's file has this process's user in the group, whatever the process was given.
fn is_member(group: u32) -> bool {
    let user = line_of(USERS, 2, &geteuid().as_raw().to_string());
    let members = line_of(GROUPS, 2, &group.to_string());
    user.zip(members).is_some_and(|(user, group)| {
        let user = user.split(':').next();
        let members = group.rsplit(':').next().unwrap_or_default();
        members.split(',').any(|member| Some(member) == user)
    })
}

/// The line that has this in this field.
fn line_of(file: &str, field: usize, value: &str) -> Option<String> {
    let text = fs::read_to_string(file).ok()?;
    let found = text
        .lines()
        .find(|line| line.split(':').nth(field) == Some(value));
    found.map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn users_and_groups_have_their_names_where_the_system_knows_them() {
        assert_eq!(named(USERS, "user", 0), "user root (0)");
        assert_eq!(named(GROUPS, "group", 4_000_000_000), "group 4000000000");
    }
}
