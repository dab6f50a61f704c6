//! The order of what a session does, seen from outside by the system calls of a process: what must be
//! durable before the first byte leaves, and what before anybody sees the new token.

#![cfg(target_os = "linux")]
#![allow(missing_docs)]

mod common;

use std::path::{Path, PathBuf};

use common::child::{own_part, session_at, traced_child};
use common::{LocalServer, PASSWORD, Scratch};
use omnifund::{SealingKey, Secret, Session, Store};

/// What stands behind the name of a second store.
const GIVEN: &str = "-given";
/// What the program says once it has been handed the token.
const HANDED_OUT: &str = "handed out";

#[test]
fn plays_its_part() {
    let Some((part, session)) = own_part() else {
        return;
    };
    match part.as_str() {
        "refresh" => drop(session.token().unwrap()),
        "sign in" => session.sign_in(&Secret::from(PASSWORD)).unwrap(),
        "make a store with a given key" => {
            let store = std::env::var("STORE").unwrap() + GIVEN;
            Store::open_file(store, Some(SealingKey::generate().unwrap())).unwrap();
        }
        other => panic!("no part {other}"),
    }
    println!("\n{HANDED_OUT}");
}

struct Traced {
    server: LocalServer,
    scratch: Scratch,
    store: PathBuf,
}

impl Traced {
    fn new(name: &str) -> Self {
        let scratch = Scratch::new(name);
        Self {
            server: LocalServer::start(),
            // As the library and strace name it.
            store: scratch.path("store"),
            scratch,
        }
    }

    fn session(&self) -> Session {
        let ca_file = self.server.ca_file.as_ref().unwrap().to_str().unwrap();
        session_at(&self.server.base_url, ca_file, &self.store)
    }

    /// The system calls of a process that plays `part`.
    fn calls(&self, part: &str) -> Calls {
        let trace = self.scratch.path("trace");
        // Some platforms lack the calls with a question mark.
        let calls = "trace=openat,?open,fsync,fdatasync,write,ftruncate,?rename,renameat,renameat2,\
                     ?link,linkat,?mkdir,mkdirat,?unlink,unlinkat,flock,connect,sendto,recvfrom";
        let options = ["-e", calls, "-o", trace.to_str().unwrap()];
        let traced = traced_child(&options, part, &self.server, &self.store);
        let output = traced.wait_with_output().unwrap();
        assert!(output.status.success(), "{output:?}");
        let trace = std::fs::read_to_string(trace).unwrap();
        // Not the hundreds of certificates, or a failure could not be read.
        let lines = trace.lines().filter(|line| !line.contains("/etc/ssl/"));
        Calls(lines.map(str::to_owned).collect())
    }

    fn port(&self) -> &str {
        self.server.base_url.rsplit(':').next().unwrap()
    }

    /// The one record of the store.
    fn record(&self) -> PathBuf {
        let shards = std::fs::read_dir(self.store.join("records")).unwrap();
        let mut records =
            shards.flat_map(|shard| std::fs::read_dir(shard.unwrap().path()).unwrap());
        let record = records.next().unwrap().unwrap().path();
        assert!(records.next().is_none(), "room or draft is left behind");
        record
    }
}

/// What stands beside a record.
fn beside(record: &Path, ending: &str) -> String {
    format!("{}{ending}", record.display())
}

struct Calls(Vec<String>);

impl Calls {
    /// Where the first successful call behind `after` stands that begins so and names all of `words`.
    #[track_caller]
    fn next(&self, after: usize, begins: &str, words: &[&str]) -> usize {
        let found = self.all(begins, words).into_iter().find(|at| *at > after);
        found.unwrap_or_else(|| {
            let seen = self.0.join("\n");
            panic!("no {begins} {words:?} behind line {after} of\n{seen}")
        })
    }

    fn all(&self, begins: &str, words: &[&str]) -> Vec<usize> {
        let lines = self.0.iter().enumerate();
        let matches = lines.filter(|(_, line)| {
            // Behind the number of the thread.
            let call = line
                .split_once(' ')
                .map_or("", |(_, call)| call.trim_start());
            call.starts_with(begins)
                && words.iter().all(|word| line.contains(word))
                && (!line.contains(" = -1 ") || line.contains("EINPROGRESS"))
        });
        matches.map(|(at, _)| at).collect()
    }

    /// The one such call of all.
    #[track_caller]
    fn only(&self, begins: &str, words: &[&str]) -> usize {
        let all = self.all(begins, words);
        assert_eq!(all.len(), 1, "{begins} {words:?} in\n{}", self.0.join("\n"));
        all[0]
    }
}

/// The order from the lease to the end, where the record, the port and the process's calls are known.
/// It gives the line of the connection.
#[track_caller]
fn assert_order(traced: &Traced, calls: &Calls, record: &Path) -> usize {
    let (room, draft) = (beside(record, "+"), beside(record, "~"));
    let (room, draft) = (room.as_str(), draft.as_str());
    let directory = format!("<{}>", record.parent().unwrap().display());
    let of = |path: &str| format!("<{path}>");

    // Nothing of the record is touched before the lease is there.
    let locked = calls.next(0, "flock(", &["/locks/", "LOCK_EX"]);
    let room_made = calls.only("openat(", &[room, "O_CREAT"]);
    let intent_made = calls.only("openat(", &[draft, "O_CREAT"]);
    assert!(locked < room_made && locked < intent_made);

    // The room and the intent are durable before the server hears of it.
    let room_synced = calls.next(room_made, "fsync(", &[&of(room)]);
    let intent_synced = calls.next(intent_made, "fsync(", &[&of(draft)]);
    let intent_named = calls.only("rename", &[draft]);
    let intent_durable = calls.next(intent_named, "fsync(", &[&directory]);
    let port = format!("htons({})", traced.port());
    let connected = calls.only("connect(", &[&port]);
    assert!(intent_synced < intent_named);
    assert!(room_synced < connected && intent_durable < connected);

    // The new pair is durable before anybody sees it.
    let answered = *calls.all("recvfrom(", &[]).last().unwrap();
    let written = calls.next(connected, "write(", &[&of(room)]);
    let synced = calls.next(written, "fsync(", &[&of(room)]);
    let named = calls.only("rename", &[room]);
    let durable = calls.next(named, "fsync(", &[&directory]);
    let handed_out = calls.only("write(1<", &[HANDED_OUT]);
    assert!(connected < answered && answered < written);
    assert!(synced < named && durable < handed_out);

    // And only then the lease is given up.
    let given_up = calls.only("flock(", &["/locks/", "LOCK_UN"]);
    assert!(durable < given_up);
    connected
}

#[test]
fn a_refresh_is_written_down_before_it_is_sent_and_its_pair_before_it_is_handed_out() {
    let traced = Traced::new("order-refresh");
    let session = traced.session();
    session.sign_in(&Secret::from(PASSWORD)).unwrap();
    // The child has to replace it.
    let token = session.token().unwrap();
    session.reject(token.access_token()).unwrap();
    let calls = traced.calls("refresh");
    assert_order(&traced, &calls, &traced.record());
    let newer = session.token().unwrap();
    assert_ne!(newer.access_token().expose(), token.access_token().expose());
}

#[test]
fn a_first_sign_in_has_its_record_and_its_folders_on_disk_before_the_password_is_sent() {
    let traced = Traced::new("order-sign-in");
    let calls = traced.calls("sign in");
    let record = traced.record();
    let connected = assert_order(&traced, &calls, &record);
    let shard = record.parent().unwrap();
    let shard_made = calls.only("mkdir", &[shard.to_str().unwrap()]);
    let records = format!("<{}>", shard.parent().unwrap().display());
    assert!(calls.next(shard_made, "fsync(", &[&records]) < connected);

    // The marker and the sealing key too: what is sealed with a key that a power cut took is lost.
    let store = format!("<{}>", traced.store.display());
    let beside = format!("<{}>", traced.store.parent().unwrap().display());
    for (file, directory) in [
        (traced.store.join("store.json"), &store),
        (traced.store.with_extension("key"), &beside),
    ] {
        let file = file.to_str().unwrap();
        let synced = calls.next(0, "fsync(", &[file]);
        let named = calls.only("link", &[file]);
        assert!(synced < named);
        assert!(calls.next(named, "fsync(", &[directory]) < connected);
    }
    // So are the folders themselves.
    for (folder, inside) in [
        (traced.store.join("records"), &store),
        (traced.store.join("locks"), &store),
        (traced.store.clone(), &beside),
    ] {
        let made = calls.only("mkdir", &[&format!("{folder:?}")]);
        assert!(calls.next(made, "fsync(", &[inside]) < connected);
    }
    traced.session().token().unwrap();
}

#[test]
fn a_store_without_a_key_file_is_on_disk_too_once_it_is_there() {
    let traced = Traced::new("order-given");
    let calls = traced.calls("make a store with a given key");
    let store = format!("{}{GIVEN}", traced.store.display());
    let made = calls.only("mkdir", &[&format!("{store:?}")]);
    let beside = format!("<{}>", traced.store.parent().unwrap().display());
    let durable = calls.next(made, "fsync(", &[&beside]);
    assert!(durable < calls.only("write(1<", &[HANDED_OUT]));
}
