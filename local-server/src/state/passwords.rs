//! User passwords: Argon2id, because a person chose them.

use argon2::password_hash::{Error, Output, ParamsString, PasswordHash, Salt, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use subtle::ConstantTimeEq as _;

use crate::failure::{Failure, Result};
use crate::random;
use crate::state::hashing_memory::HashingMemory;

/// What a hash costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cost {
    /// What a server should spend: 19 MiB, two passes.
    Normal,
    /// The least that Argon2 allows, for test suites that sign in a thousand times.
    Lowest,
}

/// Hashes and checks passwords: no more at once than there are processors, in memory that is used again and again.
pub struct Passwords {
    params: Params,
    memory: HashingMemory,
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
        let mut passwords = Self {
            params,
            memory: HashingMemory::for_each_processor(),
            nobody: String::new(),
        };
        passwords.nobody = passwords.hash(&random::base36()?)?;
        Ok(passwords)
    }

    /// The hash of a password, in PHC form, with a salt of its own. It waits where other passwords are being hashed.
    ///
    /// # Errors
    /// When there is no randomness for a salt.
    pub fn hash(&self, password: &str) -> Result<String> {
        let salt = SaltString::encode_b64(&random::bytes::<16>()?).map_err(failed)?;
        let output = self.output(password, salt.as_salt(), &self.params)?;
        let hash = PasswordHash {
            algorithm: Algorithm::Argon2id.ident(),
            version: Some(Version::V0x13.into()),
            params: ParamsString::try_from(&self.params).map_err(failed)?,
            salt: Some(salt.as_salt()),
            hash: Some(output),
        };
        Ok(hash.to_string())
    }

    /// Whether `password` is the one that was hashed. It waits where other passwords are being hashed.
    ///
    /// Without a hash, that is for an unknown user, it takes as long and is always false: the
    /// time of an answer must not tell which user names exist.
    ///
    /// # Errors
    /// When the stored hash is damaged.
    pub fn check(&self, password: &str, hashed: Option<&str>) -> Result<bool> {
        let kept = PasswordHash::new(hashed.unwrap_or(&self.nobody)).map_err(failed)?;
        let (Some(salt), Some(expected)) = (kept.salt, kept.hash) else {
            return Err(failed(Error::PhcStringField));
        };
        let params = Params::try_from(&kept).map_err(failed)?;
        let output = self.output(password, salt, &params)?;
        let is_right: bool = output.as_bytes().ct_eq(expected.as_bytes()).into();
        Ok(is_right && hashed.is_some())
    }

    fn output(&self, password: &str, salt: Salt<'_>, params: &Params) -> Result<Output> {
        let mut bytes = [0; Salt::MAX_LENGTH];
        let salt = salt.decode_b64(&mut bytes).map_err(failed)?;
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params.clone());
        let length = params.output_len().unwrap_or(Params::DEFAULT_OUTPUT_LEN);
        self.memory.lend(params.block_count(), |blocks| {
            Output::init_with(length, |out| {
                argon2
                    .hash_password_into_with_memory(password.as_bytes(), salt, out, blocks)
                    .map_err(Error::from)
            })
            .map_err(failed)
        })
    }
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
