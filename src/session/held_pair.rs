//! A pair that the store would not take.

use super::record::Record;
use crate::error::Result;
use crate::log::{About, Log, LogLevel};
use crate::store::{Leased, Version};

/// A pair that the store would not take. The lease is kept with it, so that nobody presents the spent
/// refresh token that the store still has.
pub(super) struct HeldPair {
    pub(super) lease: Leased,
    pub(super) version: Version,
    pub(super) record: Record,
    pub(super) log: Log,
    /// It was written, and then its file was nowhere to be found.
    pub(super) vanished: bool,
}

impl HeldPair {
    pub(super) fn save(&mut self) -> Result<()> {
        if self.vanished {
            // The store may be back, and the pair with it.
            self.lease.finish_what_was_left()?;
            if self.lease.shows(self.version + 1) {
                return Ok(());
            }
            self.vanished = false;
        }
        let written = self.lease.save_after_exchange(self.version, &self.record)?;
        let settled = settle(&mut self.lease, written, &self.record, &self.log);
        settled.map(drop).inspect_err(|_| {
            self.vanished = true;
        })
    }
}

/// What is durable is put in its place; where that fails, whoever takes the lease next does it. An error
/// only where it is not to be found any more. Tells whether this process is to try again.
pub(super) fn settle(
    lease: &mut Leased,
    written: Version,
    record: &Record,
    log: &Log,
) -> Result<bool> {
    let Err(error) = lease.settle() else {
        return Ok(false);
    };
    if !lease.shows(written) {
        return Err(error);
    }
    let about = About {
        code: error.kind().code(),
        ..about(record, "unsettled")
    };
    let Record {
        username,
        generation,
        ..
    } = record;
    log.line(
        LogLevel::Warn,
        &about,
        format_args!(
            "session of {username}: pair {generation} is on disk, and not yet in its place: {error}"
        ),
    );
    Ok(lease.is_to_be_settled_later())
}

fn about<'a>(record: &'a Record, event: &'static str) -> About<'a> {
    let client_id = record.refresh.as_ref();
    About {
        user: Some(&record.username),
        client_id: client_id.map(|refresh| refresh.client_id.as_str()),
        ..About::event(event)
    }
}

pub(super) fn say_saved(record: &Record, log: &Log) {
    let Record {
        username,
        generation,
        ..
    } = record;
    log.line(
        LogLevel::Debug,
        &about(record, "saved"),
        format_args!("session of {username}: pair {generation} is saved"),
    );
}
