//! A connection: name, TCP, proxy and TLS, by ureq's connectors. What is said over it is ours, from the
//! request's first byte to the answer's last.

use std::sync::Arc;
use std::time::Duration;

use http::Uri;
use ureq::config::Config;
use ureq::unversioned::resolver::Resolver;
use ureq::unversioned::transport::time::Instant;
use ureq::unversioned::transport::{
    ConnectProxyConnector, ConnectionDetails, Connector, NextTimeout, Transport,
};
use ureq::{Agent, Error, Timeout};

use super::clamp::Clamp;
use super::departure::NoteDeparture;
use super::resolve::CallerResolver;
use super::tcp::TcpConnector;
use super::tls::TlsConnector;
use crate::clock;

/// An open connection, closed when dropped: after an exchange that is for when its pair is on disk.
pub(crate) struct Connection(Box<dyn Transport>);

impl Connection {
    /// Connects, within `connect_timeout`.
    pub(super) fn open(
        uri: &Uri,
        config: Config,
        connect_timeout: Duration,
        clamp: Clamp,
        tls: TlsConnector,
        departure: NoteDeparture,
    ) -> Result<Self, Error> {
        let chain =
            ().chain(ConnectProxyConnector::default())
                .chain(TcpConnector)
                .chain(clamp)
                .chain(tls)
                .chain(departure);
        let chain = Arc::new(chain);
        let timeout = NextTimeout {
            after: ureq::unversioned::transport::time::Duration::Exact(connect_timeout),
            reason: Timeout::Connect,
            ..NextTimeout::default()
        };
        // A proxy resolves the server's name itself.
        let addresses = match config.proxy() {
            Some(_) => CallerResolver.empty(),
            None => CallerResolver.resolve(uri, &config, timeout)?,
        };
        let to_proxy = Arc::clone(&chain);
        let details = ConnectionDetails {
            uri,
            addrs: addresses,
            config: &config,
            request_level: false,
            resolver: &CallerResolver,
            now: Instant::Exact(clock::monotonic()),
            timeout,
            current_time: Arc::new(|| Instant::Exact(clock::monotonic())),
            run_connector: Arc::new(move |details| {
                let transport = to_proxy.connect(details, None)?;
                transport
                    .map(Transport::boxed)
                    .ok_or(Error::ConnectionFailed)
            }),
            register_shutdown: Arc::new(|_| Ok(())),
        };
        let transport = chain.connect(&details, None)?;
        let transport = transport.map(Transport::boxed);
        transport.map(Self).ok_or(Error::ConnectionFailed)
    }

    /// Hands a request over, to its last byte.
    pub(super) fn send(&mut self, mut request: &[u8]) -> Result<(), Error> {
        while !request.is_empty() {
            let output = self.0.buffers().output();
            let amount = output.len().min(request.len());
            let (now, later) = request.split_at(amount);
            output[..amount].copy_from_slice(now);
            // Its end is the clamp's.
            self.0.transmit_output(amount, NextTimeout::default())?;
            request = later;
        }
        Ok(())
    }

    /// Appends what has come to `received`, or waits for more; `false` where no more will come.
    pub(super) fn receive(
        &mut self,
        received: &mut Vec<u8>,
        patience: Option<Duration>,
    ) -> Result<bool, Error> {
        let mut timeout = NextTimeout::default();
        if let Some(patience) = patience {
            timeout.after = ureq::unversioned::transport::time::Duration::Exact(patience);
        }
        let is_open = self.0.await_input(timeout)?;
        let buffers = self.0.buffers();
        let input = buffers.input();
        received.extend_from_slice(input);
        let amount = input.len();
        buffers.input_consume(amount);
        Ok(is_open)
    }
}

/// ureq's settings that concern a connection.
pub(super) fn config(proxy: Option<&ureq::Proxy>, user_agent: &'static str) -> Config {
    Agent::config_builder()
        .proxy(proxy.cloned())
        .user_agent(user_agent)
        .build()
}
