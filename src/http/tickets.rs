//! TLS 1.3 tickets: who was greeted before is greeted in short, without its certificates being sent and looked at anew.
//!
//! rustls keeps them behind a lock that a fork can break, hence a store of our own. Never early data (RFC 8446 §8): what
//! is sent so can be replayed.

use std::sync::Arc;

use rustls::NamedGroup;
use rustls::client::{ClientSessionStore, Resumption, Tls12Resumption};
use rustls::client::{Tls12ClientSessionValue, Tls13ClientSessionValue};
use rustls::pki_types::ServerName;

use crate::platform::lock::Lock;

/// A server sends two or four with each connection, and a process speaks to few servers.
const MOST: usize = 16;

/// The newest last. Each is taken once.
struct Tickets(Lock<Vec<(ServerName<'static>, Tls13ClientSessionValue)>>);

impl std::fmt::Debug for Tickets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Tickets")
    }
}

/// For one set-up, and as long as it: whom others trust is theirs to say.
pub(super) fn kept() -> Resumption {
    Resumption::store(Arc::new(Tickets(Lock::new()))).tls12_resumption(Tls12Resumption::Disabled)
}

impl ClientSessionStore for Tickets {
    fn set_kx_hint(&self, _: ServerName<'static>, _: NamedGroup) {}

    fn kx_hint(&self, _: &ServerName<'_>) -> Option<NamedGroup> {
        None
    }

    fn set_tls12_session(&self, _: ServerName<'static>, _: Tls12ClientSessionValue) {}

    fn tls12_session(&self, _: &ServerName<'_>) -> Option<Tls12ClientSessionValue> {
        None
    }

    fn remove_tls12_session(&self, _: &ServerName<'static>) {}

    fn insert_tls13_ticket(&self, server: ServerName<'static>, ticket: Tls13ClientSessionValue) {
        let mut tickets = self.0.lock();
        if tickets.len() == MOST {
            tickets.remove(0);
        }
        tickets.push((server, ticket));
    }

    fn take_tls13_ticket(&self, server: &ServerName<'static>) -> Option<Tls13ClientSessionValue> {
        let mut tickets = self.0.lock();
        let newest = tickets.iter().rposition(|(of, _)| of == server)?;
        Some(tickets.remove(newest).1)
    }
}
