//! `omnifund_log_entry`: a line of the log, and the queue for who can't be called

use std::collections::VecDeque;
use std::ffi::c_char;
use std::ptr;
use std::sync::Arc;

use super::guard::{ended, field, infallible};
use super::handle::{self, Boxed, Handle};
use super::kinds::{CodeNumber, LogLevelNumber, Milliseconds, UnixTime};
use super::text::{Text, lend};
use crate::log::{LogEntry, LogSink};
use crate::platform::lock::Lock;

/// A line of the log: words for people, and what a machine can read. Immutable: any thread may read it. Names
/// in it are cleaned: what could begin a line of its own, or do something to a terminal, is a blank.
pub struct omnifund_log_entry {
    entry: LogEntry,
    event: Text,
    message: Text,
    user: Option<Text>,
    client_id: Option<Text>,
}

impl Handle for omnifund_log_entry {
    type Ownership = Boxed;
}

impl From<LogEntry> for omnifund_log_entry {
    fn from(entry: LogEntry) -> Self {
        Self {
            event: Text::new(entry.event()),
            message: Text::new(entry.message()),
            user: entry.user().map(Text::new),
            client_id: entry.client_id().map(Text::new),
            entry,
        }
    }
}

/// How much it matters, an omnifund_log_level; 0 for NULL. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_log_entry_level(
    entry: *const omnifund_log_entry,
) -> LogLevelNumber {
    unsafe { field(entry, 0, |it| it.entry.level() as i32) }
}

/// What happened, by a name that stays: "renewing", "signing-in", "asking", "exchange", "login", "request", "opened",
/// "saved", "unsaved", "unsettled", "unwritten", "failed", "keep-alive", "clone" or "audit"; later versions may
/// have more. NULL for NULL. Borrowed from the entry. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_log_entry_event(
    entry: *const omnifund_log_entry,
) -> *const c_char {
    unsafe { field(entry, ptr::null(), |it| it.event.as_ptr()) }
}

/// The words for people. NULL for NULL. Borrowed from the entry. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_log_entry_message(
    entry: *const omnifund_log_entry,
) -> *const c_char {
    unsafe { field(entry, ptr::null(), |it| it.message.as_ptr()) }
}

/// OmniFund's user. NULL where the line is about none, and for NULL. Borrowed from the entry. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_log_entry_user(
    entry: *const omnifund_log_entry,
) -> *const c_char {
    unsafe { field(entry, ptr::null(), |it| lend(it.user.as_ref())) }
}

/// The OAuth client, by its client id. NULL where the line is about none, and for NULL. Borrowed from the
/// entry. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_log_entry_client_id(
    entry: *const omnifund_log_entry,
) -> *const c_char {
    unsafe { field(entry, ptr::null(), |it| lend(it.client_id.as_ref())) }
}

/// When, as a Unix time in seconds; 0 for NULL. A line of a session comes later than that: when its locks are
/// given up. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_log_entry_time(entry: *const omnifund_log_entry) -> UnixTime {
    unsafe { field(entry, 0, |it| it.entry.time()) }
}

/// How many milliseconds an exchange, a token login or a request took, from 1; 0 of other lines, and for NULL. Never
/// blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_log_entry_milliseconds(
    entry: *const omnifund_log_entry,
) -> Milliseconds {
    unsafe { field(entry, 0, |it| it.entry.milliseconds()) }
}

/// The omnifund_code of the error that the line tells of; 0 where it tells of none, and for NULL. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_log_entry_code(entry: *const omnifund_log_entry) -> CodeNumber {
    unsafe { field(entry, 0, |it| it.entry.code()) }
}

/// Ends an entry that omnifund_log_queue_take gave. NULL does nothing. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_log_entry_free(entry: *mut omnifund_log_entry) {
    unsafe { ended(entry) }
}

/// Lines that wait until somebody takes them: for languages that the library can't call, such as PHP. Any
/// thread may use it at any time. A forked child's is empty.
pub struct omnifund_log_queue {
    lines: Arc<Lock<VecDeque<LogEntry>>>,
}

impl Handle for omnifund_log_queue {
    type Ownership = Boxed;
}

/// Where nobody takes them, the oldest ones go.
const MOST_LINES: usize = 1000;

impl omnifund_log_queue {
    /// Where a config's lines go, as long as the queue is there.
    pub(super) fn sink(&self) -> LogSink {
        let lines = Arc::downgrade(&self.lines);
        LogSink::Entries(Arc::new(move |entry| {
            if let Some(lines) = lines.upgrade() {
                let mut lines = lines.lock();
                if lines.len() == MOST_LINES {
                    lines.pop_front();
                }
                lines.push_back(entry.clone());
            }
        }))
    }
}

/// A queue without a line. NULL only where there is no memory. End it with omnifund_log_queue_free. Never
/// blocks.
#[unsafe(no_mangle)]
pub extern "C" fn omnifund_log_queue_new() -> *mut omnifund_log_queue {
    infallible(ptr::null_mut(), || {
        handle::give(omnifund_log_queue {
            lines: Arc::default(),
        })
    })
}

/// Takes the oldest line out of a queue. Returns an entry, to be ended with omnifund_log_entry_free; NULL where
/// there is none, and for NULL. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_log_queue_take(
    queue: *const omnifund_log_queue,
) -> *mut omnifund_log_entry {
    unsafe {
        field(queue, ptr::null_mut(), |queue| {
            let oldest = queue.lines.lock().pop_front();
            oldest.map_or(ptr::null_mut(), |entry| handle::give(entry.into()))
        })
    }
}

/// Ends a queue and the lines in it. NULL does nothing. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_log_queue_free(queue: *mut omnifund_log_queue) {
    unsafe { ended(queue) }
}
