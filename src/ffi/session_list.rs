//! `omnifund_session_list`: the sessions of a store, page by page, and keeping them alive

use std::ffi::{c_char, c_void};
use std::ptr;
use std::time::Duration;

use super::client::omnifund_client;
use super::guard::{ended, fallible, immediate};
use super::handle::{Boxed, Handle, Lent, Out, borrow, borrow_mut, optional};
use super::kinds::{Count, Flag, Index, Milliseconds, Seconds, UnixTime};
use super::list::{count, entry};
use super::raised::omnifund_error;
use super::session::milliseconds;
use super::store::omnifund_store;
use super::text::{Text, lend};
use crate::error::{Error, ErrorKind};
use crate::session::{Cursor, Session};

/// Goes through the sessions of a store. For one thread at a time; its strings live until the next
/// page is read.
pub struct omnifund_session_list {
    store: crate::store::Store,
    client: Option<crate::client::Client>,
    cursor: Cursor,
    page: Vec<Entry>,
}

impl Handle for omnifund_session_list {
    type Ownership = Boxed;
}

struct Entry {
    problem: Option<Text>,
    username: Text,
    base_url: Text,
    client_id: Text,
    signed_in: bool,
    last_rotation: i64,
}

/// Begins to go through the sessions of `store`: those of the OAuth client of `client`, or all.
/// `client` may be NULL. The first page comes with omnifund_session_list_next. Gives a list, to be
/// ended with omnifund_session_list_free. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_store_sessions(
    store: *const omnifund_store,
    client: *const omnifund_client,
    list: *mut *mut omnifund_session_list,
    err: *mut *mut omnifund_error,
) -> i32 {
    unsafe {
        immediate(err, || {
            let out = Out::new(list, "list")?;
            out.give(omnifund_session_list {
                store: borrow(store, "store")?.store.clone(),
                client: optional(client).map(|client| client.client.clone()),
                cursor: Cursor::default(),
                page: Vec::new(),
            });
            Ok(())
        })
    }
}

/// Reads the next page; omnifund_session_list_count then tells how many sessions it has, and 0 is the
/// end. A session that begins or ends meanwhile may be in the list or not.
/// A record that can't be read is one of them: omnifund_session_list_problem tells why, and all else of
/// it is empty.
/// Returns codes of the 500s where the store can't be listed. Blocks on the store only.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_session_list_next(
    list: *mut omnifund_session_list,
    err: *mut *mut omnifund_error,
) -> i32 {
    unsafe {
        fallible(err, || {
            let list = borrow_mut(list, "list")?;
            list.page.clear();
            let page = list
                .store
                .sessions(&mut list.cursor, list.client.as_ref())?;
            list.page.extend(page.into_iter().map(|session| {
                Entry {
                    problem: session
                        .problem
                        .map(|problem| Text::new(problem.to_string())),
                    username: Text::new(session.username),
                    base_url: Text::new(session.base_url),
                    client_id: Text::new(session.client_id),
                    signed_in: session.signed_in,
                    last_rotation: session.last_rotation.unwrap_or(0),
                }
            }));
            Ok(())
        })
    }
}

fn page(list: &omnifund_session_list) -> &[Entry] {
    &list.page
}

/// How many sessions the page has; 0 at the end, before the first page, and for NULL. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_session_list_count(list: *const omnifund_session_list) -> Count {
    unsafe { count(list, page) }
}

/// Why its record can't be read, and what to do, by its index in the page from 0; the words name the
/// record. NULL where it can, outside, and for NULL. Borrowed from the list, until the next page. Never
/// blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_session_list_problem(
    list: *const omnifund_session_list,
    index: Index,
) -> *const c_char {
    unsafe {
        entry(list, page, index, ptr::null(), |one| {
            lend(one.problem.as_ref())
        })
    }
}

/// Whose session it is, by its index in the page from 0; empty where its record can't be read. NULL outside, and for NULL. Borrowed from the
/// list, until the next page. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_session_list_username(
    list: *const omnifund_session_list,
    index: Index,
) -> *const c_char {
    unsafe {
        entry(list, page, index, ptr::null(), |one| {
            lend(Some(&one.username))
        })
    }
}

/// At which OmniFund it is, by its index in the page from 0. NULL outside, and for NULL. Borrowed from
/// the list, until the next page. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_session_list_base_url(
    list: *const omnifund_session_list,
    index: Index,
) -> *const c_char {
    unsafe {
        entry(list, page, index, ptr::null(), |one| {
            lend(Some(&one.base_url))
        })
    }
}

/// The client id under which its OAuth client was first used, by its index in the page from 0. NULL
/// outside, and for NULL. Borrowed from the list, until the next page. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_session_list_client_id(
    list: *const omnifund_session_list,
    index: Index,
) -> *const c_char {
    unsafe {
        entry(list, page, index, ptr::null(), |one| {
            lend(Some(&one.client_id))
        })
    }
}

/// 1 where there is a pair that the server has not refused, else 0, by its index in the page from 0. 0
/// outside, and for NULL. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_session_list_signed_in(
    list: *const omnifund_session_list,
    index: Index,
) -> Flag {
    unsafe { entry(list, page, index, 0, |one| i32::from(one.signed_in)) }
}

/// When its pair last changed, as a Unix time in seconds, by its index in the page from 0. 0 where it
/// never did, outside, and for NULL. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_session_list_last_rotation(
    list: *const omnifund_session_list,
    index: Index,
) -> UnixTime {
    unsafe { entry(list, page, index, 0, |one| one.last_rotation) }
}

/// Ends a list. NULL does nothing. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_session_list_free(list: *mut omnifund_session_list) {
    unsafe { ended(list) };
}

/// Told of each session that was kept alive: `err` is NULL where it was refreshed, else why not.
/// `username` is empty where its record can't be read. `username` and `err` are borrowed for the call.
pub type omnifund_kept_alive_callback = Option<
    unsafe extern "C" fn(
        userdata: *mut c_void,
        username: *const c_char,
        err: *const omnifund_error,
    ),
>;

/// Refreshes every session of `client` in `store` whose pair is older than `age` seconds (259200, three
/// days, is a good age), within `budget_ms` milliseconds, 0 to 3600000: an unused refresh token dies after
/// 14 days. The first half of the budget is shared out, and each session has its turn at a random moment of
/// its share, so that a fleet of tills does not knock together: a short budget is for whoever waits for it.
/// One that was refreshed meanwhile is not refreshed again; what no longer fits into the budget is left for
/// the next run. `callback` is told of each; `callback` may be NULL, `userdata` may be NULL, and
/// neither is used behind this call.
/// Returns OMNIFUND_CODE_INVALID_ARGUMENT out of range, codes of the 500s where the store can't be
/// listed; a session that can't be refreshed, or whose record can't be read, is only told of. Blocks for the budget and one call.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_session_keep_alive(
    client: *const omnifund_client,
    store: *const omnifund_store,
    age: Seconds,
    budget_ms: Milliseconds,
    callback: omnifund_kept_alive_callback,
    userdata: *mut c_void,
    err: *mut *mut omnifund_error,
) -> i32 {
    unsafe {
        fallible(err, || {
            let client = &borrow(client, "client")?.client;
            let store = &borrow(store, "store")?.store;
            let age = u64::try_from(age).map(Duration::from_secs).map_err(|_| {
                Error::new(ErrorKind::InvalidArgument, format!("age is {age}, below 0"))
            })?;
            Session::keep_alive(client, store, age, milliseconds(budget_ms)?, |kept| {
                let Some(callback) = callback else {
                    return;
                };
                let username = Text::new(&kept.username);
                let error = kept.outcome.err().map(omnifund_error::from);
                let error = Lent::new(error.as_ref());
                callback(userdata, username.as_ptr(), error.as_ptr());
            })
        })
    }
}
