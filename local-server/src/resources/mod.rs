//! The REST API: a merchant's resources under `/api`, as JSON-LD with hydra collections, for an access token. What is read
//! is as OmniFund's public pages show it; what is written, and errors, are API Platform's manner and this server's own
//! until OmniFund documents them.

pub mod collection;
pub mod endpoint;
pub mod filter;
pub mod hydra;
