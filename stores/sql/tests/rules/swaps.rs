//! Changes of records.

use std::thread;

use omnifund_databases::until;
use omnifund_sql::Code;

use super::{id, new_key};
use crate::player;

const LONG: i64 = 60_000;

#[test]
fn a_record_is_read_as_it_was_written() {
    let player = player();
    let mut one = player.connect();
    let key = new_key();
    assert_eq!(one.load(&key).must_be(Code::Done).record, None);
    let every_byte: Vec<u8> = (0..=255).collect();
    let fence = one.must_lease(&key, &id('a'), LONG);
    assert_eq!(one.load(&key).must_be(Code::Done).record, None);
    one.swap(&key, (&id('a'), fence), 0, &id('1'), Some(&every_byte))
        .must_be(Code::Done);
    let found = player
        .connect()
        .load(&key)
        .must_be(Code::Done)
        .record
        .unwrap();
    assert_eq!((found.version, found.bytes), (1, every_byte));
    assert_eq!(found.write_id, id('1'));
    assert!((0..60_000).contains(&found.age_ms), "{}", found.age_ms);
    one.swap(&key, (&id('a'), fence), 1, &id('2'), Some(b""))
        .must_be(Code::Done);
    let found = one.load(&key).must_be(Code::Done).record.unwrap();
    assert_eq!((found.version, found.bytes), (2, vec![]));
}

#[test]
fn a_megabyte_is_a_record() {
    let player = player();
    let mut one = player.connect();
    let key = new_key();
    let bytes: Vec<u8> = (0..1_048_576_u32).map(|at| (at * 31 % 251) as u8).collect();
    let fence = one.must_lease(&key, &id('a'), LONG);
    one.swap(&key, (&id('a'), fence), 0, &id('1'), Some(&bytes))
        .must_be(Code::Done);
    let found = one.load(&key).must_be(Code::Done).record.unwrap();
    assert!(found.bytes == bytes);
}

#[test]
fn another_version_is_a_conflict_and_changes_nothing() {
    let player = player();
    let mut one = player.connect();
    let key = new_key();
    let fence = one.must_lease(&key, &id('a'), LONG);
    let held = (&*id('a'), fence);
    one.swap(&key, held, 3, &id('1'), Some(b"x"))
        .must_be(Code::Conflict);
    one.swap(&key, held, 0, &id('2'), Some(b"first"))
        .must_be(Code::Done);
    one.swap(&key, held, 0, &id('3'), Some(b"x"))
        .must_be(Code::Conflict);
    one.swap(&key, held, 0, &id('4'), None)
        .must_be(Code::Conflict);
    let found = one.load(&key).record.unwrap();
    assert_eq!((found.version, &found.bytes[..]), (1, &b"first"[..]));
    assert_eq!(found.write_id, id('2'));
}

#[test]
fn nobody_writes_without_the_lease() {
    let player = player();
    let (mut one, mut other) = (player.connect(), player.connect());
    let key = new_key();
    other
        .swap(&key, (&id('b'), 0), 0, &id('1'), Some(b"x"))
        .must_be(Code::Lost);
    let fence = one.must_lease(&key, &id('a'), LONG);
    for held in [(id('b'), fence), (id('a'), fence - 1), (id('a'), fence + 1)] {
        let held = (&*held.0, held.1);
        other
            .swap(&key, held, 0, &id('1'), Some(b"x"))
            .must_be(Code::Lost);
    }
    assert_eq!(one.load(&key).must_be(Code::Done).record, None);
}

#[test]
fn a_late_holder_writes_nothing() {
    let player = player();
    let (mut late, mut next) = (player.connect(), player.connect());
    let key = new_key();
    let fence = late.must_lease(&key, &id('a'), 100);
    let newer = until("the lease ends", || {
        next.lease(&key, &id('b'), LONG)
            .lease
            .filter(|&(fence, _)| fence > 0)
    });
    late.swap(&key, (&id('a'), fence), 0, &id('1'), Some(b"late"))
        .must_be(Code::Lost);
    next.swap(&key, (&id('b'), newer.0), 0, &id('2'), Some(b"next"))
        .must_be(Code::Done);
}

#[test]
fn a_lease_that_is_over_writes_nothing_even_where_nobody_took_it() {
    let player = player();
    let mut late = player.connect();
    let key = new_key();
    let fence = late.must_lease(&key, &id('a'), 1);
    until("the lease is over", || {
        let tried = late.swap(&key, (&id('a'), fence), 9, &id('1'), Some(b"late"));
        (tried.code == Code::Lost as i32).then_some(())
    });
    late.swap(&key, (&id('a'), fence), 0, &id('1'), Some(b"late"))
        .must_be(Code::Lost);
}

#[test]
fn a_record_is_taken_away_and_begins_anew() {
    let player = player();
    let mut one = player.connect();
    let key = new_key();
    let fence = one.must_lease(&key, &id('a'), LONG);
    let held = (&*id('a'), fence);
    one.swap(&key, held, 0, &id('1'), Some(b"old"))
        .must_be(Code::Done);
    one.swap(&key, held, 1, &id('2'), None).must_be(Code::Done);
    assert_eq!(one.load(&key).must_be(Code::Done).record, None);
    one.swap(&key, held, 0, &id('3'), Some(b"new"))
        .must_be(Code::Done);
    assert_eq!(one.load(&key).record.unwrap().version, 1);
    one.swap(&key, held, 1, &id('4'), None).must_be(Code::Done);
    one.release(&key, held.0, fence).must_be(Code::Done);
    let next = one.must_lease(&key, &id('b'), LONG);
    assert!(next > fence);
    one.swap(&key, held, 0, &id('5'), Some(b"late"))
        .must_be(Code::Lost);
}

#[test]
fn two_writers_lose_no_change() {
    const EACH: i64 = 20;
    let player = player();
    let key = new_key();
    thread::scope(|scope| {
        for letter in ['a', 'b', 'c'] {
            let (player, key) = (&player, &key);
            scope.spawn(move || {
                let mut opened = player.connect();
                for _ in 0..EACH {
                    let fence = until("a lease", || {
                        let taken = opened.lease(key, &id(letter), LONG).lease;
                        taken.filter(|&(fence, _)| fence > 0)
                    });
                    let found = opened.load(key).must_be(Code::Done).record;
                    let version = found.as_ref().map_or(0, |found| found.version);
                    let mut bytes = found.map_or_else(Vec::new, |found| found.bytes);
                    bytes.push(letter as u8);
                    let held = (&*id(letter), fence.0);
                    opened
                        .swap(key, held, version, &id('1'), Some(&bytes))
                        .must_be(Code::Done);
                    opened.release(key, held.0, held.1).must_be(Code::Done);
                }
            });
        }
    });
    let found = player.connect().load(&key).record.unwrap();
    assert_eq!(found.version, EACH * 3);
    assert_eq!(found.bytes.len() as i64, EACH * 3);
}
