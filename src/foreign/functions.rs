//! The table of functions that a store of somebody else's consists of.

use std::ffi::{c_char, c_void};

use super::kinds::{Count, Milliseconds, StoreAnswerNumber};

/// What a function of omnifund_store_functions answers. Any other number counts as
/// OMNIFUND_STORE_ANSWER_UNKNOWN from `swap`, and as OMNIFUND_STORE_ANSWER_FAILED from all others.
#[repr(C)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StoreAnswer {
    /// It is done, and durable.
    Done = 0,
    /// The record is in another version than was expected. Nothing was changed.
    Conflict = 1,
    /// Somebody else has the lease.
    Busy = 2,
    /// The lease has ended, or somebody else has had it since: its fence is not the newest any more.
    /// Nothing was changed.
    Lost = 3,
    /// Whether it was done can't be told: the connection broke, or the deadline passed, after it was sent.
    Unknown = 4,
    /// The store can't be reached now, or its connection is broken; nothing was changed. The connection
    /// is ended, and another one made at the next call.
    Unreachable = 5,
    /// It refused, in a way that waiting does not mend: a missing table or right, a full disk.
    Failed = 6,
}

/// Where a function of omnifund_store_functions puts what it found, before it returns. Each takes `call` first;
/// what it is given need not outlive it. The functions are the library's, valid during that call alone.
#[repr(C)]
pub struct omnifund_store_sink {
    /// The size of this structure, since later libraries may add to its end.
    pub size: usize,
    /// Handed to each function as it is.
    pub call: *mut c_void,
    /// Takes the record that `load` found: its version, the write id of the swap that made it, and for how
    /// long it has stood there by the store's own clock; -1 where the store can't tell.
    pub record: Option<
        unsafe extern "C" fn(
            call: *mut c_void,
            version: Count,
            write_id: *const c_char,
            age_ms: Milliseconds,
            bytes: *const u8,
            length: usize,
        ),
    >,
    /// Takes what `lease` found. With OMNIFUND_STORE_ANSWER_DONE its fence, and how much is left of it; with
    /// OMNIFUND_STORE_ANSWER_BUSY how much is left of the other's.
    pub lease:
        Option<unsafe extern "C" fn(call: *mut c_void, fence: Count, remaining_ms: Milliseconds)>,
    /// Takes a key that `list` found, in their order, and the store's id from `identify`.
    pub key: Option<unsafe extern "C" fn(call: *mut c_void, key: *const c_char)>,
    /// Takes what went wrong, for a person who reads it in an error: what was tried, and what came back.
    /// Never a secret: no password of a url.
    pub message: Option<unsafe extern "C" fn(call: *mut c_void, text: *const c_char)>,
}

/// A store of somebody else's: sealed records in a database, over a connection that the program has, or over
/// one of a library's. It is a dumb keeper: sealing, waiting and the journal are this library's.
///
/// All functions but `wait` and `destroy` must be there. Each takes `userdata` first, and answers an
/// omnifund_store_answer. One connection is used by one thread at a time, which need not be the thread that it
/// was made on; several connections may be at work at once, on several threads, where the program uses the
/// store on several. A connection is made when a call needs one, ended when no call needs it any more, and never
/// used, nor ended, in a process that was forked since: there another one is made. A function calls nothing of this
/// library but the functions of the sink that it is given. Nothing may be thrown, and no longjmp made, out of
/// a function: catch what your language throws, and answer.
///
/// Texts end with a NUL and are ASCII: a key is at most 80 characters long, and keys are ordered by their
/// bytes; `owner` and `write_id` are 32 hexadecimal digits each. A record has at most 1048576 bytes.
/// `deadline_ms` is how long the call may take: then answer, at the latest.
///
/// A lease is a row of its own, beside the record's, and outlives it: its fence only grows, also where the
/// record was taken away. Whether a lease has ended is for the store's own clock to say, and for nobody else's.
///
/// A library that brings stores by a url ("postgresql://...") exports one function, and connects to nothing in
/// it: int32_t omnifund_store_library_1(const char *url, omnifund_store_functions *functions, const
/// omnifund_store_sink *sink). It sets what `functions` points to, whose `size` and `version` are set
/// already and say what there is room for, and answers OMNIFUND_STORE_ANSWER_DONE, or
/// OMNIFUND_STORE_ANSWER_FAILED with a message where the url is none of its own.
// C has no shorter words for it.
#[allow(clippy::type_complexity)]
#[repr(C)]
#[derive(Clone, Copy)]
pub struct omnifund_store_functions {
    /// The size of this structure, since later headers may add to its end.
    pub size: usize,
    /// Of this table: 1.
    pub version: u32,
    /// Handed to each function as it is.
    pub userdata: *mut c_void,
    /// Makes a connection, and puts it into `connection`.
    pub connect: Option<
        unsafe extern "C" fn(
            userdata: *mut c_void,
            deadline_ms: Milliseconds,
            connection: *mut *mut c_void,
            sink: *const omnifund_store_sink,
        ) -> StoreAnswerNumber,
    >,
    /// Ends a connection. Never called in a forked child for one that its parent made.
    pub disconnect: Option<unsafe extern "C" fn(userdata: *mut c_void, connection: *mut c_void)>,
    /// Gives the store's id to `key` of the sink: 32 hexadecimal digits, chosen at random once, when the store
    /// was made, and copied with it.
    pub identify: Option<
        unsafe extern "C" fn(
            userdata: *mut c_void,
            connection: *mut c_void,
            deadline_ms: Milliseconds,
            sink: *const omnifund_store_sink,
        ) -> StoreAnswerNumber,
    >,
    /// Reads a record. Where there is none, OMNIFUND_STORE_ANSWER_DONE without a call of `record` says so. It
    /// reads what was swapped last, and nothing older: no replica that lags behind.
    pub load: Option<
        unsafe extern "C" fn(
            userdata: *mut c_void,
            connection: *mut c_void,
            deadline_ms: Milliseconds,
            key: *const c_char,
            sink: *const omnifund_store_sink,
        ) -> StoreAnswerNumber,
    >,
    /// Tries to take the lease of a record, which need not be there, and does not wait for it. It is free where
    /// nobody ever had it, where it was released or has ended, and where this owner has it: then it begins
    /// anew, to last `lasting_ms` from now, with a fence greater than any before.
    pub lease: Option<
        unsafe extern "C" fn(
            userdata: *mut c_void,
            connection: *mut c_void,
            deadline_ms: Milliseconds,
            key: *const c_char,
            owner: *const c_char,
            lasting_ms: Milliseconds,
            sink: *const omnifund_store_sink,
        ) -> StoreAnswerNumber,
    >,
    /// Puts `bytes` in the place of version `expected`, as version `expected` + 1, together with `write_id`;
    /// 0 is a record that is not there. In one step: only while `owner` has the lease of `key` with this fence,
    /// and it has not ended (else OMNIFUND_STORE_ANSWER_LOST), and only where the version is `expected` (else
    /// OMNIFUND_STORE_ANSWER_CONFLICT). Where `bytes` is NULL, the record is taken away. `bytes` may be NULL.
    pub swap: Option<
        unsafe extern "C" fn(
            userdata: *mut c_void,
            connection: *mut c_void,
            deadline_ms: Milliseconds,
            key: *const c_char,
            owner: *const c_char,
            fence: Count,
            expected: Count,
            write_id: *const c_char,
            bytes: *const u8,
            length: usize,
            sink: *const omnifund_store_sink,
        ) -> StoreAnswerNumber,
    >,
    /// Ends a lease early, where it still is the owner's with this fence; else it does nothing. The fence stays.
    pub release: Option<
        unsafe extern "C" fn(
            userdata: *mut c_void,
            connection: *mut c_void,
            deadline_ms: Milliseconds,
            key: *const c_char,
            owner: *const c_char,
            fence: Count,
            sink: *const omnifund_store_sink,
        ) -> StoreAnswerNumber,
    >,
    /// Gives the keys of records, `limit` at most, that lie behind `after` and before `up_to`, in the order of
    /// their bytes. A record that is there during all of a listing is in it, whatever else changes meanwhile.
    pub list: Option<
        unsafe extern "C" fn(
            userdata: *mut c_void,
            connection: *mut c_void,
            deadline_ms: Milliseconds,
            after: *const c_char,
            up_to: *const c_char,
            limit: Count,
            sink: *const omnifund_store_sink,
        ) -> StoreAnswerNumber,
    >,
    /// Waits until the lease of a record may have become free, for `at_most_ms` at most. It may return at any
    /// time before. NULL where the store can't tell: then the library asks `lease` now and then.
    pub wait: Option<
        unsafe extern "C" fn(
            userdata: *mut c_void,
            connection: *mut c_void,
            key: *const c_char,
            at_most_ms: Milliseconds,
            sink: *const omnifund_store_sink,
        ) -> StoreAnswerNumber,
    >,
    /// Ends `userdata`, once, when the store and all that was opened in it have ended and no function is at work
    /// any more. NULL where there is nothing to end.
    pub destroy: Option<unsafe extern "C" fn(userdata: *mut c_void)>,
}
