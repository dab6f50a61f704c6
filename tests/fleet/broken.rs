//! A fleet on stores that are broken on purpose, as stores in the wild are, and on a sound one beside them: the history
//! of each shows what it breaks. All hosts are in one process, in which the store is (`tests/c/broken_stores.c`).

use std::ffi::{CStr, CString};
use std::os::unix::ffi::OsStringExt;
use std::process::Command;

use libc::{c_long, c_void};
use omnifund::{Advice, Client, Config, FileOptions, Replay, Result, Secret, Session, Store};
use serde_json::json;

use crate::common::{CLIENT_ID, CLIENT_SECRET, LocalServer, PASSWORD, Scratch, USERNAME, until};
use crate::fleet::{as_part, compile, record, recorded};
use crate::history::{self, Exchange, History};
use crate::part::said;
use crate::process::Process;

/// Each store with what its history must show; the sound one shows nothing.
const STORES: [(&str, &str); 6] = [
    ("sound", ""),
    ("ignores the fence", "a late holder's"),
    ("writes blindly", "in the place of version"),
    ("trusts the host's clock", "was lent to"),
    ("forgets the fence", "it must grow"),
    ("lists by offset", "leaves 1-"),
];

/// A function of the store's library, without arguments or with a number.
type Told = unsafe extern "C" fn(c_long) -> c_long;

/// Tells the store, or its network, what to do.
fn tell(what: &CStr, number: c_long) -> c_long {
    let library = std::env::var_os("OMNIFUND_TEST_LIBRARY").unwrap();
    let library = CString::new(library.into_vec()).unwrap();
    // SAFETY: the library is loaded already, and its functions take a number or nothing.
    unsafe {
        let loaded = libc::dlopen(library.as_ptr(), libc::RTLD_NOW);
        let found = libc::dlsym(loaded, what.as_ptr());
        assert!(!found.is_null(), "{what:?}");
        std::mem::transmute::<*mut c_void, Told>(found)(number)
    }
}

/// A host of this process.
fn host(config: &Config, name: &str) -> (Session, Store) {
    let variable = |name| std::env::var(name).unwrap();
    let options = FileOptions::default()
        .journal(format!("{}-{name}", variable("OMNIFUND_STORE_JOURNAL")))
        .key_file(variable("OMNIFUND_STORE_KEY_FILE"));
    let store = Store::open_place(&variable("OMNIFUND_STORE"), None, &options).unwrap();
    let client = Client::new(config).unwrap();
    (Session::open(&client, &store, USERNAME).unwrap(), store)
}

/// All that can befall a fleet, one after the other. On a broken store much of it fails, which is told.
pub fn suffer(config: &Config) {
    let mut wary = config.clone();
    wary.set_replay(Replay::Never);
    let ((one, store), (other, _)) = (host(config, "one"), host(config, "other"));
    let ((hurried, _), (wary, _)) = (host(config, "hurried"), host(&wary, "wary"));
    let did = |what: &str, done: Result<()>| {
        if let Err(error) = done {
            said(&json!({ "failed": format!("{what}: {error}") }));
        }
    };
    let password = Secret::from(PASSWORD);
    did("sign in", one.sign_in(&password));
    // A change arrives twice, the second time when the one behind it has been made.
    tell(c"broken_store_repeats", 0);
    did("refresh", one.refresh());
    did("refresh what came of it", other.refresh());

    // A holder's change is held up on its way until its lease has ended.
    did("sign in again", one.sign_in(&password));
    tell(c"broken_store_holds", 2);
    std::thread::scope(|threads| {
        let late = threads.spawn(|| one.refresh());
        until(|| (tell(c"broken_store_is_holding", 0) != 0).then_some(()));
        tell(c"broken_store_moves_clock", 86_400);
        let refused = hurried.refresh();
        if !refused
            .as_ref()
            .is_err_and(|error| error.advice() == Advice::Wait)
        {
            said(&json!({ "failed": format!("a host a day ahead: {refused:?}") }));
        }
        tell(c"broken_store_moves_clock", -86_400);
        // Of this host the lease is taken, and nothing is sent under it.
        until(|| {
            let waits = wary
                .refresh()
                .is_err_and(|error| error.advice() == Advice::Wait);
            (!waits).then_some(())
        });
        tell(c"broken_store_goes_on", 0);
        did("a late holder", late.join().unwrap());
    });
    did("put in place", one.token().map(drop));

    for _ in 0..2 {
        did("list", store.standings(None, drop));
    }
    did("forget", one.forget());
    did("sign in once more", other.sign_in(&password));
    did("its token", other.token().map(drop));
}

fn problems_of(number: usize) -> (Vec<String>, Vec<String>) {
    let server = LocalServer::controlled(&[]);
    let scratch = Scratch::new(&format!("broken-{number}"));
    let built = scratch.path("broken.so");
    compile(
        &["tests/c/broken_stores.c", "conformance/conformance.c"],
        &built,
    );
    let libraries = scratch.path("libraries");
    record(&libraries, "broken", &built);
    let mut command = Command::new(std::env::current_exe().unwrap());
    as_part(&mut command, "suffer")
        .env("OMNIFUND_BASE_URL", &server.base_url)
        .env("OMNIFUND_CA_FILE", server.ca_file.as_ref().unwrap())
        .env("OMNIFUND_PROXY", "none")
        .env("OMNIFUND_CLIENT_ID", CLIENT_ID)
        .env("OMNIFUND_CLIENT_SECRET", CLIENT_SECRET)
        .env("OMNIFUND_STORE", format!("broken://{number}"))
        .env("OMNIFUND_STORE_JOURNAL", scratch.path("journal"))
        .env("OMNIFUND_STORE_KEY_FILE", scratch.path("key"))
        .env("OMNIFUND_CALL_BUDGET", "2");
    recorded(&mut command, &libraries, &scratch.path("record"));
    let mut process = Process::start(command);
    let mut failures = Vec::new();
    while let Some(said) = process.next() {
        failures.push(said["failed"].as_str().unwrap().to_owned());
    }
    assert!(process.wait().success());
    let exchanges = server.settled_exchanges();
    let history = History {
        exchanges: exchanges.iter().map(Exchange::of).collect(),
        asked: history::read(&scratch.path("record")),
        ..History::default()
    };
    (failures, history.problems())
}

#[test]
fn the_history_of_each_broken_store_shows_what_it_breaks() {
    let all: Vec<_> = std::thread::scope(|threads| {
        let tried: Vec<_> = (0..STORES.len())
            .map(|number| threads.spawn(move || problems_of(number)))
            .collect();
        tried
            .into_iter()
            .map(|tried| tried.join().unwrap())
            .collect()
    });
    for ((store, _), (failures, problems)) in STORES.iter().zip(&all) {
        println!("{store}: {problems:#?}\n{failures:#?}");
    }
    for ((store, shown), (failures, problems)) in STORES.iter().zip(&all) {
        if shown.is_empty() {
            assert!(
                problems.is_empty() && failures.is_empty(),
                "{store}: {problems:#?} {failures:#?}"
            );
        } else {
            let is_it = |problem: &String| problem.contains(shown);
            assert!(problems.iter().any(is_it), "{store}: {problems:#?}");
        }
    }
}
