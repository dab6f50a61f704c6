//! The socket. ureq's own connector may get a number that is the program's: see
//! [`descriptors`](crate::platform::descriptors).

use std::io::{ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use ureq::unversioned::transport::{
    Buffers, ConnectionDetails, Connector, Either, LazyBuffers, NextTimeout, Transport,
};
use ureq::{Error, Timeout};

use crate::clock;
#[cfg(unix)]
use crate::platform::descriptors::above_standard;

/// No address gets less.
const SHORTEST: Duration = Duration::from_millis(10);

/// Connects to the first address that answers.
#[derive(Debug)]
pub(super) struct TcpConnector;

impl<In: Transport> Connector<In> for TcpConnector {
    type Out = Either<In, TcpTransport>;

    fn connect(
        &self,
        details: &ConnectionDetails,
        chained: Option<In>,
    ) -> Result<Option<Self::Out>, Error> {
        if let Some(tunnel) = chained {
            return Ok(Some(Either::A(tunnel)));
        }
        let stream = first_that_answers(&details.addrs, *details.timeout.after)?;
        stream.set_nodelay(true)?;
        let config = details.config;
        Ok(Some(Either::B(TcpTransport {
            stream,
            buffers: LazyBuffers::new(config.input_buffer_size(), config.output_buffer_size()),
        })))
    }
}

/// Each address but the last has half of the time that is left: one that swallows packets must not take
/// it all.
fn first_that_answers(addresses: &[SocketAddr], time: Duration) -> Result<TcpStream, Error> {
    let end = clock::monotonic() + time;
    let mut failure = Error::ConnectionFailed;
    for (at, address) in addresses.iter().enumerate() {
        let left = end.saturating_duration_since(clock::monotonic());
        if left.is_zero() {
            return Err(Error::Timeout(Timeout::Connect));
        }
        let is_last = at + 1 == addresses.len();
        let share = if is_last {
            left
        } else {
            (left / 2).max(SHORTEST)
        };
        match connect(address, share) {
            Ok(stream) => return Ok(stream),
            Err(error) => failure = error,
        }
    }
    Err(failure)
}

fn connect(address: &SocketAddr, time: Duration) -> Result<TcpStream, Error> {
    let stream = match TcpStream::connect_timeout(address, time) {
        Err(error) if error.kind() == ErrorKind::TimedOut => {
            return Err(Error::Timeout(Timeout::Connect));
        }
        other => other?,
    };
    #[cfg(unix)]
    let stream = above_standard(stream)?;
    Ok(stream)
}

/// A socket with ureq's buffers.
#[derive(Debug)]
pub(super) struct TcpTransport {
    stream: TcpStream,
    buffers: LazyBuffers,
}

/// What the system says where the time is up, which differs by system.
fn or_timeout(error: std::io::Error, timeout: NextTimeout) -> Error {
    match error.kind() {
        ErrorKind::TimedOut | ErrorKind::WouldBlock => Error::Timeout(timeout.reason),
        _ => error.into(),
    }
}

/// A time of zero would mean no end at all.
fn time(timeout: NextTimeout) -> Result<Option<Duration>, Error> {
    if timeout.after.is_zero() {
        return Err(Error::Timeout(timeout.reason));
    }
    Ok(timeout.not_zero().map(|time| *time))
}

impl Transport for TcpTransport {
    fn buffers(&mut self) -> &mut dyn Buffers {
        &mut self.buffers
    }

    fn transmit_output(&mut self, amount: usize, timeout: NextTimeout) -> Result<(), Error> {
        self.stream.set_write_timeout(time(timeout)?)?;
        let output = self.buffers.output().get(..amount).unwrap_or_default();
        (&self.stream)
            .write_all(output)
            .map_err(|error| or_timeout(error, timeout))
    }

    fn await_input(&mut self, timeout: NextTimeout) -> Result<bool, Error> {
        self.stream.set_read_timeout(time(timeout)?)?;
        let amount = loop {
            match (&self.stream).read(self.buffers.input_append_buf()) {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                other => break other.map_err(|error| or_timeout(error, timeout))?,
            }
        };
        self.buffers.input_appended(amount);
        Ok(amount > 0)
    }

    fn is_open(&mut self) -> bool {
        true
    }
}
