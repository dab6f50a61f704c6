//! Connections that API calls leave open for the next one. Exchanges have their own, always.
//!
//! Each process has a pool of its own: a forked child never touches its parent's connections, since both would
//! speak over one. Nobody closes an idle connection in time, as there are no threads; it is closed when the next
//! call looks, and the server closes its side by itself.

use std::sync::Arc;
use std::time::{Duration, Instant};

use rustls::ClientConfig;

use super::connection::Connection;
use crate::clock;
use crate::config::Proxy;
use crate::platform::lock::Lock;

/// More are not kept by a process.
const MOST: usize = 8;
/// Below any usual server's: the shortest are five seconds.
const IDLE: Duration = Duration::from_secs(4);
/// For what must not be sent twice: where a server closes a connection at the very moment when a request is sent
/// over it, nobody knows whether it was read.
const IDLE_BEFORE_UNSAFE: Duration = Duration::from_secs(1);

static POOL: Lock<Vec<Idle>> = Lock::new();

/// Where a connection leads, and how: only who is going the same way may have it.
#[derive(Clone)]
pub(super) struct Route {
    pub(super) origin: String,
    pub(super) proxy: Option<Proxy>,
    pub(super) tls_config: Arc<ClientConfig>,
}

impl Route {
    fn is(&self, other: &Self) -> bool {
        fn by(route: &Route) -> Option<(&http::Uri, Option<&str>)> {
            let proxy = route.proxy.as_ref()?;
            Some((&proxy.uri, proxy.credentials.as_ref().map(|it| it.expose())))
        }
        self.origin == other.origin
            && by(self) == by(other)
            && Arc::ptr_eq(&self.tls_config, &other.tls_config)
    }
}

struct Idle {
    route: Route,
    /// Taken out when it is used; what is left is closed, where it is ours still.
    connection: Option<Connection>,
    since: Instant,
    limit: Duration,
}

impl Idle {
    fn age(&self) -> Duration {
        clock::monotonic().saturating_duration_since(self.since)
    }
}

impl Drop for Idle {
    fn drop(&mut self) {
        if let Some(connection) = self.connection.take() {
            if !connection.is_ours() {
                // The program has closed it, and would lose another file by its number.
                std::mem::forget(connection);
            }
        }
    }
}

/// An open connection that goes that way, ready for a request that is over at `end`.
pub(super) fn take(route: &Route, is_safe: bool, end: Instant) -> Option<Connection> {
    let longest = if is_safe { IDLE } else { IDLE_BEFORE_UNSAFE };
    loop {
        let mut found = {
            let mut pool = POOL.lock();
            pool.retain(|idle| idle.age() < idle.limit);
            // The one that was used last.
            let fits = |idle: &Idle| idle.route.is(route) && idle.age() < longest;
            let at = pool.iter().rposition(fits)?;
            pool.remove(at)
        };
        let connection = found.connection.as_mut()?;
        if connection.is_ours() && connection.renew(end) {
            return found.connection.take();
        }
    }
}

/// Keeps a connection over which an answer has come to its end. `server_keeps` is how long the server says that it
/// does.
pub(super) fn keep(route: Route, connection: Connection, server_keeps: Option<Duration>) {
    // A second less, for the way there.
    let keeps = server_keeps.map(|keeps| keeps.saturating_sub(Duration::from_secs(1)));
    let idle = Idle {
        route,
        connection: Some(connection),
        since: clock::monotonic(),
        limit: keeps.unwrap_or(IDLE).min(IDLE),
    };
    let mut pool = POOL.lock();
    if pool.len() >= MOST {
        pool.remove(0);
    }
    pool.push(idle);
}
