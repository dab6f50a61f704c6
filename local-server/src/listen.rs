//! The sockets: accepts connections, shakes hands over TLS, serves HTTP/1.1, one request each.

use std::future::Future;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use rustls::ServerConfig;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};
use tokio_rustls::TlsAcceptor;

use crate::failure::{Failure, Result};
use crate::request_log::say;

/// How long a TLS handshake may take.
const HANDSHAKE: Duration = Duration::from_secs(10);
/// How long a request's header may take to arrive; an idle connection ends by this too.
const HEADER: Duration = Duration::from_secs(10);
/// How long a connection may last in all. It serves one request.
const CONNECTION: Duration = Duration::from_secs(60);
/// How long requests may go on once the server is told to stop.
const GRACE: Duration = Duration::from_secs(5);
/// How long to wait after a failed `accept`: most causes, such as too many open files, need some
/// connection to end first.
const PAUSE: Duration = Duration::from_millis(100);

/// An open port.
pub struct Listener {
    tcp: TcpListener,
    address: SocketAddr,
}

impl Listener {
    /// Opens a port; port 0 picks a free one.
    ///
    /// # Errors
    /// When the address is not this machine's or the port is taken.
    pub async fn bind(address: SocketAddr) -> Result<Self> {
        let failed = |source| Failure::Refused(format!("could not listen on {address}: {source}"));
        let tcp = TcpListener::bind(address).await.map_err(failed)?;
        let address = tcp.local_addr().map_err(failed)?;
        Ok(Self { tcp, address })
    }

    /// The address that is listened on.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Where a client on this machine reaches the server.
    #[must_use]
    pub fn base_url(&self, scheme: &str) -> String {
        let mut address = self.address;
        match address.ip() {
            IpAddr::V4(ip) if ip.is_unspecified() => address.set_ip(Ipv4Addr::LOCALHOST.into()),
            IpAddr::V6(ip) if ip.is_unspecified() => address.set_ip(Ipv6Addr::LOCALHOST.into()),
            _ => {}
        }
        format!("{scheme}://{address}")
    }

    /// Serves until `stop`, then lets running requests finish for a while.
    pub async fn serve(
        self,
        tls: Option<ServerConfig>,
        router: Router,
        stop: impl Future<Output = ()>,
    ) {
        let tls = tls.map(|config| TlsAcceptor::from(Arc::new(config)));
        let (stopping, stopped) = watch::channel(false);
        let mut connections = JoinSet::new();
        let mut stop = pin!(stop);
        loop {
            tokio::select! {
                () = &mut stop => break,
                accepted = self.tcp.accept() => match accepted {
                    Ok((stream, peer)) => {
                        let connection = Connection {
                            peer,
                            router: router.clone(),
                            stopped: stopped.clone(),
                        };
                        connections.spawn(connection.run(stream, tls.clone()));
                    }
                    Err(error) => {
                        say(&format!("could not accept a connection: {error}"));
                        sleep(PAUSE).await;
                    }
                },
                Some(_) = connections.join_next() => {}
            }
        }
        drop(self.tcp);
        let _ = stopping.send(true);
        let finish = async { while connections.join_next().await.is_some() {} };
        if timeout(GRACE, finish).await.is_err() {
            say("requests that did not finish within 5 seconds are cut off");
            connections.shutdown().await;
        }
    }
}

/// One connection, from `accept` to its end.
struct Connection {
    peer: SocketAddr,
    router: Router,
    stopped: watch::Receiver<bool>,
}

impl Connection {
    async fn run(self, stream: TcpStream, tls: Option<TlsAcceptor>) {
        let peer = self.peer;
        // An answer is one small write that should leave at once. It works without, too.
        let _ = stream.set_nodelay(true);
        let whole = async {
            let Some(tls) = tls else {
                return self.exchange(stream).await;
            };
            match timeout(HANDSHAKE, tls.accept(stream)).await {
                Ok(Ok(stream)) => self.exchange(stream).await,
                Ok(Err(error)) => say(&format!("no TLS handshake with {peer}: {error}")),
                Err(_) => say(&format!("no TLS handshake with {peer} in 10 seconds")),
            }
        };
        if timeout(CONNECTION, whole).await.is_err() {
            say(&format!("the connection from {peer} took too long"));
        }
    }

    /// Serves one request. No keep-alive: the vendor closes after each answer, and a client must
    /// live with that.
    async fn exchange(mut self, stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static) {
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(HEADER)
            .keep_alive(false)
            // Names of headers have no case, but the programs that a stand-in is for may be old.
            .title_case_headers(true)
            .serve_connection(TokioIo::new(stream), TowerToHyperService::new(self.router));
        let mut connection = pin!(connection);
        let stopped = async { drop(self.stopped.wait_for(|stopped| *stopped).await) };
        let served = tokio::select! {
            served = connection.as_mut() => served,
            () = stopped => {
                connection.as_mut().graceful_shutdown();
                connection.await
            }
        };
        if let Err(error) = served {
            say(&format!("the connection from {} broke: {error}", self.peer));
        }
    }
}
