//! Several users of one machine, whom only root can play.

#![allow(unsafe_code)]

use std::fs;
use std::io::{Read, Write};
use std::os::unix::fs::{PermissionsExt, chown};
use std::os::unix::net::UnixStream;
use std::path::PathBuf;

use omnifund::{Client, Error, FileOptions, Secret, Session, Store};

use super::{LocalServer, PASSWORD, Scratch, USERNAME};

/// Users that need not be known to the system, each with a group of its own, and one that they share.
pub const OWNER: u32 = 61_001;
pub const OTHER: u32 = 61_002;
pub const SHARED: u32 = 61_100;

/// What `work` said as another user, in a process of its own.
pub fn as_user(user: u32, groups: &[u32], work: impl FnOnce() -> Result<String, Error>) -> String {
    let (mut ours, mut theirs) = UnixStream::pair().unwrap();
    // SAFETY: the child goes on with this thread alone, and ends without running the parent's cleanups.
    let child = unsafe { libc::fork() };
    if child == 0 {
        // SAFETY: `groups` lives until the call returns.
        let changed = unsafe {
            libc::setgroups(groups.len(), groups.as_ptr()) == 0
                && libc::setgid(user) == 0
                && libc::setuid(user) == 0
        };
        let told = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            assert!(changed);
            work().unwrap_or_else(|error| format!("{:?}: {error}", error.kind()))
        }));
        let told = told.unwrap_or_else(|panic| {
            let words = panic.downcast_ref::<String>().cloned();
            format!("panic: {}", words.unwrap_or_default())
        });
        let _ = theirs.write_all(told.as_bytes());
        // SAFETY: nothing of the parent's is touched.
        unsafe { libc::_exit(0) };
    }
    assert!(child > 0);
    drop(theirs);
    let mut told = String::new();
    ours.read_to_string(&mut told).unwrap();
    // SAFETY: it is a child of this process, and nobody else waits for it.
    unsafe { libc::waitpid(child, std::ptr::null_mut(), 0) };
    told
}

/// A folder that belongs to the owner, and a server that every user can reach.
pub struct Here {
    pub server: LocalServer,
    pub client: Client,
    pub scratch: Scratch,
    pub options: FileOptions,
}

impl Here {
    /// `None`, with a printed reason, where this process can't play other users.
    pub fn new(name: &str, options: FileOptions) -> Option<Self> {
        if !rustix::process::geteuid().is_root() {
            println!("skipped: only root can play other users");
            return None;
        }
        // The authority's file would be root's alone.
        let server = LocalServer::with(&["--plain-http", "--control", "127.0.0.1:0"]);
        let scratch = Scratch::new(name);
        let folder = scratch.path("");
        chown(&folder, Some(OWNER), Some(SHARED)).unwrap();
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o775)).unwrap();
        Some(Self {
            client: server.client(),
            server,
            scratch,
            options,
        })
    }

    pub fn path(&self) -> PathBuf {
        self.scratch.path("store")
    }

    pub fn open(&self) -> Result<Store, Error> {
        Store::open_file_with(self.path(), None, &self.options)
    }

    pub fn session(&self) -> Result<Session, Error> {
        Session::open(&self.client, &self.open()?, USERNAME)
    }

    pub fn sign_in(&self) -> Result<String, Error> {
        self.session()?.sign_in(&Secret::from(PASSWORD))?;
        Ok("signed in".into())
    }

    /// All that touches a store: every kind of record, and the key.
    pub fn use_all(&self) -> Result<String, Error> {
        let (store, session) = (self.open()?, self.session()?);
        session.refresh()?;
        store.clients()?;
        store.prepare_key()?;
        store.rotate_key()?;
        session.refresh()?;
        session.token()?;
        Ok("all works".into())
    }

    /// The store, all in it, and its key.
    pub fn everything(&self) -> Vec<PathBuf> {
        let mut all = vec![self.path().with_extension("key"), self.path()];
        let mut at = 1;
        while let Some(path) = all.get(at).cloned() {
            if path.is_dir() {
                all.extend(
                    fs::read_dir(path)
                        .unwrap()
                        .map(|entry| entry.unwrap().path()),
                );
            }
            at += 1;
        }
        all
    }

    pub fn chmod_folders(&self, mode: u32) {
        for path in self.everything().into_iter().filter(|path| path.is_dir()) {
            fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
        }
    }
}
