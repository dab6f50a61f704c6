//! A table of functions, called.

use std::ffi::{CString, c_void};
use std::mem::size_of;
use std::ptr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use arc_swap::ArcSwapOption;

use super::connections::{Connection, Connections};
use super::functions::{StoreAnswer, omnifund_store_functions, omnifund_store_sink};
use super::sink::Found;
use super::table::{Change, Lent, Row, Swap, Table};
use crate::error::{Error, ErrorKind, Result};

/// The table's version that this library knows.
pub(super) const VERSION: u32 = 1;

/// A table of functions, and the connections that were made by it.
pub(crate) struct Functions {
    functions: omnifund_store_functions,
    /// How people know the store.
    name: String,
    connections: Connections,
    is_destroyed: AtomicBool,
    /// The store's id, once it is known.
    id: ArcSwapOption<String>,
}

// SAFETY: the header says that functions are called on several threads.
unsafe impl Send for Functions {}
unsafe impl Sync for Functions {}

impl Functions {
    /// Takes over a table; its `userdata` ends with it.
    ///
    /// # Errors
    /// [`InvalidArgument`](ErrorKind::InvalidArgument) where it is of another version or lacks a function.
    pub(crate) fn new(functions: &omnifund_store_functions, name: String) -> Result<Self> {
        let is_whole = functions.size >= size_of::<omnifund_store_functions>();
        if functions.version != VERSION || !is_whole {
            let problem = format!(
                "the table of functions has version {} and {} bytes, and not {VERSION} and {}",
                functions.version,
                functions.size,
                size_of::<omnifund_store_functions>()
            );
            // What lies behind what it has is nothing that could be called, not even to end it.
            return Err(Error::new(ErrorKind::InvalidArgument, problem));
        }
        let made = Self {
            functions: *functions,
            name,
            connections: Connections::default(),
            is_destroyed: AtomicBool::new(false),
            id: ArcSwapOption::empty(),
        };
        let has_all = functions.connect.is_some()
            && functions.disconnect.is_some()
            && functions.identify.is_some()
            && functions.load.is_some()
            && functions.lease.is_some()
            && functions.swap.is_some()
            && functions.release.is_some()
            && functions.list.is_some();
        if !has_all {
            let problem = "the table of functions lacks one other than wait and destroy";
            return Err(Error::new(ErrorKind::InvalidArgument, problem));
        }
        Ok(made)
    }

    fn unreachable(&self, what: &str, said: &str) -> Error {
        self.error(ErrorKind::StoreUnreachable, what, said)
    }

    fn error(&self, kind: ErrorKind, what: &str, said: &str) -> Error {
        let between = if said.is_empty() { "" } else { ": " };
        Error::new(
            kind,
            format!("{what} the store {}{between}{said}", self.name),
        )
    }

    /// A call with a connection, made where none is idle.
    fn call(
        &self,
        what: &str,
        within: Duration,
        call: &mut dyn FnMut(*mut c_void, i64, *const omnifund_store_sink) -> Option<i32>,
    ) -> Result<(Option<StoreAnswer>, Found)> {
        if !self.connections.attend() {
            return Err(self.unreachable(what, "the program has ended its use"));
        }
        let called = self.connected(what, within).map(|connection| {
            let mut found = Found::default();
            let sink = found.sink();
            let number = call(connection.0, milliseconds(within), &sink);
            let answer = number.and_then(StoreAnswer::of);
            match answer {
                // Behind these nobody knows what is still under way on it.
                Some(StoreAnswer::Unknown | StoreAnswer::Unreachable) | None => {
                    self.disconnect(connection);
                }
                _ => self.connections.give_back(connection),
            }
            (answer, found)
        });
        self.leave();
        called
    }

    /// Makes a call of what is done or not.
    fn done(
        &self,
        what: &str,
        within: Duration,
        call: &mut dyn FnMut(*mut c_void, i64, *const omnifund_store_sink) -> Option<i32>,
    ) -> Result<Found> {
        match self.call(what, within, call)? {
            (Some(StoreAnswer::Done), found) => Ok(found),
            (answer, found) => Err(self.refused(what, answer, &found)),
        }
    }

    fn refused(&self, what: &str, answer: Option<StoreAnswer>, found: &Found) -> Error {
        let kind = match answer {
            Some(StoreAnswer::Unreachable | StoreAnswer::Unknown) => ErrorKind::StoreUnreachable,
            _ => ErrorKind::StoreFailed,
        };
        self.error(kind, what, &found.message)
    }

    fn connected(&self, what: &str, within: Duration) -> Result<Connection> {
        if let Some(idle) = self.connections.take() {
            return Ok(idle);
        }
        let mut found = Found::default();
        let sink = found.sink();
        let mut place = ptr::null_mut();
        let userdata = self.functions.userdata;
        let made = self.functions.connect.map(|connect| {
            // SAFETY: as the header says.
            unsafe { connect(userdata, milliseconds(within), &raw mut place, &sink) }
        });
        let made = made.and_then(StoreAnswer::of);
        if made != Some(StoreAnswer::Done) {
            return Err(self.refused(what, made, &found));
        }
        let connection = Connection(place);
        match self.identified(what, &connection, within) {
            Ok(()) => Ok(connection),
            Err(error) => {
                self.disconnect(connection);
                Err(error)
            }
        }
    }

    /// A connection is believed that leads to the store of the first one.
    fn identified(&self, what: &str, connection: &Connection, within: Duration) -> Result<()> {
        let mut found = Found::default();
        let sink = found.sink();
        let answer = self.functions.identify.map(|identify| {
            // SAFETY: as the header says.
            unsafe {
                identify(
                    self.functions.userdata,
                    connection.0,
                    milliseconds(within),
                    &sink,
                )
            }
        });
        let answer = answer.and_then(StoreAnswer::of);
        if answer != Some(StoreAnswer::Done) {
            return Err(self.refused(what, answer, &found));
        }
        let is_id = |id: &String| id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit());
        let Some(id) = found.keys.pop().filter(is_id) else {
            return Err(self.error(ErrorKind::StoreFailed, what, "it tells no id of 32 digits"));
        };
        match &*self.id.load() {
            Some(known) if **known != id => {
                let problem = "it is another one than this host's journal belongs to: correct the setting, \
                               or name another journal";
                Err(self.error(ErrorKind::StoreMoved, what, problem))
            }
            Some(_) => Ok(()),
            None => {
                self.id.store(Some(Arc::new(id)));
                Ok(())
            }
        }
    }

    fn disconnect(&self, connection: Connection) {
        if let Some(disconnect) = self.functions.disconnect {
            // SAFETY: it was made by `connect` in this process, and nobody uses it.
            unsafe { disconnect(self.functions.userdata, connection.0) };
        }
    }

    fn destroy(&self) {
        if !self.is_destroyed.swap(true, Ordering::SeqCst) {
            if let Some(destroy) = self.functions.destroy {
                // SAFETY: nobody calls a function any more.
                unsafe { destroy(self.functions.userdata) };
            }
        }
    }
}

impl Drop for Functions {
    fn drop(&mut self) {
        self.destroy();
    }
}

impl Table for Functions {
    fn identify(&self, within: Duration) -> Result<String> {
        // A connection is identified as it is made.
        self.call("opening", within, &mut |_, _, _| {
            Some(StoreAnswer::Done as i32)
        })?;
        let id = self.id.load_full();
        id.map(|id| (*id).clone())
            .ok_or_else(|| Error::new(ErrorKind::Internal, "a store without an id"))
    }

    fn expect(&self, id: &str) {
        self.id.store(Some(Arc::new(id.to_owned())));
    }

    fn load(&self, key: &str, within: Duration) -> Result<Option<Row>> {
        let (userdata, key) = (self.functions.userdata, text(key)?);
        let found = self.done("reading from", within, &mut |connection, deadline, sink| {
            let load = self.functions.load?;
            // SAFETY: as the header says.
            Some(unsafe { load(userdata, connection, deadline, key.as_ptr(), sink) })
        })?;
        match found.row {
            None if !found.message.is_empty() => {
                Err(self.error(ErrorKind::RecordCorrupt, "reading from", &found.message))
            }
            row => Ok(row),
        }
    }

    fn lease(&self, key: &str, owner: &str, lasting: Duration, within: Duration) -> Result<Lent> {
        const WHAT: &str = "asking for a lease of";
        let (userdata, key, owner) = (self.functions.userdata, text(key)?, text(owner)?);
        let lasting = milliseconds(lasting);
        let (answer, found) = self.call(WHAT, within, &mut |connection, deadline, sink| {
            let lease = self.functions.lease?;
            let (key, owner) = (key.as_ptr(), owner.as_ptr());
            // SAFETY: as the header says.
            Some(unsafe { lease(userdata, connection, deadline, key, owner, lasting, sink) })
        })?;
        let told = found.lease.and_then(|(fence, remaining)| {
            Some((u64::try_from(fence).ok()?, u64::try_from(remaining).ok()?))
        });
        match (answer, told) {
            // No lease is believed to last longer than was asked for.
            (Some(StoreAnswer::Done), Some((fence, remaining))) if fence > 0 => Ok(Lent::Mine {
                fence,
                remaining: duration(remaining.min(u64::try_from(lasting).unwrap_or(0))),
            }),
            (Some(StoreAnswer::Busy), told) => Ok(Lent::Busy(duration(
                told.map_or(0, |(_, remaining)| remaining),
            ))),
            (Some(StoreAnswer::Done), _) => {
                Err(self.error(ErrorKind::StoreFailed, WHAT, "it tells no fence above 0"))
            }
            (answer, _) => Err(self.refused(WHAT, answer, &found)),
        }
    }

    fn swap(&self, change: &Change<'_>, within: Duration) -> Result<Swap> {
        const WHAT: &str = "writing into";
        let userdata = self.functions.userdata;
        let [key, owner, write_id] = [change.key, change.owner, change.write_id].map(text);
        let (key, owner, write_id) = (key?, owner?, write_id?);
        let (fence, expected) = (number(change.fence), number(change.expected));
        let (bytes, length) = match change.bytes {
            Some(bytes) => (bytes.as_ptr(), bytes.len()),
            None => (ptr::null(), 0),
        };
        let (answer, found) = self.call(WHAT, within, &mut |connection, deadline, sink| {
            let swap = self.functions.swap?;
            let (key, owner, write_id) = (key.as_ptr(), owner.as_ptr(), write_id.as_ptr());
            // SAFETY: as the header says.
            Some(unsafe {
                swap(
                    userdata, connection, deadline, key, owner, fence, expected, write_id, bytes,
                    length, sink,
                )
            })
        })?;
        match answer {
            Some(StoreAnswer::Done) => Ok(Swap::Done),
            Some(StoreAnswer::Conflict) => Ok(Swap::Conflict),
            Some(StoreAnswer::Lost) => Ok(Swap::Lost),
            Some(StoreAnswer::Unknown) | None => Ok(Swap::Unknown),
            answer => Err(self.refused(WHAT, answer, &found)),
        }
    }

    fn release(&self, key: &str, owner: &str, fence: u64, within: Duration) -> Result<()> {
        let (userdata, key, owner) = (self.functions.userdata, text(key)?, text(owner)?);
        let found = self.done("writing into", within, &mut |connection, deadline, sink| {
            let release = self.functions.release?;
            let (key, owner) = (key.as_ptr(), owner.as_ptr());
            // SAFETY: as the header says.
            Some(unsafe {
                release(
                    userdata,
                    connection,
                    deadline,
                    key,
                    owner,
                    number(fence),
                    sink,
                )
            })
        });
        found.map(drop)
    }

    fn list(
        &self,
        after: &str,
        up_to: &str,
        limit: usize,
        within: Duration,
    ) -> Result<Vec<String>> {
        let (userdata, after, up_to) = (self.functions.userdata, text(after)?, text(up_to)?);
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let found = self.done("listing", within, &mut |connection, deadline, sink| {
            let list = self.functions.list?;
            let (after, up_to) = (after.as_ptr(), up_to.as_ptr());
            // SAFETY: as the header says.
            Some(unsafe { list(userdata, connection, deadline, after, up_to, limit, sink) })
        })?;
        Ok(found.keys)
    }

    fn wait(&self, key: &str, at_most: Duration) -> bool {
        let (Some(wait), Ok(key)) = (self.functions.wait, text(key)) else {
            return false;
        };
        let userdata = self.functions.userdata;
        let waited = self.done("waiting for", at_most, &mut |connection, deadline, sink| {
            // SAFETY: as the header says.
            Some(unsafe { wait(userdata, connection, key.as_ptr(), deadline, sink) })
        });
        waited.is_ok()
    }

    fn attend(&self) -> bool {
        self.connections.attend()
    }

    fn leave(&self) {
        for connection in self.connections.leave() {
            self.disconnect(connection);
        }
    }

    fn rest(&self) {
        for connection in self.connections.take_idle() {
            self.disconnect(connection);
        }
    }

    fn detach(&self) {
        self.connections.detach();
        self.destroy();
    }
}

fn text(text: &str) -> Result<CString> {
    CString::new(text).map_err(|_| Error::new(ErrorKind::Internal, "a key with a NUL in it"))
}

fn number(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn milliseconds(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}

fn duration(milliseconds: u64) -> Duration {
    Duration::from_millis(milliseconds)
}
