//! A herd: many threads of many processes of several hosts take tokens, over their ends.

use omnifund_databases::{PgBouncer, PostgreSql};

use crate::fleet::Fleet;
use crate::is_long;
use crate::part::{END, THREADS, now_ms};
use crate::process::Process;

const LIFE: i64 = 5;

/// Runs a herd on each host, and gives all that was told. Nothing may fail.
fn herd(fleet: &mut Fleet) {
    let (processes, threads, lifetimes) = if is_long() { (8, 8, 12) } else { (2, 4, 3) };
    fleet.obeying(0).must("sign in");
    let end = now_ms() + lifetimes * LIFE * 1000;
    let mut started: Vec<Process> = (0..fleet.hosts.len())
        .flat_map(|host| std::iter::repeat_n(host, processes))
        .map(|host| {
            let mut command = fleet.part(host, "herd");
            command
                .env(END, end.to_string())
                .env(THREADS, threads.to_string());
            Process::start(command)
        })
        .collect();
    for process in &mut started {
        let mut heard = 0;
        while let Some(said) = process.next() {
            assert!(said["failed"].is_null(), "{said}");
            fleet.heard(&said);
            heard += 1;
        }
        assert_eq!(heard, threads);
        assert!(process.wait().success());
    }
    let history = fleet.history();
    let told = history.must_hold();
    let refreshes: Vec<_> = history.refreshes().collect();
    // A token is replaced when a fifth of its life is left, and not before.
    for pair in refreshes.windows(2) {
        let lived = pair[1].arrived - (pair[0].expires - LIFE * 1000);
        assert!(lived >= LIFE * 800 - 1000, "{pair:?}");
    }
    let at_least = usize::try_from(lifetimes).unwrap();
    assert!(told.refreshes >= at_least, "{told:?}");
    println!(
        "herd: {} hosts, {} processes, {} threads: {told:?}",
        fleet.hosts.len(),
        started.len(),
        started.len() * threads,
    );
}

#[test]
fn a_herd_on_four_hosts_presents_each_refresh_token_once() {
    let cluster = PostgreSql::shared();
    herd(&mut Fleet::start("herd", cluster, cluster.port(), 4, LIFE));
}

#[test]
fn a_herd_that_comes_by_a_pooler_presents_each_refresh_token_once() {
    let cluster = PostgreSql::shared();
    let pooler = PgBouncer::start(cluster, 5);
    herd(&mut Fleet::start("pooled", cluster, pooler.port(), 4, LIFE));
}
