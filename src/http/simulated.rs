//! A simulated machine's connection to the server: what is said over it is the library's own, from the first byte to the
//! last.

use std::fmt;
use std::time::Duration;

use ureq::Error;
use ureq::unversioned::transport::time::Duration as Time;
use ureq::unversioned::transport::{Buffers, NextTimeout, Transport};

use super::buffers::PlainBuffers;
use crate::platform::simulated::{self, Line};

/// In place of a socket.
pub(super) struct Socket {
    line: Box<dyn Line>,
    buffers: PlainBuffers,
}

impl Socket {
    /// `None` where this thread is of no simulated machine.
    pub(super) fn open() -> Option<Result<Self, Error>> {
        let line = simulated::with(|machine| machine.connect())?;
        let socket = line.map(|line| Self {
            line,
            buffers: PlainBuffers::default(),
        });
        Some(socket.map_err(Error::Io))
    }
}

impl fmt::Debug for Socket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Socket")
    }
}

impl Transport for Socket {
    fn buffers(&mut self) -> &mut dyn Buffers {
        &mut self.buffers
    }

    fn transmit_output(&mut self, amount: usize, _: NextTimeout) -> Result<(), Error> {
        let output = self.buffers.output().get(..amount).unwrap_or_default();
        Ok(self.line.send(output)?)
    }

    fn await_input(&mut self, timeout: NextTimeout) -> Result<bool, Error> {
        let patience = match timeout.after {
            Time::Exact(patience) => patience,
            Time::NotHappening => Duration::MAX,
        };
        let received = self.line.receive(self.buffers.input_append_buf(), patience);
        let amount = received.map_err(|error| match error.kind() {
            std::io::ErrorKind::TimedOut => Error::Timeout(timeout.reason),
            _ => Error::Io(error),
        })?;
        self.buffers.input_appended(amount);
        Ok(amount > 0)
    }

    fn is_open(&mut self) -> bool {
        true
    }
}
