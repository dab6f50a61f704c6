//! What the server keeps, in SQLite and beside it, and the words that it keeps it in.

pub mod clients;
pub mod codes;
pub mod database;
pub mod documents;
pub mod example_data;
pub mod fixtures;
pub mod grant_type;
pub mod hashing_memory;
pub mod live_settings;
pub mod name;
pub mod passwords;
pub mod purge;
pub mod races;
pub mod redirect_uri;
pub mod scope;
pub mod tokens;
pub mod users;
