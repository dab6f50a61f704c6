//! What is answered where the way to the database is cut, and how long that takes.

use std::time::{Duration, Instant};

use omnifund_databases::{Lossy, Moment, Player};
use omnifund_sql::Code;

use super::{id, new_key};
use crate::{library, player, port, url_at};

const LONG: i64 = 60_000;

fn through(way: &Lossy) -> Player {
    Player::of(library(), &url_at(way.port())).unwrap()
}

#[test]
fn a_lost_acknowledgement_is_unknown_and_the_write_id_tells() {
    let way = Lossy::to(port());
    let far = through(&way);
    let mut opened = far.connect();
    let key = new_key();
    let fence = opened.must_lease(&key, &id('a'), LONG);
    let held = (&*id('a'), fence);
    way.cut(Moment::BeforeTheAnswer);
    opened
        .swap(&key, held, 0, &id('1'), Some(b"done"))
        .must_be(Code::Unknown);
    // The connection is of no more use, and says so without a word to the database.
    opened.load(&key).must_be(Code::Unreachable);
    let found = player().connect().load(&key).record.unwrap();
    assert_eq!((found.version, found.write_id), (1, id('1')));

    let mut opened = far.connect();
    way.cut(Moment::BeforeTheQuestion);
    opened
        .swap(&key, held, 1, &id('2'), Some(b"not done"))
        .must_be(Code::Unknown);
    let found = player().connect().load(&key).record.unwrap();
    assert_eq!((found.version, found.write_id), (1, id('1')));
}

#[test]
fn a_connection_that_was_cut_before_is_unreachable_and_nothing_is_sent() {
    let way = Lossy::to(port());
    let far = through(&way);
    let mut opened = far.connect();
    let key = new_key();
    let fence = opened.must_lease(&key, &id('a'), LONG);
    way.cut_now();
    opened
        .swap(&key, (&id('a'), fence), 0, &id('1'), Some(b"x"))
        .must_be(Code::Unreachable);
    assert_eq!(player().connect().load(&key).record, None);
}

#[test]
fn what_only_asks_is_unreachable_where_the_answer_is_lost() {
    let way = Lossy::to(port());
    let far = through(&way);
    let key = new_key();
    let mut opened = far.connect();
    way.cut(Moment::BeforeTheAnswer);
    opened.load(&key).must_be(Code::Unreachable);
    let mut opened = far.connect();
    way.cut(Moment::BeforeTheAnswer);
    opened
        .lease(&key, &id('a'), LONG)
        .must_be(Code::Unreachable);
    // Whatever became of it, its owner gets it.
    far.connect().must_lease(&key, &id('a'), LONG);
}

#[test]
fn silence_ends_with_the_deadline() {
    let way = Lossy::to(port());
    let far = through(&way);
    let mut opened = far.connect();
    let key = new_key();
    let fence = opened.must_lease(&key, &id('a'), LONG);
    way.cut(Moment::Silence);
    opened.deadline_ms = 300;
    let begun = Instant::now();
    opened
        .swap(&key, (&id('a'), fence), 0, &id('1'), Some(b"x"))
        .must_be(Code::Unknown);
    let refused = far
        .try_connect(300)
        .err()
        .unwrap()
        .must_be(Code::Unreachable);
    assert!(!refused.message.is_empty());
    assert!(
        begun.elapsed() < Duration::from_secs(20),
        "{:?}",
        begun.elapsed()
    );
}

#[test]
fn no_time_left_is_unreachable() {
    let player = player();
    let mut opened = player.connect();
    let key = new_key();
    let fence = opened.must_lease(&key, &id('a'), LONG);
    for deadline in [0, -1] {
        opened.deadline_ms = deadline;
        opened.load(&key).must_be(Code::Unreachable);
        opened
            .swap(&key, (&id('a'), fence), 0, &id('1'), Some(b"x"))
            .must_be(Code::Unreachable);
    }
    opened.deadline_ms = LONG;
    assert_eq!(opened.load(&key).must_be(Code::Done).record, None);
}

#[test]
fn where_nobody_listens_it_is_unreachable() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let nobody = Player::of(library(), &url_at(port)).unwrap();
    let refused = nobody.try_connect(5_000).err().unwrap();
    let refused = refused.must_be(Code::Unreachable);
    assert!(refused.message.contains(&port.to_string()), "{refused:?}");
}
