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
        // Some platforms lack the calls with a question mark.
        self.traced(
            "trace=openat,?open,fsync,fdatasync,write,pwrite64,ftruncate,?rename,renameat,renameat2,\
             ?link,linkat,?mkdir,mkdirat,?unlink,unlinkat,fcntl,connect,sendto,recvfrom",
            part,
        )
    }

    fn traced(&self, calls: &str, part: &str) -> Calls {
        let trace = self.scratch.path("trace");
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

/// How strace writes a name, and the path of a descriptor.
fn name(path: &Path) -> String {
    format!("{:?}", path.file_name().unwrap())
}

fn opened(path: &Path) -> String {
    format!("<{}>", path.display())
}

/// What stands beside a record.
fn beside(record: &Path, ending: &str) -> PathBuf {
    PathBuf::from(format!("{}{ending}", record.display()))
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

    /// Where the last of the reply was read.
    fn answered(&self) -> usize {
        *self.all("recvfrom(", &[]).last().unwrap()
    }

    /// Where a folder got its name, whole.
    #[track_caller]
    fn made(&self, folder: &Path) -> usize {
        let around = opened(folder.parent().unwrap());
        self.only(
            "renameat2(",
            &[&around, &format!("{}, RENAME_NOREPLACE", name(folder))],
        )
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
#[track_caller]
fn assert_order(traced: &Traced, calls: &Calls, record: &Path) {
    let (journal, room) = (beside(record, "+"), beside(record, "~"));
    let shard = opened(record.parent().unwrap());
    let lock = opened(&traced.store.join("lock"));

    // Nothing of the record is touched before the lease is there.
    let locked = calls.next(0, "fcntl(", &[&lock, "F_OFD_SETLK", "F_WRLCK"]);
    let room_made = calls.only("openat(", &[&shard, &name(&room), "O_CREAT"]);
    let intent_made = calls.only("openat(", &[&shard, &name(&journal), "O_CREAT"]);

    // Room first, since a full disk must change nothing; and whoever had the lease before can have ended
    // before the names were durable, which the journal made anew would take away.
    let room_synced = calls.next(room_made, "fdatasync(", &[&opened(&room)]);
    let names_synced = calls.next(room_synced, "fsync(", &[&shard]);
    let intent_synced = calls.next(intent_made, "fdatasync(", &[&opened(&journal)]);
    assert!(locked < room_made && names_synced < intent_made);

    // The intent in its place and the room in the journal's are durable before the server hears of it.
    let intent_named = calls.all("renameat(", &[&name(&journal), &name(record)])[0];
    let room_named = calls.only("renameat(", &[&name(&room), &name(&journal)]);
    let durable = calls.next(room_named, "fsync(", &[&shard]);
    let connected = assert_saved_before_it_is_handed_out(traced, calls, record);
    assert!(intent_synced < intent_named && intent_named < room_named && durable < connected);
}

/// From the connection to the end; it gives the line of the connection.
#[track_caller]
fn assert_saved_before_it_is_handed_out(traced: &Traced, calls: &Calls, record: &Path) -> usize {
    let journal = beside(record, "+");
    let lock = opened(&traced.store.join("lock"));
    let connected = calls.only("connect(", &[&format!("htons({})", traced.port())]);

    // The new pair is durable before anybody sees it.
    let answered = calls.answered();
    let written = calls.next(connected, "pwrite64(", &[&opened(&journal)]);
    let synced = calls.next(written, "fdatasync(", &[&opened(&journal)]);
    let named = calls.next(synced, "renameat(", &[&name(&journal), &name(record)]);
    let handed_out = calls.only("write(1<", &[HANDED_OUT]);
    assert!(connected < answered && answered < written && synced < handed_out);

    // And only then the lease is given up.
    let given_up = calls.only("fcntl(", &[&lock, "F_OFD_SETLK", "F_UNLCK"]);
    assert!(named < given_up);
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
fn a_first_sign_in_has_its_room_and_its_folders_on_disk_before_the_password_is_sent() {
    let traced = Traced::new("order-sign-in");
    let calls = traced.calls("sign in");
    let record = traced.record();
    let connected = assert_saved_before_it_is_handed_out(&traced, &calls, &record);
    let shard = record.parent().unwrap();

    // Nothing of him is in the store before the first success, but the room for it.
    let journal = beside(&record, "+");
    let lock = opened(&traced.store.join("lock"));
    let locked = calls.next(0, "fcntl(", &[&lock, "F_OFD_SETLK", "F_WRLCK"]);
    let room_made = calls.only("openat(", &[&opened(shard), &name(&journal), "O_CREAT"]);
    let room_synced = calls.next(room_made, "fdatasync(", &[&opened(&journal)]);
    let room_named = calls.next(room_synced, "fsync(", &[&opened(shard)]);
    assert!(locked < room_made && room_named < connected);

    // The marker and the sealing key too: what is sealed with a key that a power cut took is lost.
    for file in [
        traced.store.join("store.json"),
        traced.store.with_extension("key"),
    ] {
        let synced = calls.next(0, "fdatasync(", &[&format!("<{}.", file.display())]);
        let named = calls.only("linkat(", &[&format!(", {}, 0", name(&file))]);
        assert!(synced < named);
        let around = opened(file.parent().unwrap());
        assert!(calls.next(named, "fsync(", &[&around]) < connected);
    }
    // So are the folders themselves, each of which appears whole.
    for folder in [shard, shard.parent().unwrap(), &traced.store] {
        let around = opened(folder.parent().unwrap());
        let made = calls.made(folder);
        assert!(calls.next(made, "fsync(", &[&around]) < connected);
    }
    traced.session().token().unwrap();
}

#[test]
fn a_store_without_a_key_file_is_on_disk_too_once_it_is_there() {
    let traced = Traced::new("order-given");
    let calls = traced.calls("make a store with a given key");
    let store = PathBuf::from(format!("{}{GIVEN}", traced.store.display()));
    let made = calls.made(&store);
    let durable = calls.next(made, "fsync(", &[&opened(store.parent().unwrap())]);
    assert!(durable < calls.only("write(1<", &[HANDED_OUT]));
}

/// Each is a place to die, or to fail.
const CALLS_AFTER_THE_REPLY: usize = 4;

#[test]
fn between_the_reply_and_the_synced_pair_hardly_anything_is_asked_of_the_system() {
    let traced = Traced::new("order-count");
    let session = traced.session();
    session.sign_in(&Secret::from(PASSWORD)).unwrap();
    session
        .reject(session.token().unwrap().access_token())
        .unwrap();
    let calls = traced.traced("trace=all", "refresh");
    let answered = calls.answered();
    let journal = beside(&traced.record(), "+");
    let synced = calls.next(answered, "fdatasync(", &[&opened(&journal)]);
    let thread = calls.0[answered].split_once(' ').unwrap().0;
    let between: Vec<_> = calls.0[answered + 1..=synced]
        .iter()
        .filter(|line| line.starts_with(thread))
        // Rust's own check in unoptimised builds.
        .filter(|line| !line.contains("F_GETFD"))
        .collect();
    println!("{} calls: {between:#?}", between.len());
    assert!(between.len() <= CALLS_AFTER_THE_REPLY, "{between:#?}");
}
