//! Why this process may not: whose the place is, how it is kept, and who asks. A person who reads "permission
//! denied" has looked at owner and mode already, and both are right.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use rustix::process::{getegid, geteuid, getgroups};

use super::{people, systems};

/// Of the nearest place around `path` that can be looked at, which is the one that does not let in, or the one
/// behind whose door that is.
pub(crate) fn explained(path: &Path) -> String {
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
        user(found.uid()),
        self::group(group),
        found.mode() & 0o7777,
        this_process()
    );
    let is_owner = geteuid().is_root() || geteuid().as_raw() == found.uid();
    if let Some(name) = systems::without_permissions(place) {
        text += &format!("; {name}: mount it with this user's uid and umask=0077");
    } else if found.mode() & 0o070 != 0 && !is_owner && !groups().contains(&group) {
        text += ", which is not in that group";
        if people::is_member(geteuid().as_raw(), group) {
            text += " though /etc/group has it: it began before that, and is to be started anew";
        }
    }
    text
}

/// Who asks, with all of its groups.
fn this_process() -> String {
    let user = user(geteuid().as_raw());
    let groups = groups();
    let groups: Vec<_> = groups.iter().map(|id| group(*id)).collect();
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

/// `user pos (107)`; without its name where only a directory service knows it.
fn named(what: &str, name: Option<String>, id: u32) -> String {
    match name {
        Some(name) => format!("{what} {name} ({id})"),
        None => format!("{what} {id}"),
    }
}

fn user(id: u32) -> String {
    named("user", people::user(id), id)
}

fn group(id: u32) -> String {
    named("group", people::group(id), id)
}
