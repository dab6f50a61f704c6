//! The key that seals records: given, or kept in a file beside the directory and never in it, so that
//! a backup of the store does not carry it.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use ring::digest;
use ring::rand::{SecureRandom, SystemRandom};
use zeroize::Zeroizing;

#[cfg(unix)]
use super::file::{FileOptions, KeyFile};
use super::hex;
use crate::error::{Error, ErrorKind, Result};

const KEY: usize = 32;
/// Bytes of a key's id.
pub(super) const KEY_ID: usize = 8;
/// How a line of a key file begins.
const PREFIX: &str = "omnifund-key-1 ";

/// A key of 32 bytes that seals records. Wiped when dropped, never printed.
#[derive(Clone)]
pub struct SealingKey(Zeroizing<[u8; KEY]>);

impl SealingKey {
    /// A new one, from the operating system's generator.
    ///
    /// # Errors
    /// [`Internal`](ErrorKind::Internal) where that fails.
    pub fn generate() -> Result<Self> {
        random_array().map(Zeroizing::new).map(Self)
    }

    /// Takes over the bytes of one.
    ///
    /// # Errors
    /// [`InvalidArgument`](ErrorKind::InvalidArgument) where they are not 32.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        let bytes: [u8; KEY] = bytes.try_into().map_err(|_| {
            let problem = format!("a sealing key has {KEY} bytes, and not {}", bytes.len());
            Error::new(ErrorKind::InvalidArgument, problem)
        })?;
        Ok(Self(Zeroizing::new(bytes)))
    }

    pub(super) fn bytes(&self) -> &[u8; KEY] {
        &self.0
    }

    /// Names the key in envelopes, and tells nothing of it.
    pub(super) fn id(&self) -> [u8; KEY_ID] {
        let mut named = digest::Context::new(&digest::SHA256);
        named.update(b"omnifund key id");
        named.update(self.bytes());
        let mut id = [0; KEY_ID];
        id.copy_from_slice(&named.finish().as_ref()[..KEY_ID]);
        id
    }

    fn line(&self) -> Zeroizing<String> {
        let digits = Zeroizing::new(hex(self.bytes()));
        Zeroizing::new(format!("{PREFIX}{}\n", *digits))
    }

    fn parse(line: &str) -> Option<Self> {
        let digits = line.strip_prefix(PREFIX)?.trim_end();
        if digits.len() != 2 * KEY || !digits.is_ascii() {
            return None;
        }
        let mut bytes = Zeroizing::new([0; KEY]);
        for (at, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&digits[2 * at..2 * at + 2], 16).ok()?;
        }
        Some(Self(bytes))
    }
}

impl fmt::Debug for SealingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SealingKey({})", hex(&self.id()))
    }
}

/// The keys of a store: the first seals, all open.
pub(super) struct KeyRing {
    file: Option<PathBuf>,
    keys: Mutex<Vec<SealingKey>>,
}

impl KeyRing {
    /// One key that the application gives.
    pub(super) fn fixed(key: SealingKey) -> Self {
        Self {
            file: None,
            keys: Mutex::new(vec![key]),
        }
    }

    /// The key file beside the directory, made where there is none and there are no records.
    #[cfg(unix)]
    pub(super) fn beside(
        directory: &Path,
        options: &FileOptions,
        has_records: bool,
    ) -> Result<Self> {
        let mut file = directory.as_os_str().to_owned();
        file.push(".key");
        let file = PathBuf::from(file);
        let place = KeyFile::new(&file, options);
        let keys = match place.read()? {
            Some(text) => parse(&text, &file)?,
            None if has_records => {
                let problem = format!(
                    "the key file {} is missing, and there are records that were sealed with it",
                    file.display()
                );
                return Err(Error::new(ErrorKind::KeyMissing, problem));
            }
            None => {
                // Another process may be first: whatever stands there then is the key.
                let text = place.make(SealingKey::generate()?.line().as_bytes())?;
                parse(&text, &file)?
            }
        };
        Ok(Self {
            file: Some(file),
            keys: Mutex::new(keys),
        })
    }

    fn keys(&self) -> MutexGuard<'_, Vec<SealingKey>> {
        self.keys.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn sealing(&self) -> Result<SealingKey> {
        let keys = self.keys();
        let missing = || Error::new(ErrorKind::Internal, "a key ring without a key");
        keys.first().cloned().ok_or_else(missing)
    }

    /// The key of an envelope; where it is not known the key file is read once more, since another
    /// process may have added it.
    pub(super) fn with_id(&self, id: &[u8], place: &str) -> Result<SealingKey> {
        let known = |keys: &[SealingKey]| keys.iter().find(|key| key.id() == id).cloned();
        if let Some(key) = known(&self.keys()) {
            return Ok(key);
        }
        #[cfg(unix)]
        if let Some(file) = &self.file {
            if let Some(text) = KeyFile::existing(file).read()? {
                let read = parse(&text, file)?;
                let found = known(&read);
                *self.keys() = read;
                if let Some(key) = found {
                    return Ok(key);
                }
            }
        }
        let of = match &self.file {
            Some(file) => format!("the key file {}", file.display()),
            None => "the key that was given".into(),
        };
        let problem = format!(
            "{place} is sealed with another key ({}) than {of} has",
            hex(id)
        );
        Err(Error::new(ErrorKind::KeyWrong, problem))
    }
}

fn parse(text: &str, file: &Path) -> Result<Vec<SealingKey>> {
    let keys: Option<Vec<_>> = text.lines().map(SealingKey::parse).collect();
    keys.filter(|keys| !keys.is_empty()).ok_or_else(|| {
        let problem = format!("the key file {} is damaged", file.display());
        Error::new(ErrorKind::KeyWrong, problem)
    })
}

/// From the operating system.
pub(super) fn random_array<const N: usize>() -> Result<[u8; N]> {
    let mut bytes = [0; N];
    SystemRandom::new().fill(&mut bytes).map_err(|_| {
        Error::new(
            ErrorKind::Internal,
            "the operating system gives no random numbers",
        )
    })?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_survives_its_line_and_does_not_print() {
        let key = SealingKey::from_bytes(&[0xab; 32]).unwrap();
        let line = key.line();
        assert_eq!(SealingKey::parse(&line).unwrap().bytes(), key.bytes());
        assert!(!format!("{key:?}").contains("abab"));
        for bad in [
            "",
            "omnifund-key-1 ",
            "omnifund-key-1 zz",
            "omnifund-key-2 00",
            &line[..40],
        ] {
            assert!(SealingKey::parse(bad).is_none(), "{bad:?}");
        }
        assert!(SealingKey::from_bytes(&[0; 31]).is_err());
    }
}
