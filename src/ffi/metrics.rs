//! `omnifund_metrics`: a store and its sessions, for Prometheus

use std::ffi::c_char;
use std::ptr;

use super::config::omnifund_config;
use super::guard::{ended, fallible, field};
use super::handle::{Boxed, Handle, Out, borrow, optional};
use super::raised::omnifund_error;
use super::store::omnifund_store;
use super::text::Text;

/// How a store and all of its sessions stood when they were asked. Immutable: any thread may read it.
pub struct omnifund_metrics {
    text: Text,
}

impl Handle for omnifund_metrics {
    type Ownership = Boxed;
}

/// How the store and all of its sessions stand, whatever their OAuth client, for a program that is scraped by
/// Prometheus. How long a refresh token lives, and whether it may be presented again, is what `cfg` says; `cfg`
/// may be NULL: then as in omnifund_config_new. Gives metrics, to be ended with omnifund_metrics_free.
/// Returns OMNIFUND_CODE_NULL_ARGUMENT; what can't be read is a number of the text, and no error. Blocks on the
/// store only: every record is read.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_store_metrics(
    store: *const omnifund_store,
    cfg: *const omnifund_config,
    metrics: *mut *mut omnifund_metrics,
    err: *mut *mut omnifund_error,
) -> i32 {
    unsafe {
        fallible(err, || {
            let out = Out::new(metrics, "metrics")?;
            let config = optional(cfg).map(|cfg| &cfg.config);
            let metrics = borrow(store, "store")?.store.metrics(config);
            out.give(omnifund_metrics {
                text: Text::new(metrics.text()),
            });
            Ok(())
        })
    }
}

/// The metrics in Prometheus' text format, version 0.0.4, to be served as "text/plain; version=0.0.4;
/// charset=utf-8": omnifund_store_readable, omnifund_store_damaged_records, omnifund_store_free_bytes,
/// omnifund_store_sessions by their state, and for each session the metrics omnifund_session_*, with the
/// labels store, base_url, client (its name where it has one, else its id), client_id (the first one) and user.
/// No longer than 32 MiB, which are ten thousand sessions with usual names; of a larger store
/// omnifund_store_untold_sessions says how many are left out. NULL for NULL. Borrowed from the metrics. Never
/// blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_metrics_text(metrics: *const omnifund_metrics) -> *const c_char {
    unsafe { field(metrics, ptr::null(), |metrics| metrics.text.as_ptr()) }
}

/// Ends metrics. NULL does nothing. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_metrics_free(metrics: *mut omnifund_metrics) {
    unsafe { ended(metrics) };
}
