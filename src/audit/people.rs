//! Who runs this process, as the operating system sees it.

/// A user of the operating system.
pub(super) struct Person {
    pub(super) id: i64,
    /// As `/etc/passwd` has it. The name services are not asked: they can hang on a directory's server.
    pub(super) name: Option<String>,
}

/// They differ in a program that runs setuid.
pub(super) struct People {
    pub(super) real: Person,
    pub(super) effective: Person,
}

impl People {
    #[cfg(unix)]
    pub(super) fn of_this_process() -> Self {
        let users = std::fs::read_to_string("/etc/passwd").unwrap_or_default();
        let person = |id: rustix::process::Uid| Person {
            id: id.as_raw().into(),
            name: name_of(id.as_raw(), &users),
        };
        Self {
            real: person(rustix::process::getuid()),
            effective: person(rustix::process::geteuid()),
        }
    }

    #[cfg(not(unix))]
    pub(super) fn of_this_process() -> Self {
        let nobody = || Person { id: -1, name: None };
        Self {
            real: nobody(),
            effective: nobody(),
        }
    }
}

#[cfg(unix)]
fn name_of(id: u32, users: &str) -> Option<String> {
    let id = id.to_string();
    users.lines().find_map(|user| {
        let mut fields = user.split(':');
        let name = fields.next()?;
        (fields.nth(1)? == id).then(|| name.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_user_is_found_by_its_number_and_no_other_field() {
        let users = "root:x:0:0:root:/root:/bin/sh\nbroken\n33:x:7:0::/:\nwww-data:x:33:33:::\n";
        for (id, name) in [
            (0, Some("root")),
            (33, Some("www-data")),
            (7, Some("33")),
            (8, None),
        ] {
            assert_eq!(name_of(id, users).as_deref(), name, "{id}");
        }
    }
}
