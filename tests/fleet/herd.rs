//! A herd: many threads of many processes of several hosts take tokens, over their ends.

use omnifund_databases::{PgBouncer, PostgreSql};

use crate::fleet::Fleet;
use crate::is_long;

const LIFE: i64 = 5;

/// Runs a herd on each host over some lifetimes. Nothing may fail.
fn herd(fleet: &mut Fleet) {
    let (processes, threads, lifetimes) = if is_long() { (8, 8, 12) } else { (2, 4, 3) };
    fleet.obeying(0).must("sign in");
    let mut started = fleet.herd(processes, threads);
    fleet.wait_for_refreshes(lifetimes);
    fleet.end(&mut started, |_| false);
    let history = fleet.history();
    let told = history.must_hold();
    let refreshes: Vec<_> = history.refreshes().collect();
    // A token is replaced when a fifth of its life is left, and not before.
    for pair in refreshes.windows(2) {
        let lived = pair[1].arrived - (pair[0].expires - LIFE * 1000);
        assert!(lived >= LIFE * 800 - 1000, "{pair:?}");
    }
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
