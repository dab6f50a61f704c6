//! Sessions that this process has opened by a file of settings, and opens again: a worker of PHP-FPM does so for each
//! request. Where neither the file nor the session's record, nor that of the store's OAuth clients, has changed, nothing
//! that an opening would read has; so a look at each is enough, and the session is the one that knows its token already.
//!
//! What another process does to the session changes its record, and is seen by the next opening, as always.

use std::collections::BTreeMap;
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Session, said, unsaved};
use crate::config::Config;
use crate::error::Result;
use crate::platform::lock::Lock;
use crate::platform::people;
use crate::store::FileStamp;

/// A process that has more than so many users forgets them all, and begins anew.
const MOST: usize = 256;

/// The files that an opening reads; each is known before it is looked at.
struct Files {
    settings: PathBuf,
    record: PathBuf,
    /// The OAuth clients of the store; many have none.
    clients: PathBuf,
}

impl Files {
    fn of(settings: &Path, session: &Session) -> Option<Self> {
        let store = &session.store;
        Some(Self {
            settings: settings.to_owned(),
            record: store.path_of(&session.key)?,
            clients: store.path_of_clients()?,
        })
    }

    fn seen(&self) -> Option<Seen> {
        Some(Seen {
            settings: FileStamp::of(&self.settings)?,
            record: FileStamp::of(&self.record)?,
            clients: FileStamp::of(&self.clients),
            user: people::acting(),
        })
    }
}

/// What an opening depends on, as it was before it was read.
#[derive(PartialEq, Eq)]
struct Seen {
    settings: FileStamp,
    record: FileStamp,
    clients: Option<FileStamp>,
    /// The user whom the process acts as.
    user: i64,
}

struct Opened {
    files: Files,
    seen: Seen,
    session: Arc<Session>,
}

type Name = (PathBuf, String);

static OPENED: Lock<BTreeMap<Name, Arc<Opened>>> = Lock::new();

/// A session that a handle holds, alone or with others.
pub(crate) struct Held(Arc<Session>);

impl Held {
    /// The session of `username` that a file of settings names, as [`Session::open_configured`] opens it.
    pub(crate) fn open(path: &Path, username: &str) -> Result<Self> {
        let name = (path.to_owned(), username.to_owned());
        if let Some(session) = still_open(&name) {
            unsaved::try_again();
            said::opened(&session.client(), &session.store, username);
            return Ok(Self(session));
        }
        let settings = FileStamp::of(path);
        let config = Config::from_file(path)?;
        let session = Arc::new(Session::open_configured(&config, username)?);
        // Of a relative path it is not known where it will lead, nor of another file what is in it.
        if path.is_absolute() && !config.has_other_files {
            keep(name, settings, &session);
        }
        Ok(Self(session))
    }
}

impl From<Session> for Held {
    fn from(session: Session) -> Self {
        Self(Arc::new(session))
    }
}

impl Deref for Held {
    type Target = Session;

    fn deref(&self) -> &Session {
        &self.0
    }
}

/// As at the end of a session: its program may be about to end.
impl Drop for Held {
    fn drop(&mut self) {
        unsaved::save_all();
    }
}

fn still_open(name: &Name) -> Option<Arc<Session>> {
    let opened = OPENED.lock().get(name).cloned()?;
    if opened.files.seen().as_ref() == Some(&opened.seen) {
        return Some(Arc::clone(&opened.session));
    }
    drop(opened);
    // Its end asks for other locks, and comes before another one is opened, which would know what it knew.
    let ended = OPENED.lock().remove(name);
    drop(ended);
    None
}

fn keep(name: Name, settings: Option<FileStamp>, session: &Arc<Session>) {
    let Some(files) = Files::of(&name.0, session) else {
        return;
    };
    let seen = files.seen().filter(|seen| {
        let stamps = [Some(seen.settings), Some(seen.record), seen.clients];
        settings == Some(seen.settings) && stamps.iter().flatten().all(FileStamp::is_settled)
    });
    let Some(seen) = seen else { return };
    let opened = Arc::new(Opened {
        files,
        seen,
        session: Arc::clone(session),
    });
    let forgotten = {
        let mut table = OPENED.lock();
        let forgotten = (table.len() >= MOST).then(|| std::mem::take(&mut *table));
        table.insert(name, opened);
        forgotten
    };
    drop(forgotten);
}
