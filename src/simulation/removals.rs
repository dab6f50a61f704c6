//! The steps of the order, and what each is for: without any of them some history must go wrong, or the simulator would
//! see nothing.

use crate::steps::Step;

/// Each step that can be left out, and in words.
pub(super) const REMOVALS: &[(Step, &str)] = &[
    (Step::RefreshLock, "one thread of a process refreshes"),
    (
        Step::KernelLock,
        "one process of a host has the record's lock",
    ),
    (
        Step::ReadUnderLease,
        "the record is read again under the lease",
    ),
    (
        Step::Intent,
        "the intent is written before the refresh token leaves",
    ),
    (
        Step::Reserve,
        "the journal is made ready before the exchange",
    ),
    (Step::SyncOfReserve, "a file that was made is synced"),
    (Step::SyncOfNames, "names are synced before the exchange"),
    (
        Step::SyncBeforeAnotherJournal,
        "names are synced before a journal is made anew",
    ),
    (
        Step::SyncOfFolder,
        "a record's folder is synced before anything stands in it",
    ),
    (Step::SyncOfJournal, "the new pair is synced"),
    (
        Step::SyncOfWhatWasLeft,
        "a journal that somebody left is synced before it takes the record's place",
    ),
    (
        Step::Journal,
        "the new pair is in the journal before anybody sees it",
    ),
    (
        Step::Recovery,
        "who takes the lease puts in its place what was left",
    ),
    (
        Step::JournalForReaders,
        "who reads without the lease looks at the journal",
    ),
    (
        Step::HeldPair,
        "a pair that the store would not take keeps the lease",
    ),
    (Step::RefusalKept, "a refused refresh token is marked"),
    (
        Step::ReplayPolicy,
        "whether a token may be presented again is looked at",
    ),
    (Step::BackOff, "a failure is followed by a pause"),
    (
        Step::LiveWhateverFails,
        "a live token is handed out whatever fails",
    ),
    (
        Step::BothClocks,
        "of two clocks the one that ran further counts",
    ),
    (
        Step::UnknownAgeIsOver,
        "a token whose age can't be told is over",
    ),
    (Step::OtherClocks, "another host's moments are translated"),
    (Step::Fence, "the database looks at fence and version"),
    (
        Step::LeaseEnd,
        "the lease's end is looked at before the exchange",
    ),
    (
        Step::EndAtFirstByte,
        "the lease's end is looked at where the first byte leaves",
    ),
    (
        Step::Stamps,
        "a change that was left is judged by its stamp",
    ),
    (
        Step::WriteId,
        "a change of unknown outcome is known by its write id",
    ),
    (
        Step::LeaseOfWhatIsLeft,
        "a pair that the database has not got keeps the lease",
    ),
    (Step::PutBack, "what the database forgot is put back"),
    (Step::HandedOn, "what a later version wrote is handed on"),
];
