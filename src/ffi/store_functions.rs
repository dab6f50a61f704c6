//! Stores that several hosts share

use std::ffi::c_char;

use super::guard::{fallible, immediate, infallible};
use super::handle::{self, Out, borrow_mut, optional};
use super::key::omnifund_key;
use super::raised::omnifund_error;
use super::store::{give_opened, omnifund_store, omnifund_store_options};
use super::text;
use crate::error::{Error, ErrorKind};
use crate::foreign::functions::omnifund_store_functions;
use crate::platform::cancel;
use crate::store::Store;

/// The directory of this host's own beside a store that several hosts share: there its processes queue, and
/// what an exchange brought is durable there before the shared store has it. On a local disk, of one user, and
/// never copied to another host. Without it, it is one of the store's own in "omnifund", in the
/// directory that systemd names in STATE_DIRECTORY, else in the user's XDG state directory. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_store_options_set_journal(
    options: *mut omnifund_store_options,
    directory: *const c_char,
    err: *mut *mut omnifund_error,
) -> i32 {
    unsafe {
        immediate(err, || {
            let options = borrow_mut(options, "options")?;
            let directory = text::read(directory, "directory")?;
            if directory.is_empty() {
                let problem = "the journal's directory is empty";
                return Err(Error::new(ErrorKind::InvalidArgument, problem));
            }
            options.options = options.options.clone().journal(directory);
            Ok(())
        })
    }
}

/// The store at a place as OMNIFUND_STORE has it: the path of a directory, which is opened as
/// omnifund_store_open_file_with does, or the url of a database that several hosts share ("postgresql://...",
/// "mysql://..."). For the latter a library beside this one is loaded, and the sealing key comes from `key`,
/// from the key file of the options, or from "<journal>.key". All hosts have the same key: where there are
/// records and no key file, none is made. `key` may be NULL; `options` may be NULL. Gives a store, to be ended
/// with omnifund_store_free.
/// Returns the codes of omnifund_store_open_file_with, OMNIFUND_CODE_INVALID_CONFIGURATION for a url
/// that no library takes, OMNIFUND_CODE_STORE_UNREACHABLE. Blocks on the file system, and for 10 s at most on
/// the database where this host has never opened it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_store_open(
    place: *const c_char,
    key: *const omnifund_key,
    options: *const omnifund_store_options,
    store: *mut *mut omnifund_store,
    err: *mut *mut omnifund_error,
) -> i32 {
    unsafe {
        fallible(err, || {
            let out = Out::new(store, "store")?;
            let place = text::read(place, "place")?;
            let open = |key, options: &_| Store::open_place(place, key, options);
            give_opened(out, key, options, open)
        })
    }
}

/// A store over a table of functions, which several hosts may share. The table is copied; its `userdata` is the
/// library's until its `destroy` is called, also where this call fails; but for a table of another version, of which
/// nothing is called. Key and journal are as for
/// omnifund_store_open. `key` may be NULL; `options` may be NULL. Gives a store, to be ended with
/// omnifund_store_free.
/// Returns OMNIFUND_CODE_INVALID_ARGUMENT for a table that lacks a function or is of another version, and the
/// codes of omnifund_store_open. Blocks as omnifund_store_open.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_store_open_functions(
    functions: *const omnifund_store_functions,
    key: *const omnifund_key,
    options: *const omnifund_store_options,
    store: *mut *mut omnifund_store,
    err: *mut *mut omnifund_error,
) -> i32 {
    unsafe {
        fallible(err, || {
            let out = Out::new(store, "store")?;
            let functions = functions
                .as_ref()
                .ok_or_else(|| handle::null("functions"))?;
            let open = |key, options: &_| Store::open_functions(functions, key, options);
            give_opened(out, key, options, open)
        })
    }
}

/// Ends the use of a table of functions, for who can't let them live for as long as the store: its connections
/// are ended and its `destroy` is called before this returns, and no function of it is called any more. What
/// is opened in the store goes on with OMNIFUND_CODE_STORE_UNREACHABLE. It does nothing to a store of another
/// kind; NULL does nothing. Blocks until calls that are at work in the store have ended.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_store_detach(store: *const omnifund_store) {
    let _not_cancelled = cancel::hold_off();
    infallible((), || {
        // SAFETY: the header's manual.
        if let Some(store) = unsafe { optional(store) } {
            store.store.detach();
        }
    });
}
