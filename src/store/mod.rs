//! Where sessions and OAuth clients are kept.
//!
//! A [`Backend`] is a dumb keeper of small sealed records; the store above it seals and opens them,
//! so that no backend ever sees a secret. Waiting for a lease is the backend's business.

mod backend;
#[cfg(unix)]
mod file;
mod key;
mod key_change;
mod key_ring;
mod memory;
mod seal;

pub(crate) use self::backend::{Backend, Lease, Room, Stored};
pub(crate) use self::backend::{Kind, RecordKey, Version};
#[cfg(unix)]
pub use self::file::{FileOptions, HeldLease, StoreReport};
pub use self::key::SealingKey;

use std::fmt;
#[cfg(unix)]
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;

use serde::Serialize;
use serde::de::DeserializeOwned;
use zeroize::Zeroizing;

#[cfg(unix)]
use self::file::FileBackend;
use self::key_ring::KeyRing;
pub(crate) use self::memory::MemoryBackend;
use self::seal::Sealer;
use crate::clock::Deadline;
#[cfg(unix)]
use crate::config::{Config, StoreKey};
use crate::error::{Error, ErrorKind, Result};
use crate::hex::hex;
#[cfg(unix)]
use crate::platform;

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
    /// The directory, where there is one.
    place: Option<PathBuf>,
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
    /// [`StoreOnNetwork`](ErrorKind::StoreOnNetwork) on NFS,
    /// [`StoreFull`](ErrorKind::StoreFull) and [`StoreFailed`](ErrorKind::StoreFailed).
    #[cfg(unix)]
    pub fn open_file(path: impl AsRef<Path>, key: Option<SealingKey>) -> Result<Self> {
        Self::open_file_with(path, key, &FileOptions::default())
    }

    /// The same, with options.
    ///
    /// # Errors
    /// As [`Store::open_file`].
    #[cfg(unix)]
    pub fn open_file_with(
        path: impl AsRef<Path>,
        key: Option<SealingKey>,
        options: &FileOptions,
    ) -> Result<Self> {
        let _undisturbed = platform::undisturbed();
        let (backend, opened) = FileBackend::open(path.as_ref(), options)?;
        let keys = match key {
            Some(key) => KeyRing::given(key, options.older_keys()),
            None => KeyRing::of_file(&opened.place, options)?,
        };
        Ok(Self(Arc::new(Inner {
            identity: format!("file:{}:{}", hex(&opened.id), opened.place.display()),
            backend: Box::new(backend),
            sealer: Sealer::new(opened.id, keys),
            place: Some(opened.place),
        })))
    }

    /// The store that a configuration names (`OMNIFUND_STORE` and what goes with it).
    ///
    /// # Errors
    /// [`InvalidConfiguration`](ErrorKind::InvalidConfiguration) where it names none or its key is no
    /// key, and as [`Store::open_file`].
    #[cfg(unix)]
    pub fn open_configured(config: &Config) -> Result<Self> {
        let settings = config.store.as_ref().ok_or_else(|| {
            let problem = "the configuration names no store: OMNIFUND_STORE is not set";
            Error::new(ErrorKind::InvalidConfiguration, problem)
        })?;
        let mut options = FileOptions::default();
        if settings.group {
            options = options.group();
        }
        if settings.another_machine {
            options = options.take_over();
        }
        let key = match &settings.key {
            StoreKey::FileBeside => None,
            StoreKey::File(path) => {
                options = options.key_file(path);
                None
            }
            StoreKey::Digits(digits) => {
                Some(SealingKey::from_digits(digits.expose()).ok_or_else(|| {
                    let problem = "OMNIFUND_STORE_KEY is no key of 64 hexadecimal digits";
                    Error::new(ErrorKind::InvalidConfiguration, problem)
                })?)
            }
        };
        Self::open_file_with(&settings.path, key, &options)
    }

    /// How the directory is kept; `None` of a store in memory. Blocks on the file system only.
    ///
    /// # Errors
    /// Those of the store.
    #[cfg(unix)]
    pub fn report(&self) -> Result<Option<StoreReport>> {
        let place = self.0.place.as_deref();
        place
            .map(|place| file::report(place, self.describe_key()))
            .transpose()
    }

    /// Two stores of one identity keep the same records.
    pub(crate) fn identity(&self) -> &str {
        &self.0.identity
    }

    /// Which key seals, and where it is from; nothing of the key itself.
    pub(crate) fn describe_key(&self) -> String {
        self.0.sealer.keys().describe()
    }

    /// Reads a record, without a lease.
    pub(crate) fn load<T: DeserializeOwned>(&self, key: &RecordKey) -> Result<Option<Loaded<T>>> {
        let Some(stored) = self.0.backend.load(key)? else {
            return Ok(None);
        };
        self.open(key, stored).map(Some)
    }

    fn open<T: DeserializeOwned>(&self, key: &RecordKey, stored: Stored) -> Result<Loaded<T>> {
        let plain = self.0.sealer.open(key, &stored.bytes, &stored.place)?;
        let record = serde_json::from_slice(&plain).map_err(|error| {
            // The position alone: serde's own words quote what they can't read.
            let problem = format!(
                "{}: what was sealed is no such record, at byte {}",
                stored.place,
                error.column()
            );
            Error::new(ErrorKind::RecordCorrupt, problem)
        })?;
        Ok(Loaded {
            record,
            version: stored.version,
        })
    }

    /// Waits for the right to change a record, until `deadline` at most.
    ///
    /// # Errors
    /// [`StoreBusy`](ErrorKind::StoreBusy) where somebody else holds it until then.
    pub(crate) fn lease(&self, key: &RecordKey, deadline: Deadline) -> Result<Leased> {
        Ok(Leased {
            store: self.clone(),
            key: *key,
            lease: self.0.backend.lease(key, deadline)?,
        })
    }

    /// The records of a kind behind `cursor`, in the order of their keys; a page of them.
    pub(crate) fn list(&self, kind: Kind, cursor: Option<&RecordKey>) -> Result<Vec<RecordKey>> {
        self.0.backend.list(kind, cursor)
    }
}

impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Store").field(&self.identity()).finish()
    }
}

/// A record and the backend's version of it.
#[derive(Debug)]
pub(crate) struct Loaded<T> {
    pub(crate) record: T,
    pub(crate) version: Version,
}

/// The right to change one record. Given up when dropped.
pub(crate) struct Leased {
    store: Store,
    key: RecordKey,
    lease: Box<dyn Lease>,
}

impl Leased {
    /// Reads the record: under the lease nobody changes it.
    pub(crate) fn load<T: DeserializeOwned>(&self) -> Result<Option<Loaded<T>>> {
        self.store.load(&self.key)
    }

    /// Writes the record durably: when this returns, it survives a power cut. `expected` is the
    /// version that was read.
    pub(crate) fn save<T: Serialize>(&mut self, expected: Version, record: &T) -> Result<Version> {
        self.swap(expected, record, Room::Use)
    }

    /// The same, and sets the room for the next change aside: what follows is an exchange, and its
    /// result must find a place.
    pub(crate) fn save_before_exchange<T: Serialize>(
        &mut self,
        expected: Version,
        record: &T,
    ) -> Result<Version> {
        self.swap(expected, record, Room::SetAside)
    }

    /// Seals the record with the key that seals now, where it is sealed with another one; tells whether
    /// it was.
    fn seal_anew(&mut self) -> Result<bool> {
        let Some(stored) = self.store.0.backend.load(&self.key)? else {
            return Ok(false);
        };
        let sealer = &self.store.0.sealer;
        let plain = sealer.open(&self.key, &stored.bytes, &stored.place)?;
        if !sealer.is_sealed_with_older_key(&stored.bytes)? {
            return Ok(false);
        }
        let sealed = sealer.seal(&self.key, &plain)?;
        self.lease.swap(stored.version, &sealed, Room::Use)?;
        Ok(true)
    }

    fn swap<T: Serialize>(&mut self, expected: Version, record: &T, room: Room) -> Result<Version> {
        let plain = serde_json::to_vec(record)
            .map(Zeroizing::new)
            .map_err(|_| Error::new(ErrorKind::Internal, "a record can't be written as JSON"))?;
        let sealed = self.store.0.sealer.seal(&self.key, &plain)?;
        self.lease.swap(expected, &sealed, room)
    }
}
