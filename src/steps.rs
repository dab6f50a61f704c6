//! The steps that make the order: what is written, synced, read again and looked at, and where. The simulator leaves
//! out one after the other, to show that it would notice; anywhere else all of them are taken.

/// A step that the simulator can leave out; there are fewer than 64.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    RefreshLock,
    KernelLock,
    ReadUnderLease,
    Intent,
    TakenBack,
    Reserve,
    SyncOfReserve,
    SyncOfNames,
    SyncBeforeAnotherJournal,
    SyncOfFolder,
    SyncOfJournal,
    SyncOfWhatIsRead,
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

    /// In a set of steps.
    #[cfg(any(test, feature = "simulation"))]
    pub(crate) const fn bit(self) -> u64 {
        1 << self as u64
    }

    #[cfg(any(test, feature = "simulation"))]
    pub(crate) fn is_taken(self) -> bool {
        crate::platform::simulated::left_out() & self.bit() == 0
    }
}
