//! Where OmniFund is, who asks, how long to wait, by what way, whom to trust.
//!
//! Each setting is checked once, by its setter; what several settings decide together is checked
//! once when a client is made.

mod base_url;
#[cfg(any(test, feature = "fuzzing"))]
pub(crate) mod fuzzed;
pub(crate) mod header;
mod load;
mod private_file;
mod proxy;
mod sessions;
mod settings;
mod timeouts;
mod values;

use std::path::{Path, PathBuf};

pub(crate) use self::base_url::BaseUrl;
pub(crate) use self::proxy::Proxy;
use self::proxy::ProxyChoice;
pub use self::sessions::KeyProtection;
pub use self::sessions::Replay;
pub(crate) use self::sessions::{SessionSettings, StoreKey, StoreSettings};
pub(crate) use self::timeouts::Timeouts;
use crate::audit::AuditSink;
use crate::error::{Error, Result};
use crate::log::{Log, LogLevel, LogSink};
use crate::secret::Secret;

/// One of the vendor's two hosts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Environment {
    /// The vendor's test host, `https://sandbox.gotobilling.com`.
    Sandbox,
    /// Where money moves, `https://secure.gotobilling.com`.
    Production,
}

impl Environment {
    const ALL: [Self; 2] = [Self::Sandbox, Self::Production];

    fn name(self) -> &'static str {
        match self {
            Self::Sandbox => "sandbox",
            Self::Production => "production",
        }
    }

    fn base_url(self) -> &'static str {
        match self {
            Self::Sandbox => "https://sandbox.gotobilling.com",
            Self::Production => "https://secure.gotobilling.com",
        }
    }

    fn names() -> String {
        Self::ALL
            .map(|one| format!("\"{}\"", one.name()))
            .join(" or ")
    }
}

/// How the body of a request to the token endpoint is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum BodyFormat {
    /// `application/x-www-form-urlencoded`, as RFC 6749 §4.3.2 says.
    #[default]
    Form,
    /// `application/json`, as the vendor's own examples send it.
    Json,
}

/// Everything a [`Client`](crate::Client) needs to know. Cheap to clone; its secrets print as
/// `[redacted]`.
///
/// ```
/// use omnifund::Config;
///
/// let error = Config::new().set_environment("staging").unwrap_err();
/// assert!(error.to_string().contains("\"sandbox\" or \"production\""));
/// ```
#[derive(Debug, Clone)]
pub struct Config {
    environment: Option<Environment>,
    base_url: Option<BaseUrl>,
    credentials: Option<Credentials>,
    pub(crate) body_format: BodyFormat,
    pub(crate) timeouts: Timeouts,
    proxy: ProxyChoice,
    pub(crate) trust: Trusted,
    plain_http_allowed: bool,
    pub(crate) sessions: SessionSettings,
    /// An OAuth client that the store keeps, where the configuration names one.
    pub(crate) client_name: Option<String>,
    /// Where the configuration says that the store is.
    pub(crate) store: Option<StoreSettings>,
    /// Which header carries a request's idempotency key.
    pub(crate) idempotency_header: Option<String>,
    pub(crate) log: Log,
    pub(crate) audit: Option<AuditSink>,
    /// Whether some of it came from other files than the one that was read.
    #[cfg_attr(not(feature = "capi"), allow(dead_code))]
    pub(crate) has_other_files: bool,
}

/// What identifies an OAuth client.
#[derive(Debug, Clone)]
pub(crate) struct Credentials {
    pub(crate) client_id: String,
    pub(crate) client_secret: Secret,
}

impl Credentials {
    /// None has a control character in it (RFC 6749 Appendix A); what has one is a line with its end.
    pub(crate) fn checked(client_id: &str, client_secret: Secret) -> Result<Self, String> {
        for (what, value) in [("id", client_id), ("secret", client_secret.expose())] {
            if value.is_empty() {
                return Err(format!("the client {what} is empty"));
            }
            if value.contains(char::is_control) {
                return Err(format!(
                    "the client {what} has a control character in it, such as the end of a line"
                ));
            }
        }
        Ok(Self {
            client_id: client_id.to_owned(),
            client_secret,
        })
    }
}

/// Whom to trust.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Trusted {
    pub(crate) ca_file: Option<PathBuf>,
    pub(crate) only_ca_file: bool,
}

/// What the settings decide together.
#[derive(Debug)]
pub(crate) struct Target {
    pub(crate) base_url: BaseUrl,
    pub(crate) credentials: Credentials,
    pub(crate) proxy: Option<Proxy>,
}

impl Default for Config {
    fn default() -> Self {
        Self::new()
    }
}

impl Config {
    /// Nothing set but the defaults, as the table of [`Config::from_file`] has them.
    pub fn new() -> Self {
        Self {
            environment: None,
            base_url: None,
            credentials: None,
            body_format: BodyFormat::default(),
            timeouts: Timeouts::default(),
            proxy: ProxyChoice::FromEnvironment,
            trust: Trusted::default(),
            plain_http_allowed: false,
            sessions: SessionSettings::default(),
            client_name: None,
            store: None,
            idempotency_header: None,
            log: Log::default(),
            audit: None,
            has_other_files: false,
        }
    }

    /// One of the vendor's hosts by name: `sandbox` or `production`. There is no default.
    ///
    /// # Errors
    /// [`InvalidConfiguration`](crate::ErrorKind::InvalidConfiguration) for any other name.
    pub fn set_environment(&mut self, name: &str) -> Result<()> {
        let environment = Environment::ALL.into_iter().find(|one| one.name() == name);
        self.environment = Some(environment.ok_or_else(|| {
            let known = Environment::names();
            Error::setting(
                "environment",
                format!("there is no {name:?}; it is {known}"),
            )
        })?);
        Ok(())
    }

    /// Any other OmniFund, such as a local server: `https://host[:port][/path]`. It replaces the
    /// environment's, in whatever order the two are set. `http://` is taken for a loopback address
    /// only, or after [`Config::allow_plain_http`].
    ///
    /// ```
    /// let mut config = omnifund::Config::new();
    /// config.set_base_url("https://omnifund.example/till")?;
    /// config.set_base_url("http://127.0.0.1:8443")?;
    /// assert!(config.set_base_url("ftp://omnifund.example").is_err());
    /// # Ok::<(), omnifund::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`InvalidConfiguration`](crate::ErrorKind::InvalidConfiguration) for what is no such URL.
    pub fn set_base_url(&mut self, url: &str) -> Result<()> {
        self.base_url = Some(BaseUrl::parse(url).map_err(|why| Error::setting("base_url", why))?);
        Ok(())
    }

    /// Client id and client secret, as the OmniFund portal showed them once (Profile » API Access).
    ///
    /// ```
    /// use omnifund::{Config, Secret};
    ///
    /// let mut config = Config::new();
    /// config.set_credentials("1_3bcb", Secret::from("a secret"))?;
    /// assert!(!format!("{config:?}").contains("a secret"));
    /// # Ok::<(), omnifund::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`InvalidConfiguration`](crate::ErrorKind::InvalidConfiguration) where one is empty, or has a control
    /// character in it, such as the end of a line.
    pub fn set_credentials(&mut self, client_id: &str, client_secret: Secret) -> Result<()> {
        let checked = Credentials::checked(client_id, client_secret);
        self.credentials = Some(checked.map_err(|why| Error::setting("credentials", why))?);
        Ok(())
    }

    /// How bodies to the token endpoint are written; a form unless set.
    pub fn set_body_format(&mut self, format: BodyFormat) {
        self.body_format = format;
    }

    /// The proxy for every exchange: `http://[user:password@]host[:port]`, or `https://…`. Unless
    /// set, `https_proxy`, `HTTPS_PROXY`, `all_proxy`, `ALL_PROXY` and `no_proxy`, `NO_PROXY` decide
    /// when a client is made (for a plain HTTP base URL `http_proxy`; never `HTTP_PROXY`, which a
    /// web server fills from a request's header); a loopback address is then reached directly. A program that
    /// has rights which its caller has not (setuid) does not look at them.
    ///
    /// ```
    /// let mut config = omnifund::Config::new();
    /// config.set_proxy("http://till:password@proxy.example:3128")?;
    /// let error = config.set_proxy("socks5://till:password@proxy.example").unwrap_err();
    /// assert!(!error.to_string().contains("password"));
    /// # Ok::<(), omnifund::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`InvalidConfiguration`](crate::ErrorKind::InvalidConfiguration) for what is no such URL; the
    /// message does not repeat it, since it may hold a password.
    pub fn set_proxy(&mut self, url: &str) -> Result<()> {
        let proxy = Proxy::parse(url).map_err(|why| Error::setting("proxy", why))?;
        self.proxy = ProxyChoice::Given(proxy);
        Ok(())
    }

    /// No proxy, whatever the environment variables say.
    pub fn disable_proxy(&mut self) {
        self.proxy = ProxyChoice::Off;
    }

    /// A file of certificates to trust, beside the system's: a local server's authority, a company's own, or
    /// the server's own certificate, which then counts for its names and dates whoever signed it. PEM or
    /// DER. It is read at the first exchange, once for all clients of the process that name it, and again
    /// after the server's authority was not trusted. What is in it and can't be taken is an error, never
    /// left out. A relative path begins at the process's directory as it is now.
    ///
    /// # Errors
    /// [`InvalidConfiguration`](crate::ErrorKind::InvalidConfiguration) where there is no such file.
    pub fn set_ca_file(&mut self, path: impl AsRef<Path>) -> Result<()> {
        let path = path.as_ref();
        match std::fs::metadata(path) {
            Ok(file) if !file.is_dir() => {
                self.trust.ca_file = Some(absolute(path.to_owned()));
                Ok(())
            }
            Ok(_) => {
                let problem = format!("{} is a directory", path.display());
                Err(Error::setting("ca_file", problem))
            }
            Err(error) => {
                let problem = format!("{}: {error}", path.display());
                Err(Error::setting("ca_file", problem))
            }
        }
    }

    /// Trusts the CA file alone, and none of the system's authorities, which are then not read; for a proxy that
    /// is reached by `https://` too. Without a CA file no client can be made.
    pub fn trust_ca_file_only(&mut self) {
        self.trust.only_ca_file = true;
    }

    /// Takes a base URL of plain `http://` that is no loopback address. Secrets then cross the
    /// network readable.
    pub fn allow_plain_http(&mut self) {
        self.plain_http_allowed = true;
    }

    /// The header that carries the idempotency key of each `POST` and `PATCH` that a session makes, so that the
    /// server knows one that it has seen before. A [`Request`](crate::Request) without a key of its own gets one,
    /// and keeps it. Unless set, only a key that is set is sent.
    ///
    /// # Errors
    /// [`InvalidConfiguration`](crate::ErrorKind::InvalidConfiguration) for what is no header's name, or one that
    /// HTTP or the access token needs.
    pub fn set_idempotency_header(&mut self, name: &str) -> Result<()> {
        header::name(name).map_err(|why| Error::setting("idempotency_header", why))?;
        self.idempotency_header = Some(name.to_owned());
        Ok(())
    }

    /// Adds a sink that takes lines of `level` and what matters more. A config without one logs
    /// nothing. A file's relative path begins at the process's directory as it is now.
    ///
    /// ```
    /// use omnifund::{Config, LogLevel, LogSink};
    /// use std::sync::Arc;
    ///
    /// let mut config = Config::new();
    /// config.add_log(LogLevel::Warn, LogSink::Syslog);
    /// config.add_log(LogLevel::Info, LogSink::Callback(Arc::new(|_, line| println!("{line}"))));
    /// ```
    pub fn add_log(&mut self, level: LogLevel, sink: LogSink) {
        let sink = match sink {
            LogSink::File(path) => LogSink::File(absolute(path)),
            other => other,
        };
        self.log.add(level, sink);
    }

    /// Where the audit lines of what is made of this config go, in place of the sink that the environment
    /// variable `OMNIFUND_AUDIT` names: one for each act that changes who may act. A store that is opened
    /// without a config has [`FileOptions::audit`](crate::FileOptions::audit).
    pub fn set_audit(&mut self, sink: AuditSink) {
        self.audit = Some(sink);
    }

    /// Checks what the settings decide together.
    pub(crate) fn target(&self) -> Result<Target> {
        let base_url = match (&self.base_url, self.environment) {
            (Some(url), _) => url.clone(),
            (None, Some(environment)) => BaseUrl::parse(environment.base_url())
                .map_err(|why| Error::setting("environment", why))?,
            (None, None) => {
                let known = Environment::names();
                return Err(Error::setting(
                    "environment",
                    format!("not set; it is {known}, or set base_url"),
                ));
            }
        };
        if !(base_url.is_https() || base_url.is_loopback() || self.plain_http_allowed) {
            return Err(Error::setting(
                "base_url",
                "plain http:// would send secrets readable over the network; use https://, or allow \
                 plain HTTP explicitly",
            ));
        }
        if self.trust.only_ca_file && self.trust.ca_file.is_none() {
            return Err(Error::setting(
                "ca_file",
                "not set, and nothing else is to be trusted",
            ));
        }
        let credentials = self.credentials.clone().ok_or_else(|| {
            Error::setting("credentials", "client id and client secret are not set")
        })?;
        let proxy = self.proxy.resolve(&base_url)?;
        if proxy.is_some() && !base_url.is_https() && !self.plain_http_allowed {
            return Err(Error::setting(
                "proxy",
                "it would carry plain http:// readable over the network; use https://, or allow plain \
                 HTTP explicitly",
            ));
        }
        Ok(Target {
            base_url,
            credentials,
            proxy,
        })
    }
}

/// A path is taken from the directory that the process is in when it is set: a daemon goes to `/` later.
fn absolute(path: PathBuf) -> PathBuf {
    std::path::absolute(&path).unwrap_or(path)
}
