//! Real databases for tests: Debian's own PostgreSQL, PgBouncer and MariaDB, in a directory that goes with them, on
//! loopback, as nobody in particular. They end with the program that started them, however that ends. And a
//! [`Player`], which calls a store's table of functions as libomnifund does.

mod authority;
mod installed;
mod lossy;
mod mariadb;
mod pgbouncer;
mod player;
mod postgresql;
mod process;
mod scratch;

pub use authority::Authority;
pub use installed::{conformance, installed};
pub use lossy::{Lossy, Moment};
pub use mariadb::MariaDb;
pub use pgbouncer::PgBouncer;
pub use player::{Found, Library, Migration, Opened, Player, Record};
pub use postgresql::{LockedRows, PostgreSql};
pub use scratch::Scratch;

use std::thread;
use std::time::{Duration, Instant};

/// The password of each user of these databases.
pub const PASSWORD: &str = "throw-away";

/// Waits until it gives something; busy machines are slow.
///
/// # Panics
/// After a minute.
pub fn until<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let begun = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(
            begun.elapsed() < Duration::from_secs(60),
            "{what}: not within a minute"
        );
        thread::sleep(Duration::from_millis(20));
    }
}
