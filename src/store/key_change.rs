//! Changing the sealing key, in two steps: a new key is first made readable everywhere, and seals only
//! then. Where several machines or containers are given the key file by hand, the time between the two
//! steps is theirs to get it.

use std::time::Duration;

use super::{FileOptions, Kind, RecordId, Store};
use crate::audit::{Act, Concerned};
use crate::clock::Deadline;
use crate::error::Result;
use crate::platform;

/// Whose lease those take who change the key file. It names no record.
const KEY_FILE: RecordId = RecordId {
    kind: Kind::Registry,
    hash: [0xff; 32],
};
/// How long a step waits for another process that changes the key file or a record.
const PATIENCE: Duration = Duration::from_secs(10);

impl Store {
    /// The first step: puts a new key into the key file. It opens records, and seals none yet. Where one
    /// waits there already, nothing changes.
    ///
    /// # Errors
    /// [`InvalidArgument`](crate::ErrorKind::InvalidArgument) where the application gave the key; those
    /// of the store.
    pub fn prepare_key(&self) -> Result<()> {
        let _undisturbed = platform::undisturbed();
        let alone = self.lease(&KEY_FILE, Deadline::after(PATIENCE));
        let prepared = alone.and_then(|_alone| self.0.sealer.keys().prepare());
        match prepared {
            Ok(false) => Ok(()),
            changed => self.key_audited(Act::PrepareKey, changed.map(drop)),
        }
    }

    /// Seals the key file as the options say, where it is sealed otherwise.
    pub(super) fn protect_key(&self, options: &FileOptions) -> Result<()> {
        let keys = self.0.sealer.keys();
        match options.wanted_protection()? {
            Some(wanted) if keys.protection().is_some_and(|found| found != wanted) => {
                let _alone = self.lease(&KEY_FILE, Deadline::after(PATIENCE))?;
                keys.protect(wanted)
            }
            _ => Ok(()),
        }
    }

    fn key_audited<T>(&self, act: Act, changed: Result<T>) -> Result<T> {
        self.audited(act, &Concerned::default(), changed)
    }

    /// The second step: the prepared key seals from here on, in all processes, and every record that is
    /// sealed with another one is sealed anew. Tells how many were. The older keys stay in the key file,
    /// since a backup may need them. Where no key was prepared, or the application gave the key, it only
    /// seals anew; so a step that was broken off is done again by another call.
    ///
    /// Blocks while it goes through the records, and for 10 s at most for each that somebody is changing.
    ///
    /// # Errors
    /// Those of the store: the first one, after all records were tried.
    pub fn rotate_key(&self) -> Result<u64> {
        let _undisturbed = platform::undisturbed();
        self.key_audited(Act::RotateKey, self.rotate())
    }

    fn rotate(&self) -> Result<u64> {
        let keys = self.0.sealer.keys();
        if keys.has_file() {
            let _alone = self.lease(&KEY_FILE, Deadline::after(PATIENCE))?;
            keys.promote()?;
        }
        let (mut sealed, mut problem) = (0, None);
        for kind in [Kind::Session, Kind::Registry, Kind::Client] {
            let mut cursor = None;
            loop {
                let page = self.list(kind, cursor.as_ref())?;
                let Some(last) = page.last() else {
                    break;
                };
                cursor = Some(*last);
                for key in &page {
                    match self.seal_anew(key) {
                        Ok(was_old) => sealed += u64::from(was_old),
                        Err(error) => problem = problem.or(Some(error)),
                    }
                }
            }
        }
        problem.map_or(Ok(sealed), Err)
    }

    fn seal_anew(&self, key: &RecordId) -> Result<bool> {
        let mut lease = self.lease(key, Deadline::after(PATIENCE))?;
        lease.seal_anew()
    }
}
