//! A connection of libpq, never waited for longer than a deadline. One message carries a statement with what goes
//! ahead of it, so a pooler in transaction mode sees one transaction.

use std::ffi::{CStr, CString, c_char, c_int, c_void};
use std::io;
use std::ptr;

use omnifund_sql::{Answer, Connection, Deadline, Failure};

use crate::address::Address;
use crate::libpq::{self, PGconn, PGresult};
use crate::{dialect, refusal};

/// A connection to PostgreSQL.
#[derive(Debug)]
pub struct Client {
    raw: *mut PGconn,
    /// An answer may be on its way to a question that nobody waits for any more.
    is_broken: bool,
}

/// How a wait ended that did not bring what was waited for.
enum Stopped {
    Lost(String),
    TooLate,
}

impl Stopped {
    fn why(self, connection: &Client) -> String {
        match self {
            Self::Lost(why) if why.is_empty() => connection.last_error(),
            Self::Lost(why) => why,
            Self::TooLate => "the database did not answer in time".to_owned(),
        }
    }
}

impl Client {
    pub(crate) fn connect(address: &Address, deadline: Deadline) -> Result<Self, Failure> {
        let no_nul = |text: &String| CString::new(text.as_str()).unwrap_or_default();
        let (keywords, values): (Vec<_>, Vec<_>) = address
            .parameters()
            .iter()
            .map(|(keyword, value)| (no_nul(keyword), no_nul(value)))
            .unzip();
        let listed = |texts: &[CString]| -> Vec<*const c_char> {
            let pointers = texts.iter().map(|text| text.as_ptr());
            pointers.chain([ptr::null()]).collect()
        };
        // SAFETY: both lists end with NULL and live as long as the call.
        let raw = unsafe {
            let (keywords, values) = (listed(&keywords), listed(&values));
            libpq::PQconnectStartParams(keywords.as_ptr(), values.as_ptr(), 0)
        };
        if raw.is_null() {
            return Err(Failure::Unreachable("no memory for a connection".into()));
        }
        let mut client = Self {
            raw,
            is_broken: false,
        };
        match client.finish_connecting(deadline) {
            Ok(()) => Ok(client),
            Err(stopped) => {
                let why = stopped.why(&client);
                Err(if refused_for_good(&why) {
                    Failure::Refused(why)
                } else {
                    Failure::Unreachable(why)
                })
            }
        }
    }

    fn finish_connecting(&mut self, deadline: Deadline) -> Result<(), Stopped> {
        // SAFETY: `raw` is libpq's until it is dropped, here and below.
        unsafe {
            if libpq::PQstatus(self.raw) == libpq::CONNECTION_BAD {
                return Err(Stopped::Lost(String::new()));
            }
            let mut next = libpq::PGRES_POLLING_WRITING;
            while next != libpq::PGRES_POLLING_OK {
                if next == libpq::PGRES_POLLING_FAILED {
                    return Err(Stopped::Lost(String::new()));
                }
                let reads = next == libpq::PGRES_POLLING_READING;
                self.wait_for(if reads { libc::POLLIN } else { libc::POLLOUT }, deadline)?;
                next = libpq::PQconnectPoll(self.raw);
            }
            // It would write to standard error.
            libpq::PQsetNoticeReceiver(self.raw, Some(ignore_notice), ptr::null_mut());
            libpq::PQsetnonblocking(self.raw, 1);
        }
        Ok(())
    }

    fn wait_for(&self, events: i16, deadline: Deadline) -> Result<i16, Stopped> {
        // SAFETY: as above.
        let fd = unsafe { libpq::PQsocket(self.raw) };
        loop {
            let mut waited = libc::pollfd {
                fd,
                events,
                revents: 0,
            };
            // SAFETY: one entry, and it lives.
            match unsafe { libc::poll(&raw mut waited, 1, deadline.remaining_ms()) } {
                0 => return Err(Stopped::TooLate),
                1.. => return Ok(waited.revents),
                _ => {
                    let error = io::Error::last_os_error();
                    if error.kind() != io::ErrorKind::Interrupted {
                        return Err(Stopped::Lost(error.to_string()));
                    }
                }
            }
        }
    }

    /// Whether the other side has gone while nobody looked: then nothing need be sent to learn it.
    fn is_gone(&mut self) -> bool {
        let now = Deadline::within_ms(0);
        if self.wait_for(libc::POLLIN, now).is_ok() {
            // SAFETY: as above.
            unsafe { libpq::PQconsumeInput(self.raw) };
        }
        // SAFETY: as above.
        unsafe { libpq::PQstatus(self.raw) != libpq::CONNECTION_OK }
    }

    fn send(&mut self, message: &CStr) -> Result<(), Failure> {
        // SAFETY: as above; the text is copied.
        if unsafe { libpq::PQsendQuery(self.raw, message.as_ptr()) } == 1 {
            return Ok(());
        }
        // The whole message is never out then, and half of one does nothing.
        self.is_broken = true;
        Err(Failure::Unreachable(self.last_error()))
    }

    fn receive(&mut self, deadline: Deadline) -> Result<Vec<Received>, Stopped> {
        let mut results = Vec::new();
        // SAFETY: as above.
        unsafe {
            loop {
                match libpq::PQflush(self.raw) {
                    0 => break,
                    1 => self.turn(libc::POLLIN | libc::POLLOUT, deadline)?,
                    _ => return Err(Stopped::Lost(String::new())),
                }
            }
            loop {
                while libpq::PQisBusy(self.raw) == 1 {
                    self.turn(libc::POLLIN, deadline)?;
                }
                let result = libpq::PQgetResult(self.raw);
                if result.is_null() {
                    break;
                }
                results.push(Received::of(result));
                libpq::PQclear(result);
            }
            // An error that ended the session may have come behind a commit.
            if libpq::PQstatus(self.raw) != libpq::CONNECTION_OK {
                return Err(Stopped::Lost(String::new()));
            }
        }
        Ok(results)
    }

    fn turn(&mut self, events: i16, deadline: Deadline) -> Result<(), Stopped> {
        let ready = self.wait_for(events, deadline)?;
        // SAFETY: as above.
        let consumed =
            ready & !libc::POLLOUT == 0 || unsafe { libpq::PQconsumeInput(self.raw) } == 1;
        if consumed {
            Ok(())
        } else {
            Err(Stopped::Lost(String::new()))
        }
    }

    fn last_error(&self) -> String {
        // SAFETY: as above; libpq's text holds host, user and database, and no password.
        let text = unsafe { text_of(libpq::PQerrorMessage(self.raw)) };
        let lines: Vec<_> = text.split_whitespace().collect();
        lines.join(" ")
    }
}

/// What libpq says when the server knows whom it refuses: nothing but its words tells, until a session has begun.
fn refused_for_good(why: &str) -> bool {
    [
        "authentication failed",
        "no password supplied",
        "no pg_hba.conf entry",
        "does not exist",
        "root certificate file",
        "certificate verify failed",
        "does not match host name",
        "does not support SSL",
    ]
    .iter()
    .any(|words| why.contains(words))
}

impl Connection for Client {
    fn ask(&mut self, statement: &str, deadline: Deadline) -> Result<Answer, Failure> {
        let remaining = deadline.remaining_ms();
        if self.is_broken || self.is_gone() {
            self.is_broken = true;
            return Err(Failure::Unreachable(
                "the database has closed the connection".into(),
            ));
        }
        if remaining == 0 {
            return Err(Failure::Unreachable(
                "no time was left to ask the database".into(),
            ));
        }
        // The server gives up first, and says that nothing was changed.
        let there = remaining - remaining / 10;
        let message = CString::new(dialect::ahead(there) + statement)
            .map_err(|_| Failure::Refused("a statement holds a NUL".into()))?;
        self.send(&message)?;
        let results = self.receive(deadline).map_err(|stopped| {
            self.is_broken = true;
            Failure::Unknown(stopped.why(self))
        })?;
        let mut last = Answer::default();
        for received in results {
            match received {
                Received::Answer(answer) => last = answer,
                Received::Error { state, message } => {
                    self.is_broken |= refusal::is_demoted(&state);
                    return Err(refusal::of_statement(&state, &message));
                }
            }
        }
        Ok(last)
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        // SAFETY: nobody has it any more. What it says to the server goes out without waiting.
        unsafe { libpq::PQfinish(self.raw) }
    }
}

// SAFETY: libpq lets one thread at a time use a connection, whichever it is, and `&mut` sees to that.
unsafe impl Send for Client {}

enum Received {
    Answer(Answer),
    Error { state: String, message: String },
}

impl Received {
    /// # Safety
    /// A result of libpq's.
    unsafe fn of(result: *mut PGresult) -> Self {
        // SAFETY: as the caller promises; rows and columns are within their numbers.
        unsafe {
            let status = libpq::PQresultStatus(result);
            if status != libpq::PGRES_COMMAND_OK && status != libpq::PGRES_TUPLES_OK {
                let field = |field| text_of(libpq::PQresultErrorField(result, field));
                return Self::Error {
                    state: field(libpq::PG_DIAG_SQLSTATE),
                    message: field(libpq::PG_DIAG_MESSAGE_PRIMARY),
                };
            }
            let cell = |row: c_int, column: c_int| {
                let is_null = libpq::PQgetisnull(result, row, column) == 1;
                (!is_null).then(|| text_of(libpq::PQgetvalue(result, row, column)))
            };
            let columns = libpq::PQnfields(result);
            let row = |row| (0..columns).map(|column| cell(row, column)).collect();
            Self::Answer(Answer {
                rows: (0..libpq::PQntuples(result)).map(row).collect(),
                changed: text_of(libpq::PQcmdTuples(result)).parse().unwrap_or(0),
            })
        }
    }
}

/// # Safety
/// NULL, or text that ends with NUL.
unsafe fn text_of(text: *const c_char) -> String {
    if text.is_null() {
        return String::new();
    }
    // SAFETY: as the caller promises.
    unsafe { CStr::from_ptr(text) }
        .to_string_lossy()
        .into_owned()
}

unsafe extern "C" fn ignore_notice(_: *mut c_void, _: *const PGresult) {}
