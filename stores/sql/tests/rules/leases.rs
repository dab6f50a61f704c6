//! Leases: who has the right to change a record.

use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

use omnifund_databases::until;
use omnifund_sql::Code;

use super::{id, new_key};
use crate::player;

const LONG: i64 = 60_000;
/// A test that must see a lease end.
const SHORT: i64 = 150;

#[test]
fn a_lease_is_one_owners_until_it_is_released() {
    let player = player();
    let (mut one, mut other) = (player.connect(), player.connect());
    let key = new_key();
    let fence = one.must_lease(&key, &id('a'), LONG);
    let busy = other.lease(&key, &id('b'), LONG).must_be(Code::Busy);
    let (_, left) = busy.lease.unwrap();
    assert!((1..=LONG).contains(&left), "{left}");
    one.release(&key, &id('a'), fence).must_be(Code::Done);
    let next = other.must_lease(&key, &id('b'), LONG);
    assert!(next > fence);
}

#[test]
fn a_lease_ends_by_itself() {
    let player = player();
    let (mut one, mut other) = (player.connect(), player.connect());
    let key = new_key();
    let fence = one.must_lease(&key, &id('a'), SHORT);
    let next = until("the lease ends", || {
        other
            .lease(&key, &id('b'), LONG)
            .lease
            .filter(|&(fence, _)| fence > 0)
    });
    assert!(next.0 > fence);
    let late = one.release(&key, &id('a'), fence);
    late.must_be(Code::Lost);
    one.lease(&key, &id('a'), LONG).must_be(Code::Busy);
}

#[test]
fn its_owner_takes_a_lease_again_and_the_fence_grows() {
    let player = player();
    let mut one = player.connect();
    let key = new_key();
    let first = one.must_lease(&key, &id('a'), LONG);
    let second = one.must_lease(&key, &id('a'), LONG);
    assert!(second > first);
    one.release(&key, &id('a'), first).must_be(Code::Lost);
    one.release(&key, &id('a'), second).must_be(Code::Done);
}

#[test]
fn of_many_at_once_one_gets_the_lease() {
    let player = player();
    for _ in 0..5 {
        let key = new_key();
        let taken = AtomicU32::new(0);
        thread::scope(|scope| {
            for letter in "0123456789abcdef".chars() {
                let (player, key, taken) = (&player, &key, &taken);
                scope.spawn(move || {
                    let found = player.connect().lease(key, &id(letter), LONG);
                    if found.code == Code::Done as i32 {
                        taken.fetch_add(1, Ordering::SeqCst);
                    } else {
                        found.must_be(Code::Busy);
                    }
                });
            }
        });
        assert_eq!(taken.into_inner(), 1);
    }
}

#[test]
fn fences_grow_over_leases_that_come_and_go() {
    let player = player();
    let mut one = player.connect();
    let key = new_key();
    let mut last = 0;
    for owner in ['a', 'b', 'a', 'c'].map(id) {
        let fence = one.must_lease(&key, &owner, LONG);
        assert!(fence > last, "{fence} after {last}");
        last = fence;
        one.release(&key, &owner, fence).must_be(Code::Done);
    }
}
