//! What a database brings: its client and its dialect.

use std::time::{Duration, Instant};

/// When an answer must be there.
#[derive(Debug, Clone, Copy)]
pub struct Deadline(Instant);

impl Deadline {
    /// A day is as good as for ever, and no clock overflows.
    const LONGEST_MS: u64 = 86_400_000;

    /// In so many milliseconds; of a number below nothing, now.
    #[must_use]
    pub fn within_ms(milliseconds: i64) -> Self {
        let milliseconds = u64::try_from(milliseconds).unwrap_or(0);
        Self(Instant::now() + Duration::from_millis(milliseconds.min(Self::LONGEST_MS)))
    }

    /// What is left; nothing where it has passed.
    #[must_use]
    pub fn remaining(self) -> Duration {
        self.0.saturating_duration_since(Instant::now())
    }

    /// In whole milliseconds, rounded up: nothing only where it has passed.
    #[must_use]
    pub fn remaining_ms(self) -> i32 {
        let milliseconds = self.remaining().as_micros().div_ceil(1000);
        i32::try_from(milliseconds).unwrap_or(i32::MAX)
    }

    /// The share of one out of `count` that are tried one after the other.
    #[must_use]
    pub fn share_of(self, count: usize) -> Self {
        let count = u32::try_from(count.max(1)).unwrap_or(u32::MAX);
        Self(Instant::now() + self.remaining() / count)
    }
}

/// Why a statement has no answer. The texts are for a person, and hold no secret.
#[derive(Debug)]
pub enum Failure {
    /// Nothing was changed: it was not sent, or not carried out in time. Later it may go.
    Unreachable(String),
    /// It was sent, and nothing tells whether it was carried out.
    Unknown(String),
    /// The database took it back by itself, as two met: it is asked once more.
    Collided(String),
    /// The database refused it, and will again.
    Refused(String),
}

/// What a statement answered.
#[derive(Debug, Default)]
pub struct Answer {
    /// As text; `None` is NULL.
    pub rows: Vec<Vec<Option<String>>>,
    /// How many rows were changed.
    pub changed: u64,
}

/// What differs between databases in the statements of [`statements`](crate::statements).
#[derive(Debug, Clone, Copy)]
pub struct Dialect {
    /// Milliseconds since 1970 by the database's clock, as a whole number.
    pub now: &'static str,
    /// What stands before and behind hex digits, to make bytes of them.
    pub bytes: (&'static str, &'static str),
    /// What stands before and behind bytes, to make hex digits of them.
    pub hex: (&'static str, &'static str),
    /// The words for an insertion that leaves a row alone which is there: first ones and last ones.
    pub insert_if_absent: (&'static str, &'static str),
    /// What makes the table, and its id; each statement ends with a line that ends with a semicolon. It may be
    /// carried out again and again.
    pub migration: &'static str,
}

/// A database of one kind, somewhere.
pub trait Database: Send + Sync + Sized + 'static {
    /// One connection to it.
    type Connection: Connection;

    /// Its dialect.
    const DIALECT: Dialect;

    /// The one that the address names; connects to nothing.
    ///
    /// # Errors
    /// What is wrong with the address, without a word of it: it may hold a password.
    fn of_url(url: &str) -> Result<Self, String>;

    /// Connects.
    ///
    /// # Errors
    /// [`Failure::Unreachable`] and [`Failure::Refused`].
    fn connect(&self, deadline: Deadline) -> Result<Self::Connection, Failure>;
}

/// A connection to a database. After a [`Failure::Unknown`] it answers everything with
/// [`Failure::Unreachable`].
pub trait Connection {
    /// Has one statement carried out, by itself and durably, and gives its answer.
    ///
    /// # Errors
    /// Each [`Failure`].
    fn ask(&mut self, statement: &str, deadline: Deadline) -> Result<Answer, Failure>;
}

/// What a refusal means that says there is no table.
#[must_use]
pub fn unmigrated(refusal: &str) -> String {
    format!(
        "there is no table omnifund_store here ({refusal}): `omnifund store migrate` makes it, or prints the SQL \
         that does"
    )
}
