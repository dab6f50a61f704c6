//! libomnifund gives any program a valid OmniFund OAuth2 access token.
//!
//! OmniFund's own page names three calls: an access token by password, a refresh, and a token
//! login. [`Client`] is an OAuth client ready to make them; [`Config`] says where OmniFund is and
//! who asks; [`Error`] says what went wrong, whether the server can have noticed, and what to do.
//!
//! ```no_run
//! use omnifund::{Client, Config, Secret};
//!
//! # fn main() -> Result<(), omnifund::Error> {
//! let mut config = Config::new();
//! config.set_environment("sandbox")?;
//! config.set_credentials("1_3bcbxd9e24g0", Secret::from("4ok2x70rlfok"))?;
//!
//! let client = Client::new(&config)?;
//! let token = client.password_grant("omnifund_user", &Secret::from("omnifund_password"))?;
//! let login = client.token_login(token.access_token())?;
//! println!("{}", login.status());
//! # Ok(())
//! # }
//! ```
//!
//! # The map of the house
//! Floors, from the ground; a file imports only from floors below its own.
//!
//! | floor | files |
//! |---|---|
//! | ground | `words`, `changes`, `error`, `secret`, `hex`, `platform`, `steps`, `clock` |
//! | first | `foreign`, `log`, `audit`, `config`, `token`, `inflight` |
//! | second | `http` |
//! | third | `object`, `page`, `answer`, `challenge`, `grant`, `response`, `login`, `authorization`, `request` |
//! | fourth | `client`, `probe`, `store` |
//! | fifth | `registry` |
//! | sixth | `session` |
//! | seventh | `metrics` |
//! | eighth | `simulation`, with the feature of that name: what it does when everything goes wrong |
//! | roof | `ffi`, with the feature `capi`: the C boundary; `fuzzing`, with the feature of that name |
//!
//! `unsafe` lives in `ffi`, in `platform` and in `foreign`, and nowhere else.
//!
//! Every call is synchronous: it runs on the caller's thread, starts no other, and ends within the
//! call budget ([`Config::set_call_budget`]).
//!
//! # Logging of the HTTP client
//! The HTTP client underneath writes to the `log` crate. A Rust program that installs a logger at
//! level *trace* sees replies in it, tokens included; the C artefacts have that log compiled out.

#![deny(unsafe_code)]
#![cfg_attr(not(test), deny(clippy::disallowed_types))]

// Tests inside share the local server's harness with the tests outside.
#[cfg(test)]
extern crate self as omnifund;

mod answer;
mod audit;
mod authorization;
mod challenge;
mod changes;
mod client;
mod clock;
mod config;
mod error;
#[cfg(feature = "capi")]
mod ffi;
mod foreign;
#[cfg(any(test, feature = "fuzzing"))]
#[doc(hidden)]
pub mod fuzzing;
mod grant;
mod hex;
mod http;
mod inflight;
mod log;
mod login;
mod metrics;
mod object;
mod page;
mod platform;
mod probe;
mod registry;
mod request;
mod response;
mod secret;
mod session;
#[cfg(any(test, feature = "simulation"))]
#[allow(missing_docs, clippy::disallowed_types)]
#[doc(hidden)]
pub mod simulation;
mod steps;
mod store;
mod token;
mod words;

pub use audit::AuditSink;
pub use authorization::Authorization;
pub use client::Client;
pub use config::{BodyFormat, Config, Environment, KeyProtection, Replay};
pub use error::{Advice, Error, ErrorKind, Outcome, Result};
pub use inflight::end_exchanges;
pub use log::{LogCallback, LogEntry, LogEntryCallback, LogLevel, LogSink};
pub use metrics::Metrics;
pub use probe::Probe;
pub use registry::ClientEntry;
pub use request::Request;
pub use response::{Cookie, Response};
pub use secret::Secret;
pub use session::{
    Counters, Cursor, Exported, KeptAlive, KeptAnswer, Moved, SavePassword, Session, SessionEntry,
    SessionStatus, Standing,
};
pub use store::{FileOptions, HeldLease, SealingKey, Store, StoreReport};
pub use token::TokenSet;
pub use words::is_deceptive;
