//! Settings as `NAME=value`: lines of a file, or variables of the environment.

use std::fmt;
use std::path::Path;

use super::Config;
use super::private_file::read_private;
use super::settings::{self, Builder, SETTINGS, Setting};
use super::values;
use crate::error::{Error, ErrorKind, Result};
use crate::platform::privilege;
use crate::secret::Secret;

impl Config {
    /// The settings of a file of `NAME=value` lines:
    ///
    #[doc = include_str!("../../docs/settings.md")]
    ///
    /// Seconds may have a fraction: `0.5`. Empty lines and lines that begin with `#` are skipped; a value may
    /// stand in quotation marks of either kind, and nothing in it has a meaning. What ends a value's line is
    /// no part of it, also where a variable or the secret's file has one at its end; other control characters
    /// are refused. Relative paths begin at the file's directory. Blocks on the file system only.
    ///
    /// ```
    /// use omnifund::{Config, ErrorKind};
    ///
    /// let error = Config::from_file("/nowhere/omnifund.conf").unwrap_err();
    /// assert_eq!(error.kind(), ErrorKind::InvalidConfiguration);
    /// ```
    ///
    /// # Errors
    /// [`InvalidConfiguration`](ErrorKind::InvalidConfiguration), with the line: a name that is not
    /// known, one that stands twice, a bad value, names that exclude each other; or where the file
    /// can't be read, or is one that everybody may read, the group may write, or somebody owns (it, or a
    /// link to it) who is neither root nor the user who runs this.
    pub fn from_file(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        let text = read_private(path)?;
        Self::of_lines(text.expose(), path)
    }

    /// The settings of a file's text; `path` is for messages, and where relative paths begin.
    pub(super) fn of_lines(text: &str, path: &Path) -> Result<Self> {
        let directory = path.parent().unwrap_or(Path::new(""));
        let mut found = Found::new(directory);
        for (number, line) in (1..).zip(text.lines()) {
            let origin = Origin::Line(path, number);
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let Some((name, value)) = line.split_once('=') else {
                // Not repeated: it may be a secret.
                return Err(origin.wrong("it is no NAME=value"));
            };
            let name = name.trim();
            let Some(known) = SETTINGS.iter().find(|known| known.name == name) else {
                let names: Vec<_> = SETTINGS.iter().map(|known| known.name).collect();
                let problem = format!(
                    "{name:.60?} is not known; the names are {}",
                    names.join(", ")
                );
                return Err(origin.wrong(problem));
            };
            found.add(known.name, unquoted(value.trim()), origin)?;
        }
        found.config()
    }

    /// The settings of environment variables, whose names and values are those of [`Config::from_file`]; relative paths begin at the process's directory as it is now. One
    /// that is empty counts as not set, and others that begin with `OMNIFUND_` are left alone: the environment
    /// is shared. Read once, now.
    ///
    /// # Errors
    /// As [`Config::from_file`], with the variable; and always in a program that has rights which its caller
    /// has not (setuid, setgid, capabilities), since the environment is the caller's.
    pub fn from_environment() -> Result<Self> {
        if privilege::is_raised() {
            let problem = "it is not read, since this program has rights that its caller has not (setuid, \
                           setgid or capabilities): have the settings in a file";
            return Err(Origin::Environment.wrong(problem));
        }
        let mut found = Found::new(Path::new(""));
        for Setting { name, .. } in &SETTINGS {
            let Some(value) = std::env::var_os(name) else {
                continue;
            };
            let value = value
                .into_string()
                .map_err(|_| Origin::Environment.wrong(format!("{name} is not valid UTF-8")))?;
            let value = Secret::from(value);
            if !values::without_line_end(value.expose()).is_empty() {
                found.add(name, value.expose(), Origin::Environment)?;
            }
        }
        found.config()
    }
}

/// Where a setting stands.
#[derive(Clone, Copy)]
enum Origin<'a> {
    Line(&'a Path, usize),
    Environment,
}

impl fmt::Display for Origin<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line(path, number) => write!(f, "{}, line {number}", path.display()),
            Self::Environment => f.write_str("the environment"),
        }
    }
}

impl Origin<'_> {
    fn wrong(self, problem: impl fmt::Display) -> Error {
        let problem = format!("{self}: {problem}");
        Error::new(ErrorKind::InvalidConfiguration, problem)
    }
}

/// What was read so far. Each value is kept as a secret, since some are.
struct Found<'a> {
    directory: &'a Path,
    values: Vec<(&'static str, Secret, Origin<'a>)>,
}

impl<'a> Found<'a> {
    fn new(directory: &'a Path) -> Self {
        Self {
            directory,
            values: Vec::new(),
        }
    }

    fn add(&mut self, name: &'static str, value: &str, origin: Origin<'a>) -> Result<()> {
        let named = |error: Error| error.trying(&format!("{origin}: {name}"));
        let value = values::clean(value).map_err(named)?;
        if value.is_empty() {
            return Err(origin.wrong(format!("{name} is empty")));
        }
        if self.get(name).is_some() {
            return Err(origin.wrong(format!("{name} stands there twice")));
        }
        self.values.push((name, Secret::from(value), origin));
        Ok(())
    }

    fn get(&self, name: &str) -> Option<(&Secret, Origin<'a>)> {
        let mut values = self.values.iter();
        values.find_map(|(known, value, origin)| (*known == name).then_some((value, *origin)))
    }

    fn config(&self) -> Result<Config> {
        for (one, other) in settings::EXCLUSIVE {
            if let (Some(_), Some((_, origin))) = (self.get(one), self.get(other)) {
                return Err(origin.wrong(format!(
                    "{other} is set, and so is {one}: they exclude each other"
                )));
            }
        }
        for (name, beside) in settings::TOGETHER {
            if let (Some((_, origin)), None) = (self.get(name), self.get(beside)) {
                return Err(origin.wrong(format!("{name}: {beside} is missing beside it")));
            }
        }
        let mut builder = Builder::new(self.directory);
        for setting in &SETTINGS {
            if let Some((value, origin)) = self.get(setting.name) {
                (setting.set)(&mut builder, value.expose())
                    .map_err(|error| error.trying(&format!("{origin}: {}", setting.name)))?;
            }
        }
        Ok(builder.config)
    }
}

/// Without the quotation marks around it, if there are any.
fn unquoted(value: &str) -> &str {
    for mark in ['"', '\''] {
        let inner = value
            .strip_prefix(mark)
            .and_then(|rest| rest.strip_suffix(mark));
        if let Some(inner) = inner {
            return inner;
        }
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

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
            assert_eq!(unquoted(value), plain, "{value}");
        }
    }
}
