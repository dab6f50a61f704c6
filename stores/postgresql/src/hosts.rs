//! Which host of an address is spoken to: the first that takes a connection and may write.

use omnifund_sql::{Deadline, Failure};

use crate::address::Address;
use crate::client::Client;

pub(crate) fn first_of(address: &Address, deadline: Deadline) -> Result<Client, Failure> {
    let hosts = address.for_each_host();
    let count = hosts.len();
    let mut refusals = Vec::new();
    for (at, host) in hosts.iter().enumerate() {
        match Client::connect(host, deadline.share_of(count - at)) {
            Err(Failure::Unreachable(why)) => refusals.push(why),
            // Where a password is wrong it is so on each.
            done => return done,
        }
    }
    Err(Failure::Unreachable(refusals.join("; ")))
}
