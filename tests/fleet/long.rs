//! All at once, for as long as is asked for: a herd on three hosts that forks, whose processes are killed and stopped,
//! whose cables to server and database are cut, whose replies are lost, and whose database dies.

use std::fs;
use std::time::{Duration, Instant};

use omnifund_databases::{Moment, PostgreSql};
use serde_json::json;

use crate::fleet::Fleet;
use crate::is_long;
use crate::part::{FORKS, THREADS, now_ms};
use crate::process::Process;

const LIFE: i64 = 6;
/// Processes of each host that are killed, beside one that lives to the end.
const MORTAL: usize = 2;

/// A run is as long as `OMNIFUND_LONG_RUN` says, in seconds: an hour in the long form.
fn lasting() -> Duration {
    let asked = std::env::var("OMNIFUND_LONG_RUN").ok();
    let usual = if is_long() { 3600 } else { 20 };
    let seconds = asked.map_or(usual, |seconds| seconds.parse().expect("OMNIFUND_LONG_RUN"));
    Duration::from_secs(seconds)
}

/// Chance that can be had again: `OMNIFUND_SEED`.
struct Chance(u64);

impl Chance {
    fn new() -> Self {
        let asked = std::env::var("OMNIFUND_SEED").ok();
        let seed = asked.map_or_else(
            || now_ms() as u64,
            |seed| seed.parse().expect("OMNIFUND_SEED"),
        );
        println!("OMNIFUND_SEED={seed}");
        Self(seed | 1)
    }

    fn below(&mut self, bound: usize) -> usize {
        // Marsaglia's xorshift.
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound as u64) as usize
    }
}

/// Memory in KiB and open descriptors of a process.
fn has(process: &Process) -> (usize, usize) {
    let of = format!("/proc/{}", process.pid());
    let status = fs::read_to_string(format!("{of}/status")).unwrap();
    let memory = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let memory = memory
        .unwrap()
        .trim()
        .trim_end_matches(" kB")
        .parse()
        .unwrap();
    (memory, fs::read_dir(format!("{of}/fd")).unwrap().count())
}

/// One of a herd, on a host.
fn grazing(fleet: &Fleet, host: usize) -> Process {
    let mut command = fleet.part(host, "herd");
    command
        .env(THREADS, "3")
        .env(FORKS, "yes")
        .env("OMNIFUND_CALL_BUDGET", "5");
    Process::start(command)
}

/// How often each happened.
#[derive(Debug, Default)]
struct Befell {
    killed: usize,
    stopped: usize,
    cut_from_database: usize,
    cut_from_server: usize,
    replies_lost: usize,
    replies_late: usize,
    database_died: usize,
}

/// The next misfortune, and its end.
fn befall(
    fleet: &Fleet,
    cluster: &mut PostgreSql,
    mortal: &mut [Process],
    chance: &mut Chance,
    befell: &mut Befell,
) {
    let host = chance.below(fleet.hosts.len());
    let victim = chance.below(mortal.len());
    let for_a_while = Duration::from_millis(200 + chance.below(2500) as u64);
    let moments = [
        Moment::BeforeTheQuestion,
        Moment::BeforeTheAnswer,
        Moment::Silence,
    ];
    let moment = moments[chance.below(moments.len())];
    match chance.below(12) {
        0..=3 => {
            mortal[victim].signal(libc::SIGKILL);
            mortal[victim] = grazing(fleet, victim / MORTAL);
            befell.killed += 1;
        }
        4 => {
            mortal[victim].signal(libc::SIGSTOP);
            std::thread::sleep(for_a_while);
            mortal[victim].signal(libc::SIGCONT);
            befell.stopped += 1;
        }
        5 | 6 => {
            fleet.hosts[host].database.cut(moment);
            std::thread::sleep(for_a_while);
            fleet.hosts[host].database.cut(Moment::Never);
            fleet.hosts[host].database.cut_now();
            befell.cut_from_database += 1;
        }
        7 | 8 => {
            // Without a network of its own a host has no cable of its own to the server.
            let Some(cable) = &fleet.hosts[host].server else {
                return;
            };
            cable.cut(moment);
            std::thread::sleep(for_a_while);
            cable.cut(Moment::Never);
            cable.cut_now();
            befell.cut_from_server += 1;
        }
        9 => {
            fleet
                .server
                .faults(json!([{"grant": "refresh_token", "drop_reply": true, "times": 1}]));
            befell.replies_lost += 1;
        }
        10 => {
            fleet
                .server
                .faults(json!([{"grant": "refresh_token", "delay_reply_ms": 1500, "times": 1}]));
            befell.replies_late += 1;
        }
        _ => {
            cluster.kill();
            std::thread::sleep(for_a_while);
            cluster.begin();
            befell.database_died += 1;
        }
    }
    std::thread::sleep(for_a_while / 4);
}

#[test]
fn a_fleet_outlives_all_of_it_at_once_and_grows_by_nothing() {
    let mut cluster = PostgreSql::start(&[]);
    let mut fleet = Fleet::start("long", &cluster, cluster.port(), 3, LIFE);
    let (lasting, mut chance, mut befell) = (lasting(), Chance::new(), Befell::default());
    // Where a pair is lost for good, the saved password is what goes on.
    fleet.obeying(0).must("sign in, saving");
    let mut steady: Vec<_> = (0..fleet.hosts.len())
        .map(|host| grazing(&fleet, host))
        .collect();
    let mortal = fleet.hosts.len() * MORTAL;
    let mut mortal: Vec<_> = (0..mortal)
        .map(|one| grazing(&fleet, one / MORTAL))
        .collect();
    fleet.wait_for_refreshes(1);
    let (begun, begun_ms) = (Instant::now(), now_ms());
    let mut warm = None;
    while begun.elapsed() < lasting {
        befall(&fleet, &mut cluster, &mut mortal, &mut chance, &mut befell);
        if warm.is_none() && begun.elapsed() > lasting / 4 {
            warm = Some(steady.iter().map(has).collect::<Vec<_>>());
        }
    }
    fleet.server.behave();
    fleet.wait_for_refreshes(2);
    let cold: Vec<_> = steady.iter().map(has).collect();
    fleet.trouble_since(begun_ms);
    let is_wait = |said: &serde_json::Value| said["advice"] == "Wait";
    let waits = fleet.end(&mut steady, is_wait) + fleet.end(&mut mortal, is_wait);
    let told = fleet.history().must_hold();
    println!(
        "for {:?}: {befell:?}, lost and signed in anew {} times",
        begun.elapsed(),
        fleet.lost()
    );
    println!(
        "{told:?}, {} forks, {waits} calls were told to wait",
        fleet.forked
    );
    println!("KiB and descriptors of those that lived: {warm:?}, and in the end {cold:?}");
    for (before, after) in warm.unwrap().iter().zip(&cold) {
        assert!(after.0 < before.0 + 6 * 1024, "{before:?} {after:?}");
        // One that waits has a socket and a lock more than one that does not.
        assert!(after.1 < before.1 + 12, "{before:?} {after:?}");
    }
}
