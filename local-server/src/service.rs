//! What every request is answered from: the state and the rules of one running server.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use axum::response::Response;

use crate::clock::Clock;
use crate::database::Database;
use crate::dials::Dials;
use crate::faults::Faults;
use crate::parameters::Bodies;
use crate::passwords::Passwords;
use crate::portal::{SecretsOnce, Throttle};
use crate::purge::Purge;
use crate::record::Record;
use crate::refusal;
use crate::request_log::Notes;
use crate::scope::Scope;

/// One running server.
pub struct Service {
    /// Its clock.
    pub clock: Clock,
    /// Its state.
    pub database: Database,
    /// How it hashes passwords.
    pub passwords: Passwords,
    /// How it was told to behave, once for all.
    pub rules: Rules,
    /// How it is told to behave while it runs.
    pub dials: Dials,
    /// How it is told to misbehave.
    pub faults: Faults,
    /// What reached the token endpoint.
    pub exchanges: Record,
    /// What reached token login.
    pub logins: Record,
    /// How many connections it has accepted.
    pub connections: AtomicU64,
    /// When it purges its state.
    pub purge: Purge,
    /// Who tries passwords at the portal.
    pub throttle: Throttle,
    /// New client secrets that nobody has seen yet.
    pub secrets: SecretsOnce,
}

impl Service {
    /// How many connections it has accepted.
    #[must_use]
    pub fn connections(&self) -> u64 {
        self.connections.load(Ordering::Relaxed)
    }
}

/// How a server was told to behave, once for all.
#[derive(Debug, Clone)]
pub struct Rules {
    /// How long a client may take for a handshake, a header or a body.
    pub stall: Duration,
    /// Which bodies the token endpoint understands.
    pub bodies: Bodies,
    /// What happens to a refresh token that several requests present at once.
    pub rotation: Rotation,
    /// Whether it speaks TLS, so that cookies are for TLS only.
    pub secure: bool,
    /// What a token must be good for at token login.
    pub login_scope: Scope,
}

/// What happens to a refresh token that several requests present at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rotation {
    /// One of them wins.
    SingleUse,
    /// Several may win, each with a pair of its own: the vendor's server does not serialise.
    VendorRace,
}

/// Works on an answer where blocking is allowed: SQLite waits for the disk, Argon2 takes its
/// time, and neither may hold up other connections.
pub async fn answer(work: impl FnOnce() -> Response + Send + 'static) -> Response {
    tokio::task::spawn_blocking(work)
        .await
        .unwrap_or_else(|_| panicked())
}

/// The answer to a request whose worker panicked.
#[must_use]
pub fn panicked() -> Response {
    let notes = Notes {
        error: Some("server_error"),
        reason: Some("the request's worker panicked".to_owned()),
        ..Notes::default()
    };
    notes.attach(refusal::server_error())
}
