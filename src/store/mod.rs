//! Where sessions and OAuth clients are kept.
//!
//! A [`Backend`] is a dumb keeper of small sealed records; the store above it seals and opens them,
//! so that no backend ever sees a secret. Waiting for a lease is the backend's business.

mod backend;
mod file;
#[cfg(feature = "capi")]
mod file_stamp;
#[cfg(any(test, feature = "fuzzing"))]
pub(crate) mod fuzzed;
mod key;
mod key_change;
mod key_protection;
mod key_ring;
mod leased;
mod members;
mod memory;
mod reading;
mod seal;
mod shared;
mod stamp;
mod unsettled;

#[cfg(test)]
pub(crate) use self::backend::Stored;
pub(crate) use self::backend::{Backend, Kind, Lease, RecordId, Version};
#[cfg(test)]
pub(crate) use self::backend::{Swapped, Terms};
pub use self::file::{FileOptions, HeldLease, StoreReport};
#[cfg(feature = "capi")]
pub(crate) use self::file_stamp::FileStamp;
pub use self::key::SealingKey;
pub(crate) use self::key::random_array;
pub(crate) use self::leased::{Content, Leased};
#[cfg(all(test, unix))]
pub(crate) use self::shared::simulated;
pub(crate) use self::unsettled::{is_left, settle_all};

use std::any::Any;
use std::borrow::Cow;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use self::file::FileBackend;
use self::key_ring::KeyRing;
pub(crate) use self::memory::MemoryBackend;
use self::seal::Sealer;
use crate::audit::{Act, Audit, Concerned};
use crate::clock::{Clocks, Deadline};
use crate::config::{Config, StoreKey};
use crate::error::{Error, ErrorKind, Result};
use crate::hex::hex;
use crate::log::Log;
use crate::platform;

/// How long a store may take to answer where no call says so.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long another process of this host may be waited for that is at the same.
const A_MOMENT: Duration = Duration::from_secs(2);

/// Where sessions and OAuth clients are kept. Cheap to clone; any thread may use it at any time.
///
/// Whoever opens a store can act as any employee in it.
#[derive(Clone)]
pub struct Store(Arc<Inner>);

struct Inner {
    backend: Box<dyn Backend>,
    sealer: Sealer,
    /// Tells stores of one process apart: two openings of one directory are one store.
    identity: String,
    /// The directory, where there is one; of a store that several hosts share, this host's own beside it.
    place: Option<PathBuf>,
    /// How people know a store that several hosts share, and which of them this is.
    shared: Option<(String, String)>,
    /// Whether a clone of it on another machine would be noticed.
    machine_is_known: bool,
    machine_was_warned_of: AtomicBool,
    audit: Audit,
    /// It is told what goes wrong with the audit.
    log: Log,
}

impl Store {
    /// Kept in this process's memory and gone with it: for tests, and for programs that sign in at
    /// every start. A forked child's is empty, since two processes would spend one refresh token: there
    /// OAuth clients are saved, and users sign in, after the fork.
    pub fn in_memory() -> Result<Self> {
        let id = key::random_array()?;
        let identity = format!("memory:{}", hex(&id));
        Ok(Self(Arc::new(Inner {
            backend: Box::new(MemoryBackend::default()),
            sealer: Sealer::new(id, KeyRing::given(SealingKey::generate()?, &[])),
            identity,
            place: None,
            shared: None,
            machine_is_known: true,
            machine_was_warned_of: AtomicBool::new(false),
            audit: Audit::into_sink(None)?,
            log: Log::default(),
        })))
    }

    /// Over a backend of a test's own.
    #[cfg(test)]
    pub(crate) fn over(backend: Box<dyn Backend>) -> Self {
        let store = Self::in_memory().unwrap();
        let inner = Arc::into_inner(store.0).unwrap();
        Self(Arc::new(Inner { backend, ..inner }))
    }

    /// A directory, made where there is none. Its records are sealed with the key of the file
    /// `<path>.key` beside it, which is made with the directory, or with `key`.
    ///
    /// Blocks on the file system only.
    ///
    /// # Errors
    /// [`StorePermissions`](ErrorKind::StorePermissions) where others could read it,
    /// [`KeyMissing`](ErrorKind::KeyMissing) where there are records and no key file,
    /// [`StoreTooNew`](ErrorKind::StoreTooNew) for one of a later library,
    /// [`StoreMoved`](ErrorKind::StoreMoved) for one of another machine,
    /// [`StoreOnNetwork`](ErrorKind::StoreOnNetwork) on NFS and its like,
    /// [`StoreMissing`](ErrorKind::StoreMissing) where there is none and [`FileOptions::must_exist`] says so,
    /// [`StoreFull`](ErrorKind::StoreFull) and [`StoreFailed`](ErrorKind::StoreFailed).
    pub fn open_file(path: impl AsRef<Path>, key: Option<SealingKey>) -> Result<Self> {
        Self::open_file_with(path, key, &FileOptions::default())
    }

    /// A store in a directory, made where there is none unless `options` say otherwise; sealed as
    /// [`Store::open_file`] says.
    ///
    /// # Errors
    /// As [`Store::open_file`].
    pub fn open_file_with(
        path: impl AsRef<Path>,
        key: Option<SealingKey>,
        options: &FileOptions,
    ) -> Result<Self> {
        let _undisturbed = platform::undisturbed();
        let (audit, log) = options.audit_and_log()?;
        let (backend, opened) = FileBackend::open(path.as_ref(), options)?;
        let keys = match key {
            Some(key) => KeyRing::given(key, options.older_keys()),
            None => KeyRing::of_file(&opened, options, || {
                file::has_records(&opened.place, options)
            })?,
        };
        let store = Self(Arc::new(Inner {
            identity: format!("file:{}:{}", hex(&opened.id), opened.place.display()),
            backend: Box::new(backend),
            sealer: Sealer::new(opened.id, keys),
            place: Some(opened.place),
            shared: None,
            machine_is_known: opened.machine_is_known,
            machine_was_warned_of: AtomicBool::new(false),
            audit,
            log,
        }));
        store.protect_key(options)?;
        Ok(store)
    }

    /// The store that a configuration names (`OMNIFUND_STORE` and what goes with it).
    ///
    /// # Errors
    /// [`InvalidConfiguration`](ErrorKind::InvalidConfiguration) where it names none or its key is no
    /// key, and as [`Store::open_place`].
    pub fn open_configured(config: &Config) -> Result<Self> {
        let settings = config.store.as_ref().ok_or_else(|| {
            let problem = "the configuration names no store: OMNIFUND_STORE is not set";
            Error::new(ErrorKind::InvalidConfiguration, problem)
        })?;
        let mut options = FileOptions::default().audited_as(config);
        if settings.group {
            options = options.group();
        }
        if settings.network {
            options = options.allow_network();
        }
        if settings.another_machine {
            options = options.take_over();
        }
        if settings.must_exist {
            options = options.must_exist();
        }
        if let Some(name) = &settings.machine {
            options = options.machine(name);
        }
        let parsed = |name: &str, digits: &str| {
            SealingKey::from_digits(digits).ok_or_else(|| {
                let problem = format!("{name} is no key of 64 hexadecimal digits");
                Error::new(ErrorKind::InvalidConfiguration, problem)
            })
        };
        if let Some(digits) = &settings.older_key {
            options = options.older_key(parsed("OMNIFUND_STORE_OLDER_KEY", digits.expose())?);
        }
        let key = match &settings.key {
            StoreKey::FileBeside => None,
            StoreKey::File(path) => {
                options = options.key_file(path);
                None
            }
            StoreKey::Digits(digits) => Some(parsed("OMNIFUND_STORE_KEY", digits.expose())?),
        };
        if let Some(protection) = settings.protection {
            options = options.key_protection(protection);
        }
        if let Some(journal) = &settings.journal {
            options = options.journal(journal);
        }
        match settings.path.to_str() {
            Some(place) => Self::open_place(place, key, &options),
            None => Self::open_file_with(&*settings.path, key, &options),
        }
    }

    /// How the directory is kept; `None` of a store in memory. Blocks on the file system only.
    ///
    /// # Errors
    /// Those of the store.
    pub fn report(&self) -> Result<Option<StoreReport>> {
        let place = self.0.place.as_deref();
        place
            .map(|place| file::report(place, self.describe_key(), self.0.machine_is_known))
            .transpose()
    }

    /// The directory, where there is one.
    pub(crate) fn place(&self) -> Option<&std::path::Path> {
        self.0.place.as_deref()
    }

    /// The file of a record, where each has one of its own that every change replaces.
    #[cfg(feature = "capi")]
    pub(crate) fn path_of(&self, key: &RecordId) -> Option<PathBuf> {
        self.0.backend.path_of(key)
    }

    /// How many bytes are free for whoever is not root, as far as its file system tells.
    pub(crate) fn free_space(&self) -> Option<u64> {
        file::free_space(self.place()?).ok()
    }

    /// Whether its log is to be told that a clone could not be noticed: once for each opening.
    pub(crate) fn is_to_warn_of_clones(&self) -> bool {
        !self.0.machine_is_known && !self.0.machine_was_warned_of.swap(true, Ordering::Relaxed)
    }

    /// How people know the database, where several hosts share the store: its url without a secret.
    pub fn database(&self) -> Option<&str> {
        self.0.shared.as_ref().map(|(name, _)| name.as_str())
    }

    /// Which of the hosts this is that share the store, if it is shared.
    pub(crate) fn host(&self) -> Option<&str> {
        self.0.shared.as_ref().map(|(_, host)| host.as_str())
    }

    /// Keeps the connection to a shared store that calls need one after the other, until it is dropped.
    pub(crate) fn attend(&self) -> Option<Box<dyn Any>> {
        self.0.backend.attend()
    }

    /// Two stores of one identity keep the same records.
    pub(crate) fn identity(&self) -> &str {
        &self.0.identity
    }

    /// How people know it.
    pub(crate) fn name(&self) -> Cow<'_, str> {
        match &*self.0 {
            Inner {
                shared: Some((name, _)),
                ..
            } => name.into(),
            Inner {
                place: Some(place), ..
            } => place.to_string_lossy(),
            _ => "in memory".into(),
        }
    }

    pub(crate) fn audit(&self) -> &Audit {
        &self.0.audit
    }

    /// Leaves an audit line of a change of the store itself, however it ended.
    pub(crate) fn audited<T>(
        &self,
        act: Act,
        concerned: &Concerned<'_>,
        changed: Result<T>,
    ) -> Result<T> {
        let name = self.name();
        let concerned = Concerned {
            store: Some(&name),
            ..*concerned
        };
        let Inner { audit, log, .. } = &*self.0;
        audit.line(log, act, &concerned, changed.as_ref().err());
        changed
    }

    /// Which key seals, and where it is from; nothing of the key itself.
    pub(crate) fn describe_key(&self) -> String {
        self.0.sealer.keys().describe()
    }

    /// Waits for the right to change a record, until `deadline` at most, and puts in its place what a
    /// holder before could not.
    ///
    /// # Errors
    /// [`StoreBusy`](ErrorKind::StoreBusy) where somebody else holds it until then.
    pub(crate) fn lease(&self, key: &RecordId, deadline: Deadline) -> Result<Leased> {
        self.lease_within(key, deadline, deadline)
    }

    /// Waits for others until `patience` ends, and for the store itself until `call` does.
    ///
    /// # Errors
    /// As [`Store::lease`].
    pub(crate) fn lease_within(
        &self,
        key: &RecordId,
        patience: Deadline,
        call: Deadline,
    ) -> Result<Leased> {
        let began = Clocks::now();
        let lease = self.0.backend.lease(key, patience, call);
        let leased = lease.and_then(|lease| self.leased(key, lease, call));
        leased.inspect_err(|_| unsettled::is_not_settled(self, key, began))
    }

    /// As [`Store::lease`], unless a look at the record, which is no longer of the version that was `seen`, says that
    /// it is not wanted any more.
    ///
    /// # Errors
    /// As [`Store::lease`], and what the look said.
    pub(crate) fn lease_unless(
        &self,
        key: &RecordId,
        deadline: Deadline,
        seen: Version,
        look: &mut dyn FnMut() -> Result<bool>,
    ) -> Result<Option<Leased>> {
        let backend = &self.0.backend;
        let lease = backend.lease_unless(key, (deadline, deadline), seen, look)?;
        let leased = lease.map(|lease| self.leased(key, lease, deadline));
        leased.transpose()
    }

    fn leased(&self, key: &RecordId, lease: Box<dyn Lease>, call: Deadline) -> Result<Leased> {
        let mut leased = Leased::new(self.clone(), *key, lease, call);
        leased.finish_what_was_left()?;
        unsettled::is_settled(self, key);
        Ok(leased)
    }

    /// Waits a while for who has the lease; `false` where [`Store::lease`] does it better.
    pub(crate) fn wait(&self, key: &RecordId, pause: &mut Duration, deadline: Deadline) -> bool {
        self.0.backend.wait(key, pause, deadline.remaining())
    }

    /// Puts into a shared store what was left on this host, as by a process that was killed, where that can be
    /// reached; else it is for the next who tries.
    pub(crate) fn settle_what_was_left(&self) {
        for key in self.0.backend.left_on_this_host().unwrap_or_default() {
            let _settled =
                self.lease_within(&key, Deadline::after(A_MOMENT), Deadline::after(PATIENCE));
        }
    }

    /// The records of a kind behind `cursor`, in the order of their keys; a page of them.
    pub(crate) fn list(&self, kind: Kind, cursor: Option<&RecordId>) -> Result<Vec<RecordId>> {
        self.0.backend.list(kind, cursor)
    }
}

impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Store").field(&self.identity()).finish()
    }
}

/// A record and the backend's version of it.
#[derive(Debug, Clone)]
pub(crate) struct Loaded<T> {
    pub(crate) record: T,
    pub(crate) version: Version,
}
