//! What concerns stores and sessions alone.

use std::fmt;
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::Config;
use super::values::choice;
use crate::error::{Error, Result};
use crate::foreign;
use crate::secret::Secret;

/// The vendor's own; it is never on the wire.
pub(super) const REFRESH_LIFETIME: Duration = Duration::from_secs(14 * 24 * 3600);
const LONGEST_REFRESH_LIFETIME: Duration = Duration::from_secs(10 * 365 * 24 * 3600);

/// A directory, or the url of a store that several hosts share.
#[derive(Clone)]
pub(crate) struct Place(PathBuf);

impl Deref for Place {
    type Target = Path;

    fn deref(&self) -> &Path {
        &self.0
    }
}

/// Without what may be a password in a url.
impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.to_str().filter(|place| foreign::is_url(place)) {
            Some(url) => f.write_str(&foreign::shown(url)),
            None => self.0.fmt(f),
        }
    }
}

/// A store, as a configuration describes it.
#[derive(Debug, Clone)]
pub(crate) struct StoreSettings {
    pub(crate) path: Place,
    /// The directory of this host's own beside a shared one.
    pub(crate) journal: Option<PathBuf>,
    pub(crate) group: bool,
    /// On a file system that other machines can be at.
    pub(crate) network: bool,
    pub(crate) another_machine: bool,
    pub(crate) must_exist: bool,
    /// This machine's name, in place of its id.
    pub(crate) machine: Option<String>,
    pub(crate) key: StoreKey,
    /// Of a key file; as it is unless that is said.
    pub(crate) protection: Option<KeyProtection>,
    /// Opens records and seals none; 64 hexadecimal digits.
    pub(crate) older_key: Option<Secret>,
}

impl StoreSettings {
    /// With nothing said but where it is.
    pub(super) fn at(path: PathBuf) -> Self {
        Self {
            path: Place(path),
            journal: None,
            group: false,
            network: false,
            another_machine: false,
            must_exist: false,
            machine: None,
            key: StoreKey::FileBeside,
            protection: None,
            older_key: None,
        }
    }
}

/// Where its sealing key is.
#[derive(Debug, Clone)]
pub(crate) enum StoreKey {
    /// In `<path>.key`.
    FileBeside,
    File(PathBuf),
    /// 64 hexadecimal digits.
    Digits(Secret),
}

/// Whom the system lets open a key file, beside the file's permissions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyProtection {
    /// Whoever may read the file.
    None,
    /// The user who sealed it, by what Windows derives from the user's own password (DPAPI).
    User,
    /// Each user of the machine that sealed it who may read the file, by what that machine alone has (DPAPI).
    Machine,
}

impl KeyProtection {
    const NAMES: [(&str, Self); 3] = [
        ("none", Self::None),
        ("user", Self::User),
        ("machine", Self::Machine),
    ];

    /// As people write it.
    pub(crate) fn named(name: &str) -> Result<Self> {
        choice(name, &Self::NAMES)
    }

    /// As people read it.
    pub(crate) fn name(self) -> &'static str {
        Self::NAMES[self as usize].0
    }
}

/// What becomes of a refresh token whose last exchange has an unknown outcome: the reply was lost, or
/// the process ended. It is spent or not.
#[repr(C)]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Replay {
    /// It is presented again, with pauses that grow, until the server answers. OmniFund's server revokes
    /// nothing when it is, so this saves the session wherever the request had not arrived.
    #[default]
    UntilAnswered = 0,
    /// It is presented once more. For a server that takes a spent token for a short while, and gives the same
    /// pair again.
    Once = 1,
    /// It is never presented again: a saved password signs in anew, or a human does. For a server that revokes all
    /// that it gave when a spent token comes.
    Never = 2,
}

impl Replay {
    /// Whether a token that was presented `unknown` times without an answer may be presented again.
    pub(crate) fn allows_after(self, unknown: u32) -> bool {
        match self {
            Self::UntilAnswered => true,
            Self::Once => unknown <= 1,
            Self::Never => unknown == 0,
        }
    }
}

/// What concerns sessions alone.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SessionSettings {
    pub(crate) replay: Replay,
    pub(crate) refresh_lifetime: Duration,
}

impl Default for SessionSettings {
    fn default() -> Self {
        Self {
            replay: Replay::default(),
            refresh_lifetime: REFRESH_LIFETIME,
        }
    }
}

impl Config {
    /// Takes the configured store over from another machine, as [`FileOptions::take_over`] does.
    ///
    /// [`FileOptions::take_over`]: crate::FileOptions::take_over
    pub fn take_over_store(&mut self) {
        if let Some(store) = &mut self.store {
            store.another_machine = true;
        }
    }

    /// Whether the configured store has to be there already, as [`FileOptions::must_exist`] says; it is made where
    /// there is none unless set.
    ///
    /// [`FileOptions::must_exist`]: crate::FileOptions::must_exist
    pub fn set_store_must_exist(&mut self, must: bool) {
        if let Some(store) = &mut self.store {
            store.must_exist = must;
        }
    }

    /// What a session does with a refresh token whose last exchange has an unknown outcome;
    /// [`Replay::UntilAnswered`] unless set.
    ///
    /// ```
    /// use omnifund::{Config, Replay};
    ///
    /// // For a server that revokes all that it gave when a spent token comes.
    /// Config::new().set_replay(Replay::Never);
    /// ```
    pub fn set_replay(&mut self, replay: Replay) {
        self.sessions.replay = replay;
    }

    /// How long a refresh token presumably lives, for a session's status alone: the server never says
    /// it. Unless set as the table of [`Config::from_file`] says.
    ///
    /// # Errors
    /// [`InvalidConfiguration`](crate::ErrorKind::InvalidConfiguration) outside 1 s to ten years.
    pub fn set_refresh_lifetime(&mut self, lifetime: Duration) -> Result<()> {
        if lifetime < Duration::from_secs(1) || lifetime > LONGEST_REFRESH_LIFETIME {
            // No fraction: to write one takes 18 KB of the library, for this line.
            let problem = format!(
                "{} ms is not between 1 s and ten years",
                lifetime.as_millis()
            );
            return Err(Error::setting("refresh_lifetime", problem));
        }
        self.sessions.refresh_lifetime = lifetime;
        Ok(())
    }
}
