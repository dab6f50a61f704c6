//! The databases that a fleet may share, of either kind.

use std::ffi::{CString, c_void};
use std::net::Ipv4Addr;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use omnifund_databases::{MariaDb, Migration, PASSWORD, PostgreSql};

/// A server with a database for each fleet.
pub trait Cluster: Sync {
    /// On loopback.
    fn port(&self) -> u16;

    fn make_database(&self, name: &str) -> Database;
}

/// A fleet's own.
pub struct Database {
    /// What the store's library is named for, and what its addresses begin with.
    pub kind: &'static str,
    name: String,
    without_tls: &'static str,
}

impl Database {
    /// The address of it where it is seen at this one.
    pub fn url(&self, address: Ipv4Addr, port: u16) -> String {
        let (kind, name, options) = (self.kind, &self.name, self.without_tls);
        format!("{kind}://owner:{PASSWORD}@{address}:{port}/{name}?{options}")
    }
}

impl Cluster for PostgreSql {
    fn port(&self) -> u16 {
        self.port()
    }

    fn make_database(&self, name: &str) -> Database {
        Database {
            kind: "postgresql",
            name: self.new_database(name),
            without_tls: "sslmode=disable",
        }
    }
}

impl Cluster for MariaDb {
    fn port(&self) -> u16 {
        self.port()
    }

    fn make_database(&self, name: &str) -> Database {
        Database {
            kind: "mysql",
            name: self.new_database(name),
            without_tls: "ssl-mode=DISABLED",
        }
    }
}

/// What makes the table, from a store's library. Loaded, since two of them in one program would have the same symbols.
pub fn migration(library: &Path) -> Migration {
    let library = CString::new(library.as_os_str().as_bytes()).unwrap();
    // SAFETY: it is a library of this build, which stays loaded, and its symbol of this name is a migration.
    unsafe {
        let loaded = libc::dlopen(library.as_ptr(), libc::RTLD_NOW);
        assert!(!loaded.is_null(), "{library:?}");
        let found = libc::dlsym(loaded, c"omnifund_store_migrate_1".as_ptr());
        assert!(!found.is_null(), "{library:?}");
        std::mem::transmute::<*mut c_void, Migration>(found)
    }
}
