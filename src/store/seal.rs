//! Sealing: XChaCha20-Poly1305 over each record, bound to its store, its kind, its key and the
//! envelope's version, so that a record can be put in no other's place.
//!
//! An older record of the same key can be put back unnoticed: nothing in one file can tell.

use chacha20poly1305::aead::{Aead, AeadInPlace, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use zeroize::{Zeroize, Zeroizing};

use super::backend::RecordId;
use super::key::{KEY_ID, SealingKey, random_array};
use super::key_ring::KeyRing;
use crate::error::{Error, ErrorKind, Result};
#[cfg(any(test, feature = "simulation"))]
use crate::platform::simulated;

const MAGIC: [u8; 4] = *b"OFND";
/// How an envelope is laid out.
const ENVELOPE: u8 = 1;
/// What the records inside mean. A reader that meets a later one changes nothing.
const RECORD: u8 = 1;
const NONCE: usize = 24;
const TAG: usize = 16;
const LENGTH: usize = 8;
const HEADER: usize = MAGIC.len() + 2 + KEY_ID + NONCE;
/// Sealed records are of few sizes: a length tells nothing of a password, and the reserve set aside
/// for the next record fits it.
const BLOCK: usize = 1024;

/// Seals and opens the records of one store.
pub(super) struct Sealer {
    store: [u8; 16],
    keys: KeyRing,
}

impl Sealer {
    pub(super) fn new(store: [u8; 16], keys: KeyRing) -> Self {
        Self { store, keys }
    }

    pub(super) fn keys(&self) -> &KeyRing {
        &self.keys
    }

    /// Of an envelope that was opened.
    pub(super) fn is_sealed_with_older_key(&self, envelope: &[u8]) -> Result<bool> {
        let id = MAGIC.len() + 2;
        Ok(envelope.get(id..id + KEY_ID) != Some(&self.keys.sealing()?.id()))
    }

    /// All that sealing needs beside the record itself: what can fail is done here.
    pub(super) fn prepare(&self) -> Result<Preparation> {
        Ok(Preparation {
            key: self.keys.sealing()?,
            // From the operating system each time: the generator of a forked process repeats itself.
            nonce: random_array()?,
        })
    }

    pub(super) fn seal(&self, record: &RecordId, plain: &[u8]) -> Result<Vec<u8>> {
        self.seal_prepared(self.prepare()?, record, plain)
    }

    /// Computes, and asks the operating system nothing.
    pub(super) fn seal_prepared(
        &self,
        Preparation { key, nonce }: Preparation,
        record: &RecordId,
        plain: &[u8],
    ) -> Result<Vec<u8>> {
        #[cfg(any(test, feature = "simulation"))]
        simulated::with(|machine| machine.sealed(&nonce, plain));
        let length = (plain.len() as u64).to_be_bytes();
        // Of full size at once: the plain text stands in it for a moment, and a vector that grows leaves
        // copies behind.
        let mut envelope = Vec::with_capacity(sealed_length(plain.len()));
        envelope.extend(MAGIC);
        envelope.extend([ENVELOPE, RECORD]);
        envelope.extend(key.id());
        let bound = self.bound_to(record, &envelope);
        envelope.extend(nonce);
        envelope.extend(length);
        envelope.extend(plain);
        envelope.resize(HEADER + padded_length(plain.len()), 0);
        let tag = cipher(&key)
            .encrypt_in_place_detached(XNonce::from_slice(&nonce), &bound, &mut envelope[HEADER..])
            .map_err(|_| {
                envelope.zeroize();
                Error::new(ErrorKind::Internal, "a record can't be sealed")
            })?;
        envelope.extend(tag);
        Ok(envelope)
    }

    pub(super) fn open(
        &self,
        record: &RecordId,
        envelope: &[u8],
        place: &str,
    ) -> Result<Zeroizing<Vec<u8>>> {
        let corrupt = |what: &str| {
            Error::new(
                ErrorKind::RecordCorrupt,
                format!("{place} is damaged: {what}"),
            )
        };
        let Some((header, sealed)) = envelope.split_at_checked(HEADER) else {
            return Err(corrupt("it is too short"));
        };
        let (magic, rest) = header.split_at(MAGIC.len());
        let (versions, rest) = rest.split_at(2);
        let (key_id, nonce) = rest.split_at(KEY_ID);
        if magic != MAGIC {
            return Err(corrupt("it does not begin as a record does"));
        }
        if versions[0] > ENVELOPE || versions[1] > RECORD {
            let problem = format!(
                "{place} was written by a later version of the library; nothing was changed"
            );
            return Err(Error::new(ErrorKind::StoreTooNew, problem));
        }
        let key = self.keys.with_id(key_id, place)?;
        let padded = cipher(&key)
            .decrypt(
                XNonce::from_slice(nonce),
                Payload {
                    msg: sealed,
                    aad: &self.bound_to(record, &envelope[..HEADER - NONCE]),
                },
            )
            .map(Zeroizing::new)
            .map_err(|_| corrupt("its seal is broken"))?;
        unpad(padded).ok_or_else(|| corrupt("its padding is broken"))
    }

    /// The associated data: this store, this kind, this key, this head of the envelope.
    fn bound_to(&self, record: &RecordId, head: &[u8]) -> Vec<u8> {
        let mut bound = Vec::with_capacity(self.store.len() + 1 + record.hash.len() + head.len());
        bound.extend(self.store);
        bound.push(record.kind as u8);
        bound.extend(record.hash);
        bound.extend(head);
        bound
    }
}

fn cipher(key: &SealingKey) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(key.bytes().into())
}

/// What the next envelope is sealed with; a nonce serves once.
pub(super) struct Preparation {
    key: SealingKey,
    nonce: [u8; NONCE],
}

/// The length, the bytes, zeros up to a whole block.
fn padded_length(plain: usize) -> usize {
    (LENGTH + plain).next_multiple_of(BLOCK)
}

/// How long the envelope of so many bytes is.
pub(super) fn sealed_length(plain: usize) -> usize {
    HEADER + padded_length(plain) + TAG
}

fn unpad(padded: Zeroizing<Vec<u8>>) -> Option<Zeroizing<Vec<u8>>> {
    let (length, rest) = padded.split_first_chunk::<LENGTH>()?;
    let length = usize::try_from(u64::from_be_bytes(*length)).ok()?;
    rest.get(..length)
        .map(|plain| Zeroizing::new(plain.to_vec()))
}

#[cfg(test)]
mod tests {
    use super::super::backend::Kind;
    use super::*;

    fn record(last: u8) -> RecordId {
        let mut hash = [7; 32];
        hash[31] = last;
        RecordId {
            kind: Kind::Session,
            hash,
        }
    }

    fn sealer() -> Sealer {
        Sealer::new(
            [1; 16],
            KeyRing::given(SealingKey::generate().unwrap(), &[]),
        )
    }

    fn error_of(sealer: &Sealer, key: &RecordId, envelope: &[u8]) -> ErrorKind {
        let error = sealer.open(key, envelope, "here").unwrap_err();
        assert!(error.to_string().contains("here"), "{error}");
        error.kind()
    }

    #[test]
    fn what_is_sealed_is_opened_and_does_not_show() {
        let sealer = sealer();
        for plain in [&b""[..], b"secret", &[9; 5000]] {
            let envelope = sealer.seal(&record(1), plain).unwrap();
            assert_eq!(*sealer.open(&record(1), &envelope, "here").unwrap(), plain);
            assert_eq!(envelope.len(), sealed_length(plain.len()));
            assert_eq!(envelope.len(), envelope.capacity());
            assert!(plain.is_empty() || !envelope.windows(plain.len()).any(|part| part == plain));
        }
    }

    #[test]
    fn records_of_nearby_lengths_have_one_size_and_no_nonce_comes_twice() {
        let sealer = sealer();
        let one = sealer.seal(&record(1), &[0; 10]).unwrap();
        let other = sealer.seal(&record(1), &[0; 900]).unwrap();
        assert_eq!(one.len(), other.len());
        assert_ne!(one[14..HEADER], other[14..HEADER]);
    }

    #[test]
    fn a_bit_flipped_at_any_byte_is_noticed() {
        let sealer = sealer();
        let envelope = sealer.seal(&record(1), b"secret").unwrap();
        for at in 0..envelope.len() {
            for bit in [0x01, 0x80] {
                let mut flipped = envelope.clone();
                flipped[at] ^= bit;
                error_of(&sealer, &record(1), &flipped);
            }
        }
    }

    #[test]
    fn a_record_cut_at_any_byte_is_damaged_and_never_nothing() {
        let sealer = sealer();
        let envelope = sealer.seal(&record(1), b"secret").unwrap();
        for length in 0..envelope.len() {
            let kind = error_of(&sealer, &record(1), &envelope[..length]);
            assert_eq!(kind, ErrorKind::RecordCorrupt, "{length}");
        }
    }

    #[test]
    fn a_record_fits_in_no_other_place_and_no_other_store() {
        let sealer = sealer();
        let envelope = sealer.seal(&record(1), b"secret").unwrap();
        assert_eq!(
            error_of(&sealer, &record(2), &envelope),
            ErrorKind::RecordCorrupt
        );
        let registry = RecordId {
            kind: Kind::Registry,
            ..record(1)
        };
        assert_eq!(
            error_of(&sealer, &registry, &envelope),
            ErrorKind::RecordCorrupt
        );
        let key = sealer.keys.sealing().unwrap();
        let other_store = Sealer::new([2; 16], KeyRing::given(key, &[]));
        assert_eq!(
            error_of(&other_store, &record(1), &envelope),
            ErrorKind::RecordCorrupt
        );
    }

    #[test]
    fn a_wrong_key_and_a_later_version_are_told_apart_from_damage() {
        let envelope = sealer().seal(&record(1), b"secret").unwrap();
        assert_eq!(
            error_of(&sealer(), &record(1), &envelope),
            ErrorKind::KeyWrong
        );
        for version in [4, 5] {
            let mut later = envelope.clone();
            later[version] += 1;
            assert_eq!(
                error_of(&sealer(), &record(1), &later),
                ErrorKind::StoreTooNew
            );
        }
    }
}
