//! How many sessions a table holds, and how many refreshes a second: the figures of docs/fleet.md.
//!
//! `OMNIFUND_SESSIONS` says how many, a million unless it is set.

#![allow(missing_docs)]

mod measure;

use std::time::Instant;

use measure::Growth;

fn main() {
    let set = std::env::var("OMNIFUND_SESSIONS").ok();
    let sessions = set.and_then(|set| set.parse().ok()).unwrap_or(1_000_000);
    let begun = Instant::now();
    let growth = Growth::new(
        sessions,
        &["fsync=on", "shared_buffers=512MB", "max_wal_size=4GB"],
    );
    let megabytes = |bytes: u64| bytes / 1_048_576;
    let sizes = |when: &str| {
        let (table, index) = growth.sizes();
        println!(
            "{when}: table {} MB, index {} MB",
            megabytes(table),
            megabytes(index)
        );
    };
    println!(
        "{sessions} sessions, filled in {} s",
        begun.elapsed().as_secs()
    );
    sizes("filled");
    for (connections, refreshes, connects) in [
        (1, 2000, false),
        (8, 10_000, false),
        (32, 20_000, false),
        (32, 2000, true),
    ] {
        let churn = growth.churn(connections, refreshes, connects);
        println!(
            "{connections} at once, {}: {:.0} refreshes/s, {} bytes of log each, {} % beside the index",
            if connects {
                "each with a connection of its own"
            } else {
                "over kept connections"
            },
            churn.rate(),
            churn.log_each,
            churn.beside_the_index
        );
    }
    sizes("behind them");
    let begun = Instant::now();
    growth.server.sql("VACUUM omnifund_store");
    println!("vacuum: {} ms", begun.elapsed().as_millis());
    sizes("vacuumed");
}
