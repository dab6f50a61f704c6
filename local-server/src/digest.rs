//! How tokens and client secrets are kept: as their SHA-256.
//!
//! They are long and random, so a fast hash without salt is enough (passwords are neither, see
//! [`crate::state::passwords`]).

use std::fmt;

use data_encoding::HEXLOWER;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

/// The SHA-256 of a secret.
#[derive(Clone, Copy)]
pub struct Digest([u8; 32]);

impl Digest {
    /// The digest of nothing that can be presented; it stands in where there is no secret, so
    /// that an unknown client costs the same comparison as a known one.
    pub const NOTHING: Self = Self([0; 32]);

    /// The digest of `secret`.
    #[must_use]
    pub fn of(secret: &str) -> Self {
        Self(Sha256::digest(secret.as_bytes()).into())
    }

    /// Whether both are of the same secret, in constant time.
    #[must_use]
    pub fn matches(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }

    /// As it is.
    #[must_use]
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Eight hex digits, enough to follow a token through a log and useless as a token.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        HEXLOWER.encode(&self.0[..4])
    }

    /// Sixteen hex digits, for the record: of a hundred thousand tokens no two may look alike.
    #[must_use]
    pub fn long_fingerprint(&self) -> String {
        HEXLOWER.encode(&self.0[..8])
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Digest({}…)", self.fingerprint())
    }
}

impl ToSql for Digest {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(ValueRef::Blob(&self.0)))
    }
}

impl FromSql for Digest {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let bytes = value.as_blob()?;
        bytes
            .try_into()
            .map(Self)
            .map_err(|_| FromSqlError::InvalidBlobSize {
                expected_size: 32,
                blob_size: bytes.len(),
            })
    }
}
