//! What a host costs the database: nothing for a token that lives, and a connection or two while one is renewed,
//! however many processes it has.

#![cfg(unix)]
#![allow(missing_docs)]

mod till;

use omnifund_databases::{Lossy, PostgreSql};
use till::common::until;
use till::host::{self, Host};
use till::{Till, run};

#[test]
fn plays_its_part() {
    host::play();
}

fn signed_in<'till>(till: &'till Till, url: &str) -> Host<'till> {
    let host = Host::new(till, url, "one");
    let migrated = run(host.command().args(["store", "migrate", url]), "");
    assert_eq!(migrated.status, 0, "{migrated:?}");
    host.sign_in();
    host
}

/// The connections of the owner's that are open now.
fn open(server: &PostgreSql) -> usize {
    let count = "SELECT count(*) FROM pg_stat_activity WHERE usename = 'owner'";
    server.sql(count).trim().parse().unwrap()
}

#[test]
fn a_token_that_lives_costs_the_database_nothing() {
    let server = PostgreSql::start(&[]);
    let way = Lossy::to(server.port());
    let url = server.url("owner");
    let url = url.replace(&server.port().to_string(), &way.port().to_string());
    let till = Till::new("fleet-hot");
    let mut program = signed_in(&till, &url).program();
    let token = program.token().unwrap();
    let before = way.connections();
    until(|| (open(&server) == 0).then_some(()));
    for _ in 0..1000 {
        assert_eq!(program.token().unwrap(), token);
    }
    assert_eq!((way.connections(), open(&server)), (before, 0));
}

#[test]
fn of_a_hosts_processes_one_has_a_connection_while_the_others_wait_for_it() {
    const PROCESSES: usize = 32;
    let server = PostgreSql::start(&[]);
    let way = Lossy::to(server.port());
    let url = server.url("owner");
    let url = url.replace(&server.port().to_string(), &way.port().to_string());
    let till = Till::new("fleet-crowd");
    let host = signed_in(&till, &url);
    let mut programs: Vec<_> = (0..PROCESSES).map(|_| host.program()).collect();
    for program in &mut programs {
        program.token().unwrap();
    }
    until(|| (open(&server) == 0).then_some(()));
    let slow = serde_json::json!([{"grant": "refresh_token", "delay_ms": 12_000, "times": 1}]);
    till.server.faults(slow);
    let before = way.connections();
    let mut most = 0;
    std::thread::scope(|scope| {
        let running: Vec<_> = programs
            .iter_mut()
            .map(|program| scope.spawn(|| program.refreshed()))
            .collect();
        // Each has looked into the database, and one has sent its request.
        until(|| {
            most = most.max(open(&server));
            (way.connections() >= before + PROCESSES).then_some(())
        });
        till.server.wait_for_fault();
        let left = until(|| Some(open(&server)).filter(|left| *left <= 1));
        let refreshes = till.server.refreshes();
        assert!(
            refreshes.is_empty(),
            "{left} are open, but behind the exchange: {refreshes:?}"
        );
        let tokens: Vec<_> = running
            .into_iter()
            .map(|one| one.join().unwrap().unwrap())
            .collect();
        assert!(
            tokens.windows(2).all(|both| both[0] == both[1]),
            "{tokens:?}"
        );
    });
    println!(
        "{PROCESSES} processes had {most} connections at most while they came, and 1 while they waited"
    );
    assert_eq!(till.server.refreshes().len(), 1);
}
