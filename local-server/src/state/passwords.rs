//! User passwords: Argon2id, because a person chose them.

use argon2::password_hash::{Error, PasswordHash, PasswordHasher as _, SaltString};
use argon2::{Algorithm, Argon2, Params, PasswordVerifier as _, Version};

use crate::failure::{Failure, Result};
use crate::random;

/// What a hash costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cost {
    /// What a server should spend: 19 MiB, two passes.
    Normal,
    /// The least that Argon2 allows, for test suites that sign in a thousand times.
    Lowest,
}

/// Hashes and checks passwords.
pub struct Passwords {
    argon2: Argon2<'static>,
    nobody: String,
}

impl Passwords {
    /// Hashes at this cost. A stored hash is always checked at its own.
    ///
    /// # Errors
    /// When there is no randomness for a salt.
    pub fn new(cost: Cost) -> Result<Self> {
        let params = match cost {
            Cost::Normal => Params::DEFAULT,
            Cost::Lowest => Params::new(
                Params::MIN_M_COST,
                Params::MIN_T_COST,
                Params::MIN_P_COST,
                None,
            )
            .map_err(|error| Failure::Password(error.to_string()))?,
        };
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let nobody = hash(&argon2, &random::base36()?)?;
        Ok(Self { argon2, nobody })
    }

    /// The hash of a password, in PHC form, with a salt of its own.
    ///
    /// # Errors
    /// When there is no randomness for a salt.
    pub fn hash(&self, password: &str) -> Result<String> {
        hash(&self.argon2, password)
    }

    /// Whether `password` is the one that was hashed.
    ///
    /// Without a hash, that is for an unknown user, it takes as long and is always false: the
    /// time of an answer must not tell which user names exist.
    ///
    /// # Errors
    /// When the stored hash is damaged.
    pub fn check(&self, password: &str, hashed: Option<&str>) -> Result<bool> {
        let expected = PasswordHash::new(hashed.unwrap_or(&self.nobody)).map_err(failed)?;
        match self.argon2.verify_password(password.as_bytes(), &expected) {
            Ok(()) => Ok(hashed.is_some()),
            Err(Error::Password) => Ok(false),
            Err(error) => Err(failed(error)),
        }
    }
}

fn hash(argon2: &Argon2<'_>, password: &str) -> Result<String> {
    let salt = SaltString::encode_b64(&random::bytes::<16>()?).map_err(failed)?;
    let hash = argon2
        .hash_password(password.as_bytes(), &salt)
        .map_err(failed)?;
    Ok(hash.to_string())
}

fn failed(error: Error) -> Failure {
    Failure::Password(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_argon2id_and_salted() {
        let passwords = Passwords::new(Cost::Lowest).unwrap();
        let first = passwords.hash("secret").unwrap();
        let second = passwords.hash("secret").unwrap();
        assert!(first.starts_with("$argon2id$v=19$"), "{first}");
        assert_ne!(first, second);
        assert!(passwords.check("secret", Some(&first)).unwrap());
        assert!(!passwords.check("Secret", Some(&first)).unwrap());
        assert!(!passwords.check("secret", None).unwrap());
    }
}
