//! The statements. What stands in them besides words is numbers and hex digits, so they need no parameters, which
//! clients and poolers each have in a way of their own.

use crate::database::Dialect;

/// The row of the empty key is no record: its write id is the store's id, and its fence the highest of rows that are
/// gone.
pub(crate) const IDENTITY: &str = "";

pub(crate) struct Statements(pub(crate) &'static Dialect);

impl Statements {
    fn bytes(&self, bytes: &[u8]) -> String {
        let (before, behind) = self.0.bytes;
        format!("{before}{}{behind}", hex(bytes))
    }

    fn hex_of(&self, column: &str) -> String {
        let (before, behind) = self.0.hex;
        format!("{before}{column}{behind}")
    }

    fn at(&self, key: &str) -> String {
        format!("record_key = {}", self.bytes(key.as_bytes()))
    }

    /// A row's version, write id, age and bytes; the bytes are NULL where there is no record.
    pub(crate) fn load(&self, key: &str) -> String {
        format!(
            "SELECT version, write_id, {now} - written, {body} FROM omnifund_store WHERE {at}",
            now = self.0.now,
            body = self.hex_of("body"),
            at = self.at(key)
        )
    }

    /// A row's fence, owner and what is left of its lease; it locks nothing, since who waits asks it often.
    pub(crate) fn leased(&self, key: &str) -> String {
        format!(
            "SELECT fence, owner, lease_end - {} FROM omnifund_store WHERE {}",
            self.0.now,
            self.at(key)
        )
    }

    /// A row for a first lease. Its fence begins with the highest of those rows that went unused.
    pub(crate) fn make_room(&self, key: &str) -> String {
        let (before, behind) = self.0.insert_if_absent;
        format!(
            "{before} INTO omnifund_store (record_key, version, fence) SELECT {}, 0, fence FROM \
             omnifund_store WHERE {}{behind}",
            self.bytes(key.as_bytes()),
            self.at(IDENTITY)
        )
    }

    /// Takes the lease, if its fence is still the one that was seen.
    pub(crate) fn take(&self, key: &str, owner: Id, seen: i64, lasting_ms: i64) -> String {
        format!(
            "UPDATE omnifund_store SET fence = {next}, owner = '{owner}', lease_end = {now} + \
             {lasting_ms} WHERE {at} AND fence = {seen} AND (owner IS NULL OR owner = '{owner}' OR \
             lease_end <= {now})",
            next = seen.saturating_add(1),
            now = self.0.now,
            at = self.at(key)
        )
    }

    /// Puts bytes in the place of a version, or takes the record away, under a live lease.
    pub(crate) fn swap(
        &self,
        key: &str,
        held: &Held,
        expected: i64,
        write_id: Id,
        bytes: Option<&[u8]>,
    ) -> String {
        let (version, body) = match bytes {
            Some(bytes) => (expected.saturating_add(1), self.bytes(bytes)),
            None => (0, "NULL".to_owned()),
        };
        format!(
            "UPDATE omnifund_store SET version = {version}, write_id = '{write_id}', written = {now}, \
             body = {body} WHERE {at} AND {held} AND lease_end > {now} AND version = {expected}",
            now = self.0.now,
            at = self.at(key)
        )
    }

    /// Whether a lease is live: 1, or no row.
    pub(crate) fn is_held(&self, key: &str, held: &Held) -> String {
        format!(
            "SELECT 1 FROM omnifund_store WHERE {} AND {held} AND lease_end > {}",
            self.at(key),
            self.0.now
        )
    }

    /// Gives the lease of a record back. One that was taken away keeps its row, and in it the fence.
    pub(crate) fn release(&self, key: &str, held: &Held) -> String {
        format!(
            "UPDATE omnifund_store SET owner = NULL, lease_end = NULL WHERE {} AND {held} AND \
             write_id IS NOT NULL",
            self.at(key)
        )
    }

    /// Gives a lease back with its row, where there never was a record: whoever tries names at a log-in form would fill
    /// the table. First of both statements its fence is noted, so that the next row's is above it.
    pub(crate) fn clear_room(&self, key: &str, held: &Held) -> [String; 2] {
        let note = format!(
            "UPDATE omnifund_store SET fence = {fence} WHERE {store} AND fence < {fence} AND EXISTS (SELECT 1 FROM \
             (SELECT record_key FROM omnifund_store WHERE {at} AND {held} AND write_id IS NULL) AS unused)",
            fence = held.fence,
            store = self.at(IDENTITY),
            at = self.at(key)
        );
        let remove = format!(
            "DELETE FROM omnifund_store WHERE {} AND {held} AND write_id IS NULL",
            self.at(key)
        );
        [note, remove]
    }

    pub(crate) fn list(&self, after: &str, up_to: &str, limit: i64) -> String {
        format!(
            "SELECT {key} FROM omnifund_store WHERE record_key > {after} AND record_key < {up_to} AND \
             body IS NOT NULL ORDER BY record_key LIMIT {limit}",
            key = self.hex_of("record_key"),
            after = self.bytes(after.as_bytes()),
            up_to = self.bytes(up_to.as_bytes())
        )
    }
}

/// An owner or a write id: hex digits, as many as the table has room for, and nothing else.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Id<'text>(&'text str);

impl<'text> Id<'text> {
    pub(crate) const LENGTH: usize = 32;

    pub(crate) fn of(text: &'text str) -> Option<Self> {
        let is_id = text.len() == Self::LENGTH && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_id.then_some(Self(text))
    }
}

impl std::fmt::Display for Id<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(self.0)
    }
}

/// A lease, as its owner knows it.
#[derive(Debug)]
pub(crate) struct Held<'text> {
    pub(crate) owner: Id<'text>,
    pub(crate) fence: i64,
}

impl std::fmt::Display for Held<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "owner = '{}' AND fence = {}", self.owner, self.fence)
    }
}

const DIGITS: &[u8; 16] = b"0123456789abcdef";

pub(crate) fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        text.push(char::from(DIGITS[usize::from(byte >> 4)]));
        text.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
    text
}

pub(crate) fn unhex(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: u8| char::from(byte).to_digit(16);
    if text.len() % 2 != 0 {
        return None;
    }
    let pairs = text.as_bytes().chunks_exact(2);
    pairs
        .map(|pair| u8::try_from(digit(pair[0])? << 4 | digit(pair[1])?).ok())
        .collect()
}
