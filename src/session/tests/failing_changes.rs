//! A change that its caller is told has failed, and that may have come to light all the same: the pair which it was to
//! drop or to replace is the session's still.

use std::io;
use std::path::Path;
use std::sync::Arc;

use super::super::*;
use crate::platform::simulated::disk::{Operation, Simulated, World};
use crate::store::FileOptions;

const KEPT: &str = "the-pair-that-there-is";

type Act = fn(&Session) -> Result<()>;

const ACTS: [(&str, Act); 3] = [
    ("export", |session| session.export().map(drop)),
    ("adopt", |session| adopt(session, "another-pair")),
    ("sign out", Session::sign_out),
];

fn adopt(session: &Session, refresh_token: &str) -> Result<()> {
    session.adopt(None, &Secret::from(refresh_token), None, true)
}

fn open(disk: &Simulated) -> Session {
    let options = FileOptions::default().on(Arc::new(disk.clone()));
    let store = Store::open_file_with("/home/store", None, &options).unwrap();
    let mut config = Config::new();
    config.set_base_url("http://127.0.0.1:9").unwrap();
    config
        .set_credentials("1_a", Secret::from("a secret"))
        .unwrap();
    Session::open(&Client::new(&config).unwrap(), &store, "alice").unwrap()
}

fn with_a_pair() -> (Simulated, Session) {
    let disk = Simulated::with(Path::new("/home"));
    let session = open(&disk);
    adopt(&session, KEPT).unwrap();
    (disk, session)
}

/// Whoever comes next has it, by reading and under the lease.
#[track_caller]
fn assert_kept(disk: &Simulated, when: &str) {
    let session = open(disk);
    let under_lease = |session: &Session| session.change(|_, _, _, loaded, _| Ok(loaded.record));
    for record in [
        session.load().unwrap().unwrap(),
        under_lease(&session).unwrap(),
    ] {
        assert!(!record.signed_out, "{when}");
        let refresh = record.refresh.expect(when);
        assert_eq!(refresh.token.expose(), KEPT, "{when}");
    }
}

#[test]
fn an_operation_that_fails_costs_no_pair_also_where_the_power_goes_then() {
    // Who signs out wants it gone.
    for (name, act) in &ACTS[..2] {
        for fails_at in 0.. {
            let (disk, session) = with_a_pair();
            let operations = disk.world().operations;
            disk.world().fails_at = Some((operations + fails_at, io::ErrorKind::Other));
            if act(&session).is_ok() {
                assert!(fails_at > 4, "{name}");
                break;
            }
            let when = format!("{name}, operation {fails_at}");
            drop(session);
            let worlds: Vec<World> = disk.world().after_power_cut();
            for world in worlds {
                assert_kept(&Simulated::of(world), &when);
            }
            assert_kept(&disk, &when);
        }
    }
}

#[test]
fn a_disk_that_fails_until_the_process_has_ended_costs_no_pair() {
    let kinds = [
        vec![Operation::Rename],
        vec![Operation::SyncFile],
        vec![Operation::SyncDirectory],
        vec![Operation::Other],
    ];
    for (name, act) in ACTS {
        for failing in &kinds {
            let (disk, session) = with_a_pair();
            disk.world().fails = Some((failing.clone(), io::ErrorKind::Other));
            let error = act(&session).expect_err(name);
            assert_eq!(error.kind(), ErrorKind::StoreFailed, "{error}");
            drop(session);
            disk.world().fails = None;
            if name != "sign out" || *failing == [Operation::Rename] {
                assert_kept(&disk, &format!("{name}, {failing:?}"));
            }
        }
    }
}

#[test]
fn a_first_pair_whose_adoption_failed_is_nobodys() {
    for fails_at in 0.. {
        let disk = Simulated::with(Path::new("/home"));
        let session = open(&disk);
        let operations = disk.world().operations;
        disk.world().fails_at = Some((operations + fails_at, io::ErrorKind::Other));
        if adopt(&session, KEPT).is_ok() {
            assert!(fails_at > 4);
            break;
        }
        drop(session);
        for world in disk.world().after_power_cut() {
            let session = open(&Simulated::of(world));
            assert!(session.load().unwrap().is_none(), "operation {fails_at}");
        }
    }
}
