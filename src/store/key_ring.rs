//! The keys of a store: one that the application gives, or those of a file that lies beside the directory
//! and never in it, so that a backup of the store does not carry them.
//!
//! A key file has a line for each key. The first key seals, all of them open; one that is marked as
//! prepared waits to become the first.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use arc_swap::ArcSwap;
use zeroize::Zeroizing;

use super::file::{FileOptions, KeyFile, Opened};
use super::key::SealingKey;
use super::key_protection;
use crate::config::KeyProtection;
use crate::error::{Error, ErrorKind, Result};
use crate::hex::hex;

/// How a line of a key file begins.
const PREFIX: &str = "omnifund-key-1 ";
/// How the line of a key ends that opens and does not seal yet.
const PREPARED: &str = " prepared";

/// The keys of a store: the first seals, all open.
pub(super) struct KeyRing {
    file: Option<PathBuf>,
    keys: ArcSwap<Keys>,
}

pub(super) struct Keys {
    entries: Vec<Entry>,
    /// Of the file that they are from.
    protection: KeyProtection,
}

#[derive(Clone)]
struct Entry {
    key: SealingKey,
    prepared: bool,
}

impl Entry {
    fn new(key: SealingKey, prepared: bool) -> Self {
        Self { key, prepared }
    }

    fn parse(line: &str) -> Option<Self> {
        let rest = line.strip_prefix(PREFIX)?.trim_end();
        let digits = rest.strip_suffix(PREPARED);
        let key = SealingKey::from_digits(digits.unwrap_or(rest))?;
        Some(Self::new(key, digits.is_some()))
    }
}

impl KeyRing {
    /// Keys that the application gives: one that seals, and older ones that open.
    pub(super) fn given(key: SealingKey, older: &[SealingKey]) -> Self {
        let keys = std::iter::once(&key).chain(older);
        let entries = keys.map(|key| Entry::new(key.clone(), false)).collect();
        Self {
            file: None,
            keys: ArcSwap::from_pointee(Keys {
                entries,
                protection: KeyProtection::None,
            }),
        }
    }

    /// The key file of a store that was opened, made where there is none and there are no records. Its
    /// directory comes by its one true name: behind `store/` the ending would name a file in it.
    pub(super) fn of_file(
        opened: &Opened,
        options: &FileOptions,
        has_records: impl FnOnce() -> Result<bool>,
    ) -> Result<Self> {
        let directory = &opened.place;
        let file = options.key_file_of(directory);
        let place = KeyFile::new(&file, options);
        let protection = options.wanted_protection()?;
        let keys = match place.read_for(opened)? {
            Some(text) => parse(text, &file)?,
            None if has_records()? => return Err(missing(&file)),
            None => {
                // Another process may be first: whatever stands there then is the key.
                let made = Keys {
                    entries: vec![Entry::new(SealingKey::generate()?, false)],
                    protection: protection.unwrap_or(KeyProtection::None),
                };
                let text = place.make(made.text(&file)?.as_bytes(), directory)?;
                parse(text, &file)?
            }
        };
        Ok(Self {
            file: Some(file),
            keys: ArcSwap::from_pointee(keys),
        })
    }

    fn keys(&self) -> Arc<Keys> {
        self.keys.load_full()
    }

    /// Which key seals, and where it is from.
    pub(super) fn describe(&self) -> String {
        let keys = self.keys();
        let id = keys.entries.first().map(|entry| hex(&entry.key.id()));
        let sealed = match keys.protection {
            KeyProtection::None => "",
            KeyProtection::User => ", sealed for this user",
            KeyProtection::Machine => ", sealed for this machine",
        };
        format!("{} of {}{sealed}", id.unwrap_or_default(), self.origin())
    }

    fn origin(&self) -> String {
        match &self.file {
            Some(file) => format!("the key file {}", file.display()),
            None => "the application".into(),
        }
    }

    /// The key that seals. A key file is read each time, under the lease of what is to be sealed: another
    /// process may have changed it since, and goes through all records then. Where it can't be read, the
    /// key that was known serves; a new pair must not be lost for it.
    pub(super) fn sealing(&self) -> Result<SealingKey> {
        let _ = self.read_again();
        let keys = self.keys();
        let none = || Error::new(ErrorKind::Internal, "a key ring without a key");
        let first = keys.entries.first();
        first.map(|entry| entry.key.clone()).ok_or_else(none)
    }

    /// The key of an envelope; where it is not known the key file is read once more, since another
    /// process may have added it.
    pub(super) fn with_id(&self, id: &[u8], place: &str) -> Result<SealingKey> {
        let known = || {
            let keys = self.keys();
            let found = keys.entries.iter().find(|entry| entry.key.id() == id);
            found.map(|entry| entry.key.clone())
        };
        if let Some(key) = known() {
            return Ok(key);
        }
        self.read_again()?;
        known().ok_or_else(|| {
            let problem = format!(
                "{place} is sealed with another key ({}) than {} has",
                hex(id),
                self.origin()
            );
            Error::new(ErrorKind::KeyWrong, problem)
        })
    }

    fn read_again(&self) -> Result<()> {
        if let Some(file) = &self.file {
            if let Some(text) = KeyFile::existing(file).read()? {
                let read = parse(text, file)?;
                self.keys.store(Arc::new(read));
            }
        }
        Ok(())
    }

    /// Puts a new key into the key file, where none waits there yet: it opens, and does not seal. Tells
    /// whether it did.
    pub(super) fn prepare(&self) -> Result<bool> {
        self.change(|keys| {
            let is_wanted = !keys.entries.iter().any(|entry| entry.prepared);
            if is_wanted {
                keys.entries.push(Entry::new(SealingKey::generate()?, true));
            }
            Ok(is_wanted)
        })
    }

    /// Makes the key that waits in the key file the one that seals. The older ones stay: a backup may
    /// need them.
    pub(super) fn promote(&self) -> Result<bool> {
        self.change(|keys| {
            let prepared = keys.entries.iter().position(|entry| entry.prepared);
            if let Some(at) = prepared {
                let key = keys.entries.remove(at).key;
                keys.entries.insert(0, Entry::new(key, false));
            }
            Ok(prepared.is_some())
        })
    }

    /// Who can open the key file, if there is one.
    pub(super) fn protection(&self) -> Option<KeyProtection> {
        self.file.as_ref().map(|_| self.keys().protection)
    }

    /// Seals the key file for these alone.
    pub(super) fn protect(&self, wanted: KeyProtection) -> Result<()> {
        let changed = self.change(|keys| {
            keys.protection = wanted;
            Ok(true)
        });
        changed.map(drop)
    }

    /// Changes the key file. Nobody else may do so meanwhile.
    fn change(&self, change: impl FnOnce(&mut Keys) -> Result<bool>) -> Result<bool> {
        let Some(file) = &self.file else {
            return Err(Error::new(
                ErrorKind::InvalidArgument,
                "the store's key is the application's, and there is no key file to change",
            ));
        };
        let place = KeyFile::existing(file);
        // A lost file must be put back, and not be replaced by one without its keys.
        let found = place.read()?.ok_or_else(|| missing(file))?;
        let mut changed = parse(found, file)?;
        let is_changed = change(&mut changed)?;
        place.replace(changed.text(file)?.as_bytes())?;
        self.keys.store(Arc::new(changed));
        Ok(is_changed)
    }

    pub(super) fn has_file(&self) -> bool {
        self.file.is_some()
    }
}

fn missing(file: &Path) -> Error {
    let problem = format!(
        "the key file {} is missing, and there are records that were sealed with it",
        file.display()
    );
    Error::new(ErrorKind::KeyMissing, problem)
}

pub(super) fn parse(text: Zeroizing<String>, file: &Path) -> Result<Keys> {
    let (text, protection) = key_protection::opened(text, file)?;
    let entries: Option<Vec<_>> = text.lines().map(Entry::parse).collect();
    let seals = |entries: &Vec<Entry>| entries.first().is_some_and(|entry| !entry.prepared);
    let entries = entries.filter(seals).ok_or_else(|| {
        let problem = format!("the key file {} is damaged", file.display());
        Error::new(ErrorKind::KeyWrong, problem)
    })?;
    Ok(Keys {
        entries,
        protection,
    })
}

impl Keys {
    /// As the file has them.
    pub(super) fn text(&self, file: &Path) -> Result<Zeroizing<String>> {
        key_protection::sealed(text(&self.entries), self.protection, file)
    }
}

fn text(entries: &[Entry]) -> Zeroizing<String> {
    // Of full size at once: a string that grows leaves copies behind.
    let mut text = Zeroizing::new(String::with_capacity(128 * entries.len()));
    for Entry { key, prepared } in entries {
        text.push_str(PREFIX);
        text.push_str(&key.digits());
        text.push_str(if *prepared { PREPARED } else { "" });
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_keys_survive_their_file_and_a_line_that_is_none_is_damage() {
        let entry =
            |byte, prepared| Entry::new(SealingKey::from_bytes(&[byte; 32]).unwrap(), prepared);
        let file = Path::new("x.key");
        let written = text(&[entry(1, false), entry(2, true), entry(3, false)]);
        let read = parse(written.clone(), file).unwrap();
        let told: Vec<_> = read
            .entries
            .iter()
            .map(|entry| (entry.key.bytes()[0], entry.prepared))
            .collect();
        assert_eq!(told, [(1, false), (2, true), (3, false)]);
        for bad in [
            String::new(),
            "omnifund-key-1 zz\n".into(),
            written.replace("omnifund-key-1", "omnifund-key-2"),
            written[..100].into(),
            text(&[entry(1, true)]).to_string(),
        ] {
            let error = parse(bad.clone().into(), file).err().unwrap();
            assert_eq!(error.kind(), ErrorKind::KeyWrong, "{bad:?}");
        }
    }
}
