//! `omnifund-local`: a server that stands in for OmniFund on a developer's machine.
//!
//! It answers the token endpoint (`POST /oauth/v2/token`, RFC 6749) and token login
//! (`POST /login`, RFC 6750) with the vendor's own texts, statuses and headers, over TLS with an
//! authority of its own. It keeps its state in SQLite and is stricter than the vendor in one
//! thing: of racing refreshes exactly one wins.
//!
//! The floors, from the ground up; each knows those below it only:
//!
//! - [`system`] alone knows the operating system.
//! - [`failure`], [`clock`], [`random`], [`digest`], [`json`], [`fields`], [`multipart`], [`parameters`] and [`site`] know nothing of OAuth.
//! - [`traffic`]: the log, the record of what really happened, what became of each reply; [`worker`] is where
//!   blocking is allowed.
//! - [`state`]: OAuth clients, users, tokens and codes, and the words that they are kept in.
//! - [`faults`]: how the server can be told to misbehave, and how that is carried out.
//! - [`service`]: one running server, as requests see it.
//! - [`oauth`]: the token endpoint and bearer tokens.
//! - [`resources`]: the REST API, for access tokens.
//! - [`portal`]: what a person sees in a browser, where token login leads to.
//! - [`server`]: sockets, certificates, which path leads where.
//! - [`control`]: where a test says and reads everything.
//! - [`command`]: the command line, and what it starts.

#![forbid(unsafe_code)]
#![deny(missing_docs)]

pub mod clock;
pub mod command;
pub mod control;
pub mod digest;
pub mod failure;
pub mod faults;
pub mod fields;
pub mod json;
pub mod multipart;
pub mod oauth;
pub mod parameters;
pub mod portal;
pub mod random;
pub mod resources;
pub mod server;
pub mod service;
pub mod site;
pub mod state;
pub mod system;
pub mod traffic;
pub mod worker;
