//! A store that several hosts share: a table of somebody else's, and beside it a directory of this host's own.
//!
//! In the directory the processes of a host queue for a record, so that the table sees one contender for each
//! host; and what an exchange brought is durable there before the table has it. Whoever has the table's lease
//! may present a refresh token, and nobody else: where the table can't be asked, nobody does.

mod backend;
mod host;
mod lease;
#[cfg(test)]
pub(crate) mod simulated;

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use self::backend::SharedBackend;
use super::file::{FileBackend, FileOptions, KeyFile};
use super::key::SealingKey;
use super::key_ring::KeyRing;
use super::seal::Sealer;
use super::{Inner, PATIENCE, Store};
use crate::error::{Error, ErrorKind, Result};
use crate::foreign::functions::omnifund_store_functions;
use crate::foreign::{self, Functions, Table};
use crate::hex;
use crate::platform;

/// How long a migration may take.
const MIGRATION_MS: i64 = 60_000;
/// In a host's directory: which shared store it belongs to.
const BELONGS_TO: &str = "shared";

impl Store {
    /// The store at a place as `OMNIFUND_STORE` has it: a directory, or the url of a database that several hosts
    /// share (`postgresql://...`, `mysql://...`), for which a library beside this one is loaded. All hosts have
    /// the same sealing key; where there are records and no key file, none is made.
    ///
    /// Blocks on the file system, and for 10 s at most on the database where this host has never opened it.
    ///
    /// # Errors
    /// As [`Store::open_file`]; [`InvalidConfiguration`](ErrorKind::InvalidConfiguration) for a url that no
    /// library takes, [`StoreUnreachable`](ErrorKind::StoreUnreachable).
    pub fn open_place(place: &str, key: Option<SealingKey>, options: &FileOptions) -> Result<Self> {
        if !foreign::is_url(place) {
            return Self::open_file_with(place, key, options);
        }
        let table = Arc::new(foreign::table_of(place)?);
        Self::shared(table, &foreign::shown(place), key, options)
    }

    /// Makes what a shared store needs in its database; or gives the statements that do, and connects to nothing.
    /// It may be done again at any time, and changes nothing then.
    ///
    /// # Errors
    /// [`InvalidConfiguration`](ErrorKind::InvalidConfiguration) for a url that no library takes,
    /// [`StoreUnreachable`](ErrorKind::StoreUnreachable), [`StoreFailed`](ErrorKind::StoreFailed).
    pub fn migrate(url: &str, run: bool) -> Result<String> {
        foreign::migrate(url, MIGRATION_MS, run)
    }

    /// A store over a table of functions. It is copied; its `userdata` is the store's.
    #[cfg_attr(not(feature = "capi"), allow(dead_code))]
    pub(crate) fn open_functions(
        functions: &omnifund_store_functions,
        key: Option<SealingKey>,
        options: &FileOptions,
    ) -> Result<Self> {
        const NAME: &str = "of the application";
        let table = Arc::new(Functions::new(functions, NAME.to_owned())?);
        Self::shared(table, NAME, key, options)
    }

    /// Calls no function of the store's any more, once all calls have ended.
    #[cfg_attr(not(feature = "capi"), allow(dead_code))]
    pub(crate) fn detach(&self) {
        super::unsettled::forget(self);
        self.0.backend.detach();
    }

    /// Over a table, known to people by `name`.
    pub(crate) fn shared(
        table: Arc<dyn Table>,
        name: &str,
        key: Option<SealingKey>,
        options: &FileOptions,
    ) -> Result<Self> {
        let _undisturbed = platform::undisturbed();
        let (audit, log) = options.audit_and_log()?;
        let directory = host::directory(options, name)?;
        let here = options.of_journal();
        let (files, opened) = FileBackend::open(&directory, &here)?;
        let note = opened.place.join(BELONGS_TO);
        let note = KeyFile::new(&note, &here);
        let id = match note.read()? {
            Some(id) => id.trim_end().to_owned(),
            None => {
                let id = table.identify(PATIENCE)?;
                let made = note.make(format!("{id}\n").as_bytes(), &opened.place)?;
                made.trim_end().to_owned()
            }
        };
        let mut store = [0; 16];
        hex::parse(&id, &mut store).ok_or_else(|| {
            let problem = format!(
                "{}: {BELONGS_TO} is damaged: no store id",
                opened.place.display()
            );
            Error::new(ErrorKind::RecordCorrupt, problem)
        })?;
        table.expect(&id);
        let owner = host::owner(&opened)?;
        let host = hex::hex(&opened.id);
        let backend = SharedBackend::new(table, name, files, owner);
        let keys = match key {
            Some(key) => KeyRing::given(key, options.older_keys()),
            None => KeyRing::of_file(&opened, &options.of_journal(), || backend.has_records())?,
        };
        let store = Self(Arc::new(Inner {
            identity: format!("shared:{id}:{host}"),
            backend: Box::new(backend),
            sealer: Sealer::new(store, keys),
            place: Some(opened.place),
            shared: Some((name.to_owned(), host)),
            machine_is_known: opened.machine_is_known,
            machine_was_warned_of: AtomicBool::new(false),
            audit,
            log,
        }));
        store.protect_key(options)?;
        Ok(store)
    }
}
