//! Who waits for another host's refresh.

use std::collections::BTreeMap;
use std::time::Duration;

use omnifund::{Client, Config, FileOptions, Session, Store};
use omnifund_databases::{PgBouncer, PostgreSql};
use serde_json::json;

use crate::common::USERNAME;
use crate::fleet::Fleet;
use crate::history::{Asked, Did};
use crate::is_long;
use crate::part::{THREADS, now_ms, said};
use crate::process::Process;

/// For so long at least.
const HELD_MS: i64 = 6000;

/// So many open their stores at once.
const AT_ONCE: usize = 20;

/// So many hosts wait.
fn waiting() -> usize {
    if is_long() { 500 } else { 60 }
}

/// Each waiter has a journal of its own, so that to the database it is a host.
pub fn wait(config: &Config) {
    let variable = |name: &str| std::env::var(name).unwrap();
    let waiters: usize = variable(THREADS).parse().unwrap();
    let client = Client::new(config).unwrap();
    let open = &|number: usize| {
        let journal = format!("{}-{number}", variable("OMNIFUND_STORE_JOURNAL"));
        let options = FileOptions::default()
            .journal(journal)
            .key_file(variable("OMNIFUND_STORE_KEY_FILE"));
        let store = Store::open_place(&variable("OMNIFUND_STORE"), None, &options).unwrap();
        Session::open(&client, &store, USERNAME).unwrap()
    };
    let sessions: Vec<Session> = std::thread::scope(|threads| {
        let opening: Vec<_> = (0..AT_ONCE)
            .map(|first| {
                let numbers = (first..waiters).step_by(AT_ONCE);
                threads.spawn(move || numbers.map(open).collect::<Vec<_>>())
            })
            .collect();
        let opened = opening.into_iter().flat_map(|some| some.join().unwrap());
        opened.collect()
    });
    said(&json!("ready"));
    std::io::stdin().read_line(&mut String::new()).unwrap();
    std::thread::scope(|threads| {
        for session in &sessions {
            threads.spawn(|| match session.refresh() {
                Ok(()) => said(&json!({})),
                Err(error) => said(&json!({ "failed": error.to_string() })),
            });
        }
    });
}

#[test]
fn hosts_that_wait_ask_the_database_less_and_less_often() {
    let cluster = PostgreSql::shared();
    let pooler = PgBouncer::start(cluster, 10);
    let fleet = Fleet::start("waiting", cluster, pooler.port(), 2, 3600);
    let mut holder = fleet.obeying(0);
    holder.must("sign in");
    let mut command = fleet.part(1, "wait");
    command.env(THREADS, waiting().to_string());
    let mut waiters = Process::obeying(command);
    let delayed = json!([{"grant": "refresh_token", "delay_reply_ms": HELD_MS, "times": 1}]);
    fleet.server.faults(delayed);
    holder.order("refresh");
    fleet.server.wait_for_fault();
    let begun = now_ms();
    waiters.order("go");
    assert!(holder.next().unwrap()["failed"].is_null());
    let mut answered = 0;
    while answered < waiting() {
        // Should the database have been too busy for its pair, it comes by with the next call.
        holder.must("token");
        if let Some(said) = waiters.next_within(Duration::from_millis(100)) {
            assert!(said["failed"].is_null(), "{said}");
            answered += 1;
        }
    }
    let history = fleet.history();
    let told = history.must_hold();
    assert_eq!(told.refreshes, 1, "{told:?}");

    let waiter = |one: &&Asked| one.process == u64::from(waiters.pid());
    let mut times: BTreeMap<&str, Vec<i64>> = BTreeMap::new();
    let (mut last, mut questions) = (begun, 0);
    for one in history.asked.iter().filter(waiter) {
        if let Did::Lease { owner, .. } = &one.did {
            times.entry(owner).or_default().push(one.asked / 1000);
        }
        if one.asked / 1000 >= begun {
            questions += 1;
            last = last.max(one.answered / 1000);
        }
    }
    for (waiter, times) in &times {
        // Between two there is a look at the record.
        let gaps: Vec<_> = times.windows(2).map(|two| two[1] - two[0]).collect();
        assert!(gaps.iter().all(|gap| *gap >= 200), "{waiter}: {gaps:?}");
    }
    let took = last - begun;
    let each = questions as f64 / waiting() as f64;
    assert!(each <= 2.0 + took as f64 / 100.0);
    println!(
        "{} waiters asked for {took} ms, {each:.1} questions each: one in {:.0} ms",
        waiting(),
        took as f64 / each
    );
}
