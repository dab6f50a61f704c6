//! `omnifund_store`, and the options to open one

use std::ffi::c_char;
use std::ptr;

use super::config::omnifund_config;
use super::config_log::audit_sink;
use super::guard::{ended, fallible, immediate, infallible};
use super::handle::{self, Boxed, Handle, Out, OutNumber, borrow, borrow_mut, optional};
use super::key::omnifund_key;
use super::kinds::Count;
use super::raised::omnifund_error;
use super::text;
use crate::config::KeyProtection;
use crate::error::{Error, ErrorKind, Result};
use crate::store::{FileOptions, SealingKey, Store};

/// Where sessions and OAuth clients are kept, sealed. Any thread may use it at any time, and any
/// number of processes the same directory. Whoever opens a store can act as any employee in it.
/// Codes of the 500s are its errors; their advice is mostly OMNIFUND_ADVICE_FIX_STORAGE.
pub struct omnifund_store {
    pub(super) store: Store,
}

impl Handle for omnifund_store {
    type Ownership = Boxed;
}

/// How a store's directory is kept. For one thread at a time.
pub struct omnifund_store_options {
    pub(super) options: FileOptions,
}

impl Handle for omnifund_store_options {
    type Ownership = Boxed;
}

/// Options with nothing set: nobody but the owner may read the store, no network file system, no other
/// machine's store. NULL only where there is no memory. End them with omnifund_store_options_free.
/// Never blocks.
#[unsafe(no_mangle)]
pub extern "C" fn omnifund_store_options_new() -> *mut omnifund_store_options {
    infallible(ptr::null_mut(), || {
        handle::give(omnifund_store_options {
            options: FileOptions::default(),
        })
    })
}

/// Changes the options behind a handle.
unsafe fn set(
    options: *mut omnifund_store_options,
    err: *mut *mut omnifund_error,
    change: impl FnOnce(FileOptions) -> FileOptions,
) -> i32 {
    // SAFETY: the header's manual.
    unsafe {
        fallible(err, || {
            let options = borrow_mut(options, "options")?;
            options.options = change(options.options.clone());
            Ok(())
        })
    }
}

/// Lets the directory's group read and write the store too (directory 2770, files 0660): for a web
/// server and a cron job under two users. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_store_options_set_group(
    options: *mut omnifund_store_options,
    err: *mut *mut omnifund_error,
) -> i32 {
    unsafe { set(options, err, FileOptions::group) }
}

/// Takes a directory on a file system that other machines can be at (NFS, SMB, 9p, FUSE of most kinds and
/// their like), whose locks somebody has tried. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_store_options_allow_network(
    options: *mut omnifund_store_options,
    err: *mut *mut omnifund_error,
) -> i32 {
    unsafe { set(options, err, FileOptions::allow_network) }
}

/// Takes a store that another machine made, because it was moved here and that machine uses it no
/// more. From then on it is this machine's, and the other one is refused. Where both use it, sessions are
/// lost. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_store_options_take_over(
    options: *mut omnifund_store_options,
    err: *mut *mut omnifund_error,
) -> i32 {
    unsafe { set(options, err, FileOptions::take_over) }
}

/// Takes a store that is there and makes none: where a path is mistyped or a disk is not mounted, a program
/// that only reads must say so (OMNIFUND_CODE_STORE_MISSING), and not that nobody is signed in. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_store_options_must_exist(
    options: *mut omnifund_store_options,
    err: *mut *mut omnifund_error,
) -> i32 {
    unsafe { set(options, err, FileOptions::must_exist) }
}

/// A key that opens records and seals none, beside the one that omnifund_store_open_file_with is given:
/// to change that one, give the new one as older first, in all programs, and only then the other way
/// round; omnifund_store_rotate_key then seals all records anew. It is copied. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_store_options_add_older_key(
    options: *mut omnifund_store_options,
    key: *const omnifund_key,
    err: *mut *mut omnifund_error,
) -> i32 {
    unsafe {
        immediate(err, || {
            let options = borrow_mut(options, "options")?;
            let key = borrow(key, "key")?.key.clone();
            options.options = options.options.clone().older_key(key);
            Ok(())
        })
    }
}

/// Keeps the sealing key in the file `path`, and not in "<store>.key". Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_store_options_set_key_file(
    options: *mut omnifund_store_options,
    path: *const c_char,
    err: *mut *mut omnifund_error,
) -> i32 {
    unsafe {
        immediate(err, || {
            let options = borrow_mut(options, "options")?;
            let path = text::read(path, "path")?;
            if path.is_empty() {
                let problem = "the key file's path is empty";
                return Err(Error::new(ErrorKind::InvalidArgument, problem));
            }
            options.options = options.options.clone().key_file(path);
            Ok(())
        })
    }
}

/// Whom the system lets open the key file, beside its permissions: "user" (who sealed it), "machine" (each user of
/// the machine who may read the file), "none"; all but the last on Windows alone, by DPAPI. A key file that is there
/// is sealed anew where it is sealed otherwise; unless this is said it stays as it is, and a new one is not sealed.
/// Returns OMNIFUND_CODE_INVALID_CONFIGURATION for any other word. Opening the store returns it where the system
/// can't, and for "user" together with omnifund_store_options_set_group. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_store_options_set_key_protection(
    options: *mut omnifund_store_options,
    whom: *const c_char,
    err: *mut *mut omnifund_error,
) -> i32 {
    unsafe {
        immediate(err, || {
            let options = borrow_mut(options, "options")?;
            let protection = KeyProtection::named(text::read(whom, "whom")?)?;
            options.options = options.options.clone().key_protection(protection);
            Ok(())
        })
    }
}

/// Where the audit lines of the store go, as omnifund_config_set_audit has it: those of its OAuth clients, of its
/// key and of its taking over, and those of its sessions whose config says nothing else.
/// Returns OMNIFUND_CODE_INVALID_CONFIGURATION for what is no sink. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_store_options_set_audit(
    options: *mut omnifund_store_options,
    sink: *const c_char,
    err: *mut *mut omnifund_error,
) -> i32 {
    unsafe {
        immediate(err, || {
            let options = borrow_mut(options, "options")?;
            options.options = options.options.clone().audit(audit_sink(sink)?);
            Ok(())
        })
    }
}

/// Names this machine, in place of /etc/machine-id: for containers, which have none, or all the same. Any
/// text that no other machine has; a store that was made under another name is refused. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_store_options_set_machine(
    options: *mut omnifund_store_options,
    name: *const c_char,
    err: *mut *mut omnifund_error,
) -> i32 {
    unsafe {
        immediate(err, || {
            let options = borrow_mut(options, "options")?;
            let name = text::read(name, "name")?;
            if name.is_empty() {
                let problem = "the machine's name is empty";
                return Err(Error::new(ErrorKind::InvalidArgument, problem));
            }
            options.options = options.options.clone().machine(name);
            Ok(())
        })
    }
}

/// Ends options. NULL does nothing. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_store_options_free(options: *mut omnifund_store_options) {
    unsafe { ended(options) };
}

/// A store in this process's memory, gone with it: for tests, and for programs that sign in at every
/// start. A forked child's is empty, since two processes would spend one refresh token: save OAuth clients
/// and sign in there, after the fork. Gives a store, to be ended with omnifund_store_free. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_store_open_memory(
    store: *mut *mut omnifund_store,
    err: *mut *mut omnifund_error,
) -> i32 {
    unsafe {
        immediate(err, || {
            let out = Out::new(store, "store")?;
            out.give(omnifund_store {
                store: Store::in_memory()?,
            });
            Ok(())
        })
    }
}

/// A store in a directory, made where there is none, as omnifund_store_open_file_with with no options.
/// `key` may be NULL. Blocks on the file system only.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_store_open_file(
    path: *const c_char,
    key: *const omnifund_key,
    store: *mut *mut omnifund_store,
    err: *mut *mut omnifund_error,
) -> i32 {
    unsafe { omnifund_store_open_file_with(path, key, ptr::null(), store, err) }
}

/// A store in a directory, made where there is none; its parent must be there. Its records are sealed
/// with `key`, which is copied. `key` may be NULL: then with the key in the file "<path>.key" beside
/// the directory, which is made with it (a backup of the directory does not carry the key, and without
/// it nobody can read the records). `options` may be NULL. Gives a store, to be ended with
/// omnifund_store_free.
/// Returns OMNIFUND_CODE_STORE_PERMISSIONS where others could read it, OMNIFUND_CODE_KEY_MISSING where
/// there are records and no key file, OMNIFUND_CODE_STORE_TOO_NEW for one of a later library,
/// OMNIFUND_CODE_STORE_MOVED for one of another machine, OMNIFUND_CODE_STORE_ON_NETWORK,
/// OMNIFUND_CODE_STORE_FULL, OMNIFUND_CODE_STORE_FAILED. Blocks on the file system only.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_store_open_file_with(
    path: *const c_char,
    key: *const omnifund_key,
    options: *const omnifund_store_options,
    store: *mut *mut omnifund_store,
    err: *mut *mut omnifund_error,
) -> i32 {
    unsafe {
        fallible(err, || {
            let out = Out::new(store, "store")?;
            let path = text::read(path, "path")?;
            let open = |key, options: &_| Store::open_file_with(path, key, options);
            give_opened(out, key, options, open)
        })
    }
}

/// Opens a store with a key and with options that may both be NULL.
pub(super) unsafe fn give_opened(
    out: Out<'_, omnifund_store>,
    key: *const omnifund_key,
    options: *const omnifund_store_options,
    open: impl FnOnce(Option<SealingKey>, &FileOptions) -> Result<Store>,
) -> Result<()> {
    // SAFETY: the header's manual.
    let (key, options) = unsafe { (optional(key), optional(options)) };
    let unset = FileOptions::default();
    let options = options.map_or(&unset, |options| &options.options);
    let store = open(key.map(|key| key.key.clone()), options)?;
    out.give(omnifund_store { store });
    Ok(())
}

/// The store that a configuration names (OMNIFUND_STORE and what goes with it, omnifund_config_load).
/// Gives a store, to be ended with omnifund_store_free.
/// Returns OMNIFUND_CODE_INVALID_CONFIGURATION where it names none, and as omnifund_store_open.
/// Blocks on the store only.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_store_open_configured(
    cfg: *const omnifund_config,
    store: *mut *mut omnifund_store,
    err: *mut *mut omnifund_error,
) -> i32 {
    unsafe {
        fallible(err, || {
            let out = Out::new(store, "store")?;
            out.give(omnifund_store {
                store: Store::open_configured(&borrow(cfg, "cfg")?.config)?,
            });
            Ok(())
        })
    }
}

/// The first step to change the sealing key: puts a new one into the key file. It opens records, and
/// seals none yet. Where one waits there already, nothing changes. Where several machines get the key
/// file by hand, give it to all of them before the second step.
/// Returns OMNIFUND_CODE_INVALID_ARGUMENT where the application gave the key, codes of the 500s. Blocks
/// for 10 s at most, for other changes to end.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_store_prepare_key(
    store: *const omnifund_store,
    err: *mut *mut omnifund_error,
) -> i32 {
    unsafe { with(store, err, Store::prepare_key) }
}

/// The second step: the prepared key seals from here on, in all processes, and every record that is
/// sealed with another one is sealed anew. `sealed` is set to their number; `sealed` may be NULL. The
/// older keys stay in the key file, since a backup may need them. Where no key was prepared, or the
/// application gave the key, it only seals anew; so a step that was broken off is done again by another
/// call.
/// Returns codes of the 500s: the first one, after all records were tried. Blocks while it goes through
/// the records, and for 10 s at most for each that somebody is changing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_store_rotate_key(
    store: *const omnifund_store,
    sealed: *mut Count,
    err: *mut *mut omnifund_error,
) -> i32 {
    unsafe {
        fallible(err, || {
            let sealed = OutNumber::new(sealed);
            sealed.give(borrow(store, "store")?.store.rotate_key()?);
            Ok(())
        })
    }
}

/// Gives up a store; its directory and the sessions opened in it go on. NULL does nothing. Blocks on the
/// store only where a store would not take a new pair: that is tried again.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_store_free(store: *mut omnifund_store) {
    unsafe { ended(store) };
    infallible(0, crate::session::save_held_pairs);
}

/// Does something with a store.
pub(super) unsafe fn with(
    store: *const omnifund_store,
    err: *mut *mut omnifund_error,
    call: impl FnOnce(&Store) -> crate::error::Result<()>,
) -> i32 {
    // SAFETY: the header's manual.
    unsafe { fallible(err, || call(&borrow(store, "store")?.store)) }
}
