//! Keys, the store's id, and what is no key.

use omnifund_sql::Code;

use super::id;
use crate::player;

#[test]
fn the_store_has_one_id() {
    let player = player();
    let ask = || player.connect().identify().must_be(Code::Done).keys;
    let first = ask();
    assert_eq!(first.len(), 1);
    assert!(first[0].len() == 32 && first[0].bytes().all(|byte| byte.is_ascii_hexdigit()));
    assert_eq!(ask(), first);
}

#[test]
fn pages_are_in_the_order_of_bytes_and_hold_records_alone() {
    let player = player();
    let mut one = player.connect();
    let kind = format!("Kind{}", std::process::id());
    let names = ["-0", "-Z", "-_", "-a", "-b", "-~", ".0"];
    let key = |name: &str| format!("{kind}{name}");
    for name in names {
        let fence = one.must_lease(&key(name), &id('a'), 60_000);
        let held = (&*id('a'), fence);
        // One has a lease and no record.
        if name != "-b" {
            one.swap(&key(name), held, 0, &id('1'), Some(b"x"))
                .must_be(Code::Done);
        }
    }
    let all = one.list(&key("-"), &key("."), 100);
    assert_eq!(all, ["-0", "-Z", "-_", "-a", "-~"].map(key));
    let mut paged = Vec::new();
    let mut after = key("-");
    loop {
        let page = one.list(&after, &key("."), 2);
        let Some(last) = page.last() else { break };
        after.clone_from(last);
        paged.extend(page);
        // What goes and what comes meanwhile changes nothing for the others.
        let gone = key("-Z");
        if paged.len() == 2 && after == gone {
            let fence = one.must_lease(&gone, &id('a'), 60_000);
            one.swap(&gone, (&id('a'), fence), 1, &id('2'), None)
                .must_be(Code::Done);
        }
    }
    assert_eq!(paged, all);
    assert!(one.list("", "~", 10_000).iter().all(|key| !key.is_empty()));
}

#[test]
fn a_key_is_bytes_and_never_sql() {
    let player = player();
    let mut one = player.connect();
    for key in [
        "session-'",
        "session-\\",
        "session-%s?:x$1",
        "session-'; DROP TABLE omnifund_store; --",
    ] {
        let fence = one.must_lease(key, &id('a'), 60_000);
        let held = (&*id('a'), fence);
        let version = one.load(key).record.map_or(0, |record| record.version);
        one.swap(key, held, version, &id('1'), Some(b"x"))
            .must_be(Code::Done);
        assert_eq!(one.load(key).record.unwrap().bytes, b"x");
        assert_eq!(one.list(key, &format!("{key}~"), 9), [""; 0]);
    }
}

#[test]
fn what_is_no_id_is_refused() {
    let player = player();
    let mut one = player.connect();
    for owner in [
        "",
        "a",
        "'",
        &"'".repeat(32),
        &"g".repeat(32),
        &"a".repeat(33),
    ] {
        let refused = one.lease("session-0", owner, 60_000).must_be(Code::Failed);
        assert!(refused.message.contains("32 hex digits"), "{refused:?}");
    }
}
