//! `omnifund_config`: its log, and its audit

use std::ffi::{c_char, c_void};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::config::{omnifund_config, set};
use super::handle::{self, Lent};
use super::kinds::LogLevelNumber;
use super::log_entry::{omnifund_log_entry, omnifund_log_queue};
use super::numbers::numbered;
use super::raised::omnifund_error;
use super::text::{self, Text};
use super::userdata::{Userdata, omnifund_userdata_callback};
use crate::audit::AuditSink;
use crate::error::{Error, ErrorKind, Result};
use crate::log::{LogEntry, LogLevel, LogSink};

/// Logs to standard error: lines of `level`, an omnifund_log_level, and of what matters more. Each
/// such call adds one sink, but where standard error is closed it adds none: its number may become a
/// socket's. A line that can't be written is dropped: a log never makes a call fail, nor ends the program.
/// A pipe whose reader has stopped reading is waited for, when no lock is held and no pair is unsaved.
/// Returns OMNIFUND_CODE_INVALID_ARGUMENT for what is no level. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_config_log_to_stderr(
    cfg: *mut omnifund_config,
    level: LogLevelNumber,
    err: *mut *mut omnifund_error,
) -> i32 {
    unsafe {
        set(cfg, err, |config| {
            config.add_log(numbered(level, "level")?, LogSink::Stderr);
            Ok(())
        })
    }
}

/// Logs to the end of a file, made where there is none. It is opened for each line, so that it can
/// be rotated at any time. Where it is a pipe that nobody reads or that is full, the line is dropped.
/// Levels and errors as for omnifund_config_log_to_stderr, and
/// OMNIFUND_CODE_INVALID_ARGUMENT for an empty path. A relative path is taken from the directory that the
/// process is in now. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_config_log_to_file(
    cfg: *mut omnifund_config,
    path: *const c_char,
    level: LogLevelNumber,
    err: *mut *mut omnifund_error,
) -> i32 {
    unsafe {
        set(cfg, err, |config| {
            let path = text::read(path, "path")?;
            if path.is_empty() {
                return Err(Error::new(ErrorKind::InvalidArgument, "path is empty"));
            }
            config.add_log(
                numbered(level, "level")?,
                LogSink::File(PathBuf::from(path)),
            );
            Ok(())
        })
    }
}

/// Logs to the system's log by its local socket, as facility daemon; to nowhere where there is
/// none. Levels and errors as for omnifund_config_log_to_stderr. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_config_log_to_syslog(
    cfg: *mut omnifund_config,
    level: LogLevelNumber,
    err: *mut *mut omnifund_error,
) -> i32 {
    unsafe {
        set(cfg, err, |config| {
            config.add_log(numbered(level, "level")?, LogSink::Syslog);
            Ok(())
        })
    }
}

/// Takes a line of the log. `message` is valid during the call only.
pub type omnifund_log_callback = Option<
    unsafe extern "C" fn(userdata: *mut c_void, level: LogLevelNumber, message: *const c_char),
>;

/// Logs to a function of yours. It is called on the thread that made the call, several at a time
/// where several threads call. It may call the library: lines of a session come before its locks are taken, or
/// after they were given up, in the same call. It and `userdata` must stay good until the program ends: the config,
/// each client, session and store that is made from it, and what a process remembers of a session without a handle,
/// log to it. omnifund_config_log_to_callback_with tells when nobody does any more. `userdata` may be NULL. Levels and errors as for
/// omnifund_config_log_to_stderr. It must return: no C++ exception, no longjmp. Not for PHP, whose
/// closures end with their request: omnifund_config_log_to_queue is. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_config_log_to_callback(
    cfg: *mut omnifund_config,
    callback: omnifund_log_callback,
    userdata: *mut c_void,
    level: LogLevelNumber,
    err: *mut *mut omnifund_error,
) -> i32 {
    unsafe { omnifund_config_log_to_callback_with(cfg, callback, userdata, None, level, err) }
}

/// As omnifund_config_log_to_callback, and `destroy` is called with `userdata`, once, when nothing logs to the function
/// any more, and also where this call fails; in a process that ends before that it is not called. `destroy` may be
/// NULL, `userdata` may be NULL. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_config_log_to_callback_with(
    cfg: *mut omnifund_config,
    callback: omnifund_log_callback,
    userdata: *mut c_void,
    destroy: omnifund_userdata_callback,
    level: LogLevelNumber,
    err: *mut *mut omnifund_error,
) -> i32 {
    let userdata = Userdata::new(userdata, destroy);
    unsafe {
        set(cfg, err, |config| {
            let callback = callback.ok_or_else(|| handle::null("callback"))?;
            let call = move |level: LogLevel, line: &str| {
                let line = Text::new(line);
                // SAFETY: the header says until when both are good.
                callback(userdata.get(), level as i32, line.as_ptr());
            };
            config.add_log(numbered(level, "level")?, LogSink::Callback(Arc::new(call)));
            Ok(())
        })
    }
}

/// Takes a line of the log with what a machine can read. `entry` is valid during the call only.
pub type omnifund_log_entry_callback =
    Option<unsafe extern "C" fn(userdata: *mut c_void, entry: *const omnifund_log_entry)>;

/// As omnifund_config_log_to_callback, to a function that gets each line as an entry.
/// `userdata` may be NULL. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_config_log_entries_to_callback(
    cfg: *mut omnifund_config,
    callback: omnifund_log_entry_callback,
    userdata: *mut c_void,
    level: LogLevelNumber,
    err: *mut *mut omnifund_error,
) -> i32 {
    unsafe {
        omnifund_config_log_entries_to_callback_with(cfg, callback, userdata, None, level, err)
    }
}

/// As omnifund_config_log_to_callback_with, to a function that gets each line as an entry. `destroy` may be NULL,
/// `userdata` may be NULL. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_config_log_entries_to_callback_with(
    cfg: *mut omnifund_config,
    callback: omnifund_log_entry_callback,
    userdata: *mut c_void,
    destroy: omnifund_userdata_callback,
    level: LogLevelNumber,
    err: *mut *mut omnifund_error,
) -> i32 {
    let userdata = Userdata::new(userdata, destroy);
    unsafe {
        set(cfg, err, |config| {
            let callback = callback.ok_or_else(|| handle::null("callback"))?;
            let call = move |entry: &LogEntry| {
                let entry = omnifund_log_entry::from(entry.clone());
                // SAFETY: the header says until when both are good.
                callback(userdata.get(), Lent::new(&entry).as_ptr());
            };
            config.add_log(numbered(level, "level")?, LogSink::Entries(Arc::new(call)));
            Ok(())
        })
    }
}

/// Logs to a queue, which keeps the newest 1000 lines. It may be freed before the clients that are made from
/// this config. Levels and errors as for omnifund_config_log_to_stderr. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_config_log_to_queue(
    cfg: *mut omnifund_config,
    queue: *const omnifund_log_queue,
    level: LogLevelNumber,
    err: *mut *mut omnifund_error,
) -> i32 {
    unsafe {
        set(cfg, err, |config| {
            let sink = handle::borrow(queue, "queue")?.sink();
            config.add_log(numbered(level, "level")?, sink);
            Ok(())
        })
    }
}

/// Where audit lines go: "syslog" (facility authpriv) or "file:PATH". Each act that changes who may act
/// leaves one: sign-in, sign-out, adopt, export, a believed rejection, a lost session, changes of OAuth
/// clients and of the sealing key; docs/operations.md has its form, a JSON object in one line. It goes before
/// the sink that the environment variable OMNIFUND_AUDIT names, which holds for each process whose clients and
/// stores say nothing else. A store that is opened without a config has omnifund_store_options_set_audit.
/// An act never fails for its line: one that a file does not take goes to the system's log, and into the log
/// as an error.
/// Returns OMNIFUND_CODE_INVALID_CONFIGURATION for what is no sink. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_config_set_audit(
    cfg: *mut omnifund_config,
    sink: *const c_char,
    err: *mut *mut omnifund_error,
) -> i32 {
    unsafe {
        set(cfg, err, |config| {
            config.set_audit(audit_sink(sink)?);
            Ok(())
        })
    }
}

/// # Safety
/// As for every string of the header.
pub(super) unsafe fn audit_sink(sink: *const c_char) -> Result<AuditSink> {
    // SAFETY: as the caller promises.
    let sink = unsafe { text::read(sink, "sink") }?;
    AuditSink::parse(sink, Path::new("")).map_err(|error| error.trying("audit"))
}
