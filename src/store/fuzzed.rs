//! What is tried with any bytes in the place of what a store keeps.

use std::path::Path;
use std::time::Duration;

use serde_json::{Map, Value};
use zeroize::Zeroizing;

use super::backend::{Kind, RecordId};
pub(crate) use super::file::fuzzed::journal;
use super::key::SealingKey;
use super::key_ring::{self, KeyRing};
use super::members;
use super::seal::Sealer;
use super::stamp::{self, Stamp};
use crate::error::ErrorKind;

const RECORD: RecordId = RecordId {
    kind: Kind::Session,
    hash: [7; 32],
};

/// What nobody sealed is never opened; what was sealed is opened as it was, and with one bit changed it is none.
pub(crate) fn envelope(bytes: &[u8]) {
    let Ok(key) = SealingKey::from_bytes(&[9; 32]) else {
        return;
    };
    let sealer = Sealer::new([1; 16], KeyRing::given(key, &[]));
    let refused = |envelope: &[u8]| {
        let error = sealer.open(&RECORD, envelope, "a place").map(drop);
        let error = error.expect_err("nobody sealed it");
        let known = [
            ErrorKind::RecordCorrupt,
            ErrorKind::StoreTooNew,
            ErrorKind::KeyWrong,
        ];
        assert!(known.contains(&error.kind()), "{error}");
    };
    refused(bytes);
    let mut sealed = sealer.seal(&RECORD, bytes).expect("a key");
    assert!(
        *sealer
            .open(&RECORD, &sealed, "a place")
            .expect("it was sealed")
            == bytes
    );
    // The head is told apart by its own bytes, what is behind it by the seal.
    let at = bytes.iter().fold(bytes.len(), |sum, byte| {
        sum * 31 % 65_521 + usize::from(*byte)
    });
    refused(&sealed[..at % sealed.len()]);
    let at = at % sealed.len();
    sealed[at] ^= 1;
    refused(&sealed);
}

/// A key file that is taken is written as it was meant, and one that is not says nothing of what is in it.
pub(crate) fn key_file(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let file = Path::new("x.key");
    match key_ring::parse(Zeroizing::new(text.clone()), file) {
        Ok(keys) => {
            let written = keys.text(file).expect("no protection here");
            let again = key_ring::parse(written.clone(), file).expect("what was written");
            assert_eq!(*again.text(file).expect("no protection here"), *written);
            assert_eq!(written.lines().count(), text.lines().count());
        }
        Err(error) => {
            let told = format!("{error} {error:?}");
            // For whom it was sealed stands in the first line, and is told.
            let sealed = text.strip_prefix("omnifund-sealed-key-1 ");
            let text = sealed.map_or(&*text, |text| {
                text.split_once('\n').map_or("", |(_, rest)| rest)
            });
            let mut digits = text.split(|one: char| !one.is_ascii_hexdigit());
            assert!(
                !digits.any(|digits| digits.len() > 20 && told.contains(digits)),
                "{told}"
            );
        }
    }
}

fn object(text: &[u8]) -> Option<Map<String, Value>> {
    serde_json::from_slice(text).ok()
}

/// With names that need an escape the library has nothing to do, and other readers change what no whole number is.
fn is_plain(value: &Value) -> bool {
    let plain = |name: &String| !name.contains(['"', '\\']) && !name.contains(char::is_control);
    match value {
        Value::Object(members) => members.keys().all(plain) && members.values().all(is_plain),
        Value::Array(list) => list.iter().all(is_plain),
        Value::Number(number) => !number.is_f64(),
        _ => true,
    }
}

/// Two objects, one in a line: the first with what the second has beside it says all that it said, and whatever the
/// second alone knows.
pub(crate) fn members(bytes: &[u8]) {
    let mut lines = bytes.splitn(2, |byte| *byte == b'\n');
    let (now, before) = (
        lines.next().unwrap_or_default(),
        lines.next().unwrap_or_default(),
    );
    drop(members::joined(now, before, None));
    // As the library writes them: without blanks, and no name twice.
    let (Some(now), Some(before)) = (object(now), object(before)) else {
        return;
    };
    if !now.values().chain(before.values()).all(is_plain)
        || !is_plain(&now.clone().into())
        || !is_plain(&before.clone().into())
    {
        return;
    }
    let written = |object: &Map<String, Value>| serde_json::to_vec(object).expect("JSON");
    let joined = members::joined(&written(&now), &written(&before), Some((stamp::NAME, b"7")));
    let joined = object(&joined).expect("what was joined is an object");
    assert_eq!(joined.get(stamp::NAME), Some(&Value::from(7)));
    for (name, value) in &now {
        if name != stamp::NAME {
            assert!(says(&joined[name], value), "{name}");
        }
    }
    for (name, value) in &before {
        if name != stamp::NAME && !now.contains_key(name) {
            assert_eq!(joined.get(name), Some(value), "{name}");
        }
    }
}

/// Whether `joined` has all of `now`: nothing that was said is said otherwise.
fn says(joined: &Value, now: &Value) -> bool {
    match (joined, now) {
        (Value::Object(joined), Value::Object(now)) => now
            .iter()
            .all(|(name, value)| joined.get(name).is_some_and(|joined| says(joined, value))),
        (Value::Array(joined), Value::Array(now)) => {
            joined.len() == now.len()
                && joined
                    .iter()
                    .zip(now)
                    .all(|(joined, now)| says(joined, now))
        }
        _ => joined == now,
    }
}

/// What a record says of itself is found again when it is written anew, and no age of it overflows.
pub(crate) fn stamp(bytes: &[u8]) {
    let Some(stamp) = Stamp::of(bytes) else {
        return;
    };
    let pair = stamp.pair.clone();
    let _ = (stamp.has_new_pair(), stamp.is_of_journal());
    let _ = stamp.standing(Some(&stamp), true);
    stamp.reading(Duration::MAX, || Stamp::of(bytes));
    for age in [None, Some(Duration::ZERO), Some(Duration::MAX)] {
        let renewed = stamp.clone().renewed(bytes, age).expect("JSON");
        if let Some(again) = Stamp::of(&renewed) {
            assert_eq!(again.pair, pair);
        }
    }
}
