//! The simulator in short; `make simulate` has it at length.

use super::*;

/// Plans that once broke something, each named by what it was.
const PLANS: &[(&str, &str)] = &[
    (
        "a request that there was no time left to send",
        include_str!("plans/a-request-with-no-time-left.json"),
    ),
    (
        "a token that came while its caller waited for another thread",
        include_str!("plans/a-token-that-came-meanwhile.json"),
    ),
    (
        "a refusal that there was no time to go on from",
        include_str!("plans/a-refusal-with-no-time-left.json"),
    ),
    (
        "a record that was read before the machine stood still",
        include_str!("plans/a-record-read-before-a-pause.json"),
    ),
    (
        "an announcement that the disk had, and could not make durable",
        include_str!("plans/an-announcement-that-failed.json"),
    ),
    (
        "a pair that a host could not put into a database that gave it the lease",
        include_str!("plans/a-pair-that-the-database-had-no-room-for.json"),
    ),
    (
        "a refusal that could not be written down, since another host had the lease by then",
        include_str!("plans/a-refusal-that-was-not-written.json"),
    ),
];

#[track_caller]
fn hold(first: u64, histories: u64) {
    if let Err(broken) = many(first, histories, 2) {
        panic!("after {} histories\n{}", broken.after, broken.story());
    }
}

#[test]
fn what_once_broke_holds() {
    for (name, plan) in PLANS {
        if let Err(story) = replayed(plan, None) {
            panic!("{name}:\n{story}");
        }
    }
}

#[test]
fn histories_of_known_seeds_hold() {
    hold(1, 3000);
}

#[test]
fn a_history_is_the_same_each_time() {
    for seed in 0..20 {
        let plan = Plan::such(seed, removals::everywhere);
        let told = || carried_out(&plan, &Pool::default(), &[], true).story;
        assert_eq!(told(), told(), "{seed}");
    }
}

#[test]
fn the_order_without_a_step_is_found_to_be_broken() {
    for step in ["KernelLock", "SyncOfJournal", "Recovery"] {
        let removal = removed(1, 20_000, 2, Some(step)).next().unwrap();
        assert!(removal.found.is_some(), "without {}", removal.step);
    }
}
