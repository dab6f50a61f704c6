//! Whoever has the lease is killed, at each moment at which it makes a difference.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use omnifund_databases::{MariaDb, PostgreSql};
use serde_json::{Value, json};

use crate::cluster::Cluster;
use crate::common::until;
use crate::fleet::Fleet;
use crate::history::Did;
use crate::is_long;
use crate::part::now_ms;
use crate::process::Process;

/// Where a refresh is killed, in its order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Moment {
    BeforeItSends,
    BehindTheRequest,
    BehindTheReply,
    BehindTheJournal,
    BehindTheSwap,
}

/// A process of a host, whose calls and leases are short.
fn hurried(fleet: &Fleet, host: usize, at: Option<&str>) -> Process {
    let mut command = fleet.part(host, "obey");
    command.env("OMNIFUND_CALL_BUDGET", "5");
    if let Some(at) = at {
        command.env("OMNIFUND_TEST_AT", at);
    }
    Process::obeying(command)
}

/// Signed in, and killed in the midst of a refresh.
fn killed(cluster: &dyn Cluster, moment: Moment, name: &str) -> Fleet {
    let mut fleet = Fleet::start(name, cluster, cluster.port(), 2, 3600);
    hurried(&fleet, 0, None).must("sign in");
    let at = match moment {
        Moment::BeforeItSends => Some("after swap 1 KILL"),
        Moment::BehindTheJournal => Some("before swap 2 KILL"),
        Moment::BehindTheSwap => Some("after swap 2 KILL"),
        Moment::BehindTheRequest | Moment::BehindTheReply => None,
    };
    let mut victim = hurried(&fleet, 0, at);
    // Its session is open, and has no part in what comes.
    victim.must("status");
    if at.is_none() {
        // The server does what was asked, and is slow to say so.
        let delayed = json!([{"grant": "refresh_token", "delay_reply_ms": 3000, "times": 1}]);
        fleet.server.faults(delayed);
    }
    let begun = now_ms();
    victim.order("refresh");
    match moment {
        Moment::BehindTheRequest => {
            fleet.server.wait_for_fault();
            victim.signal(libc::SIGKILL);
        }
        Moment::BehindTheReply => {
            fleet.server.wait_for_fault();
            kill_as_it_writes_its_journal(&victim);
        }
        _ => {}
    }
    assert!(victim.next().is_none(), "{moment:?}: it has gone on");
    assert!(!victim.wait().success());
    fleet.server.settled_exchanges();
    fleet.trouble_since(begun);
    fleet
}

/// Nothing else is written at a place between a reply and the journal.
fn kill_as_it_writes_its_journal(process: &Process) {
    let mut strace = Command::new("strace")
        .args(["-f", "-e", "inject=pwrite64:signal=KILL:when=1", "-p"])
        .arg(process.pid().to_string())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // It ends with what it follows.
    for line in BufReader::new(strace.stderr.take().unwrap()).lines() {
        line.unwrap();
    }
    strace.wait().unwrap();
}

/// What a host has, once it need not wait.
fn refreshed(process: &mut Process) -> Value {
    until(|| {
        let said = process.asked("refresh");
        (said["advice"] != "Wait").then_some(said)
    })
}

fn try_at(cluster: &dyn Cluster, moment: Moment, name: &str) {
    let fleet = killed(cluster, moment, name);
    let spent = fleet.server.refreshes().len();
    match moment {
        // The token is untouched: another host presents it, when the lease has ended.
        Moment::BeforeItSends => {
            assert_eq!(spent, 0);
            let said = refreshed(&mut hurried(&fleet, 1, None));
            assert!(said["failed"].is_null(), "{said}");
        }
        // No client has the next one: it is presented once more, and refused.
        Moment::BehindTheRequest | Moment::BehindTheReply => {
            assert_eq!(spent, 1);
            let said = refreshed(&mut hurried(&fleet, 1, None));
            assert_eq!(said["advice"], "SignIn", "{moment:?}: {said}");
            let statuses: Vec<_> = fleet
                .server
                .refreshes()
                .iter()
                .map(|one| one["status"].clone())
                .collect();
            assert_eq!(statuses, [200, 400], "{moment:?}");
            hurried(&fleet, 1, None).must("sign in");
        }
        // Its host has the next one, and goes on at once; so do all others then.
        Moment::BehindTheJournal => {
            assert_eq!(spent, 1);
            hurried(&fleet, 0, None).must("token");
        }
        // All have it, and nobody waits.
        Moment::BehindTheSwap => assert_eq!(spent, 1),
    }
    let token = hurried(&fleet, 1, None).must("token")["access"].clone();
    assert_eq!(hurried(&fleet, 0, None).must("token")["access"], token);
    let newest = fleet.server.exchanges();
    let newest = newest.iter().rfind(|one| one["status"] == 200).unwrap();
    assert_eq!(newest["access"], token, "{moment:?}");
    fleet.history().must_hold();
}

fn try_at_each(cluster: &dyn Cluster, name: &str) {
    let moments = [
        Moment::BeforeItSends,
        Moment::BehindTheRequest,
        Moment::BehindTheReply,
        Moment::BehindTheJournal,
        Moment::BehindTheSwap,
    ];
    let rounds = if is_long() { 10 } else { 1 };
    for round in 0..rounds {
        std::thread::scope(|threads| {
            for (number, moment) in moments.into_iter().enumerate() {
                let name = format!("{name}-kill-{round}-{number}");
                threads.spawn(move || try_at(cluster, moment, &name));
            }
        });
    }
    println!("{name}: killed {rounds} times at each of {moments:?}");
}

#[test]
fn a_holder_that_is_killed_loses_the_session_only_between_the_reply_and_its_journal() {
    try_at_each(PostgreSql::shared(), "postgresql");
}

#[test]
fn a_holder_that_is_killed_over_mariadb_loses_the_session_only_between_the_reply_and_its_journal() {
    try_at_each(MariaDb::shared(), "mariadb");
}

/// What a process asked of its store, by name, in its order.
fn asked(fleet: &Fleet, process: u32) -> Vec<&'static str> {
    let all = fleet.asked();
    let own = all.iter().filter(|one| one.process == u64::from(process));
    own.map(|one| match one.did {
        Did::Load { .. } => "load",
        Did::Lease { .. } => "lease",
        Did::Swap(_) => "swap",
        Did::Release { .. } => "release",
        Did::List { .. } => "list",
    })
    .collect()
}

#[test]
fn a_process_that_is_killed_at_any_question_to_the_database_costs_its_host_nothing() {
    let cluster = PostgreSql::shared();
    let fleet = Fleet::start("kill-at-each", cluster, cluster.port(), 1, 3600);
    hurried(&fleet, 0, None).must("sign in");
    let mut whole = hurried(&fleet, 0, None);
    whole.must("refresh");
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let mut moments = Vec::new();
    for what in asked(&fleet, whole.pid()) {
        let number = seen.entry(what).or_default();
        *number += 1;
        moments.extend(["before", "after"].map(|when| format!("{when} {what} {number} KILL")));
    }
    moments.retain(|moment| !moment.contains("list"));
    assert!(moments.len() >= 10, "{moments:?}");
    for moment in &moments {
        let mut victim = hurried(&fleet, 0, Some(moment));
        victim.order("refresh");
        assert!(victim.next().is_none(), "{moment}: it has gone on");
        // The lease is its host's, so nobody waits.
        hurried(&fleet, 0, None).must("refresh");
    }
    let told = fleet.history().must_hold();
    assert_eq!(fleet.lost(), 0);
    println!(
        "killed at {} moments, nothing presented twice: {told:?}",
        moments.len()
    );
}
