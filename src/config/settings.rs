//! The one table of what can be set by name, in a file or in the environment: each name, what is to be said of it,
//! and what it does. All lists of settings are made of it; a test holds it against the setters.

use std::path::{Path, PathBuf};

use super::private_file::{bad, read_private};
use super::sessions::REFRESH_LIFETIME;
use super::timeouts::{CALL_BUDGET, CONNECT, EXCHANGE};
use super::values::{choice, clean, is_yes, seconds};
use super::{BodyFormat, Config, KeyProtection, Replay, StoreKey, StoreSettings, absolute};
use crate::audit::AuditSink;
use crate::error::Result;
use crate::log::LogSink;
use crate::secret::Secret;

/// A name, and what its value does.
pub(super) struct Setting {
    pub(super) name: &'static str,
    pub(super) set: fn(&mut Builder<'_>, &str) -> Result<()>,
}

/// A configuration in the making.
pub(super) struct Builder<'a> {
    pub(super) config: Config,
    /// Where relative paths begin.
    directory: &'a Path,
    client_secret: Option<Secret>,
}

/// Of each pair one alone may be set.
pub(super) const EXCLUSIVE: [(&str, &str); 6] = [
    ("OMNIFUND_CLIENT", "OMNIFUND_CLIENT_ID"),
    ("OMNIFUND_CLIENT", "OMNIFUND_CLIENT_SECRET"),
    ("OMNIFUND_CLIENT", "OMNIFUND_CLIENT_SECRET_FILE"),
    ("OMNIFUND_CLIENT_SECRET", "OMNIFUND_CLIENT_SECRET_FILE"),
    ("OMNIFUND_STORE_KEY", "OMNIFUND_STORE_KEY_FILE"),
    ("OMNIFUND_STORE_KEY", "OMNIFUND_STORE_KEY_PROTECTION"),
];

/// The first of each pair says something about the second.
pub(super) const TOGETHER: [(&str, &str); 11] = [
    ("OMNIFUND_CLIENT_SECRET", "OMNIFUND_CLIENT_ID"),
    ("OMNIFUND_CLIENT_SECRET_FILE", "OMNIFUND_CLIENT_ID"),
    ("OMNIFUND_STORE_MODE", "OMNIFUND_STORE"),
    ("OMNIFUND_STORE_ALLOW_NETWORK", "OMNIFUND_STORE"),
    ("OMNIFUND_STORE_MUST_EXIST", "OMNIFUND_STORE"),
    ("OMNIFUND_STORE_KEY", "OMNIFUND_STORE"),
    ("OMNIFUND_STORE_OLDER_KEY", "OMNIFUND_STORE_KEY"),
    ("OMNIFUND_STORE_KEY_FILE", "OMNIFUND_STORE"),
    ("OMNIFUND_STORE_KEY_PROTECTION", "OMNIFUND_STORE"),
    ("OMNIFUND_STORE_JOURNAL", "OMNIFUND_STORE"),
    ("OMNIFUND_MACHINE", "OMNIFUND_STORE"),
];

/// With an example of its value, what it says, and what holds unless it is set: these are for people, who have
/// them from the description (`tools/interface` reads the table below), and not in the library.
const fn setting<T: Copy>(
    name: &'static str,
    _example: &str,
    _says: &str,
    _unless_set: T,
    set: fn(&mut Builder<'_>, &str) -> Result<()>,
) -> Setting {
    Setting { name, set }
}

/// Every name, in the order in which the values take effect.
pub(super) const SETTINGS: [Setting; 29] = [
    setting(
        "OMNIFUND_ENVIRONMENT",
        "sandbox",
        "or production: one of the vendor's hosts",
        (),
        |builder, name| builder.config.set_environment(name),
    ),
    setting(
        "OMNIFUND_BASE_URL",
        "https://...",
        "any other OmniFund; it replaces the environment's",
        (),
        |builder, url| builder.config.set_base_url(url),
    ),
    setting(
        "OMNIFUND_ALLOW_PLAIN_HTTP",
        "yes",
        "takes plain http:// beyond loopback; secrets then cross the network readable",
        "no",
        |builder, value| {
            if is_yes(value)? {
                builder.config.allow_plain_http();
            }
            Ok(())
        },
    ),
    setting(
        "OMNIFUND_CLIENT",
        "Till 7",
        "an OAuth client that the store keeps under this name",
        (),
        |builder, name| {
            builder.config.client_name = Some(name.to_owned());
            Ok(())
        },
    ),
    setting(
        "OMNIFUND_CLIENT_SECRET",
        "...",
        "the secret of OMNIFUND_CLIENT_ID",
        (),
        |builder, secret| {
            builder.client_secret = Some(Secret::from(secret));
            Ok(())
        },
    ),
    setting(
        "OMNIFUND_CLIENT_SECRET_FILE",
        "...",
        "a file that holds that secret, instead",
        (),
        |builder, path| {
            builder.config.has_other_files = true;
            let text = read_private(&builder.path(path))?;
            builder.client_secret = Some(Secret::from(clean(text.expose())?));
            Ok(())
        },
    ),
    setting(
        "OMNIFUND_CLIENT_ID",
        "...",
        "an OAuth client that the store does not keep",
        (),
        |builder, id| {
            let secret = builder.client_secret.take();
            let secret =
                secret.ok_or_else(|| bad("OMNIFUND_CLIENT_SECRET is missing beside it"))?;
            builder.config.set_credentials(id, secret)
        },
    ),
    setting(
        "OMNIFUND_BODY",
        "json",
        "or form: how bodies to the token endpoint are written",
        "form",
        |builder, value| {
            let format = choice(
                value,
                &[("form", BodyFormat::Form), ("json", BodyFormat::Json)],
            )?;
            builder.config.set_body_format(format);
            Ok(())
        },
    ),
    setting(
        "OMNIFUND_CA_FILE",
        "...",
        "certificates to trust beside the system's",
        (),
        |builder, path| builder.config.set_ca_file(builder.path(path)),
    ),
    setting(
        "OMNIFUND_CA_ONLY",
        "yes",
        "trusts that file alone",
        "no",
        |builder, value| {
            if is_yes(value)? {
                builder.config.trust_ca_file_only();
            }
            Ok(())
        },
    ),
    setting(
        "OMNIFUND_PROXY",
        "http://...",
        "a proxy, or none; unless set, the variables https_proxy, all_proxy and no_proxy decide",
        (),
        |builder, url| match url {
            "none" => {
                builder.config.disable_proxy();
                Ok(())
            }
            url => builder.config.set_proxy(url),
        },
    ),
    setting(
        "OMNIFUND_CONNECT_TIMEOUT",
        "2.5",
        "seconds that a connection may take, TLS handshake included",
        CONNECT,
        |builder, value| builder.config.set_connect_timeout(seconds(value)?),
    ),
    setting(
        "OMNIFUND_EXCHANGE_TIMEOUT",
        "60",
        "seconds that one request may take",
        EXCHANGE,
        |builder, value| builder.config.set_exchange_timeout(seconds(value)?),
    ),
    setting(
        "OMNIFUND_CALL_BUDGET",
        "60",
        "seconds that one call may take, all that it does included",
        CALL_BUDGET,
        |builder, value| builder.config.set_call_budget(seconds(value)?),
    ),
    setting(
        "OMNIFUND_IDEMPOTENCY_HEADER",
        "Idempotency-Key",
        "the header by which the server knows a POST that it has seen before",
        (),
        |builder, name| builder.config.set_idempotency_header(name),
    ),
    setting(
        "OMNIFUND_REPLAY",
        "never",
        "or once, until_answered: of a refresh token whose answer was lost",
        "until_answered",
        |builder, value| {
            let known = [
                ("until_answered", Replay::UntilAnswered),
                ("once", Replay::Once),
                ("never", Replay::Never),
            ];
            builder.config.set_replay(choice(value, &known)?);
            Ok(())
        },
    ),
    setting(
        "OMNIFUND_REFRESH_LIFETIME",
        "2592000",
        "seconds that a refresh token presumably lives, for its status alone",
        REFRESH_LIFETIME,
        |builder, value| builder.config.set_refresh_lifetime(seconds(value)?),
    ),
    setting(
        "OMNIFUND_STORE",
        "/var/lib/pos/omnifund",
        "the store's directory, or the url of a database that several hosts share",
        (),
        |builder, path| {
            builder.config.store = Some(StoreSettings::at(builder.place(path)));
            Ok(())
        },
    ),
    setting(
        "OMNIFUND_STORE_MODE",
        "group",
        "or private: group where two users share the store",
        "private",
        |builder, mode| {
            builder.store()?.group = choice(mode, &[("private", false), ("group", true)])?;
            Ok(())
        },
    ),
    setting(
        "OMNIFUND_STORE_ALLOW_NETWORK",
        "yes",
        "takes a file system that other machines can be at",
        "no",
        |builder, value| {
            builder.store()?.network = is_yes(value)?;
            Ok(())
        },
    ),
    setting(
        "OMNIFUND_STORE_MUST_EXIST",
        "yes",
        "programs make no store where the path is wrong or the disk away; the omnifund command does",
        "no",
        |builder, value| {
            builder.store()?.must_exist = is_yes(value)?;
            Ok(())
        },
    ),
    setting(
        "OMNIFUND_STORE_KEY",
        "...",
        "the sealing key itself, 64 hexadecimal digits",
        (),
        |builder, key| {
            builder.store()?.key = StoreKey::Digits(Secret::from(key));
            Ok(())
        },
    ),
    setting(
        "OMNIFUND_STORE_OLDER_KEY",
        "...",
        "beside it, a key that opens records and seals none",
        (),
        |builder, key| {
            builder.store()?.older_key = Some(Secret::from(key));
            Ok(())
        },
    ),
    setting(
        "OMNIFUND_STORE_KEY_FILE",
        "...",
        "another key file than that beside the store, whose name ends in .key",
        (),
        |builder, path| {
            let path = builder.path(path);
            builder.store()?.key = StoreKey::File(path);
            Ok(())
        },
    ),
    setting(
        "OMNIFUND_STORE_KEY_PROTECTION",
        "user",
        "or machine, none: whom Windows (DPAPI) lets open the key file",
        (),
        |builder, value| {
            builder.store()?.protection = Some(KeyProtection::named(value)?);
            Ok(())
        },
    ),
    setting(
        "OMNIFUND_STORE_JOURNAL",
        "/var/lib/pos/journal",
        "beside a database, this host's own directory; in its state directory unless set",
        (),
        |builder, path| {
            let path = builder.path(path);
            builder.store()?.journal = Some(path);
            Ok(())
        },
    ),
    setting(
        "OMNIFUND_MACHINE",
        "...",
        "this machine's name, where it has no /etc/machine-id",
        (),
        |builder, name| {
            builder.store()?.machine = Some(name.to_owned());
            Ok(())
        },
    ),
    setting(
        "OMNIFUND_LOG",
        "info:stderr",
        "level and sink: stderr, syslog, file:PATH",
        (),
        |builder, value| {
            let (level, sink) = LogSink::parse(value, builder.directory)?;
            builder.config.add_log(level, sink);
            Ok(())
        },
    ),
    setting(
        "OMNIFUND_AUDIT",
        "syslog",
        "or file:PATH: a line for each act that changes who may act",
        (),
        |builder, value| {
            let sink = AuditSink::parse(value, builder.directory)?;
            builder.config.set_audit(sink);
            Ok(())
        },
    ),
];

impl<'a> Builder<'a> {
    pub(super) fn new(directory: &'a Path) -> Self {
        Self {
            config: Config::new(),
            directory,
            client_secret: None,
        }
    }

    fn path(&self, value: &str) -> PathBuf {
        absolute(self.directory.join(value))
    }

    /// A url is no path, and stays as it is.
    fn place(&self, value: &str) -> PathBuf {
        if crate::foreign::is_url(value) {
            return PathBuf::from(value);
        }
        self.path(value)
    }

    /// For what [`TOGETHER`] says is set beside `OMNIFUND_STORE`.
    fn store(&mut self) -> Result<&mut StoreSettings> {
        let store = self.config.store.as_mut();
        store.ok_or_else(|| bad("OMNIFUND_STORE is missing beside it"))
    }
}

#[cfg(test)]
mod tests;
