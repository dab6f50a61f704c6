//! Settings as `NAME=value`: lines of a file, or variables of the environment.

use std::collections::BTreeMap;
use std::fmt;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::{Config, StoreKey, StoreSettings};
use crate::audit::{AuditSink, SETTING};
use crate::error::{Error, ErrorKind, Result};
use crate::log::LogSink;
use crate::secret::Secret;

/// Bytes; nobody's settings are longer.
const LONGEST: u64 = 64 * 1024;

/// Every name, in the order in which they are read.
const NAMES: [&str; 17] = [
    "OMNIFUND_ENVIRONMENT",
    "OMNIFUND_BASE_URL",
    "OMNIFUND_CLIENT",
    "OMNIFUND_CLIENT_ID",
    "OMNIFUND_CLIENT_SECRET",
    "OMNIFUND_CLIENT_SECRET_FILE",
    "OMNIFUND_CA_FILE",
    "OMNIFUND_CA_ONLY",
    "OMNIFUND_PROXY",
    "OMNIFUND_STORE",
    "OMNIFUND_STORE_MODE",
    "OMNIFUND_STORE_KEY",
    "OMNIFUND_STORE_KEY_FILE",
    "OMNIFUND_MACHINE",
    "OMNIFUND_LOG",
    SETTING,
    "OMNIFUND_CALL_BUDGET",
];

impl Config {
    /// The settings of a file of `NAME=value` lines:
    ///
    /// | name | value |
    /// |---|---|
    /// | `OMNIFUND_ENVIRONMENT` | `sandbox` or `production` |
    /// | `OMNIFUND_BASE_URL` | any other OmniFund; it replaces the environment's |
    /// | `OMNIFUND_CLIENT_ID`, `OMNIFUND_CLIENT_SECRET` | the OAuth client |
    /// | `OMNIFUND_CLIENT_SECRET_FILE` | a file that holds the secret, instead |
    /// | `OMNIFUND_CLIENT` | the name of an OAuth client that the store keeps, instead of all three |
    /// | `OMNIFUND_CA_FILE` | certificates to trust beside the system's |
    /// | `OMNIFUND_CA_ONLY` | `yes` trusts that file alone, `no` (unless set) the system's too |
    /// | `OMNIFUND_PROXY` | as [`Config::set_proxy`], or `none` |
    /// | `OMNIFUND_STORE` | the store's directory |
    /// | `OMNIFUND_STORE_MODE` | `private` (unless set) or `group` |
    /// | `OMNIFUND_STORE_KEY` | the sealing key, 64 hexadecimal digits |
    /// | `OMNIFUND_STORE_KEY_FILE` | another key file than `<store>.key` |
    /// | `OMNIFUND_MACHINE` | this machine's name, in place of `/etc/machine-id`; for containers |
    /// | `OMNIFUND_LOG` | a level, a colon and a sink: `info:stderr`, `warn:syslog`, `info:file:/var/log/omnifund.log` |
    /// | `OMNIFUND_AUDIT` | `syslog` or `file:PATH`: a line for each act that changes who may act; as an environment variable it holds for programs that set up themselves, too |
    /// | `OMNIFUND_CALL_BUDGET` | seconds, as [`Config::set_call_budget`] |
    ///
    /// Empty lines and lines that begin with `#` are skipped; a value may stand in quotation marks of
    /// either kind, and nothing in it has a meaning. Relative paths begin at the file's directory.
    /// Blocks on the file system only.
    ///
    /// # Errors
    /// [`InvalidConfiguration`](ErrorKind::InvalidConfiguration), with the line: a name that is not
    /// known, one that stands twice, a bad value, names that exclude each other; or where the file
    /// can't be read, or is one that everybody may read, the group may write, or somebody owns (it, or a
    /// link to it) who is neither root nor the user who runs this.
    pub fn from_file(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        let text = read_private(path)?;
        let directory = path.parent().unwrap_or(Path::new(""));
        let mut settings = Settings::new(directory);
        for (number, line) in (1..).zip(text.expose().lines()) {
            let place = Place::Line(path, number);
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let Some((name, value)) = line.split_once('=') else {
                // Not repeated: it may be a secret.
                return Err(place.wrong("it is no NAME=value"));
            };
            let name = name.trim();
            let Some(known) = NAMES.iter().find(|known| **known == name) else {
                let problem = format!(
                    "{name:.60?} is not known; the names are {}",
                    NAMES.join(", ")
                );
                return Err(place.wrong(problem));
            };
            settings.add(known, unquoted(value.trim()), place)?;
        }
        settings.config()
    }

    /// The same from environment variables. One that is empty counts as not set, and others that begin
    /// with `OMNIFUND_` are left alone: the environment is shared. Read once, now.
    ///
    /// # Errors
    /// As [`Config::from_file`], with the variable.
    pub fn from_environment() -> Result<Self> {
        let mut settings = Settings::new(Path::new(""));
        for name in NAMES {
            let Some(value) = std::env::var_os(name).filter(|value| !value.is_empty()) else {
                continue;
            };
            let value = value
                .into_string()
                .map_err(|_| Place::Environment.wrong(format!("{name} is not valid UTF-8")))?;
            settings.add(name, Secret::from(value), Place::Environment)?;
        }
        settings.config()
    }
}

/// Where a setting stands.
#[derive(Clone, Copy)]
enum Place<'a> {
    Line(&'a Path, usize),
    Environment,
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line(path, number) => write!(f, "{}, line {number}", path.display()),
            Self::Environment => f.write_str("the environment"),
        }
    }
}

impl Place<'_> {
    fn wrong(self, problem: impl fmt::Display) -> Error {
        let problem = format!("{self}: {problem}");
        Error::new(ErrorKind::InvalidConfiguration, problem)
    }
}

/// What was read so far. Each value is kept as a secret, since some are.
struct Settings<'a> {
    directory: &'a Path,
    found: BTreeMap<&'static str, (Secret, Place<'a>)>,
}

impl<'a> Settings<'a> {
    fn new(directory: &'a Path) -> Self {
        Self {
            directory,
            found: BTreeMap::new(),
        }
    }

    fn add(&mut self, name: &'static str, value: Secret, place: Place<'a>) -> Result<()> {
        if value.expose().is_empty() {
            return Err(place.wrong(format!("{name} is empty")));
        }
        match self.found.insert(name, (value, place)) {
            Some(_) => Err(place.wrong(format!("{name} stands there twice"))),
            None => Ok(()),
        }
    }

    /// Does something with a setting, if it is there; what goes wrong is told with its place.
    fn with(&self, name: &str, set: impl FnOnce(&str) -> Result<()>) -> Result<()> {
        let Some((value, place)) = self.found.get(name) else {
            return Ok(());
        };
        set(value.expose()).map_err(|error| error.trying(&format!("{place}: {name}")))
    }

    fn path(&self, value: &str) -> PathBuf {
        self.directory.join(value)
    }

    fn refuse_both(&self, one: &str, other: &str) -> Result<()> {
        match (self.found.get(one), self.found.get(other)) {
            (Some(_), Some((_, place))) => Err(place.wrong(format!(
                "{other} is set, and so is {one}: they exclude each other"
            ))),
            _ => Ok(()),
        }
    }

    fn config(&self) -> Result<Config> {
        for (one, other) in [
            ("OMNIFUND_CLIENT", "OMNIFUND_CLIENT_ID"),
            ("OMNIFUND_CLIENT", "OMNIFUND_CLIENT_SECRET"),
            ("OMNIFUND_CLIENT", "OMNIFUND_CLIENT_SECRET_FILE"),
            ("OMNIFUND_CLIENT_SECRET", "OMNIFUND_CLIENT_SECRET_FILE"),
            ("OMNIFUND_STORE_KEY", "OMNIFUND_STORE_KEY_FILE"),
        ] {
            self.refuse_both(one, other)?;
        }
        let mut config = Config::new();
        self.with("OMNIFUND_ENVIRONMENT", |name| config.set_environment(name))?;
        self.with("OMNIFUND_BASE_URL", |url| config.set_base_url(url))?;
        self.credentials(&mut config)?;
        self.with("OMNIFUND_CA_FILE", |path| {
            config.set_ca_file(self.path(path))
        })?;
        self.with("OMNIFUND_CA_ONLY", |only| match only {
            "yes" => {
                config.trust_ca_file_only();
                Ok(())
            }
            "no" => Ok(()),
            _ => Err(bad("it is neither yes nor no")),
        })?;
        self.with("OMNIFUND_PROXY", |url| match url {
            "none" => {
                config.disable_proxy();
                Ok(())
            }
            url => config.set_proxy(url),
        })?;
        self.with("OMNIFUND_LOG", |log| {
            LogSink::parse(log, self.directory).map(|(level, sink)| config.add_log(level, sink))
        })?;
        self.with(SETTING, |sink| {
            AuditSink::parse(sink, self.directory).map(|sink| config.set_audit(sink))
        })?;
        self.with("OMNIFUND_CALL_BUDGET", |seconds| {
            let seconds = seconds
                .parse()
                .map_err(|_| bad("it is no number of seconds"))?;
            config.set_call_budget(std::time::Duration::from_secs(seconds))
        })?;
        config.store = self.store()?;
        Ok(config)
    }

    fn credentials(&self, config: &mut Config) -> Result<()> {
        self.with("OMNIFUND_CLIENT", |name| {
            config.client_name = Some(name.to_owned());
            Ok(())
        })?;
        let mut secret = None;
        self.with("OMNIFUND_CLIENT_SECRET", |value| {
            secret = Some(Secret::from(value));
            Ok(())
        })?;
        self.with("OMNIFUND_CLIENT_SECRET_FILE", |path| {
            let text = read_private(&self.path(path))?;
            secret = Some(Secret::from(text.expose().trim_end_matches(['\r', '\n'])));
            Ok(())
        })?;
        let missing = |what: &str| Err(bad(format!("{what} is missing beside it")));
        match secret {
            Some(secret) if self.found.contains_key("OMNIFUND_CLIENT_ID") => self
                .with("OMNIFUND_CLIENT_ID", |id| {
                    config.set_credentials(id, secret)
                }),
            None => self.with("OMNIFUND_CLIENT_ID", |_| missing("OMNIFUND_CLIENT_SECRET")),
            Some(_) => {
                self.with("OMNIFUND_CLIENT_SECRET", |_| missing("OMNIFUND_CLIENT_ID"))?;
                self.with("OMNIFUND_CLIENT_SECRET_FILE", |_| {
                    missing("OMNIFUND_CLIENT_ID")
                })
            }
        }
    }

    fn store(&self) -> Result<Option<StoreSettings>> {
        let mut store = None;
        self.with("OMNIFUND_STORE", |path| {
            store = Some(StoreSettings {
                path: self.path(path),
                group: false,
                another_machine: false,
                must_exist: false,
                machine: None,
                key: StoreKey::FileBeside,
            });
            Ok(())
        })?;
        let found = |store: &mut Option<StoreSettings>, set: &mut dyn FnMut(&mut StoreSettings)| {
            let store = store.as_mut();
            let store = store.ok_or_else(|| bad("OMNIFUND_STORE is missing beside it"))?;
            set(store);
            Ok(())
        };
        self.with("OMNIFUND_STORE_MODE", |mode| {
            let group = match mode {
                "private" => false,
                "group" => true,
                _ => return Err(bad("it is neither private nor group")),
            };
            found(&mut store, &mut |store| store.group = group)
        })?;
        self.with("OMNIFUND_STORE_KEY", |key| {
            found(&mut store, &mut |store| {
                store.key = StoreKey::Digits(Secret::from(key))
            })
        })?;
        self.with("OMNIFUND_STORE_KEY_FILE", |path| {
            found(&mut store, &mut |store| {
                store.key = StoreKey::File(self.path(path))
            })
        })?;
        self.with("OMNIFUND_MACHINE", |name| {
            if name.is_empty() {
                return Err(bad("it is empty"));
            }
            found(&mut store, &mut |store| {
                store.machine = Some(name.to_owned())
            })
        })?;
        Ok(store)
    }
}

fn bad(problem: impl Into<String>) -> Error {
    Error::new(ErrorKind::InvalidConfiguration, problem.into())
}

/// Without the quotation marks around it, if there are any.
fn unquoted(value: &str) -> Secret {
    for mark in ['"', '\''] {
        let inner = value
            .strip_prefix(mark)
            .and_then(|rest| rest.strip_suffix(mark));
        if let Some(inner) = inner {
            return Secret::from(inner);
        }
    }
    Secret::from(value)
}

/// Reads a file that holds secrets, unless somebody else may read it or could have written it.
fn read_private(path: &Path) -> Result<Secret> {
    let failed = |problem: &dyn fmt::Display| bad(format!("{}: {problem}", path.display()));
    let file = std::fs::File::open(path).map_err(|error| failed(&error))?;
    #[cfg(unix)]
    let file =
        crate::platform::descriptors::above_standard(file).map_err(|error| failed(&error))?;
    let found = file.metadata().map_err(|error| failed(&error))?;
    if !found.is_file() {
        return Err(failed(&"it is no file"));
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let me = rustix::process::geteuid().as_raw();
        // Who owns a link decides which of root's files is read.
        let link = path.symlink_metadata().map_err(|error| failed(&error))?;
        for owner in [found.uid(), link.uid()] {
            if owner != me && owner != 0 {
                let problem = format!(
                    "it belongs to user {owner}, who can change it, and this runs as user {me}; chown -h {me}, if \
                     what is in it is right"
                );
                return Err(failed(&problem));
            }
        }
        let mode = found.mode() & 0o777;
        if mode & 0o027 != 0 {
            let problem = format!(
                "it has mode {mode:04o}, and holds secrets: others may read or write it; chmod o=,g-w"
            );
            return Err(failed(&problem));
        }
    }
    if found.len() > LONGEST {
        return Err(failed(&format!("it is longer than {LONGEST} bytes")));
    }
    let mut text = String::with_capacity(usize::try_from(found.len()).unwrap_or(0) + 1);
    let read = file.take(LONGEST).read_to_string(&mut text);
    let text = Secret::from(text);
    read.map_err(|error| failed(&error))?;
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_begins_alike_and_stands_in_the_documentation() {
        let source = include_str!("load.rs");
        for name in NAMES {
            assert!(name.starts_with("OMNIFUND_"), "{name}");
            assert!(source.contains(&format!("`{name}`")), "{name}");
        }
    }

    #[test]
    fn quotation_marks_are_taken_off_in_pairs_only() {
        for (value, plain) in [
            ("a", "a"),
            ("\"a b\"", "a b"),
            ("'a\"b'", "a\"b"),
            ("\"a", "\"a"),
            ("\"", "\""),
            ("''", ""),
        ] {
            assert_eq!(unquoted(value).expose(), plain, "{value}");
        }
    }
}
