//! The sockets: accepts connections, shakes hands over TLS, serves HTTP/1.1, one request each.

use std::convert::Infallible;
use std::future::Future;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::http::header::DATE;
use axum::http::{HeaderValue, Request};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service as _, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use rustls::ServerConfig;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};
use tokio_rustls::TlsAcceptor;

use crate::clock::Clock;
use crate::failure::{Failure, Result};
use crate::faults::wire::Wire;
use crate::traffic::log::say;
use crate::traffic::reply::Reply;

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
    pub async fn serve(self, serving: Serving<impl Fn() -> bool>, stop: impl Future<Output = ()>) {
        let tls = serving
            .tls
            .map(|config| TlsAcceptor::from(Arc::new(config)));
        let (stopping, stopped) = watch::channel(false);
        let mut connections = JoinSet::new();
        let mut stop = pin!(stop);
        loop {
            tokio::select! {
                () = &mut stop => break,
                accepted = self.tcp.accept() => match accepted {
                    Ok((stream, peer)) => {
                        if !(serving.admits)() {
                            say(&format!("a fault cuts the connection from {peer} off"));
                            continue;
                        }
                        let connection = Connection {
                            peer,
                            router: serving.router.clone(),
                            clock: serving.clock.clone(),
                            stall: serving.stall,
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

/// What an open port is to serve.
pub struct Serving<Admits> {
    /// How to speak TLS, if that is wanted.
    pub tls: Option<ServerConfig>,
    /// What answers requests.
    pub router: Router,
    /// What the `Date` of answers follows.
    pub clock: Clock,
    /// How long a handshake or a header may take; an idle connection ends by this too.
    pub stall: Duration,
    /// Asked for every connection; one that it does not admit is closed at once.
    pub admits: Admits,
}

/// One connection, from `accept` to its end.
struct Connection {
    peer: SocketAddr,
    router: Router,
    clock: Clock,
    stall: Duration,
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
            let stopped = stopped(self.stopped.clone());
            let shaken = async {
                let mut first = [0];
                tokio::select! {
                    begun = stream.peek(&mut first) => match begun {
                        // Somebody looked whether this port is open, as health checks do.
                        Ok(0) => None,
                        // Who has begun may finish, and ask.
                        _ => Some(tls.accept(stream).await),
                    },
                    () = stopped => None,
                }
            };
            match timeout(self.stall, shaken).await {
                Ok(Some(Ok(stream))) => self.exchange(stream).await,
                Ok(Some(Err(error))) => say(&format!("no TLS handshake with {peer}: {error}")),
                Ok(None) => {}
                Err(_) => say(&format!(
                    "no TLS handshake with {peer} in {} s",
                    self.stall.as_secs()
                )),
            }
        };
        if timeout(CONNECTION, whole).await.is_err() {
            say(&format!("the connection from {peer} took too long"));
        }
    }

    /// Serves one request. No keep-alive: the vendor closes after each answer, and a client must
    /// live with that.
    async fn exchange(self, stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static) {
        let reply = Arc::new(Reply::new(self.clock.clone()));
        let wire = Wire::new(stream, Arc::clone(&reply));
        let router = TowerToHyperService::new(self.router);
        let answer = service_fn(move |mut request: Request<Incoming>| {
            request.extensions_mut().insert(Arc::clone(&reply));
            let answer = router.call(request);
            let clock = self.clock.clone();
            async move {
                let mut answer = answer.await?;
                if let Ok(date) = HeaderValue::try_from(clock.now().http_date()) {
                    answer.headers_mut().insert(DATE, date);
                }
                Ok::<_, Infallible>(answer)
            }
        });
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(self.stall)
            .keep_alive(false)
            // Names of headers have no case, but the programs that a stand-in is for may be old.
            .title_case_headers(true)
            // Its own would be the machine's date.
            .auto_date_header(false)
            .serve_connection(TokioIo::new(wire), answer);
        let mut connection = pin!(connection);
        let stopped = stopped(self.stopped);
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

/// Returns when the server is told to stop.
async fn stopped(mut told: watch::Receiver<bool>) {
    drop(told.wait_for(|stopped| *stopped).await);
}
