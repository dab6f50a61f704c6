//! The steps that make the order: what is written, synced, read again and looked at, and where. The simulator leaves
//! out one after the other, to show that it would notice; anywhere else all of them are taken.

/// A step that the simulator can leave out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    RefreshLock,
    KernelLock,
    ReadUnderLease,
    Intent,
    Reserve,
    SyncOfReserve,
    SyncOfNames,
    SyncBeforeAnotherJournal,
    SyncOfFolder,
    SyncOfJournal,
    SyncOfWhatWasLeft,
    Journal,
    Recovery,
    JournalForReaders,
    HeldPair,
    RefusalKept,
    ReplayPolicy,
    BackOff,
    LiveWhateverFails,
    BothClocks,
    UnknownAgeIsOver,
    OtherClocks,
    #[cfg(any(test, feature = "simulation"))]
    Fence,
    LeaseEnd,
    EndAtFirstByte,
    Stamps,
    WriteId,
    LeaseOfWhatIsLeft,
    PutBack,
    HandedOn,
}

impl Step {
    #[cfg(not(any(test, feature = "simulation")))]
    #[inline(always)]
    pub(crate) const fn is_taken(self) -> bool {
        true
    }

    #[cfg(any(test, feature = "simulation"))]
    pub(crate) fn is_taken(self) -> bool {
        crate::platform::simulated::left_out() != Some(self as usize)
    }
}
