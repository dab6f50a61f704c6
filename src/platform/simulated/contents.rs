//! What a file has in it, and what of that is left when the power comes back.

/// What an unsynced file has after the power comes back.
#[derive(Debug, Clone, Copy)]
pub(super) enum Unsynced {
    Kept,
    Dropped,
    Torn,
    Zeros,
}

pub(super) const UNSYNCED: [Unsynced; 4] = [
    Unsynced::Kept,
    Unsynced::Dropped,
    Unsynced::Torn,
    Unsynced::Zeros,
];

#[derive(Debug, Clone, Default)]
pub(super) struct Contents {
    pub(super) written: Vec<u8>,
    pub(super) synced: Option<Vec<u8>>,
}

impl Contents {
    pub(super) fn after_power_cut(&self, unsynced: Unsynced) -> Vec<u8> {
        match (unsynced, &self.synced) {
            (_, Some(synced)) if *synced == self.written => synced.clone(),
            (Unsynced::Kept, _) => self.written.clone(),
            (Unsynced::Dropped, synced) => synced.clone().unwrap_or_default(),
            (Unsynced::Torn, synced) => {
                let half = self.written.len() / 2;
                let old = synced.as_ref().and_then(|old| old.get(half..));
                [&self.written[..half], old.unwrap_or_default()].concat()
            }
            (Unsynced::Zeros, _) => vec![0; self.written.len()],
        }
    }
}
