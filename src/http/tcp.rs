//! The socket. ureq's own connector may get a number that is the program's: see
//! [`descriptors`](crate::platform::descriptors).

use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use ureq::Error;
use ureq::unversioned::transport::time::Duration as Time;
use ureq::unversioned::transport::{Buffers, NextTimeout, Transport};

use super::buffers::PlainBuffers;
use crate::clock;

/// A socket with its buffers.
#[derive(Debug)]
pub(super) struct TcpTransport {
    stream: TcpStream,
    buffers: PlainBuffers,
}

impl TcpTransport {
    pub(super) fn new(stream: TcpStream) -> Result<Self, Error> {
        stream.set_nodelay(true)?;
        Ok(Self {
            stream,
            buffers: PlainBuffers::default(),
        })
    }
}

/// What the system says where the time is up, which differs by system.
fn or_timeout(error: std::io::Error, timeout: NextTimeout) -> Error {
    match error.kind() {
        ErrorKind::TimedOut | ErrorKind::WouldBlock => Error::Timeout(timeout.reason),
        _ => error.into(),
    }
}

/// When a time that is given now will be over. A signal interrupts a call on the socket, which begins anew: with
/// the time that is left, or a program's timer would put the end off for ever.
struct End {
    timeout: NextTimeout,
    since: Instant,
}

impl End {
    fn of(timeout: NextTimeout) -> Self {
        Self {
            timeout,
            since: clock::monotonic(),
        }
    }

    /// What the socket is to be told; a time of zero would mean no end at all.
    fn remaining(&self) -> Result<Option<Duration>, Error> {
        let Time::Exact(time) = self.timeout.after else {
            return Ok(None);
        };
        let gone = clock::monotonic().saturating_duration_since(self.since);
        match time.saturating_sub(gone) {
            Duration::ZERO => Err(Error::Timeout(self.timeout.reason)),
            remaining => Ok(Some(remaining)),
        }
    }
}

impl Transport for TcpTransport {
    fn buffers(&mut self) -> &mut dyn Buffers {
        &mut self.buffers
    }

    fn transmit_output(&mut self, amount: usize, timeout: NextTimeout) -> Result<(), Error> {
        let end = End::of(timeout);
        let mut output = self.buffers.output().get(..amount).unwrap_or_default();
        while !output.is_empty() {
            self.stream.set_write_timeout(end.remaining()?)?;
            match (&self.stream).write(output) {
                Ok(0) => return Err(Error::Io(ErrorKind::WriteZero.into())),
                Ok(written) => output = output.get(written..).unwrap_or_default(),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(or_timeout(error, timeout)),
            }
        }
        Ok(())
    }

    fn await_input(&mut self, timeout: NextTimeout) -> Result<bool, Error> {
        let end = End::of(timeout);
        let amount = loop {
            self.stream.set_read_timeout(end.remaining()?)?;
            match (&self.stream).read(self.buffers.input_append_buf()) {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                other => break other.map_err(|error| or_timeout(error, timeout))?,
            }
        };
        self.buffers.input_appended(amount);
        Ok(amount > 0)
    }

    /// It is not where something has come that nobody waited for: that is an end, or as good as one.
    fn is_open(&mut self) -> bool {
        let nothing_came = || {
            self.stream.set_nonblocking(true)?;
            let peeked = self.stream.peek(&mut [0]);
            self.stream.set_nonblocking(false)?;
            Ok::<_, std::io::Error>(
                matches!(&peeked, Err(error) if error.kind() == ErrorKind::WouldBlock),
            )
        };
        nothing_came().unwrap_or(false)
    }
}
