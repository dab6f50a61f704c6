//! What befalls a fleet: its database is killed, a host is cut off, stands still, or has another time.

use std::path::Path;
use std::time::Duration;

use omnifund_databases::{Moment, PostgreSql};

use crate::common::until;
use crate::fleet::{Fleet, as_part, compile};
use crate::history::{Asked, Became, Did};
use crate::is_long;
use crate::part::{THREADS, now_ms};
use crate::process::Process;

/// Short, since a lease lasts for fifteen seconds more.
const BUDGET: &str = "5";
/// As the library tells it to programs.
const STORE_UNREACHABLE: i64 = 511;
const LEASE_LOST: i64 = 512;

/// A process on a host that does as it is told, with a short budget for each call; `at` names the moment at which it
/// sends itself a signal.
fn obeying(fleet: &Fleet, host: usize, at: Option<&str>) -> Process {
    let mut command = fleet.part(host, "obey");
    command.env("OMNIFUND_CALL_BUDGET", BUDGET);
    if let Some(at) = at {
        command.env("OMNIFUND_TEST_AT", at);
    }
    Process::obeying(command)
}

/// Asks until it gets a token that is another than this; meanwhile it may be told to wait, and nothing else.
fn next_token(process: &mut Process, than: &str) -> String {
    until(|| {
        let said = process.asked("token");
        if said["failed"].is_null() {
            let access = said["access"].as_str().unwrap();
            return (access != than).then(|| access.to_owned());
        }
        assert_eq!(said["advice"], "Wait", "{said}");
        std::thread::sleep(Duration::from_millis(100));
        None
    })
}

fn changes(asked: &[Asked], process: u32) -> Vec<Became> {
    let of_process = asked
        .iter()
        .filter(|asked| asked.process == u64::from(process));
    let changes = of_process.filter_map(|asked| match &asked.did {
        Did::Swap(change) => Some(change.became),
        _ => None,
    });
    changes.collect()
}

#[test]
fn a_herd_goes_on_when_its_database_was_killed() {
    const LIFE: u64 = 6;
    let mut cluster = PostgreSql::start(&[]);
    let mut fleet = Fleet::start("killed-database", &cluster, cluster.port(), 3, 6);
    fleet.obeying(0).must("sign in");
    let (times, processes, threads) = if is_long() { (8, 4, 8) } else { (2, 2, 2) };
    let mut herd = fleet.herd(processes, threads);
    for _ in 0..times {
        fleet.wait_for_refreshes(1);
        let killed = now_ms();
        cluster.kill();
        let before = fleet.server.settled_exchanges().len();
        // For longer than tokens live.
        std::thread::sleep(Duration::from_secs(LIFE + 2));
        // One may have sent when the database was killed. Without it nobody sends.
        let sent = fleet.server.exchanges().len() - before;
        assert_eq!(sent, 0, "somebody refreshed without the database");
        cluster.begin();
        fleet.trouble_since(killed);
    }
    fleet.wait_for_refreshes(1);
    // Where its token had ended, and the store was away, the caller is told to wait.
    let waits = fleet.end(&mut herd, |said| said["advice"] == "Wait");
    assert!(waits > 0);
    let told = fleet.history().must_hold();
    assert!(fleet.lost() == 0, "a session was lost");
    println!("killed {times} times: {told:?}, {waits} calls were told to wait");
}

#[test]
fn a_host_that_is_cut_off_while_it_refreshes_goes_on_and_heals_the_store() {
    const LIFE: i64 = 3600;
    let cluster = PostgreSql::shared();
    let mut fleet = Fleet::start("cut", cluster, cluster.port(), 2, LIFE);
    let (mut one, mut other) = (obeying(&fleet, 0, None), obeying(&fleet, 1, None));
    one.must("sign in");
    let first = other.must("token")["access"].as_str().unwrap().to_owned();
    let delayed =
        serde_json::json!([{"grant": "refresh_token", "delay_reply_ms": 1500, "times": 1}]);
    fleet.server.faults(delayed);
    let cut = now_ms();
    one.order("refresh");
    fleet.server.wait_for_fault();
    // Nothing is refused: it is as if the cable were out.
    fleet.hosts[0].database.cut(Moment::Silence);
    let refreshed = one.next().unwrap();
    assert!(refreshed["failed"].is_null(), "{refreshed}");
    let here = one.must("token")["access"].as_str().unwrap().to_owned();
    assert_ne!(here, first);
    // The other has a live token, and leaves the refresh token to who may have the next one.
    assert_eq!(other.must("token")["access"], first.as_str());
    assert_eq!(fleet.server.refreshes().len(), 1);

    fleet.hosts[0].database.cut(Moment::Never);
    fleet.hosts[0].database.cut_now();
    until(|| {
        one.must("token");
        // Who starts has no token of its own, and gets what the store has.
        let mut another = obeying(&fleet, 1, None);
        (another.must("token")["access"] == here.as_str()).then_some(())
    });
    fleet.trouble_since(cut);
    let told = fleet.history().must_hold();
    assert_eq!(told.refreshes, 1, "{told:?}");
    println!("cut off: {told:?}");
}

#[test]
fn a_host_that_stands_still_behind_its_lease_does_not_send() {
    let cluster = PostgreSql::shared();
    let mut fleet = Fleet::start("still", cluster, cluster.port(), 2, 3600);
    obeying(&fleet, 0, None).must("sign in");
    // Its intent is written, and nothing is sent yet.
    let mut still = obeying(&fleet, 0, Some("after swap 1 STOP"));
    still.order("refresh");
    still.wait_until_stopped();
    let stopped = now_ms();
    let mut other = obeying(&fleet, 1, None);
    refreshed_by(&mut other);
    fleet.trouble_since(stopped);
    assert_eq!(fleet.server.refreshes().len(), 1);

    still.signal(libc::SIGCONT);
    let said = still.next().unwrap();
    assert_eq!(said["code"], LEASE_LOST, "{said}");
    assert_eq!(fleet.server.refreshes().len(), 1, "it has sent");
    drop(still);
    // Its host takes over what the other has.
    let token = other.must("token")["access"].clone();
    assert_eq!(obeying(&fleet, 0, None).must("token")["access"], token);
    let told = fleet.history().must_hold();
    assert_eq!((told.refreshes, fleet.lost()), (1, 0));
    println!("stood still before it sent: {told:?}");
}

/// Refreshes, as soon as a lease that another host has ends.
fn refreshed_by(process: &mut Process) {
    until(|| {
        let said = process.asked("refresh");
        let is_done = said["failed"].is_null();
        assert!(is_done || said["advice"] == "Wait", "{said}");
        is_done.then_some(())
    });
}

#[test]
fn a_late_holders_change_is_refused_by_its_fence_and_its_pair_is_not_lost() {
    let cluster = PostgreSql::shared();
    let mut fleet = Fleet::start("late", cluster, cluster.port(), 2, 3600);
    obeying(&fleet, 0, None).must("sign in");
    // The pair is in its journal, and not in the database.
    let mut late = obeying(&fleet, 0, Some("before swap 2 STOP"));
    late.order("refresh");
    late.wait_until_stopped();
    let stopped = now_ms();
    let mut other = obeying(&fleet, 1, None);
    // It presents the refresh token once more, by the intent's rule, and the server refuses it.
    let said = until(|| {
        let said = other.asked("refresh");
        (said["advice"] != "Wait").then_some(said)
    });
    assert_eq!(said["advice"], "SignIn", "{said}");
    fleet.trouble_since(stopped);

    late.signal(libc::SIGCONT);
    let said = late.next().unwrap();
    assert!(said["failed"].is_null(), "{said}");
    let process = late.pid();
    let made = changes(&fleet.asked(), process);
    assert_eq!(made[..2], [Became::Saved, Became::Refused], "{made:?}");
    // Its pair is the one that the server knows: all hosts get it.
    let token = late.must("token")["access"].clone();
    drop(other);
    let token_there = next_token(&mut obeying(&fleet, 1, None), "");
    assert_eq!(token_there, token.as_str().unwrap());
    let told = fleet.history().must_hold();
    println!("late: {told:?}");
}

#[test]
fn hosts_whose_clocks_are_a_day_apart_refresh_once_in_each_lifetime() {
    const LIFE: i64 = 5;
    let cluster = PostgreSql::shared();
    let mut fleet = Fleet::start("day-off", cluster, cluster.port(), 3, LIFE);
    obeying(&fleet, 0, None).must("sign in");
    let moved = fleet.scratch.path("moved_clock.so");
    compile(&["tests/c/moved_clock.c"], &moved);
    let lifetimes = if is_long() { 12 } else { 3 };
    let mut herd: Vec<Process> = [0, 86_400, -86_400 / 2]
        .into_iter()
        .enumerate()
        .map(|(host, seconds)| {
            // Another host has another boot, by whose clock it would be known to be the same.
            let unshared = [
                "--time",
                "--boottime",
                "1000",
                "--kill-child",
                "--fork",
                "--",
            ];
            let mut command = fleet.command(host, Path::new("unshare"));
            command.args(unshared).arg(std::env::current_exe().unwrap());
            as_part(&mut command, "herd").env("LD_PRELOAD", &moved);
            command.env("OMNIFUND_TEST_CLOCK", seconds.to_string());
            command.env(THREADS, "4");
            Process::start(command)
        })
        .collect();
    fleet.wait_for_refreshes(lifetimes);
    fleet.end(&mut herd, |_| false);
    let history = fleet.history();
    let told = history.must_hold();
    let refreshes: Vec<_> = history.refreshes().collect();
    for pair in refreshes.windows(2) {
        let lived = pair[1].arrived - pair[0].arrived;
        assert!(lived >= LIFE * 700, "{pair:?}");
    }
    println!("a day off: {told:?}");
}

#[test]
fn a_process_that_starts_while_the_database_is_away_is_told_to_wait() {
    let mut cluster = PostgreSql::start(&[]);
    let fleet = Fleet::start("away", &cluster, cluster.port(), 1, 3600);
    let mut running = obeying(&fleet, 0, None);
    running.must("sign in");
    let token = running.must("token")["access"].clone();
    cluster.kill();
    assert_eq!(running.must("token")["access"], token);
    let mut started = obeying(&fleet, 0, None);
    let said = started.asked("token");
    assert_eq!(said["code"], STORE_UNREACHABLE, "{said}");
    assert_eq!(said["advice"], "Wait", "{said}");
    cluster.begin();
    assert_eq!(next_token(&mut started, ""), token.as_str().unwrap());
    fleet.history().must_hold();
}
