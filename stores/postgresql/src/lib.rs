//! Sessions of libomnifund in PostgreSQL, and in what speaks as it does.
//!
//! libomnifund loads `libomnifund_postgresql.so.1` where a store is named `postgresql://...`, and asks it for the
//! table of functions. The client is libpq, since operators trust it, and everything that they know of addresses,
//! passwords, services, certificates and failover stays as they know it. It is linked and not looked for at run
//! time: the loader and the packagers see it as any other dependency, and this library has no other use.

#![deny(clippy::disallowed_types)]

mod address;
mod client;
mod dialect;
mod hosts;
mod libpq;
mod refusal;

use omnifund_sql::{Database, Deadline, Dialect, Failure};

use crate::address::Address;
use crate::client::Client;

/// A PostgreSQL database.
#[derive(Debug)]
pub struct PostgreSql(Address);

impl Database for PostgreSql {
    type Connection = Client;

    const DIALECT: Dialect = dialect::DIALECT;

    fn of_url(url: &str) -> Result<Self, String> {
        Address::of_url(url).map(Self)
    }

    fn connect(&self, deadline: Deadline) -> Result<Client, Failure> {
        hosts::first_of(&self.0, deadline)
    }
}

omnifund_sql::library!(PostgreSql);
