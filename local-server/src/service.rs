//! What requests are answered from: the state and the settings of one running server.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use crate::clock::Clock;
use crate::faults::Faults;
use crate::parameters::Bodies;
use crate::state::database::Database;
use crate::state::fixtures::Fixtures;
use crate::state::live_settings::LiveSettings;
use crate::state::passwords::Passwords;
use crate::state::purge::Purge;
use crate::state::races::Races;
use crate::state::scope::Scope;
use crate::traffic::record::Record;

/// One running server.
pub struct Service {
    /// Its clock.
    pub clock: Clock,
    /// Its state.
    pub database: Database,
    /// How it hashes passwords.
    pub passwords: Passwords,
    /// How it was told to behave, once for all.
    pub config: Config,
    /// How it is told to behave while it runs.
    pub live: LiveSettings,
    /// How it is told to misbehave.
    pub faults: Faults,
    /// What reached the token endpoint.
    pub exchanges: Record,
    /// What reached token login.
    pub logins: Record,
    /// What reached the REST API.
    pub calls: Record,
    /// What the REST API's resources begin with.
    pub fixtures: Fixtures,
    /// How many connections it has accepted.
    pub connections: AtomicU64,
    /// The races for refresh tokens that are under way.
    pub races: Races,
    /// When it purges its state.
    pub purge: Purge,
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
pub struct Config {
    /// How long a client may take for a handshake, a header or a body.
    pub stall: Duration,
    /// Which bodies the token endpoint understands.
    pub bodies: Bodies,
    /// What happens to a refresh token that several requests present at once.
    pub rotation: Rotation,
    /// Who can reach it.
    pub reach: Reach,
    /// Whether it speaks TLS, so that cookies are for TLS only.
    pub secure: bool,
    /// What a token must be good for at token login.
    pub login_scope: Scope,
}

/// Who can reach a server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Programs on this machine.
    ThisMachine,
    /// Others too, under names that it doesn't know.
    Network,
}

/// What happens to a refresh token that several requests present at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rotation {
    /// One of them wins.
    SingleUse,
    /// Several may win, each with a pair of its own: the vendor's server does not serialise.
    VendorRace,
}
