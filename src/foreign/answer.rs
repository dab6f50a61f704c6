//! An answer, as a function gives it.

use super::functions::StoreAnswer;

impl StoreAnswer {
    /// `None` for a number that is none.
    pub(super) fn of(number: i32) -> Option<Self> {
        const ALL: [StoreAnswer; 7] = [
            StoreAnswer::Done,
            StoreAnswer::Conflict,
            StoreAnswer::Busy,
            StoreAnswer::Lost,
            StoreAnswer::Unknown,
            StoreAnswer::Unreachable,
            StoreAnswer::Failed,
        ];
        let index = usize::try_from(number).ok()?;
        ALL.get(index).copied()
    }
}
