//! What becomes of a shared record that an exchange does not touch: left behind, of a later version, moved.

use std::sync::atomic::Ordering;
use std::time::Duration;

use super::super::common::USERNAME;
use super::super::*;
use super::fleet::{Fleet, LEASE};
use crate::clock::Deadline;
use crate::store::simulated::Fault;

#[test]
fn a_pair_that_was_left_behind_is_taken_back_where_somebody_asks_for_it() {
    let fleet = Fleet::new("left behind");
    let (one, other) = (fleet.host("one"), fleet.host("other"));
    one.link.with_next_changes(&[None, Some(Fault::CutBefore)]);
    let token = one.token();
    one.killed();
    fleet.database.sleep(LEASE);
    other.session.sign_out().unwrap();
    let again = fleet.host("one");
    again.session.store.settle_what_was_left();
    let error = again.session.token().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::SignInRequired);
    assert_eq!(
        other.session.recover().unwrap_err().kind(),
        ErrorKind::NothingKept
    );
    again.session.recover().unwrap();
    assert_eq!(other.token(), token);
    again.session.refresh().unwrap();
    assert_eq!(fleet.presented_once_each(), 2);
}

#[test]
fn what_an_older_library_does_not_know_of_a_record_survives_it() {
    let fleet = Fleet::new("unknown fields");
    let one = fleet.host("one");
    let key = &one.session.key;
    let deadline = || Deadline::after(Duration::from_secs(10));
    {
        let mut lease = one.session.store.lease(key, deadline()).unwrap();
        let mut loaded = lease.load::<serde_json::Value>().unwrap().unwrap();
        loaded.record["of a later version"] = serde_json::json!({"a": [1, "}"]});
        let password =
            serde_json::json!({"password": "x", "refused": true, "of a later version": 7});
        loaded.record["password"] = password;
        // What it names its pair by is the record's own business.
        let record: Record = serde_json::from_value(loaded.record.clone()).unwrap();
        lease
            .save(loaded.version, &Later(loaded.record, record))
            .unwrap();
    }
    one.token();
    let kept = one
        .session
        .store
        .load::<serde_json::Value>(key)
        .unwrap()
        .unwrap();
    assert_eq!(kept.record["of a later version"]["a"][1], "}");
    assert_eq!(kept.record["password"]["of a later version"], 7);
    assert_eq!(kept.record["generation"], 2);
}

/// A record of a later version.
struct Later(serde_json::Value, Record);

impl serde::Serialize for Later {
    fn serialize<S: serde::Serializer>(
        &self,
        serializer: S,
    ) -> std::result::Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl crate::store::Content for Later {
    fn pair(&self) -> String {
        self.1.pair()
    }
}

#[test]
fn sessions_move_between_stores_and_a_move_that_was_broken_off_goes_on() {
    let fleet = Fleet::signed_in("moved", &[]);
    let (one, other) = (fleet.host("one"), fleet.host("other"));
    let token = one.token();
    one.session
        .store
        .save_client("till 7", "1_a", &Secret::from("secret"))
        .unwrap();
    let into = Store::in_memory().unwrap();
    // It is there already, and not yet gone from here.
    one.link.with_next_changes(&[None, Some(Fault::CutBefore)]);
    let broken = one.session.store.move_into(&into).unwrap_err();
    assert_eq!(broken.kind(), ErrorKind::StoreUnreachable);
    let error = fleet.host("another").session.token().unwrap_err();
    assert!(error.to_string().contains("moved"), "{error}");
    // The lease of who was cut off ends.
    fleet.database.sleep(LEASE);
    let moved = other.session.store.move_into(&into).unwrap();
    assert_eq!((moved.sessions, moved.clients), (1, 0), "{moved:?}");
    assert_eq!(other.session.store.move_into(&into).unwrap().sessions, 0);
    let there = Session::open(&fleet.server.client(), &into, USERNAME).unwrap();
    assert_eq!(there.token().unwrap().access_token().expose(), token);
    there.refresh().unwrap();
    assert_eq!(fleet.presented_once_each(), 1);
    assert_eq!(into.clients().unwrap()[0].name, "till 7");
    // And back.
    let back = into.move_into(&other.session.store).unwrap();
    assert_eq!((back.sessions, back.clients), (1, 0), "{back:?}");
    fleet.host("another").token();
}

#[test]
fn a_store_that_does_not_tell_for_how_long_a_lease_is_taken_is_asked_no_more_often() {
    let fleet = Fleet::signed_in("busy-table", &[]);
    let [holding, waiting] = ["holding", "waiting"].map(|name| fleet.host(name).session);
    let lease = |session: &Session, seconds| {
        let patience = Deadline::after(Duration::from_secs(seconds));
        session.store.lease(&session.key, patience)
    };
    let _held = lease(&holding, 60).unwrap();
    fleet.database.tells_no_end.store(true, Ordering::SeqCst);
    let before = fleet.database.queries.load(Ordering::SeqCst);
    let error = lease(&waiting, 1).map(drop).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::StoreBusy, "{error}");
    let asked = fleet.database.queries.load(Ordering::SeqCst) - before;
    assert!(asked <= 10, "{asked} questions in a second");
}

#[test]
fn a_change_that_failed_and_was_made_all_the_same_costs_no_pair() {
    type Act = fn(&Session) -> Result<()>;
    let acts: [Act; 2] = [
        |session| session.export().map(drop),
        |session| session.adopt(None, &Secret::from("another-pair"), None, true),
    ];
    for act in acts {
        let fleet = Fleet::signed_in("failed and made", &[]);
        let one = fleet.host("one");
        let kept = one.session.load().unwrap().unwrap().refresh.unwrap().token;
        one.link.with_next_changes(&[Some(Fault::FailedAfter)]);
        let failed = act(&one.session).unwrap_err();
        assert_eq!(failed.kind(), ErrorKind::StoreFailed);
        let other = fleet.host("other");
        let record = other.session.load().unwrap().unwrap();
        assert_eq!(record.refresh.unwrap().token.expose(), kept.expose());
        other.session.refresh().unwrap();
    }
}
