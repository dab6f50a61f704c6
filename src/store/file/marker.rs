//! The store's marker: which store it is, what may be written in it, and whose it is.

use serde::{Deserialize, Serialize};

use crate::error::{Error, ErrorKind, Result};

/// Its file name.
pub(super) const NAME: &str = "store.json";
/// The layout of the directory. A library that meets a later one changes nothing.
pub(super) const LAYOUT: u32 = 1;
/// The highest version of records that this library writes and reads.
pub(super) const RECORDS: u32 = 1;

/// What `store.json` says. It holds no secret.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Marker {
    pub(super) layout: u32,
    /// Records are written in this version, so that every library that opened the store reads them.
    pub(super) records: u32,
    /// 16 random bytes, hexadecimal.
    pub(super) store: String,
    /// A hash of the machine's id; absent where it has none.
    #[serde(default)]
    pub(super) machine: Option<String>,
}

impl Marker {
    pub(super) fn new(store: String, machine: Option<String>) -> Self {
        Self {
            layout: LAYOUT,
            records: RECORDS,
            store,
            machine,
        }
    }

    pub(super) fn text(&self) -> Result<Vec<u8>> {
        serde_json::to_vec_pretty(self)
            .map_err(|_| Error::new(ErrorKind::Internal, "a marker can't be written"))
    }
}
