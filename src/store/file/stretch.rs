//! Which bytes of the lock file stand for which record's lease, and for the line behind it.

use std::path::Path;

use crate::platform::holders::{self, Holder};

/// Made with the store, never deleted: to delete a file that somebody waits for would give the lease to
/// two.
pub(super) const NAME: &str = "lock";
/// The places of a record's stretch. All others wait until the end of the line is free.
pub(super) const PLACES: i64 = 64;

/// Where the stretch of a record begins: by seven bytes of its hash, as many as the length of a file
/// has room for beside the places.
pub(super) fn stretch(hash: &[u8; 32]) -> i64 {
    let [a, b, c, d, e, f, g, ..] = *hash;
    i64::from_be_bytes([0, a, b, c, d, e, f, g]) * PLACES
}

/// The first byte of the hash of the records whose stretch begins there.
pub(super) fn first_byte(stretch: i64) -> u8 {
    let [_, first, ..] = (stretch / PLACES).to_be_bytes();
    first
}

/// Who holds leases of the store, as far as the system tells. Places in the line are none.
pub(super) fn held(store: &Path) -> Vec<Holder> {
    let mut holders = holders::of(&store.join(NAME));
    holders.retain(|holder| holder.start % PLACES == 0);
    holders
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_record_has_a_stretch_of_its_own_within_what_a_file_can_have() {
        for (hash, start) in [([0; 32], 0), ([0xff; 32], (1 << 62) - 64)] {
            assert_eq!(stretch(&hash), start);
            assert_eq!(first_byte(start), hash[0]);
            assert!(start.checked_add(PLACES).is_some());
        }
        let mut next = [0; 32];
        next[6] = 1;
        assert_eq!(stretch(&next), PLACES);
    }
}
