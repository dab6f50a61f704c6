//! `omnifund_config`

use std::ffi::c_char;
use std::ptr;
use std::time::Duration;

use super::guard::{ended, fallible, immediate, infallible};
use super::handle::{self, Boxed, Handle, Out, borrow_mut};
use super::kinds::{Flag, Milliseconds, ReplayNumber, Seconds, SecretChar};
use super::numbers::{numbered, out_of_range};
use super::raised::omnifund_error;
use super::text;
use crate::config::{BodyFormat, Config};
use crate::error::Result;
use crate::secret::Secret;

/// The settings of an OAuth client. For one thread at a time. A client copies what it needs, so a
/// config can be changed, reused and freed after omnifund_client_new.
pub struct omnifund_config {
    pub(super) config: Config,
}

impl Handle for omnifund_config {
    type Ownership = Boxed;
}

/// Changes the config behind a handle.
pub(super) unsafe fn set(
    cfg: *mut omnifund_config,
    err: *mut *mut omnifund_error,
    change: impl FnOnce(&mut Config) -> Result<()>,
) -> i32 {
    // SAFETY: the header's manual.
    unsafe { immediate(err, || change(&mut borrow_mut(cfg, "cfg")?.config)) }
}

/// A config with nothing set but the defaults, which the setters tell: proxy from the environment variables, the
/// system's certificates, no log.
/// Never NULL. End it with omnifund_config_free. Never blocks.
#[unsafe(no_mangle)]
pub extern "C" fn omnifund_config_new() -> *mut omnifund_config {
    infallible(ptr::null_mut(), || {
        handle::give(omnifund_config {
            config: Config::new(),
        })
    })
}

/// A config from a file of NAME=value lines, or from environment variables of the same names where
/// `path` is NULL; `path` may be NULL. Nothing is ever read that was not asked for.
///     {settings}
/// Seconds may have a fraction: "0.5". An end of line behind a value, as variables and files of secrets have
/// it, is no part of it; other control characters are refused.
/// In a file empty lines and lines that begin with # are skipped, a value may stand in quotation marks,
/// and relative paths begin at the file's directory (of a variable, at the process's as it is now); it must
/// not be readable by everybody, nor writable by its group. PHP-FPM hides the environment from its workers
/// unless its pool says env[...]: a file is the better way there.
/// Gives a config, to be ended with omnifund_config_free.
/// Returns OMNIFUND_CODE_INVALID_CONFIGURATION, with the line: a name that is not known or stands twice, a
/// bad value, names that exclude each other, a file that can't be read or that others may; and for the
/// environment of a program that has rights which its caller has not (setuid). Blocks on the file system only.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_config_load(
    path: *const c_char,
    cfg: *mut *mut omnifund_config,
    err: *mut *mut omnifund_error,
) -> i32 {
    unsafe {
        fallible(err, || {
            let out = Out::new(cfg, "cfg")?;
            let config = load(path)?;
            out.give(omnifund_config { config });
            Ok(())
        })
    }
}

/// # Safety
/// As for every string of the header.
pub(super) unsafe fn load(path: *const c_char) -> Result<Config> {
    if path.is_null() {
        return Config::from_environment();
    }
    // SAFETY: as the caller promises.
    Config::from_file(unsafe { text::read(path, "path") }?)
}

/// One of the vendor's hosts by name: "sandbox" or "production". There is no default.
/// Returns OMNIFUND_CODE_INVALID_CONFIGURATION for any other name. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_config_set_environment(
    cfg: *mut omnifund_config,
    environment: *const c_char,
    err: *mut *mut omnifund_error,
) -> i32 {
    unsafe {
        set(cfg, err, |config| {
            config.set_environment(text::read(environment, "environment")?)
        })
    }
}

/// Any other OmniFund, such as a local server: "https://host[:port][/path]". It replaces the
/// environment's, in whatever order the two are set. "http://" is taken for a loopback address
/// only, or after omnifund_config_allow_plain_http.
/// Returns OMNIFUND_CODE_INVALID_CONFIGURATION for what is no such URL. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_config_set_base_url(
    cfg: *mut omnifund_config,
    base_url: *const c_char,
    err: *mut *mut omnifund_error,
) -> i32 {
    unsafe {
        set(cfg, err, |config| {
            config.set_base_url(text::read(base_url, "base_url")?)
        })
    }
}

/// Client id and client secret, as the OmniFund portal showed them once (Profile, API Access, New
/// OAuth Client). Both are copied.
/// Returns OMNIFUND_CODE_INVALID_CONFIGURATION where one is empty, or has a control character in it, such as
/// the end of a line. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_config_set_credentials(
    cfg: *mut omnifund_config,
    client_id: *const c_char,
    client_secret: *const SecretChar,
    err: *mut *mut omnifund_error,
) -> i32 {
    unsafe {
        set(cfg, err, |config| {
            let client_id = text::read(client_id, "client_id")?;
            let client_secret = Secret::from(text::read(client_secret, "client_secret")?);
            config.set_credentials(client_id, client_secret)
        })
    }
}

/// Whether bodies to the token endpoint are written as JSON, as the vendor's own examples do, and not as a form
/// (RFC 6749); a form unless set. `json` is 1 or 0.
/// Returns OMNIFUND_CODE_INVALID_ARGUMENT for any other number. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_config_set_json_body(
    cfg: *mut omnifund_config,
    json: Flag,
    err: *mut *mut omnifund_error,
) -> i32 {
    unsafe {
        set(cfg, err, |config| {
            config.set_body_format(match json {
                0 => BodyFormat::Form,
                1 => BodyFormat::Json,
                other => return Err(out_of_range("json", other, "0 or 1")),
            });
            Ok(())
        })
    }
}

/// How long a connection may take, TLS handshake included; {OMNIFUND_CONNECT_TIMEOUT} unless set. In
/// milliseconds, 1 to 3600000. Looking up the name comes before it, as long as the system's resolver takes.
/// Returns OMNIFUND_CODE_INVALID_CONFIGURATION out of that range. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_config_set_connect_timeout(
    cfg: *mut omnifund_config,
    milliseconds: Milliseconds,
    err: *mut *mut omnifund_error,
) -> i32 {
    unsafe {
        set(cfg, err, |config| {
            config.set_connect_timeout(duration(milliseconds))
        })
    }
}

/// How long one request may take, from the name look-up to the answer's last byte;
/// {OMNIFUND_EXCHANGE_TIMEOUT} unless set. In milliseconds, 1 to 3600000. Unless set, it is as
/// long as the call where that has a budget of its own (omnifund_config_set_call_budget,
/// omnifund_session_token_within). Set, it holds within any budget.
/// Returns OMNIFUND_CODE_INVALID_CONFIGURATION out of that range. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_config_set_exchange_timeout(
    cfg: *mut omnifund_config,
    milliseconds: Milliseconds,
    err: *mut *mut omnifund_error,
) -> i32 {
    unsafe {
        set(cfg, err, |config| {
            config.set_exchange_timeout(duration(milliseconds))
        })
    }
}

/// Which header carries the idempotency key of each POST and PATCH that a session makes, so that the server knows
/// one that it has seen before. A request without a key of its own (omnifund_request_set_idempotency_key) gets one,
/// and keeps it. Unless this is set, only a key that is set is sent.
/// Returns OMNIFUND_CODE_INVALID_CONFIGURATION for what is no header's name, or one that HTTP or the access token
/// needs. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_config_set_idempotency_header(
    cfg: *mut omnifund_config,
    name: *const c_char,
    err: *mut *mut omnifund_error,
) -> i32 {
    unsafe {
        set(cfg, err, |config| {
            config.set_idempotency_header(text::read(name, "name")?)
        })
    }
}

/// How long one call of this library may take, all that it does included; {OMNIFUND_CALL_BUDGET} unless set. In
/// milliseconds, 1 to 3600000; many servers kill a worker after 30 s. Set, one request may
/// take all of it, unless omnifund_config_set_exchange_timeout says otherwise.
/// Returns OMNIFUND_CODE_INVALID_CONFIGURATION out of that range. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_config_set_call_budget(
    cfg: *mut omnifund_config,
    milliseconds: Milliseconds,
    err: *mut *mut omnifund_error,
) -> i32 {
    unsafe {
        set(cfg, err, |config| {
            config.set_call_budget(duration(milliseconds))
        })
    }
}

/// The proxy for every request: "http://[user:password@]host[:port]", or "https://...". Unless set,
/// the variables https_proxy, HTTPS_PROXY, all_proxy, ALL_PROXY and no_proxy, NO_PROXY decide when
/// a client is made (for a plain HTTP base URL http_proxy; never HTTP_PROXY, which a web server
/// fills from a request's header); a loopback address is then reached directly. A program that has rights
/// which its caller has not (setuid) looks neither at them nor at SSL_CERT_FILE and SSL_CERT_DIR.
/// Returns OMNIFUND_CODE_INVALID_CONFIGURATION for what is no such URL; the message does not repeat
/// it, since it may hold a password. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_config_set_proxy(
    cfg: *mut omnifund_config,
    proxy: *const SecretChar,
    err: *mut *mut omnifund_error,
) -> i32 {
    unsafe {
        set(cfg, err, |config| {
            config.set_proxy(text::read(proxy, "proxy")?)
        })
    }
}

/// No proxy, whatever the environment variables say. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_config_disable_proxy(
    cfg: *mut omnifund_config,
    err: *mut *mut omnifund_error,
) -> i32 {
    unsafe {
        set(cfg, err, |config| {
            config.disable_proxy();
            Ok(())
        })
    }
}

/// A file of certificates to trust beside the system's: a local server's authority, a company's own, or the
/// server's own certificate, which then counts for its names and dates whoever signed it. PEM or DER. It is
/// read at the first request, once for all clients of the process that name it, and again after the server's
/// authority was not trusted. What is in it and can't be taken is an error, never left out. A relative
/// path is taken from the directory that the process is in now.
/// Returns OMNIFUND_CODE_INVALID_CONFIGURATION where there is no such file. Blocks on the file
/// system only.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_config_set_ca_file(
    cfg: *mut omnifund_config,
    path: *const c_char,
    err: *mut *mut omnifund_error,
) -> i32 {
    unsafe {
        set(cfg, err, |config| {
            config.set_ca_file(text::read(path, "path")?)
        })
    }
}

/// Trusts the CA file alone, and none of the system's authorities, which are then not read; for a proxy that is
/// reached by "https://" too. Without a CA file omnifund_client_new fails. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_config_trust_ca_file_only(
    cfg: *mut omnifund_config,
    err: *mut *mut omnifund_error,
) -> i32 {
    unsafe {
        set(cfg, err, |config| {
            config.trust_ca_file_only();
            Ok(())
        })
    }
}

/// Takes a base URL of plain "http://" that is no loopback address. Secrets then cross the network
/// readable. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_config_allow_plain_http(
    cfg: *mut omnifund_config,
    err: *mut *mut omnifund_error,
) -> i32 {
    unsafe {
        set(cfg, err, |config| {
            config.allow_plain_http();
            Ok(())
        })
    }
}

/// What a session does with a refresh token whose last exchange has an unknown outcome;
/// OMNIFUND_REPLAY_UNTIL_ANSWERED unless set. `replay` is an omnifund_replay.
/// Returns OMNIFUND_CODE_INVALID_ARGUMENT for another number. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_config_set_replay(
    cfg: *mut omnifund_config,
    replay: ReplayNumber,
    err: *mut *mut omnifund_error,
) -> i32 {
    unsafe {
        set(cfg, err, |config| {
            config.set_replay(numbered(replay, "replay")?);
            Ok(())
        })
    }
}

/// How long a refresh token presumably lives, for a session's status alone, since the server never says it;
/// {OMNIFUND_REFRESH_LIFETIME} unless set. In seconds, 1 to 315360000 (ten years).
/// Returns OMNIFUND_CODE_INVALID_CONFIGURATION out of that range. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_config_set_refresh_lifetime(
    cfg: *mut omnifund_config,
    seconds: Seconds,
    err: *mut *mut omnifund_error,
) -> i32 {
    unsafe {
        set(cfg, err, |config| {
            let seconds = u64::try_from(seconds).unwrap_or(0);
            config.set_refresh_lifetime(Duration::from_secs(seconds))
        })
    }
}

/// Ends a config. NULL does nothing. Clients made from it go on. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_config_free(cfg: *mut omnifund_config) {
    unsafe { ended(cfg) };
}

/// A negative number is as much out of range as zero.
fn duration(milliseconds: Milliseconds) -> Duration {
    Duration::from_millis(u64::try_from(milliseconds).unwrap_or(0))
}
