//! Who runs this process, as the operating system sees it.

/// A user of the operating system.
pub(super) struct Person {
    pub(super) id: i64,
    /// As `/etc/passwd` has it.
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
        let person = |id: rustix::process::Uid| Person {
            id: id.as_raw().into(),
            name: crate::platform::people::user(id.as_raw()),
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
