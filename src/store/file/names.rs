//! What things are called in a store's directory.

use std::ffi::OsString;
use std::path::Path;

use crate::hex;
use crate::store::backend::{Kind, RecordId};

/// The folder of a record.
pub(super) fn shard_of(key: &RecordId) -> String {
    hex::hex(&key.hash[..1])
}

pub(super) fn is_shard(name: &str) -> bool {
    let digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    name.len() == 2 && name.bytes().all(digit)
}

/// The file of a record.
pub(super) fn name_of(key: &RecordId) -> OsString {
    format!("{}-{}", key.kind as u8, hex::hex(&key.hash)).into()
}

/// The key that a record's file name tells; what is no record is none.
pub(super) fn parse_name(name: &str) -> Option<RecordId> {
    let (kind, digits) = name.split_once('-')?;
    let kind = match kind {
        "1" => Kind::Session,
        "2" => Kind::Registry,
        "3" => Kind::Client,
        _ => return None,
    };
    let mut hash = [0; 32];
    hex::parse(digits, &mut hash)?;
    let key = RecordId { kind, hash };
    (name_of(&key) == name).then_some(key)
}

pub(super) fn directory_of(path: &Path) -> &Path {
    path.parent()
        .filter(|parent| !parent.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
}
