//! The steps of the order, and what each is for: without any of them some history must go wrong, or the simulator would
//! see nothing.

use super::plan::Plan;
use crate::steps::Step;

/// Of which histories some must break.
pub(super) type Wanted = fn(&Plan) -> bool;

pub(super) fn everywhere(_: &Plan) -> bool {
    true
}

/// What is for hosts that share a database goes unmissed on one.
fn among_hosts(plan: &Plan) -> bool {
    plan.hosts.len() > 1
}

/// Behind a failover nothing is judged where another host may come first.
fn alone_with_a_database(plan: &Plan) -> bool {
    plan.shared && plan.hosts.len() == 1
}

/// What is left out at a time, and in words. Two steps that stand behind each other are left out together: each alone
/// is not missed. Where the step is for several hosts, only such of the ordinary histories are tried.
pub(super) const REMOVALS: &[(&[Step], &str, Wanted)] = &[
    (
        &[Step::RefreshLock],
        "one thread of a process refreshes",
        everywhere,
    ),
    (
        &[Step::KernelLock],
        "one process of a host has the record's lock",
        everywhere,
    ),
    (
        &[Step::ReadUnderLease],
        "the record is read again under the lease",
        everywhere,
    ),
    (
        &[Step::Intent],
        "the intent is written before the refresh token leaves",
        everywhere,
    ),
    (
        &[Step::TakenBack],
        "what announces a request that does not leave is taken back",
        everywhere,
    ),
    (
        &[Step::Reserve],
        "the journal is made ready before the exchange",
        everywhere,
    ),
    (
        &[Step::SyncOfReserve],
        "a file that was made is synced",
        everywhere,
    ),
    (
        &[Step::SyncOfNames],
        "names are synced before the exchange",
        everywhere,
    ),
    (
        &[Step::SyncBeforeAnotherJournal],
        "names are synced before a journal is made anew",
        everywhere,
    ),
    (
        &[Step::SyncOfFolder],
        "a record's folder is synced before anything stands in it",
        everywhere,
    ),
    (&[Step::SyncOfJournal], "the new pair is synced", everywhere),
    (
        &[Step::SyncOfWhatIsRead],
        "a journal that somebody left is synced by whoever finds it",
        everywhere,
    ),
    (
        &[Step::Journal],
        "the new pair is in the journal before anybody sees it",
        everywhere,
    ),
    (
        &[Step::Recovery],
        "who takes the lease puts in its place what was left",
        everywhere,
    ),
    (
        &[Step::JournalForReaders],
        "who reads without the lease looks at the journal",
        everywhere,
    ),
    (
        &[Step::HeldPair],
        "a pair that the store would not take keeps the lease",
        everywhere,
    ),
    (
        &[Step::RefusalKept],
        "a refused refresh token is marked",
        everywhere,
    ),
    (
        &[Step::ReplayPolicy],
        "whether a token may be presented again is looked at",
        everywhere,
    ),
    (
        &[Step::BackOff],
        "a failure is followed by a pause",
        everywhere,
    ),
    (
        &[Step::LiveWhateverFails],
        "a live token is handed out whatever fails",
        everywhere,
    ),
    (
        &[Step::BothClocks],
        "of two clocks the one that ran further counts",
        everywhere,
    ),
    (
        &[Step::UnknownAgeIsOver],
        "a token whose age can't be told is over",
        everywhere,
    ),
    (
        &[Step::OtherClocks],
        "another host's moments are translated",
        among_hosts,
    ),
    (
        &[Step::Fence],
        "the database looks at fence and version",
        among_hosts,
    ),
    (
        &[Step::LeaseEnd],
        "the lease's end is looked at before the exchange",
        among_hosts,
    ),
    (
        &[Step::EndAtFirstByte],
        "the lease's end is looked at where the first byte leaves",
        among_hosts,
    ),
    (
        &[Step::Stamps],
        "a change that was left is judged by its stamp",
        among_hosts,
    ),
    (
        &[Step::WriteId],
        "a change of unknown outcome is known by its write id",
        among_hosts,
    ),
    (
        &[Step::LeaseOfWhatIsLeft],
        "a pair that the database has not got keeps the lease",
        among_hosts,
    ),
    (
        &[Step::PutBack],
        "what the database forgot is put back",
        alone_with_a_database,
    ),
    (
        &[Step::HandedOn],
        "what a later version wrote is handed on",
        everywhere,
    ),
];

/// Of the steps that are left out together.
pub(super) fn name(steps: &[Step]) -> String {
    let names: Vec<_> = steps.iter().map(|step| format!("{step:?}")).collect();
    names.join("+")
}
