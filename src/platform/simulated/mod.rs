//! What a thread of a simulated machine is told in place of the real one: the time, how long to wait, which process it
//! is of, random numbers, and whom it is connected to. A thread of no such machine sees the real one. Nothing of this is
//! in the shipped library.

mod contents;
pub(crate) mod disk;
mod here;
mod locks;
mod memory;
mod waiting;

pub(crate) use self::here::{
    Line, Machine, RangeLocks, Readings, enter, is_here, leave, left_out, now, process, with,
};
pub(crate) use self::locks::LockFile;
pub(crate) use self::memory::{Identity, Memory, OwnI64, OwnU64};
pub(crate) use self::waiting::{locked, wait_when};
