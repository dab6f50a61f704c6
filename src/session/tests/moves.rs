//! A move that is broken off anywhere, what somebody does with the session meanwhile, and the move again.

use std::path::Path;
use std::sync::Arc;

use super::super::*;
use crate::platform::simulated::disk::Simulated;
use crate::store::FileOptions;

fn store(disk: &Simulated, path: &str) -> Store {
    let options = FileOptions::default().on(Arc::new(disk.clone()));
    Store::open_file_with(path, None, &options).unwrap()
}

fn session(disk: &Simulated, path: &str) -> Session {
    let mut config = Config::new();
    config.set_base_url("http://127.0.0.1:9").unwrap();
    config
        .set_credentials("1_a", Secret::from("a secret"))
        .unwrap();
    let client = Client::new(&config).unwrap();
    Session::open(&client, &store(disk, path), "alice").unwrap()
}

fn adopt(session: &Session, refresh_token: &str) {
    let refresh_token = Secret::from(refresh_token);
    session.adopt(None, &refresh_token, None, true).unwrap();
}

const FROM: &str = "/home/from";
const INTO: &str = "/home/into";

fn move_on(disk: &Simulated, from: &str, into: &str) -> Result<Moved> {
    store(disk, from).move_into(&store(disk, into))
}

/// Disks on which a move was broken off, one for each operation of it, and one on which it was not.
fn broken_off() -> Vec<Simulated> {
    let mut disks = Vec::new();
    loop {
        let disk = Simulated::with(Path::new("/home"));
        adopt(&session(&disk, FROM), "a-pair");
        let (from, into) = (store(&disk, FROM), store(&disk, INTO));
        let operations = disk.world().operations;
        disk.world().ends_at = Some(operations + disks.len());
        let moved = from.move_into(&into);
        let was_whole = moved.is_ok_and(|moved| moved.problems.is_empty());
        drop((from, into));
        disk.world().ends_at = None;
        disks.push(disk);
        if was_whole {
            assert!(disks.len() > 15);
            return disks;
        }
    }
}

#[test]
fn a_session_that_ended_where_it_was_moved_to_is_not_raised_by_the_move_again() {
    type End = fn(&Session) -> Result<()>;
    let ends: [(&str, End); 3] = [
        ("sign-out", Session::sign_out),
        ("export", |session| session.export().map(drop)),
        ("adoption and sign-out", |session| {
            adopt(session, "another-pair");
            session.sign_out()
        }),
    ];
    for (name, end) in ends {
        for (killed_at, disk) in broken_off().iter().enumerate() {
            let there = || session(disk, INTO).load().unwrap();
            if !there().is_some_and(|record| record.is_signed_in()) {
                move_on(disk, FROM, INTO).unwrap();
            }
            end(&session(disk, INTO)).unwrap();
            let again = move_on(disk, FROM, INTO).unwrap();
            assert!(again.problems.is_empty(), "{again:?}");
            let when = format!("killed at {killed_at}, {name}");
            assert!(!there().unwrap().is_signed_in(), "{when}");
            let left = session(disk, FROM).load().unwrap().unwrap();
            assert!(left.refresh.is_none(), "{when}");
        }
    }
}

#[test]
fn a_session_that_was_moved_on_is_not_raised_where_it_came_through() {
    let third = "/home/third";
    for (killed_at, disk) in broken_off().iter().enumerate() {
        if session(disk, INTO).load().unwrap().is_none() {
            move_on(disk, FROM, INTO).unwrap();
        }
        assert_eq!(move_on(disk, INTO, third).unwrap().sessions, 1);
        let again = move_on(disk, FROM, INTO).unwrap();
        assert!(again.problems.is_empty(), "{again:?}");
        let has_pair = |path: &str| {
            let record = session(disk, path).load().unwrap();
            record.is_some_and(|record| record.refresh.is_some())
        };
        let found = [FROM, INTO, third].map(has_pair);
        assert_eq!(found, [false, false, true], "killed at {killed_at}");
    }
}
