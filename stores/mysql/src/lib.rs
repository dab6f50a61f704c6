//! Sessions of libomnifund in MariaDB, MySQL, and in what speaks as they do.
//!
//! libomnifund loads `libomnifund_mysql.so.1` where a store is named `mysql://...` or `mariadb://...`, and asks it
//! for the table of functions. The client is MariaDB's Connector/C, which Debian has and which both servers take, by
//! those calls of it that can be left when a deadline passes.

#![deny(clippy::disallowed_types)]

mod address;
mod client;
mod connector;
mod dialect;
mod refusal;

use omnifund_sql::{Database, Deadline, Dialect, Failure};

use crate::address::Address;
use crate::client::Client;

/// A MariaDB or MySQL database.
#[derive(Debug)]
pub struct MySql(Address);

impl Database for MySql {
    type Connection = Client;

    const DIALECT: Dialect = dialect::DIALECT;

    fn of_url(url: &str) -> Result<Self, String> {
        // Ahead of all threads that may connect: it is not made for two at once.
        // SAFETY: without arguments; done again it does nothing.
        unsafe { connector::mysql_server_init(0, std::ptr::null(), std::ptr::null()) };
        Address::of_url(url).map(Self)
    }

    /// The first host that takes a connection and may be written to; one that swallows packets does not use up the time
    /// of all.
    fn connect(&self, deadline: Deadline) -> Result<Client, Failure> {
        let count = self.0.hosts.len();
        let mut refusals = Vec::new();
        for (at, host) in self.0.hosts.iter().enumerate() {
            match Client::connect(&self.0, host, deadline.share_of(count - at)) {
                Err(Failure::Unreachable(why)) => refusals.push(why),
                // Where a password is wrong it is so on each.
                done => return done,
            }
        }
        Err(Failure::Unreachable(refusals.join("; ")))
    }
}

omnifund_sql::library!(MySql);
