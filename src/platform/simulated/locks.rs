//! The file that locks are taken on: the system's, or a simulated machine's.

use std::io;
use std::ops::Range;

use super::super::system::record_lock;
use super::here::RangeLocks;

pub(crate) enum LockFile {
    Real(record_lock::LockFile),
    Simulated(Box<dyn RangeLocks>),
}

impl From<record_lock::LockFile> for LockFile {
    fn from(file: record_lock::LockFile) -> Self {
        Self::Real(file)
    }
}

impl LockFile {
    pub(crate) fn try_lock(&self, range: Range<i64>) -> io::Result<bool> {
        match self {
            Self::Real(file) => file.try_lock(range),
            Self::Simulated(locks) => locks.try_lock(range),
        }
    }

    pub(crate) fn unlock(&self, range: Range<i64>) -> io::Result<()> {
        match self {
            Self::Real(file) => file.unlock(range),
            Self::Simulated(locks) => locks.unlock(range),
        }
    }

    pub(crate) fn taken(&self, range: Range<i64>) -> io::Result<Option<Range<i64>>> {
        match self {
            Self::Real(file) => file.taken(range),
            Self::Simulated(locks) => locks.taken(range),
        }
    }
}
