//! A store with one session, looked at as files.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use omnifund::{Advice, Error, ErrorKind, FileOptions, Secret, Session, Store};

use super::{LocalServer, PASSWORD, Scratch, USERNAME};

pub fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().mode() & 0o7777
}

pub fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

/// All files below a directory.
pub fn files(directory: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found
}

/// The one record of a store with one session.
pub fn record(store: &Path) -> PathBuf {
    let mut records = files(&store.join("records"));
    assert_eq!(records.len(), 1, "{records:?}");
    records.pop().unwrap()
}

pub struct SignedIn {
    pub server: LocalServer,
    _scratch: Scratch,
    pub path: PathBuf,
}

impl SignedIn {
    pub fn new(name: &str) -> Self {
        Self::with(name, &FileOptions::default())
    }

    pub fn with(name: &str, options: &FileOptions) -> Self {
        let server = LocalServer::start();
        let scratch = Scratch::new(name);
        let path = scratch.path("store");
        let store = Store::open_file_with(&path, None, options).unwrap();
        let session = Session::open(&server.client(), &store, USERNAME).unwrap();
        session.sign_in(&Secret::from(PASSWORD)).unwrap();
        Self {
            server,
            _scratch: scratch,
            path,
        }
    }

    /// What a process that opens the store now gets; status reads the record, and caches nothing.
    pub fn status(&self) -> Result<bool, Error> {
        let store = Store::open_file(&self.path, None)?;
        let session = Session::open(&self.server.client(), &store, USERNAME)?;
        Ok(session.status()?.signed_in)
    }

    #[track_caller]
    pub fn assert_refused(&self, kind: ErrorKind, named: &Path) {
        let error = self.status().unwrap_err();
        assert_eq!(error.kind(), kind, "{error}");
        assert_eq!(error.advice(), Advice::FixStorage);
        assert!(
            error.to_string().contains(named.to_str().unwrap()),
            "{error}"
        );
    }
}

/// A record's file as far as its length says; behind that lies room.
pub fn without_room(record: &Path) -> Vec<u8> {
    let mut whole = fs::read(record).unwrap();
    let length = u32::from_be_bytes(whole[12..16].try_into().unwrap());
    whole.truncate(16 + length as usize);
    whole
}
