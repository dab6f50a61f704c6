//! `omnifund-local`: a server that stands in for OmniFund on a developer's machine.
//!
//! It answers the token endpoint (`POST /oauth/v2/token`, RFC 6749) and token login
//! (`POST /login`, RFC 6750) with the vendor's own texts, statuses and headers, over TLS with an
//! authority of its own. It keeps its state in SQLite and is stricter than the vendor in one
//! thing: of racing refreshes exactly one wins.
//!
//! The map, from the ground up: [`clock`], [`random`], [`digest`], [`fields`] and [`failure`] know
//! nothing of OAuth; [`scope`], [`grant_type`], [`redirect_uri`] and [`parameters`] are its words; [`database`],
//! [`clients`], [`users`], [`passwords`], [`codes`] and [`tokens`] keep state, [`purge`] throws old state away,
//! and [`dials`] are what can be set meanwhile; [`refusal`] is the table of everything that can be
//! refused; [`client_authentication`], [`password_grant`], [`refresh_grant`], [`code_grant`], [`exchange`] and
//! [`token_endpoint`] give tokens out, [`bearer`] and [`login`] take them; [`intake`] and
//! [`request_log`] stand around every request.
//!
//! [`portal`] is what a person sees of all that in a browser.
//!
//! A server can be told to misbehave: [`fault`] is one rule and [`faults`] their list,
//! [`misbehave`] carries a rule out around a request, [`reply`] and [`wire`] where it takes a hand
//! on the connection, [`record`] remembers what really happened, and [`control`] is where a test
//! says and reads all that.
//!
//! [`listen`] owns the sockets, [`authority`] the certificates and [`stop`] the end; [`serve`] and
//! [`manage`] are what the command line ([`cli`], [`help`]) and the [`settings`] file start, with
//! [`seeds`] and perhaps a [`guest`], and [`ready`] says that it has.

#![forbid(unsafe_code)]
#![deny(missing_docs)]

pub mod authority;
pub mod bearer;
pub mod cli;
pub mod client_authentication;
pub mod clients;
pub mod clock;
pub mod code_grant;
pub mod codes;
pub mod control;
pub mod database;
pub mod dials;
pub mod digest;
pub mod exchange;
pub mod failure;
pub mod fault;
pub mod faults;
pub mod fields;
pub mod grant_type;
pub mod guest;
pub mod help;
pub mod intake;
pub mod listen;
pub mod login;
pub mod manage;
pub mod misbehave;
pub mod parameters;
pub mod password_grant;
pub mod passwords;
pub mod portal;
pub mod purge;
pub mod random;
pub mod ready;
pub mod record;
pub mod redirect_uri;
pub mod refresh_grant;
pub mod refusal;
pub mod reply;
pub mod request_log;
pub mod router;
pub mod scope;
pub mod seeds;
pub mod serve;
pub mod service;
pub mod settings;
pub mod stop;
pub mod token_endpoint;
pub mod tokens;
pub mod users;
pub mod wire;
