//! The store: its database where hosts share it, its directory, owner, mode and file system, free space, its key, and who holds a lease.

use omnifund::{Advice, Config, Store, StoreReport};

use super::findings::{Findings, Sign};
use crate::show;

/// Bytes; a store needs a few kilobytes, and a disk with less than this is about to be full.
const LITTLE: u64 = 16 * 1024 * 1024;
/// Seconds; no exchange takes longer, so who holds a lease for longer holds a pair that is not saved.
const LONG: i64 = 60;

/// Opens the store, and tells how it is kept.
pub fn look(config: &Config, findings: &mut Findings) -> Option<Store> {
    let mut config = config.clone();
    config.set_store_must_exist(true);
    let store = match Store::open_configured(&config) {
        Ok(store) => store,
        Err(error) => {
            findings.error("store", &error);
            return None;
        }
    };
    if let Some(database) = store.database() {
        match store.clients() {
            Ok(_) => findings.good("database", format!("{database} answers")),
            Err(error) => findings.error("database", &error),
        }
    }
    let kept_in = store.database().map_or("store", |_| "journal");
    match store.report() {
        Ok(Some(report)) => tell(&report, kept_in, findings),
        Ok(None) => {}
        Err(error) => findings.error("store", &error),
    }
    Some(store)
}

fn tell(report: &StoreReport, kept_in: &'static str, findings: &mut Findings) {
    findings.good(
        kept_in,
        format!(
            "{}, {}, {}, {}",
            report.directory.display(),
            report.owner,
            report.permissions,
            report.file_system
        ),
    );
    if report.file_system.contains("gone with") || report.file_system.contains("gone when") {
        findings.add(
            Sign::Bad(Advice::FixStorage),
            "store",
            format!("sessions don't survive there: {}", report.file_system),
            "move the store to a disk that stays (docs/operations.md)",
        );
    }
    if report.is_shared {
        findings.add(
            Sign::Bad(Advice::FixStorage),
            "store",
            format!(
                "other machines can be at {}: its locks can fail silently, and then sessions are lost",
                report.file_system
            ),
            "move the store to a disk of this machine (docs/operations.md)",
        );
    }
    if report.machine_is_known {
        findings.good(
            "machine",
            "a clone of the store on another machine would be refused",
        );
    } else {
        findings.add(
            Sign::Note,
            "machine",
            "this machine has no name, and a clone of the store elsewhere can't be noticed",
            "name it: OMNIFUND_MACHINE (docs/operations.md, containers)",
        );
    }
    let free = format!("{} MB are free", report.free / 1_000_000);
    if report.free < LITTLE {
        findings.add(
            Sign::Bad(Advice::FixStorage),
            "space",
            free,
            "make room on that disk",
        );
    } else {
        findings.good("space", free);
    }
    findings.good("sealing key", format!("the key {}", report.key));
    if report.leases.is_empty() {
        findings.good("leases", "nobody holds one");
    }
    for lease in &report.leases {
        let what = format!(
            "process {} holds the lease of {} since {}",
            lease.process,
            lease.record.display(),
            show::moment(lease.since)
        );
        if show::now() - lease.since > LONG {
            findings.add(
                Sign::Bad(Advice::FixStorage),
                "leases",
                what,
                "it may hold a pair that the store would not take: make room, and let it run; it saves the \
                 pair with its next call, and to end it loses the session",
            );
        } else {
            findings.add(Sign::Note, "leases", what, "an exchange is under way");
        }
    }
}
