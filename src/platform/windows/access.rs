//! Whose the store's directories and files are, and who may use them: their user, the system itself and the
//! administrators, who get everywhere anyway; in group mode each user of the machine. What a parent directory would
//! hand down does not count: below `C:\` and `ProgramData` that lets everybody in.

use std::io;
use std::os::windows::io::BorrowedHandle;
use std::path::Path;

use super::security::{self, Descriptor, Security};

const SYSTEM: &str = "S-1-5-18";
const ADMINISTRATORS: &str = "S-1-5-32-544";
const USERS: &str = "S-1-5-32-545";
/// Stand for whoever makes or owns something.
const CREATOR_OWNER: &str = "S-1-3-0";
const OWNER_RIGHTS: &str = "S-1-3-4";

/// Rights by which tokens can be read, changed or replaced, or the way to them opened.
const HARMFUL: u32 =
    READ | WRITE | APPEND | DELETE_CHILD | DELETE | WRITE_DAC | WRITE_OWNER | GENERIC;
const READ: u32 = 0x1;
const WRITE: u32 = 0x2;
const APPEND: u32 = 0x4;
const DELETE_CHILD: u32 = 0x40;
const DELETE: u32 = 0x1_0000;
const WRITE_DAC: u32 = 0x4_0000;
const WRITE_OWNER: u32 = 0x8_0000;
const GENERIC: u32 = 0xf000_0000;

/// Whose a file or a directory is.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    owner: String,
    /// Who may do harm; `None` where everybody may.
    trusted: Option<Vec<String>>,
}

impl Found {
    pub(super) fn of(opened: BorrowedHandle<'_>) -> io::Result<Self> {
        let Security { owner, allowed } = security::of(opened)?;
        let trusted = allowed.map(|allowed| {
            let harmful = allowed.into_iter().filter(|one| one.mask & HARMFUL != 0);
            harmful.map(|one| one.sid).collect()
        });
        Ok(Self { owner, trusted })
    }

    pub(crate) fn owner_in_words(&self) -> String {
        format!("user {}", self.owner)
    }

    pub(crate) fn permissions_in_words(&self) -> String {
        match &self.trusted {
            Some(trusted) => format!("open to {}", trusted.join(", ")),
            None => "open to everybody".into(),
        }
    }

    /// Who is let in beside those who get everywhere.
    fn others(&self, allowed: &[&str]) -> Option<String> {
        let Some(trusted) = &self.trusted else {
            return Some("everybody".into());
        };
        let everywhere = [SYSTEM, ADMINISTRATORS, CREATOR_OWNER, OWNER_RIGHTS];
        let is_other =
            |sid: &&String| !everywhere.contains(&&***sid) && !allowed.contains(&&***sid);
        let others: Vec<_> = trusted
            .iter()
            .filter(is_other)
            .map(String::as_str)
            .collect();
        (!others.is_empty()).then(|| others.join(", "))
    }

    /// Whether it belongs to whoever asks, or to those who get everywhere.
    fn is_nobodys_else(&self, me: &str) -> bool {
        [me, SYSTEM, ADMINISTRATORS].contains(&&*self.owner)
    }

    /// Another user, for whom an administrator makes what he makes.
    fn owner_beside(&self, me: &str) -> Option<Owner> {
        let is_anothers = !self.is_nobodys_else(me) && security::is_administrator();
        is_anothers.then(|| Owner(self.owner.clone()))
    }

    fn is_for_group(&self) -> bool {
        let trusted = self.trusted.as_deref().unwrap_or_default();
        trusted.iter().any(|sid| sid == USERS)
    }

    /// As a test's disk has them all.
    #[cfg(any(test, feature = "simulation"))]
    pub(crate) fn own() -> Self {
        Self {
            owner: security::own_sid().unwrap(),
            trusted: Some(Vec::new()),
        }
    }
}

/// The user for whom administrators make what they make.
#[derive(Debug, Clone)]
pub(crate) struct Owner(String);

/// What permissions are of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Directory,
    File,
}

/// Who may use what the store makes.
#[derive(Debug, Clone)]
pub(crate) struct Permissions {
    for_group: bool,
    owner: Option<Owner>,
}

impl Permissions {
    /// Nobody but whoever makes it, and each user of the machine where that was asked for.
    pub(crate) fn new(for_group: bool) -> Self {
        let owner = None;
        Self { for_group, owner }
    }

    pub(crate) fn given_to(self, owner: Option<Owner>) -> Self {
        Self { owner, ..self }
    }

    /// For the key file of a store whose directory is kept so.
    pub(crate) fn like(found: &Found, for_group: bool) -> Self {
        let me = security::own_sid().unwrap_or_default();
        Self::new(for_group).given_to(found.owner_beside(&me))
    }

    /// For a file that takes the place of one that is kept so, whoever changes it.
    pub(crate) fn as_kept(found: &Found) -> Self {
        Self::like(found, found.is_for_group())
    }

    /// Whether there can be strangers: there can't, since no link is followed.
    pub(crate) fn have_an_owner(&self) -> bool {
        false
    }

    pub(crate) fn refuse_strangers(&self, _: &Found) -> io::Result<()> {
        Ok(())
    }

    /// Nobody but the owner, and each user of the machine where that was asked for, may read it. Gives for whom
    /// administrators make what they make, or what is wrong.
    pub(crate) fn refuse_others(
        &self,
        path: &Path,
        found: &Found,
        kind: Kind,
    ) -> Result<Option<Owner>, String> {
        let me = security::own_sid().map_err(|error| error.to_string())?;
        let mut allowed = vec![found.owner.as_str(), &me];
        if self.for_group {
            allowed.push(USERS);
        }
        if let Some(others) = found.others(&allowed) {
            return Err(format!(
                "{} is open to {others}, so that others could read or replace the tokens; {}",
                path.display(),
                remedy(path, &me, kind)
            ));
        }
        if let Some(owner) = found.owner_beside(&me) {
            return Ok(Some(owner));
        }
        if found.is_nobodys_else(&me) || self.for_group {
            return Ok(None);
        }
        Err(format!(
            "{} belongs to user {}, and this process runs as user {me}; only its owner may, or each user of this \
             machine in group mode",
            path.display(),
            found.owner
        ))
    }

    /// What a new file or directory is given.
    pub(super) fn descriptor(&self, kind: Kind) -> io::Result<Descriptor> {
        let me = security::own_sid()?;
        let user = self.owner.as_ref().map_or(&me, |owner| &owner.0);
        // Administrators can make nothing for one user alone, but for themselves.
        let owner = if *user == me { &me } else { ADMINISTRATORS };
        let handed_down = match kind {
            Kind::Directory => "OICI",
            Kind::File => "",
        };
        let mut text = format!("O:{owner}D:P");
        for sid in [user, SYSTEM, ADMINISTRATORS] {
            text += &format!("(A;{handed_down};FA;;;{sid})");
        }
        if self.for_group {
            text += &format!("(A;{handed_down};{CHANGE};;;{USERS})");
        }
        Descriptor::of(&text)
    }
}

/// What the Explorer calls *Modify*.
const CHANGE: &str = "0x1301bf";

/// The command that shuts others out, by numbers: the names differ by language.
pub(super) fn remedy(path: &Path, me: &str, kind: Kind) -> String {
    let handed_down = match kind {
        Kind::Directory => "(OI)(CI)",
        Kind::File => "",
    };
    let grants = [me, SYSTEM, ADMINISTRATORS].map(|sid| format!("*{sid}:{handed_down}F"));
    format!(
        "icacls \"{}\" /inheritance:r /grant:r {}",
        path.display(),
        grants.join(" ")
    )
}
