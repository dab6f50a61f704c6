//! `omnifund_client_list`: the OAuth clients of a store

use std::ffi::c_char;
use std::ptr;

use super::client::omnifund_client;
use super::config::omnifund_config;
use super::guard::{ended, fallible};
use super::handle::{Boxed, Handle, Out, OutNumber, borrow};
use super::kinds::{Count, Index, SecretChar, UnixTime};
use super::list::{count, entry};
use super::raised::omnifund_error;
use super::store::{omnifund_store, with};
use super::text::{self, Text, lend};
use crate::client::Client;
use crate::secret::Secret;

/// The OAuth clients of a store, as they were when it was asked. Immutable: any thread may read it.
pub struct omnifund_client_list {
    clients: Vec<Entry>,
}

impl Handle for omnifund_client_list {
    type Ownership = Boxed;
}

struct Entry {
    name: Text,
    client_id: Text,
    since: i64,
}

/// Keeps an OAuth client in the store under a descriptive name of 1 to 200 characters, unlike any
/// other. The secret is sealed, and no function gives it back.
/// Returns OMNIFUND_CODE_INVALID_ARGUMENT for another name, one with a control in it (a line end, an escape,
/// a mark of direction), or an id or a secret that is empty or has a control character in it,
/// OMNIFUND_CODE_CLIENT_NAME_TAKEN where name or client id are kept already, codes of the 500s. Blocks for
/// 10 s at most, for other changes to end.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_store_save_client(
    store: *const omnifund_store,
    name: *const c_char,
    client_id: *const c_char,
    client_secret: *const SecretChar,
    err: *mut *mut omnifund_error,
) -> i32 {
    unsafe {
        with(store, err, |store| {
            let name = text::read(name, "name")?;
            let client_id = text::read(client_id, "client_id")?;
            let secret = Secret::from(text::read(client_secret, "client_secret")?);
            store.save_client(name, client_id, &secret)
        })
    }
}

/// Gives an OAuth client of the store another name. Its sessions stay its sessions.
/// Returns OMNIFUND_CODE_CLIENT_NOT_FOUND, and as omnifund_store_save_client. Blocks as that does.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_store_rename_client(
    store: *const omnifund_store,
    name: *const c_char,
    new_name: *const c_char,
    err: *mut *mut omnifund_error,
) -> i32 {
    unsafe {
        with(store, err, |store| {
            let name = text::read(name, "name")?;
            store.rename_client(name, text::read(new_name, "new_name")?)
        })
    }
}

/// Puts a new client id and secret in the place of lost ones: the vendor never shows a secret twice.
/// `sessions` is set to the number of signed-in sessions that this concerns; `sessions` may be NULL. A
/// refresh token of the old id is never sent under the new one: each session's live access token
/// serves to its end, then a saved password, and then a human must sign in. Running processes notice by
/// themselves.
/// Returns as omnifund_store_rename_client. Blocks as that does.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_store_replace_client(
    store: *const omnifund_store,
    name: *const c_char,
    client_id: *const c_char,
    client_secret: *const SecretChar,
    sessions: *mut Count,
    err: *mut *mut omnifund_error,
) -> i32 {
    unsafe {
        fallible(err, || {
            let sessions = OutNumber::new(sessions);
            let store = &borrow(store, "store")?.store;
            let name = text::read(name, "name")?;
            let client_id = text::read(client_id, "client_id")?;
            let secret = Secret::from(text::read(client_secret, "client_secret")?);
            let concerned = store.replace_client(name, client_id, &secret)?;
            sessions.give(concerned);
            Ok(())
        })
    }
}

/// Forgets an OAuth client of the store. Its sessions stay, and can be used with its credentials only.
/// Returns OMNIFUND_CODE_CLIENT_NOT_FOUND, codes of the 500s. Blocks as omnifund_store_save_client.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_store_remove_client(
    store: *const omnifund_store,
    name: *const c_char,
    err: *mut *mut omnifund_error,
) -> i32 {
    unsafe {
        with(store, err, |store| {
            store.remove_client(text::read(name, "name")?)
        })
    }
}

/// The OAuth clients of the store, in the order in which they were first saved; never their secrets.
/// Gives a list, to be ended with omnifund_client_list_free.
/// Returns codes of the 500s. Blocks on the store only.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_store_clients(
    store: *const omnifund_store,
    list: *mut *mut omnifund_client_list,
    err: *mut *mut omnifund_error,
) -> i32 {
    unsafe {
        fallible(err, || {
            let out = Out::new(list, "list")?;
            let clients = borrow(store, "store")?.store.clients()?;
            let clients = clients.into_iter().map(|client| Entry {
                name: Text::new(client.name),
                client_id: Text::new(client.client_id),
                since: client.since,
            });
            out.give(omnifund_client_list {
                clients: clients.collect(),
            });
            Ok(())
        })
    }
}

/// Makes a client from an OAuth client that the store keeps under a name, and the other settings of
/// `cfg`, whose credentials are not looked at. Gives a client, to be ended with omnifund_client_free.
/// Returns OMNIFUND_CODE_CLIENT_NOT_FOUND, codes of the 500s, and as omnifund_client_new. Blocks on the
/// store only.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_client_from_store(
    cfg: *const omnifund_config,
    store: *const omnifund_store,
    name: *const c_char,
    client: *mut *mut omnifund_client,
    err: *mut *mut omnifund_error,
) -> i32 {
    unsafe {
        fallible(err, || {
            let out = Out::new(client, "client")?;
            let config = &borrow(cfg, "cfg")?.config;
            let store = &borrow(store, "store")?.store;
            let client = Client::from_store(config, store, text::read(name, "name")?)?;
            out.give(omnifund_client { client });
            Ok(())
        })
    }
}

/// Makes the client of a configuration (omnifund_config_load): of the OAuth client that it names in the
/// store, or of the one whose id and secret it has. Gives a client, to be ended with omnifund_client_free.
/// Returns as omnifund_client_from_store and omnifund_client_new. Blocks on the store only.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_client_open_configured(
    cfg: *const omnifund_config,
    store: *const omnifund_store,
    client: *mut *mut omnifund_client,
    err: *mut *mut omnifund_error,
) -> i32 {
    unsafe {
        fallible(err, || {
            let out = Out::new(client, "client")?;
            let config = &borrow(cfg, "cfg")?.config;
            let store = &borrow(store, "store")?.store;
            let client = Client::configured(config, store)?;
            out.give(omnifund_client { client });
            Ok(())
        })
    }
}

fn clients(list: &omnifund_client_list) -> &[Entry] {
    &list.clients
}

/// How many OAuth clients the list has; 0 for NULL. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_client_list_count(list: *const omnifund_client_list) -> Count {
    unsafe { count(list, clients) }
}

/// The descriptive name of an OAuth client by its index from 0. NULL outside, and for NULL. Borrowed
/// from the list. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_client_list_name(
    list: *const omnifund_client_list,
    index: Index,
) -> *const c_char {
    unsafe {
        entry(list, clients, index, ptr::null(), |client| {
            lend(Some(&client.name))
        })
    }
}

/// The client id of an OAuth client by its index from 0. NULL outside, and for NULL. Borrowed from the
/// list. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_client_list_client_id(
    list: *const omnifund_client_list,
    index: Index,
) -> *const c_char {
    unsafe {
        entry(list, clients, index, ptr::null(), |client| {
            lend(Some(&client.client_id))
        })
    }
}

/// Since when this client id and secret are kept, as a Unix time in seconds, by index from 0. 0
/// outside, and for NULL. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_client_list_since(
    list: *const omnifund_client_list,
    index: Index,
) -> UnixTime {
    unsafe { entry(list, clients, index, 0, |client| client.since) }
}

/// Ends a list. NULL does nothing. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_client_list_free(list: *mut omnifund_client_list) {
    unsafe { ended(list) };
}
