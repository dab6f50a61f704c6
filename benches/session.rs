//! What a token of a session costs: with every request, at a process's start, and when it is refreshed.
//!
//! `make bench`. Each figure stands beside something that was measured in turns with it; what counts is
//! the ratio, and behind it stands what we aim at.

#![allow(missing_docs)]

#[path = "../tests/common/mod.rs"]
mod common;

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use common::c::{self, Answer};
use common::{LocalServer, PASSWORD, Scratch, USERNAME, root, target_directory};
use omnifund::{Secret, Session, Store};

const STARTS: usize = 500;
const REFRESHES: usize = 200;
/// Of a refresh: the intent, the room for the new pair, the names of both; the new pair, its name.
const FSYNCS: u32 = 4;

fn main() {
    let server = LocalServer::start();
    hot(&server);
    cold(&server);
    refresh(&server);
}

fn hot(server: &LocalServer) {
    let answer = Answer::of(&mut c::command_for(compiled("hot", true), server));
    let number = |name| answer.get(name).parse::<f64>().unwrap();
    let threads = answer.number("threads");
    let (rounds, undisturbed) = (answer.number("rounds"), answer.number("undisturbed"));
    let (clock, token, by_hand) = (number("clock"), number("token"), number("by_hand"));
    println!(
        "a live token: {token:.1} ns, a clock read {clock:.1} ns, ratio {:.2} (aim 2.5)",
        token / clock
    );
    if undisturbed == 0 {
        println!("all processors at once: this machine never let them work undisturbed");
        return;
    }
    let on_all = |name, one: f64| number(name) / one;
    println!(
        "a live token on {threads} processors at once, ratio to one: {:.2} (aim 1.3); plain C that \
         shares nothing {:.2}, the clock {:.2}; {undisturbed} of {rounds} rounds were undisturbed",
        on_all("token_on_all", token),
        on_all("by_hand_on_all", by_hand),
        on_all("clock_on_all", clock),
    );
}

fn cold(server: &LocalServer) {
    let scratch = Scratch::new("bench-cold");
    let store = scratch.path("store");
    let program = compiled("cold", true);
    let mut sign_in = c::command_for(&program, server);
    assert!(
        sign_in
            .arg(&store)
            .arg(PASSWORD)
            .status()
            .unwrap()
            .success()
    );

    let mut commands = [
        c::command(compiled("empty", false), &server.base_url),
        c::command(compiled("loaded", true), &server.base_url),
        c::command(&program, &server.base_url),
    ];
    commands[2].arg(&store);
    let mut times = [const { Vec::new() }; 3];
    for _ in 0..STARTS {
        for (command, times) in commands.iter_mut().zip(&mut times) {
            times.push(timed(|| assert!(command.status().unwrap().success())));
        }
    }
    let [empty, loaded, cold] = times.map(median);
    println!(
        "a process that gets a token from a directory: {cold:?}, an empty process {empty:?}, ratio \
         {:.2} (aim 2)",
        ratio(cold, empty)
    );
    println!(
        "of it, loading the library: {:?}, ratio of an empty process with it to one without {:.2}",
        loaded.saturating_sub(empty),
        ratio(loaded, empty)
    );
}

fn refresh(server: &LocalServer) {
    let client = server.client();
    let password = Secret::from(PASSWORD);
    let scratch = Scratch::new("bench-refresh");
    let store = Store::open_file(scratch.path("store"), None).unwrap();
    let session = Session::open(&client, &store, USERNAME).unwrap();
    session.sign_in(&password).unwrap();
    let mut pair = client.password_grant(USERNAME, &password).unwrap();

    let written = scratch.path("written");
    let (mut kept, mut bare, mut synced) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..REFRESHES {
        kept.push(timed(|| session.refresh().unwrap()));
        bare.push(timed(|| {
            pair = client.refresh_grant(pair.refresh_token().unwrap()).unwrap();
        }));
        synced.push(timed(|| write_and_sync(&written)));
    }
    let (kept, bare, synced) = (median(kept), median(bare), median(synced));
    let added = kept.saturating_sub(bare);
    println!(
        "a session's refresh: {kept:?}, its exchange alone {bare:?}, ratio {:.2}; what it adds, \
         {added:?}, is {:.2} of as many fsyncs as it makes ({FSYNCS}, {synced:?} each)",
        ratio(kept, bare),
        ratio(added, synced * FSYNCS)
    );
}

/// What a disk takes at least to keep a file of a record's size.
fn write_and_sync(path: &Path) {
    let mut file = File::create(path).unwrap();
    file.write_all(&[0; 1024]).unwrap();
    file.sync_all().unwrap();
}

/// One of `benches/c`, as a user would compile it.
fn compiled(name: &str, with_library: bool) -> PathBuf {
    let library = c::library_directory();
    let program = target_directory().join(format!("bench-{name}"));
    let mut compiler = Command::new("cc");
    compiler
        .args(["-std=c99", "-Wall", "-Wextra", "-Werror", "-O2", "-I"])
        .arg(root().join("include"))
        .arg(root().join("benches/c").join(name).with_extension("c"))
        .arg("-o")
        .arg(&program);
    if with_library {
        compiler
            .arg("-L")
            .arg(library)
            .arg(format!("-Wl,-rpath,{}", library.display()))
            .args(["-lomnifund", "-lpthread"]);
    }
    assert!(
        compiler.status().unwrap().success(),
        "{name} does not compile"
    );
    program
}

fn timed(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

fn ratio(of: Duration, to: Duration) -> f64 {
    of.as_secs_f64() / to.as_secs_f64()
}
