//! A store of libomnifund over a SQL database. What databases share is here, once: the table of functions that
//! libomnifund calls (`table`, `calls`), the statements (`statements`), and what they mean together
//! (`record`). A library of its own for each database brings the rest, its client and its dialect, as a
//! [`Database`], and offers it by [`library!`].
//!
//! One table holds a row for each record, and in it the lease. A lease is data, with an owner, a fence and an end by
//! the database's clock: never an advisory lock, nor a transaction that stays open while libomnifund talks to
//! OmniFund. Each step is one statement that commits by itself and whose `WHERE` says what must be so. Nothing is
//! prepared and nothing is left in the database's session, so a pooler may give each statement to another one.

#![deny(clippy::disallowed_types)]

mod calls;
mod database;
mod migration;
mod record;
mod statements;
mod table;

pub use calls::{fill, migrate};
pub use database::{Answer, Connection, Database, Deadline, Dialect, Failure, unmigrated};
pub use table::{Code, Functions, Sink};

/// Offers a [`Database`] as a library that libomnifund loads.
#[macro_export]
macro_rules! library {
    ($database:ty) => {
        /// Fills the table of functions for the database that `url` names, and connects to nothing yet.
        ///
        /// # Safety
        /// `url` is text that ends with NUL, and both others point at what their names say, with their sizes set.
        #[unsafe(no_mangle)]
        pub unsafe extern "C" fn omnifund_store_library_1(
            url: *const ::core::ffi::c_char,
            functions: *mut $crate::Functions,
            sink: *const $crate::Sink,
        ) -> i32 {
            // SAFETY: as the caller promises.
            unsafe { $crate::fill::<$database>(url, functions, sink) }
        }

        /// Gives the SQL that makes the table as the sink's message, or with `run` carries it out; it may be
        /// carried out again and again.
        ///
        /// # Safety
        /// `url` is text that ends with NUL, and `sink` points at a sink with its size set.
        #[unsafe(no_mangle)]
        pub unsafe extern "C" fn omnifund_store_migrate_1(
            url: *const ::core::ffi::c_char,
            deadline_ms: i64,
            run: i32,
            sink: *const $crate::Sink,
        ) -> i32 {
            // SAFETY: as the caller promises.
            unsafe { $crate::migrate::<$database>(url, deadline_ms, run != 0, sink) }
        }
    };
}
