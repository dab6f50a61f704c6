//! Calls a table of functions as libomnifund does, and tells what came.

use std::ffi::{CStr, CString, c_char, c_void};
use std::ptr;

use omnifund_sql::{Code, Functions, Sink};

/// The symbol of a library.
pub type Library = unsafe extern "C" fn(*const c_char, *mut Functions, *const Sink) -> i32;

/// The symbol of a library that makes the table.
pub type Migration = unsafe extern "C" fn(*const c_char, i64, i32, *const Sink) -> i32;

/// A call's time, where a test is about something else.
const LONG_MS: i64 = 20_000;

/// A record as `load` gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Counts changes.
    pub version: i64,
    /// Of the change that made it.
    pub write_id: String,
    /// By the database's clock.
    pub age_ms: i64,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// All that a call answered.
#[derive(Debug, Default)]
pub struct Found {
    /// One of [`Code`].
    pub code: i32,
    /// From `load`.
    pub record: Option<Record>,
    /// From `lease`: fence, and what is left.
    pub lease: Option<(i64, i64)>,
    /// From `list` and `identify`.
    pub keys: Vec<String>,
    /// For a person.
    pub message: String,
}

impl Found {
    /// Fails the test where the answer is another.
    #[track_caller]
    pub fn must_be(self, code: Code) -> Self {
        assert_eq!(self.code, code as i32, "{self:?}");
        self
    }
}

/// A store's table of functions.
pub struct Player(Functions);

// SAFETY: the header promises as much of every table.
unsafe impl Send for Player {}
unsafe impl Sync for Player {}

impl Player {
    /// Of the library, for the database at `url`.
    ///
    /// # Errors
    /// What it said.
    pub fn of(library: Library, url: &str) -> Result<Self, String> {
        let mut functions = Functions {
            size: size_of::<Functions>(),
            version: Functions::VERSION,
            userdata: ptr::null_mut(),
            connect: None,
            disconnect: None,
            identify: None,
            load: None,
            lease: None,
            swap: None,
            release: None,
            list: None,
            wait: None,
            destroy: None,
        };
        let url = CString::new(url).expect("a url");
        // SAFETY: the text and both structures live.
        let found = asked(|sink| unsafe { library(url.as_ptr(), &raw mut functions, sink) });
        if found.code == Code::Done as i32 {
            Ok(Self(functions))
        } else {
            Err(found.message)
        }
    }

    /// Makes the table at `url`.
    ///
    /// # Errors
    /// What it said.
    pub fn migrate(migration: Migration, url: &str) -> Result<(), String> {
        let url = CString::new(url).expect("a url");
        // SAFETY: the text lives.
        let found = asked(|sink| unsafe { migration(url.as_ptr(), LONG_MS, 1, sink) });
        if found.code == Code::Done as i32 {
            Ok(())
        } else {
            Err(found.message)
        }
    }

    /// The SQL that makes the table.
    #[track_caller]
    pub fn printed(migration: Migration) -> String {
        let found = asked(|sink| unsafe { migration(c"".as_ptr(), LONG_MS, 0, sink) });
        found.must_be(Code::Done).message
    }

    /// A connection.
    #[track_caller]
    pub fn connect(&self) -> Opened<'_> {
        match self.try_connect(LONG_MS) {
            Ok(opened) => opened,
            Err(found) => panic!("{found:?}"),
        }
    }

    /// A connection within so many milliseconds.
    ///
    /// # Errors
    /// What it answered.
    pub fn try_connect(&self, deadline_ms: i64) -> Result<Opened<'_>, Box<Found>> {
        let mut connection = ptr::null_mut();
        let connect = self.0.connect.expect("connect");
        let found = asked(|sink| {
            // SAFETY: as the header says, here and below.
            unsafe { connect(self.0.userdata, deadline_ms, &raw mut connection, sink) }
        });
        if found.code != Code::Done as i32 {
            return Err(Box::new(found));
        }
        Ok(Opened {
            functions: &self.0,
            connection,
            deadline_ms: LONG_MS,
        })
    }
}

impl Drop for Player {
    fn drop(&mut self) {
        if let Some(destroy) = self.0.destroy {
            // SAFETY: nothing is open.
            unsafe { destroy(self.0.userdata) }
        }
    }
}

/// A connection.
pub struct Opened<'player> {
    functions: &'player Functions,
    connection: *mut c_void,
    /// For each call.
    pub deadline_ms: i64,
}

// SAFETY: the header promises as much of every table.
unsafe impl Send for Opened<'_> {}

impl Opened<'_> {
    /// The store's id.
    pub fn identify(&mut self) -> Found {
        let function = self.functions.identify.expect("identify");
        asked(|sink| unsafe {
            function(
                self.functions.userdata,
                self.connection,
                self.deadline_ms,
                sink,
            )
        })
    }

    /// A record.
    pub fn load(&mut self, key: &str) -> Found {
        let function = self.functions.load.expect("load");
        let key = text(key);
        asked(|sink| unsafe {
            function(
                self.functions.userdata,
                self.connection,
                self.deadline_ms,
                key.as_ptr(),
                sink,
            )
        })
    }

    /// A lease.
    pub fn lease(&mut self, key: &str, owner: &str, lasting_ms: i64) -> Found {
        let function = self.functions.lease.expect("lease");
        let (key, owner) = (text(key), text(owner));
        asked(|sink| unsafe {
            function(
                self.functions.userdata,
                self.connection,
                self.deadline_ms,
                key.as_ptr(),
                owner.as_ptr(),
                lasting_ms,
                sink,
            )
        })
    }

    /// A lease that must be given: its fence.
    #[track_caller]
    pub fn must_lease(&mut self, key: &str, owner: &str, lasting_ms: i64) -> i64 {
        let found = self.lease(key, owner, lasting_ms).must_be(Code::Done);
        found.lease.expect("its fence").0
    }

    /// Changes a record, or takes it away.
    pub fn swap(
        &mut self,
        key: &str,
        held: (&str, i64),
        expected: i64,
        write_id: &str,
        bytes: Option<&[u8]>,
    ) -> Found {
        let function = self.functions.swap.expect("swap");
        let (key, owner, write_id) = (text(key), text(held.0), text(write_id));
        let (start, length) = bytes.map_or((ptr::null(), 0), |bytes| (bytes.as_ptr(), bytes.len()));
        asked(|sink| unsafe {
            function(
                self.functions.userdata,
                self.connection,
                self.deadline_ms,
                key.as_ptr(),
                owner.as_ptr(),
                held.1,
                expected,
                write_id.as_ptr(),
                start,
                length,
                sink,
            )
        })
    }

    /// Gives a lease back.
    pub fn release(&mut self, key: &str, owner: &str, fence: i64) -> Found {
        let function = self.functions.release.expect("release");
        let (key, owner) = (text(key), text(owner));
        asked(|sink| unsafe {
            function(
                self.functions.userdata,
                self.connection,
                self.deadline_ms,
                key.as_ptr(),
                owner.as_ptr(),
                fence,
                sink,
            )
        })
    }

    /// A page of keys.
    pub fn list(&mut self, after: &str, up_to: &str, limit: i64) -> Vec<String> {
        let function = self.functions.list.expect("list");
        let (after, up_to) = (text(after), text(up_to));
        let found = asked(|sink| unsafe {
            function(
                self.functions.userdata,
                self.connection,
                self.deadline_ms,
                after.as_ptr(),
                up_to.as_ptr(),
                limit,
                sink,
            )
        });
        found.must_be(Code::Done).keys
    }
}

impl Drop for Opened<'_> {
    fn drop(&mut self) {
        let disconnect = self.functions.disconnect.expect("disconnect");
        // SAFETY: nobody uses it any more.
        unsafe { disconnect(self.functions.userdata, self.connection) }
    }
}

fn text(text: &str) -> CString {
    CString::new(text).expect("a text without NUL")
}

/// Calls with a sink, and gives what came into it.
fn asked(call: impl FnOnce(*const Sink) -> i32) -> Found {
    let mut found = Found::default();
    let sink = Sink {
        size: size_of::<Sink>(),
        call: (&raw mut found).cast(),
        record: Some(take_record),
        lease: Some(take_lease),
        key: Some(take_key),
        message: Some(take_message),
    };
    let code = call(&raw const sink);
    found.code = code;
    found
}

/// # Safety
/// `call` is the sink's, and texts end with NUL.
unsafe extern "C" fn take_record(
    call: *mut c_void,
    version: i64,
    write_id: *const c_char,
    age_ms: i64,
    bytes: *const u8,
    length: usize,
) {
    // SAFETY: as the table promises, here and below.
    unsafe {
        (*call.cast::<Found>()).record = Some(Record {
            version,
            write_id: owned(write_id),
            age_ms,
            bytes: std::slice::from_raw_parts(bytes, length).to_vec(),
        });
    }
}

unsafe extern "C" fn take_lease(call: *mut c_void, fence: i64, remaining_ms: i64) {
    unsafe { (*call.cast::<Found>()).lease = Some((fence, remaining_ms)) }
}

unsafe extern "C" fn take_key(call: *mut c_void, key: *const c_char) {
    unsafe {
        let found = &mut *call.cast::<Found>();
        found.keys.push(owned(key));
    }
}

unsafe extern "C" fn take_message(call: *mut c_void, text: *const c_char) {
    unsafe { (*call.cast::<Found>()).message = owned(text) }
}

unsafe fn owned(text: *const c_char) -> String {
    unsafe { CStr::from_ptr(text) }
        .to_string_lossy()
        .into_owned()
}
