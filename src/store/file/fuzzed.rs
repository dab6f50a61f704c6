//! What is tried with any bytes in the place of a record's file or its journal.

use super::frame::{frame, unframe};

/// A record that is found in a file is the file's beginning, to the byte, and one that is cut is none.
pub(crate) fn journal(bytes: &[u8]) {
    let Some((version, record)) = unframe(bytes.to_vec()) else {
        return;
    };
    let framed = frame(version, &record);
    assert!(version > 0 && bytes.starts_with(&framed));
    assert!(unframe(framed[..framed.len() - 1].to_vec()).is_none());
    assert_eq!(unframe(framed), Some((version, record)));
}
