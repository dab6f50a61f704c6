//! What somebody else on the machine puts in a store's way: other files in its files' places, records of another
//! time or another store, a lock that is never given up.

use std::fs;
use std::io::Write;
use std::os::unix::fs::{MetadataExt, symlink};
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::time::Duration;

use omnifund::{Advice, Client, Error, ErrorKind, Secret, Session, Store};

use crate::client::within;
use crate::common::file_store::{files, set_mode};
use crate::common::peer::{Peer, read_request};
use crate::common::{PATIENCE, Scratch};

/// Gives a pair to whoever asks, whatever he shows for it.
pub fn generous() -> Peer {
    let count = AtomicUsize::new(0);
    Peer::new(move |mut stream, received| {
        read_request(&mut stream, received);
        let one = count.fetch_add(1, Ordering::SeqCst);
        let pair =
            format!(r#"{{"access_token":"A{one}","refresh_token":"R{one}","expires_in":3600}}"#);
        let length = pair.len();
        let head = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length";
        let _ = write!(stream, "{head}: {length}\r\n\r\n{pair}");
    })
}

/// A store with two users, and a file that is none of its business.
struct House {
    client: Client,
    scratch: Scratch,
    server: Peer,
}

const PRECIOUS: &str = "somebody else's, and precious";

impl House {
    fn new(name: &str) -> Self {
        let server = generous();
        let here = Self {
            client: Client::new(&within(PATIENCE, &server.base_url())).unwrap(),
            scratch: Scratch::new(name),
            server,
        };
        for user in ["alice", "bob"] {
            let password = Secret::from("password");
            here.session(&here.store(), user)
                .unwrap()
                .sign_in(&password)
                .unwrap();
        }
        fs::write(here.precious(), PRECIOUS).unwrap();
        set_mode(&here.precious(), 0o640);
        here
    }

    fn store(&self) -> PathBuf {
        self.scratch.path("store")
    }

    fn precious(&self) -> PathBuf {
        self.scratch.path("precious")
    }

    fn session(&self, store: &Path, user: &str) -> Result<Session, Error> {
        Session::open(&self.client, &Store::open_file(store, None)?, user)
    }

    /// All that a program does with a store: reads, refreshes, keeps an OAuth client, changes the key.
    fn used(&self, store: &Path) -> Result<(), Error> {
        let session = self.session(store, "alice")?;
        session.status()?;
        session.refresh()?;
        session.token()?;
        let store = Store::open_file(store, None)?;
        store.save_client("Till", "2_other", &Secret::from("secret"))?;
        store.remove_client("Till")?;
        store.prepare_key()?;
        store.rotate_key().map(drop)
    }

    /// The same in time: who waits for a pipe's other end waits for ever.
    #[track_caller]
    fn used_in_time(&self, what: &str, store: &Path) -> Result<(), Error> {
        std::thread::scope(|scope| {
            let (done, is_done) = mpsc::channel();
            scope.spawn(move || {
                let _ = done.send(self.used(store));
            });
            let Ok(used) = is_done.recv_timeout(PATIENCE) else {
                eprintln!("{what}: held up for ever");
                std::process::abort();
            };
            used
        })
    }

    /// Of each user who signed in.
    fn records(&self, store: &Path) -> Vec<PathBuf> {
        let mut records = files(&store.join("records"));
        records.retain(|path| !path.to_str().unwrap().ends_with(['+', '~']));
        records
    }
}

fn copy(from: &Path, to: &Path) {
    let copied = Command::new("cp").arg("-a").args([from, to]).status();
    assert!(copied.unwrap().success());
}

type Swap = fn(&Path, &Path);

/// What is put at `path`; `precious` must stay as it is.
const SWAPS: [(&str, Swap); 7] = [
    ("a symbolic link", |path, precious| {
        symlink(precious, path).unwrap()
    }),
    ("a link to nothing", |path, _| {
        symlink("/nonexistent/x", path).unwrap()
    }),
    ("a hard link", |path, precious| {
        fs::hard_link(precious, path).unwrap();
    }),
    ("a pipe", |path, _| {
        assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
    }),
    ("a device", |path, _| {
        // Without end, as /dev/zero.
        let made = Command::new("mknod")
            .arg(path)
            .args(["c", "1", "5"])
            .status();
        if !made.unwrap().success() {
            println!("no device can be made here: a directory is put there in its place");
            fs::create_dir(path).unwrap();
        }
    }),
    ("a directory", |path, _| {
        fs::create_dir(path).unwrap();
        fs::write(path.join("x"), "x").unwrap();
    }),
    ("a socket", |path, _| drop(UnixListener::bind(path))),
];

#[test]
fn nothing_in_a_files_place_holds_anybody_up_or_leads_him_elsewhere() {
    let here = House::new("swapped");
    let (one, kept) = (here.store(), here.scratch.path("kept"));
    fs::create_dir(&kept).unwrap();
    copy(&one, &kept.join("store"));
    copy(&one.with_extension("key"), &kept.join("store.key"));
    let record = here.records(&one).pop().unwrap();
    let beside = |ending: &str| PathBuf::from(format!("{}{ending}", record.display()));
    let paths = [
        one.clone(),
        one.with_extension("key"),
        one.join("store.json"),
        one.join("lock"),
        one.join("records"),
        record.parent().unwrap().to_owned(),
        record.clone(),
        beside("+"),
        beside("~"),
        beside("+!"),
    ];
    for path in paths {
        for (name, swap) in SWAPS {
            let what = format!("{name} at {}", path.display());
            let _ = fs::remove_dir_all(&one);
            let _ = fs::remove_file(&one);
            let _ = fs::remove_dir_all(one.with_extension("key"));
            let _ = fs::remove_file(one.with_extension("key"));
            copy(&kept.join("store"), &one);
            copy(&kept.join("store.key"), &one.with_extension("key"));
            if path.is_dir() {
                fs::remove_dir_all(&path).unwrap();
            } else {
                let _ = fs::remove_file(&path);
            }
            swap(&path, &here.precious());
            let before = fs::metadata(here.precious()).unwrap();
            if let Err(error) = here.used_in_time(&what, &one) {
                // A directory that is a new one has no session in it, and no key.
                let advices = [Advice::FixStorage, Advice::SignIn];
                assert!(advices.contains(&error.advice()), "{what}: {error}");
            }
            let after = fs::metadata(here.precious()).unwrap();
            assert_eq!(
                fs::read_to_string(here.precious()).unwrap(),
                PRECIOUS,
                "{what}"
            );
            let of = |found: &fs::Metadata| (found.mode(), found.uid(), found.gid(), found.ino());
            assert_eq!(of(&after), of(&before), "{what}");
            assert!(!Path::new("/nonexistent").exists());
        }
    }
}

#[test]
fn a_record_of_another_store_or_of_another_user_is_not_taken() {
    let here = House::new("planted");
    let key = |store: &Path| store.with_extension("key");
    let planted = ["other", "copied-key"].map(|name| {
        let other = here.scratch.path(name);
        if name == "copied-key" {
            copy(&key(&here.store()), &key(&other));
        }
        let foreign = here.session(&other, "alice").unwrap();
        foreign.sign_in(&Secret::from("password")).unwrap();
        here.records(&other).pop().unwrap()
    });
    let own = here.records(&here.store());
    let whole: Vec<_> = own.iter().map(|path| fs::read(path).unwrap()).collect();
    // All are of one name.
    let is_alices = |path: &&PathBuf| path.file_name() == planted[0].file_name();
    let place = own.iter().find(is_alices).unwrap();
    let at = own.iter().position(|path| path == place).unwrap();
    let [foreign, same_key] = planted.map(|path| fs::read(path).unwrap());
    for (what, bytes, kind) in [
        ("another store's", foreign, ErrorKind::KeyWrong),
        (
            "one sealed with the same key",
            same_key,
            ErrorKind::RecordCorrupt,
        ),
        (
            "another user's",
            whole[1 - at].clone(),
            ErrorKind::RecordCorrupt,
        ),
    ] {
        fs::write(place, &bytes).unwrap();
        let told = here
            .session(&here.store(), "alice")
            .and_then(|it| it.token());
        let error = told.map(drop).unwrap_err();
        assert_eq!(error.kind(), kind, "{what}: {error}");
        // And in the journal, where the next change would stand.
        fs::write(place, &whole[at]).unwrap();
        let journal = format!("{}+", place.display());
        fs::write(&journal, &bytes).unwrap();
        set_mode(Path::new(&journal), 0o600);
        let session = here.session(&here.store(), "alice");
        match session.and_then(|session| session.token()) {
            Ok(token) => assert_eq!(token.access_token().expose(), "A0", "{what}"),
            Err(error) => assert_eq!(error.kind(), ErrorKind::KeyWrong, "{what}: {error}"),
        }
        fs::remove_file(journal).unwrap();
    }
}

#[test]
fn an_older_record_put_back_is_not_noticed() {
    let here = House::new("older");
    let session = here.session(&here.store(), "alice").unwrap();
    let token = |session: &Session| session.token().unwrap().access_token().expose().to_owned();
    let older = token(&session);
    let kept: Vec<_> = here
        .records(&here.store())
        .into_iter()
        .map(|path| (fs::read(&path).unwrap(), path))
        .collect();
    session.refresh().unwrap();
    assert_ne!(token(&session), older);
    for (bytes, path) in kept {
        fs::write(path, bytes).unwrap();
    }
    // What somebody holds a handle on, its process remembers.
    drop(session);
    // SECURITY.md says so; whoever finds a way to notice it changes both.
    let again = here.session(&here.store(), "alice").unwrap();
    assert_eq!(token(&again), older);
}

#[test]
#[allow(unsafe_code)]
fn a_lock_that_is_never_given_up_keeps_nobody_from_a_live_token() {
    use std::os::fd::AsRawFd;

    let here = House::new("held-lock");
    let session = here.session(&here.store(), "alice").unwrap();
    let held = fs::OpenOptions::new()
        .read(true)
        .write(true)
        .open(here.store().join("lock"));
    let held = held.unwrap();
    // SAFETY: zeros are such a request: all of the file, from its beginning.
    let mut all: libc::flock = unsafe { std::mem::zeroed() };
    all.l_type = libc::F_WRLCK as _;
    // SAFETY: descriptor and request live until the call returns.
    assert_eq!(
        unsafe { libc::fcntl(held.as_raw_fd(), libc::F_OFD_SETLK, &all) },
        0
    );
    let hurried = within(Duration::from_secs(1), &here.server.base_url());
    let store = Store::open_file(here.store(), None).unwrap();
    let hurried = Session::open(&Client::new(&hurried).unwrap(), &store, "alice").unwrap();
    for session in [&session, &hurried] {
        session.token().unwrap();
        assert!(session.status().unwrap().signed_in);
    }
    let error = hurried.refresh().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::StoreBusy, "{error}");
    assert_eq!(error.advice(), Advice::Wait);
    drop(held);
    session.refresh().unwrap();
}

#[test]
fn what_others_may_write_is_refused_wherever_it_stands() {
    let here = House::new("wide");
    let record = here.records(&here.store()).pop().unwrap();
    for (path, mode, is_refused) in [
        (here.store(), 0o707, true),
        (here.store(), 0o770, true),
        (here.store(), 0o755, true),
        (here.store().with_extension("key"), 0o604, true),
        (here.store().with_extension("key"), 0o602, true),
        (here.store().with_extension("key"), 0o640, true),
        // In a directory that nobody else gets into.
        (record, 0o666, false),
        (here.store().join("lock"), 0o666, false),
    ] {
        let before = fs::metadata(&path).unwrap().permissions();
        set_mode(&path, mode);
        let told = here
            .session(&here.store(), "alice")
            .and_then(|it| it.token());
        let kind = told.map(drop).map_err(|error| error.kind());
        let expected = if is_refused {
            Err(ErrorKind::StorePermissions)
        } else {
            Ok(())
        };
        assert_eq!(kind, expected, "{mode:o} at {}", path.display());
        fs::set_permissions(&path, before).unwrap();
    }
}
