//! Whose the store's directories and files are, and who may use them.

use std::io;
use std::path::Path;

use rustix::process::geteuid;

use super::denied;

/// Whose a file or a directory is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Found {
    pub(super) user: u32,
    pub(super) group: u32,
    /// With the bits that say what it is.
    pub(super) mode: u32,
}

impl Found {
    pub(crate) fn owner_in_words(&self) -> String {
        format!("user {}", self.user)
    }

    pub(crate) fn permissions_in_words(&self) -> String {
        format!("mode {:04o}", self.mode & 0o7777)
    }

    /// As a test's disk has them all.
    #[cfg(any(test, feature = "simulation"))]
    pub(crate) fn own() -> Self {
        let user = geteuid().as_raw();
        Self {
            user,
            group: user,
            mode: 0o600,
        }
    }
}

/// To whom root gives what it makes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Owner {
    pub(super) user: u32,
    pub(super) group: u32,
}

/// What a mode is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Directory,
    File,
}

/// Who may use what the store makes.
#[derive(Debug, Clone)]
pub(crate) struct Permissions {
    pub(super) file_mode: u32,
    pub(super) directory_mode: u32,
    /// What root makes is given to the directory's owner, or he could not read it.
    pub(super) owner: Option<Owner>,
}

impl Permissions {
    /// Nobody but whoever makes it, and the group where that was asked for.
    pub(crate) fn new(for_group: bool) -> Self {
        let (directory_mode, file_mode) = if for_group {
            (0o2770, 0o660)
        } else {
            (0o700, 0o600)
        };
        Self {
            file_mode,
            directory_mode,
            owner: None,
        }
    }

    pub(crate) fn given_to(self, owner: Option<Owner>) -> Self {
        Self { owner, ..self }
    }

    /// For the key file of a store whose directory is kept so: it lies beside it, and does not inherit the group.
    pub(crate) fn like(found: &Found, for_group: bool) -> Self {
        Self::new(for_group).given_to(owner_like(found, for_group))
    }

    /// For a file that takes the place of one that is kept so, whoever changes it.
    pub(crate) fn as_kept(found: &Found) -> Self {
        Self {
            file_mode: found.mode & 0o660,
            ..Self::like(found, found.mode & 0o060 != 0)
        }
    }

    /// Whether there can be strangers.
    pub(crate) fn have_an_owner(&self) -> bool {
        self.owner.is_some()
    }

    /// Root goes into no directory of anybody else than the store's owner, and in group mode his group.
    pub(crate) fn refuse_strangers(&self, found: &Found) -> io::Result<()> {
        let Some(Owner { user, group }) = self.owner else {
            return Ok(());
        };
        let groups = self.file_mode & 0o060 != 0;
        if found.user == user || (groups && found.group == group) {
            return Ok(());
        }
        let problem = format!(
            "it belongs to user {}, and the store to user {user}",
            found.user
        );
        Err(io::Error::new(io::ErrorKind::PermissionDenied, problem))
    }

    /// Nobody but the owner, and the group where that was asked for, may read it. Gives whose root makes what it
    /// makes, or what is wrong.
    pub(crate) fn refuse_others(
        &self,
        path: &Path,
        found: &Found,
        kind: Kind,
    ) -> Result<Option<Owner>, String> {
        let mode = match kind {
            Kind::Directory => self.directory_mode,
            Kind::File => self.file_mode,
        };
        let wider = found.mode & 0o7777 & !mode & 0o777;
        if wider != 0 {
            return Err(format!(
                "{} has mode {:04o}, wider than {mode:04o}, so that others could read or replace the tokens; {}",
                path.display(),
                found.mode & 0o7777,
                denied::explained(path)
            ));
        }
        let user = geteuid();
        if user.is_root() {
            return Ok((found.user != 0).then_some(found.owner()));
        }
        if found.user != user.as_raw() && mode & 0o070 == 0 {
            return Err(format!(
                "{}; only its owner may, or the group in group mode",
                denied::explained(path)
            ));
        }
        Ok(None)
    }
}

impl Found {
    fn owner(&self) -> Owner {
        Owner {
            user: self.user,
            group: self.group,
        }
    }
}

/// To whom the key file is given that is made or changed: by root to `found`'s owner, by others to its
/// group where that may read it.
fn owner_like(found: &Found, group: bool) -> Option<Owner> {
    let user = geteuid();
    if user.is_root() {
        (group || found.user != 0).then_some(found.owner())
    } else {
        group.then_some(Owner {
            user: user.as_raw(),
            group: found.group,
        })
    }
}
