//! A connection of Connector/C, never waited for longer than a deadline: each of its calls gives back what it waits for,
//! and goes on when that is there.

use std::ffi::{CStr, CString, c_char, c_int};
use std::io;
use std::ptr;

use omnifund_sql::{Answer, Connection, Deadline, Failure};

use crate::address::{Address, Host, Tls};
use crate::connector::{self, MYSQL, MYSQL_RES};
use crate::{dialect, refusal};

/// A connection to MariaDB or MySQL.
#[derive(Debug)]
pub struct Client {
    raw: *mut MYSQL,
    is_mariadb: bool,
    /// An answer may be on its way to a question that nobody waits for any more.
    is_broken: bool,
}

const TOO_LATE: &str = "the database did not answer in time";

impl Client {
    pub(crate) fn connect(
        address: &Address,
        host: &Host,
        deadline: Deadline,
    ) -> Result<Self, Failure> {
        // SAFETY: it allocates one.
        let raw = unsafe { connector::mysql_init(ptr::null_mut()) };
        if raw.is_null() {
            return Err(Failure::Unreachable("no memory for a connection".into()));
        }
        let mut client = Self {
            raw,
            is_mariadb: false,
            // Until it is open.
            is_broken: true,
        };
        client.prepare(address, host);
        client.open(address, host, deadline)?;
        client.is_broken = false;
        client.settle(deadline)?;
        Ok(client)
    }

    fn prepare(&self, address: &Address, host: &Host) {
        let off: u32 = 0;
        let (is_asked, is_verified) = match host.tls {
            Tls::Verified => (1, 1),
            Tls::Unverified => (1, 0),
            Tls::None => (0, 0),
        };
        self.set(connector::MYSQL_OPT_NONBLOCK, ptr::null::<u8>());
        self.set(connector::MYSQL_OPT_LOCAL_INFILE, &raw const off);
        let texts = [
            (connector::MYSQL_READ_DEFAULT_FILE, &address.defaults_file),
            (connector::MYSQL_OPT_SSL_CA, &address.ca),
            (connector::MYSQL_OPT_SSL_CAPATH, &address.ca_path),
            (connector::MYSQL_OPT_SSL_CERT, &address.certificate),
            (connector::MYSQL_OPT_SSL_KEY, &address.key),
        ];
        for (option, text) in texts {
            if let Some(text) = text {
                self.set(option, text.as_ptr());
            }
        }
        if address.defaults_file.is_some() {
            self.set(connector::MYSQL_READ_DEFAULT_GROUP, c"client".as_ptr());
        }
        self.set(connector::MYSQL_SET_CHARSET_NAME, c"utf8mb4".as_ptr());
        if host.tls != Tls::None {
            let (is_asked, is_verified): (u8, u8) = (is_asked, is_verified);
            self.set(connector::MYSQL_OPT_SSL_ENFORCE, &raw const is_asked);
            self.set(
                connector::MYSQL_OPT_SSL_VERIFY_SERVER_CERT,
                &raw const is_verified,
            );
        }
    }

    fn set<T>(&self, option: c_int, value: *const T) {
        // SAFETY: the option's own type; it is copied.
        unsafe { connector::mysql_options(self.raw, option, value.cast()) };
    }

    fn open(&mut self, address: &Address, host: &Host, deadline: Deadline) -> Result<(), Failure> {
        let text = |text: &Option<CString>| text.as_ref().map_or(ptr::null(), |text| text.as_ptr());
        let mut opened = ptr::null_mut();
        let name = if address.socket.is_some() {
            c"localhost".as_ptr()
        } else {
            host.name.as_ptr()
        };
        // SAFETY: all texts live until it is open or given up, here and below.
        let done = unsafe {
            let waits = connector::mysql_real_connect_start(
                &raw mut opened,
                self.raw,
                name,
                text(&address.user),
                text(&address.password),
                text(&address.database),
                host.port,
                text(&address.socket),
                connector::CLIENT_FOUND_ROWS,
            );
            self.go_on(waits, deadline, |ready| {
                connector::mysql_real_connect_cont(&raw mut opened, self.raw, ready)
            })
        };
        let at = format!("{}:{}", host.name.to_string_lossy(), host.port);
        if done.is_err() {
            return Err(Failure::Unreachable(format!("{at}: {TOO_LATE}")));
        }
        if opened.is_null() {
            let (number, mut message) = self.last_error();
            if let Some(ca) = address.ca.as_ref().filter(|_| number == refusal::TLS) {
                // It does not say which file it misses.
                message = format!("{message} (ssl-ca is {})", ca.to_string_lossy());
            }
            return Err(refusal::of_connecting(number, &format!("{at}: {message}")));
        }
        Ok(())
    }

    fn settle(&mut self, deadline: Deadline) -> Result<(), Failure> {
        let known = |failure| match failure {
            Failure::Unknown(why) => Failure::Unreachable(why),
            other => other,
        };
        self.carry_out(dialect::SETTLE, deadline).map_err(known)?;
        let who = self.carry_out(dialect::WHO, deadline).map_err(known)?;
        let cell = |column: usize| who.rows.first()?.get(column)?.as_deref();
        if !matches!(cell(0), Some("0" | "OFF")) {
            return Err(Failure::Unreachable(
                "the server takes no changes (read_only)".into(),
            ));
        }
        self.is_mariadb = cell(1).is_some_and(|version| version.contains("MariaDB"));
        Ok(())
    }

    /// Waits for what a call waits for, until it has done. Where it is too late, the connection is of no use any more.
    fn go_on(
        &self,
        mut waits: c_int,
        deadline: Deadline,
        mut next: impl FnMut(c_int) -> c_int,
    ) -> Result<(), ()> {
        while waits != 0 {
            waits = next(self.wait_for(waits, deadline)?);
        }
        Ok(())
    }

    fn wait_for(&self, waits: c_int, deadline: Deadline) -> Result<c_int, ()> {
        let pairs = [
            (connector::MYSQL_WAIT_READ, libc::POLLIN),
            (connector::MYSQL_WAIT_WRITE, libc::POLLOUT),
            (connector::MYSQL_WAIT_EXCEPT, libc::POLLPRI),
        ];
        let wanted = pairs.iter().filter(|(wait, _)| waits & wait != 0);
        let mut waited = libc::pollfd {
            // SAFETY: `raw` is the client's until it is dropped, here and below.
            fd: unsafe { connector::mysql_get_socket(self.raw) },
            events: wanted.fold(0, |events, (_, event)| events | event),
            revents: 0,
        };
        loop {
            let own = if waits & connector::MYSQL_WAIT_TIMEOUT == 0 {
                i32::MAX
            } else {
                // SAFETY: as above.
                let own = unsafe { connector::mysql_get_timeout_value_ms(self.raw) };
                i32::try_from(own).unwrap_or(i32::MAX)
            };
            let remaining = deadline.remaining_ms();
            // SAFETY: one entry, and it lives.
            match unsafe { libc::poll(&raw mut waited, 1, remaining.min(own)) } {
                0 if own < remaining => return Ok(connector::MYSQL_WAIT_TIMEOUT),
                0 => return Err(()),
                1.. => {
                    let is_ready = |event| waited.revents & event != 0;
                    let broke = is_ready(libc::POLLERR | libc::POLLHUP | libc::POLLNVAL);
                    let ready = pairs
                        .iter()
                        .filter(|(wait, event)| is_ready(*event) || (broke && waits & wait != 0));
                    return Ok(ready.fold(0, |ready, (wait, _)| ready | wait));
                }
                _ if io::Error::last_os_error().kind() == io::ErrorKind::Interrupted => {}
                _ => return Err(()),
            }
        }
    }

    /// Whether the other side has gone while nobody looked: then nothing need be sent to learn it.
    fn is_gone(&self) -> bool {
        let mut byte = 0_u8;
        let flags = libc::MSG_PEEK | libc::MSG_DONTWAIT;
        // SAFETY: as above; room for one byte.
        let seen = unsafe {
            let socket = connector::mysql_get_socket(self.raw);
            libc::recv(socket, (&raw mut byte).cast(), 1, flags)
        };
        match seen {
            0 => true,
            1.. => false,
            _ => io::Error::last_os_error().kind() != io::ErrorKind::WouldBlock,
        }
    }

    fn carry_out(&mut self, statement: &str, deadline: Deadline) -> Result<Answer, Failure> {
        let mut error = 0;
        let mut result = ptr::null_mut();
        // SAFETY: as above; the statement and both places live until it is done or given up.
        unsafe {
            let length = statement.len().try_into().unwrap_or(u64::MAX);
            let text = statement.as_ptr().cast();
            let waits = connector::mysql_real_query_start(&raw mut error, self.raw, text, length);
            let sent = self.go_on(waits, deadline, |ready| {
                connector::mysql_real_query_cont(&raw mut error, self.raw, ready)
            });
            sent.map_err(|()| self.gave_up())?;
            if error != 0 {
                return Err(self.refused());
            }
            let waits = connector::mysql_store_result_start(&raw mut result, self.raw);
            let stored = self.go_on(waits, deadline, |ready| {
                connector::mysql_store_result_cont(&raw mut result, self.raw, ready)
            });
            stored.map_err(|()| self.gave_up())?;
            if !result.is_null() {
                let rows = rows_of(result);
                connector::mysql_free_result(result);
                return Ok(Answer { rows, changed: 0 });
            }
            if connector::mysql_field_count(self.raw) != 0 {
                return Err(self.refused());
            }
            Ok(Answer {
                rows: Vec::new(),
                changed: connector::mysql_affected_rows(self.raw),
            })
        }
    }

    fn gave_up(&mut self) -> Failure {
        self.is_broken = true;
        Failure::Unknown(TOO_LATE.to_owned())
    }

    fn refused(&mut self) -> Failure {
        let (number, message) = self.last_error();
        self.is_broken |= refusal::ends_the_talk(number) || refusal::is_demoted(number);
        refusal::of_statement(number, &message)
    }

    fn last_error(&self) -> (u32, String) {
        // SAFETY: as above; the text holds host, user and database, and no password.
        unsafe {
            let text = text_of(connector::mysql_error(self.raw));
            (connector::mysql_errno(self.raw), text)
        }
    }
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
        let statement = dialect::within(statement, remaining, self.is_mariadb);
        self.carry_out(&statement, deadline)
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        // SAFETY: nobody has it any more. Of a broken one the way is closed first, or it would say goodbye and wait.
        unsafe {
            if self.is_broken {
                libc::shutdown(connector::mysql_get_socket(self.raw), libc::SHUT_RDWR);
            }
            connector::mysql_close(self.raw);
        }
    }
}

// SAFETY: Connector/C lets one thread at a time use a connection, whichever it is, and `&mut` sees to that.
unsafe impl Send for Client {}

/// # Safety
/// A result that was stored.
unsafe fn rows_of(result: *mut MYSQL_RES) -> Vec<Vec<Option<String>>> {
    let mut rows = Vec::new();
    // SAFETY: as the caller promises; a row has as many cells and lengths as there are fields.
    unsafe {
        let columns = connector::mysql_num_fields(result) as usize;
        loop {
            let row = connector::mysql_fetch_row(result);
            if row.is_null() {
                return rows;
            }
            let lengths = connector::mysql_fetch_lengths(result);
            let cell = |column: usize| {
                let start = *row.add(column);
                let length = usize::try_from(*lengths.add(column)).ok()?;
                let bytes = (!start.is_null())
                    .then(|| std::slice::from_raw_parts(start.cast::<u8>(), length))?;
                Some(String::from_utf8_lossy(bytes).into_owned())
            };
            rows.push((0..columns).map(cell).collect());
        }
    }
}

/// # Safety
/// Text that ends with NUL.
unsafe fn text_of(text: *const c_char) -> String {
    // SAFETY: as the caller promises.
    unsafe { CStr::from_ptr(text) }
        .to_string_lossy()
        .into_owned()
}
