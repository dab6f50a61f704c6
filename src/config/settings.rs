//! The one table of what can be set by name, in a file or in the environment: each name, and what it does.
//! Tests hold it against the setters, and against everything that documents the names.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::private_file::{bad, read_private};
use super::{BodyFormat, Config, Replay, StoreKey, StoreSettings, absolute};
use crate::audit::{self, AuditSink};
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
pub(super) const EXCLUSIVE: [(&str, &str); 5] = [
    ("OMNIFUND_CLIENT", "OMNIFUND_CLIENT_ID"),
    ("OMNIFUND_CLIENT", "OMNIFUND_CLIENT_SECRET"),
    ("OMNIFUND_CLIENT", "OMNIFUND_CLIENT_SECRET_FILE"),
    ("OMNIFUND_CLIENT_SECRET", "OMNIFUND_CLIENT_SECRET_FILE"),
    ("OMNIFUND_STORE_KEY", "OMNIFUND_STORE_KEY_FILE"),
];

/// The first of each pair says something about the second.
pub(super) const TOGETHER: [(&str, &str); 9] = [
    ("OMNIFUND_CLIENT_SECRET", "OMNIFUND_CLIENT_ID"),
    ("OMNIFUND_CLIENT_SECRET_FILE", "OMNIFUND_CLIENT_ID"),
    ("OMNIFUND_STORE_MODE", "OMNIFUND_STORE"),
    ("OMNIFUND_STORE_ALLOW_NETWORK", "OMNIFUND_STORE"),
    ("OMNIFUND_STORE_MUST_EXIST", "OMNIFUND_STORE"),
    ("OMNIFUND_STORE_KEY", "OMNIFUND_STORE"),
    ("OMNIFUND_STORE_OLDER_KEY", "OMNIFUND_STORE_KEY"),
    ("OMNIFUND_STORE_KEY_FILE", "OMNIFUND_STORE"),
    ("OMNIFUND_MACHINE", "OMNIFUND_STORE"),
];

const fn setting(name: &'static str, set: fn(&mut Builder<'_>, &str) -> Result<()>) -> Setting {
    Setting { name, set }
}

/// Every name, in the order in which the values take effect.
pub(super) const SETTINGS: [Setting; 27] = [
    setting("OMNIFUND_ENVIRONMENT", |builder, name| {
        builder.config.set_environment(name)
    }),
    setting("OMNIFUND_BASE_URL", |builder, url| {
        builder.config.set_base_url(url)
    }),
    setting("OMNIFUND_ALLOW_PLAIN_HTTP", |builder, value| {
        if is_yes(value)? {
            builder.config.allow_plain_http();
        }
        Ok(())
    }),
    setting("OMNIFUND_CLIENT", |builder, name| {
        builder.config.client_name = Some(name.to_owned());
        Ok(())
    }),
    setting("OMNIFUND_CLIENT_SECRET", |builder, secret| {
        builder.client_secret = Some(Secret::from(secret));
        Ok(())
    }),
    setting("OMNIFUND_CLIENT_SECRET_FILE", |builder, path| {
        let text = read_private(&builder.path(path))?;
        builder.client_secret = Some(Secret::from(clean(text.expose())?));
        Ok(())
    }),
    setting("OMNIFUND_CLIENT_ID", |builder, id| {
        let secret = builder.client_secret.take();
        let secret = secret.ok_or_else(|| bad("OMNIFUND_CLIENT_SECRET is missing beside it"))?;
        builder.config.set_credentials(id, secret)
    }),
    setting("OMNIFUND_BODY", |builder, value| {
        let format = choice(
            value,
            &[("form", BodyFormat::Form), ("json", BodyFormat::Json)],
        )?;
        builder.config.set_body_format(format);
        Ok(())
    }),
    setting("OMNIFUND_CA_FILE", |builder, path| {
        builder.config.set_ca_file(builder.path(path))
    }),
    setting("OMNIFUND_CA_ONLY", |builder, value| {
        if is_yes(value)? {
            builder.config.trust_ca_file_only();
        }
        Ok(())
    }),
    setting("OMNIFUND_PROXY", |builder, url| match url {
        "none" => {
            builder.config.disable_proxy();
            Ok(())
        }
        url => builder.config.set_proxy(url),
    }),
    setting("OMNIFUND_CONNECT_TIMEOUT", |builder, value| {
        builder.config.set_connect_timeout(seconds(value)?)
    }),
    setting("OMNIFUND_EXCHANGE_TIMEOUT", |builder, value| {
        builder.config.set_exchange_timeout(seconds(value)?)
    }),
    setting("OMNIFUND_CALL_BUDGET", |builder, value| {
        builder.config.set_call_budget(seconds(value)?)
    }),
    setting("OMNIFUND_IDEMPOTENCY_HEADER", |builder, name| {
        builder.config.set_idempotency_header(name)
    }),
    setting("OMNIFUND_REPLAY", |builder, value| {
        let known = [
            ("until_answered", Replay::UntilAnswered),
            ("once", Replay::Once),
            ("never", Replay::Never),
        ];
        builder.config.set_replay(choice(value, &known)?);
        Ok(())
    }),
    setting("OMNIFUND_REFRESH_LIFETIME", |builder, value| {
        builder.config.set_refresh_lifetime(seconds(value)?)
    }),
    setting("OMNIFUND_STORE", |builder, path| {
        builder.config.store = Some(StoreSettings {
            path: builder.path(path),
            group: false,
            network: false,
            another_machine: false,
            must_exist: false,
            machine: None,
            key: StoreKey::FileBeside,
            older_key: None,
        });
        Ok(())
    }),
    setting("OMNIFUND_STORE_MODE", |builder, mode| {
        builder.store()?.group = choice(mode, &[("private", false), ("group", true)])?;
        Ok(())
    }),
    setting("OMNIFUND_STORE_ALLOW_NETWORK", |builder, value| {
        builder.store()?.network = is_yes(value)?;
        Ok(())
    }),
    setting("OMNIFUND_STORE_MUST_EXIST", |builder, value| {
        builder.store()?.must_exist = is_yes(value)?;
        Ok(())
    }),
    setting("OMNIFUND_STORE_KEY", |builder, key| {
        builder.store()?.key = StoreKey::Digits(Secret::from(key));
        Ok(())
    }),
    setting("OMNIFUND_STORE_OLDER_KEY", |builder, key| {
        builder.store()?.older_key = Some(Secret::from(key));
        Ok(())
    }),
    setting("OMNIFUND_STORE_KEY_FILE", |builder, path| {
        let path = builder.path(path);
        builder.store()?.key = StoreKey::File(path);
        Ok(())
    }),
    setting("OMNIFUND_MACHINE", |builder, name| {
        builder.store()?.machine = Some(name.to_owned());
        Ok(())
    }),
    setting("OMNIFUND_LOG", |builder, value| {
        let (level, sink) = LogSink::parse(value, builder.directory)?;
        builder.config.add_log(level, sink);
        Ok(())
    }),
    setting(audit::SETTING, |builder, value| {
        let sink = AuditSink::parse(value, builder.directory)?;
        builder.config.set_audit(sink);
        Ok(())
    }),
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

    /// For what [`TOGETHER`] says is set beside `OMNIFUND_STORE`.
    fn store(&mut self) -> Result<&mut StoreSettings> {
        let store = self.config.store.as_mut();
        store.ok_or_else(|| bad("OMNIFUND_STORE is missing beside it"))
    }
}

/// Editors, `echo` and secrets' managers leave an end of line behind what it ends.
pub(super) fn without_line_end(value: &str) -> &str {
    value.trim_end_matches(['\r', '\n'])
}

/// A value without the end of its line. Within it no control character stands: it would be sent, or forge a
/// line. The error does not repeat the value.
pub(super) fn clean(value: &str) -> Result<&str> {
    let value = without_line_end(value);
    if value.contains(char::is_control) {
        return Err(bad(
            "there is a control character in it, such as a tab or the end of a line",
        ));
    }
    Ok(value)
}

/// One of the words, whatever its case, and with a hyphen for `_`.
fn choice<T: Copy>(value: &str, known: &[(&str, T)]) -> Result<T> {
    let value = value.to_ascii_lowercase().replace('-', "_");
    let found = known.iter().find(|(word, _)| *word == value);
    let (_, chosen) = found.ok_or_else(|| {
        let words: Vec<_> = known.iter().map(|(word, _)| *word).collect();
        bad(match words.as_slice() {
            [one, other] => format!("it is neither {one} nor {other}"),
            words => format!("it is none of {}", words.join(", ")),
        })
    })?;
    Ok(*chosen)
}

fn is_yes(value: &str) -> Result<bool> {
    choice(value, &[("yes", true), ("no", false)])
}

/// Seconds, with a fraction or without, to the nanosecond.
fn seconds(value: &str) -> Result<Duration> {
    let parsed = || {
        let (whole, fraction) = value.split_once('.').unwrap_or((value, "0"));
        let is_number = |digits: &str| digits.bytes().all(|digit| digit.is_ascii_digit());
        if fraction.is_empty() || !is_number(whole) || !is_number(fraction) {
            return None;
        }
        let nanoseconds: String = fraction
            .chars()
            .chain("000000000".chars())
            .take(9)
            .collect();
        Some(Duration::new(
            whole.parse().ok()?,
            nanoseconds.parse().ok()?,
        ))
    };
    parsed().ok_or_else(|| bad("it is no number of seconds, such as 30 or 0.5"))
}

#[cfg(test)]
mod tests;
