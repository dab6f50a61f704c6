//! The server's own certificate authority, kept in a directory, and the certificates it signs.

use std::fs;
use std::io::{self, Write as _};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    KeyUsagePurpose, PublicKeyData as _, SanType,
};
use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer};

use crate::clock::{Clock, Moment};
use crate::digest::Digest;
use crate::failure::{Failure, Result};
use crate::random;
use crate::system;

const CERTIFICATE_FILE: &str = "ca.pem";
const KEY_FILE: &str = "ca-key.pem";

const DAY: Duration = Duration::from_secs(24 * 60 * 60);
const YEAR: Duration = Duration::from_secs(365 * 24 * 60 * 60);

/// Which certificate the server hands out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Handout {
    /// One that a client should accept
    Good,
    /// One that ended a month ago
    Expired,
    /// One that begins in a month
    NotYet,
    /// One for another.example
    WrongHost,
}

/// The authority: its key, and the file that clients are to trust.
pub struct Authority {
    file: PathBuf,
    issuer: Issuer<'static, KeyPair>,
}

impl Authority {
    /// The authority in `directory`, made on first use.
    ///
    /// # Errors
    /// When its files cannot be read or made, do not belong together, let others read the key, or lie where others
    /// could replace them.
    pub fn open(directory: &Path, clock: &Clock) -> Result<Self> {
        let directory = own_directory(directory)?;
        let key = key(&directory.join(KEY_FILE))?;
        Self::of(key, &directory, clock)
    }

    /// An authority that ends with this process. Its key is in memory only, so that nothing is left of it, however the
    /// process ends.
    ///
    /// # Errors
    /// When its certificate cannot be made.
    pub fn passing(directory: &Path, clock: &Clock) -> Result<Self> {
        Self::of(KeyPair::generate().map_err(failed)?, directory, clock)
    }

    fn of(key: KeyPair, directory: &Path, clock: &Clock) -> Result<Self> {
        let file = directory.join(CERTIFICATE_FILE);
        let params = authority_params(&key, clock.now())?;
        // Any certificate made from this key would do, so two servers that start together may
        // both make one; the first to put it down wins.
        let pem = existing_or(&file, true, || {
            Ok(params.self_signed(&key).map_err(failed)?.pem())
        })?;
        let certificate = CertificateDer::from_pem_slice(pem.as_bytes())
            .map_err(|error| Failure::Certificate(format!("{}: {error}", file.display())))?;
        let public = key.der_bytes();
        if !certificate.windows(public.len()).any(|part| part == public) {
            return Err(Failure::Refused(format!(
                "{} does not belong to the key beside it; delete both to have a new authority",
                file.display()
            )));
        }
        let issuer = Issuer::new(params, key);
        Ok(Self { file, issuer })
    }

    /// The absolute path of the certificate that clients are to trust.
    #[must_use]
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// A TLS configuration with a certificate made for the occasion, for this machine's own names
    /// and the address listened on.
    ///
    /// # Errors
    /// When the certificate cannot be made.
    pub fn server_config(
        &self,
        handout: Handout,
        address: IpAddr,
        now: Moment,
    ) -> Result<ServerConfig> {
        let key = KeyPair::generate().map_err(failed)?;
        let params = server_params(handout, address, now)?;
        let certificate = params.signed_by(&key, &self.issuer).map_err(failed)?;
        let key = PrivatePkcs8KeyDer::from(key.serialize_der());
        let provider = rustls::crypto::ring::default_provider();
        let mut config = ServerConfig::builder_with_provider(provider.into())
            .with_safe_default_protocol_versions()
            .map_err(failed)?
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], key.into())
            .map_err(failed)?;
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(config)
    }
}

/// The directory by its full path, made on first use. Others may read what clients are to trust, and change nothing.
fn own_directory(directory: &Path) -> Result<PathBuf> {
    system::make_directory(directory).map_err(Failure::file("could not make", directory))?;
    let directory = fs::canonicalize(directory)
        .map_err(Failure::file("could not find the directory", directory))?;
    let metadata =
        fs::metadata(&directory).map_err(Failure::file("could not look at", &directory))?;
    match system::others_can_write(&metadata) {
        false => Ok(directory),
        true => Err(Failure::Refused(format!(
            "others can write in {}, and replace the authority there by their own; run chmod go-w on it, or name \
             another directory",
            directory.display()
        ))),
    }
}

/// The authority's key, made on first use, for nobody else to read.
fn key(file: &Path) -> Result<KeyPair> {
    let pem = existing_or(file, false, || {
        Ok(KeyPair::generate().map_err(failed)?.serialize_pem())
    })?;
    let metadata = fs::metadata(file).map_err(Failure::file("could not look at", file))?;
    if system::others_can_read(&metadata) {
        return Err(Failure::Refused(format!(
            "others can read {}, and with it pass for any server to those who trust this \
             authority; run chmod 600 on it",
            file.display()
        )));
    }
    KeyPair::from_pem(&pem)
        .map_err(|error| Failure::Certificate(format!("{}: {error}", file.display())))
}

/// What the file holds; where it does not exist, it is made and appears whole.
fn existing_or(
    file: &Path,
    is_for_others: bool,
    make: impl FnOnce() -> Result<String>,
) -> Result<String> {
    match fs::read_to_string(file) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        other => return other.map_err(Failure::file("could not read", file)),
    }
    let content = make()?;
    let put = || -> io::Result<String> {
        let directory = file.parent().unwrap_or(Path::new("."));
        let mut new = tempfile::NamedTempFile::new_in(directory)?;
        system::let_others_read(new.as_file(), is_for_others)?;
        new.write_all(content.as_bytes())?;
        new.as_file().sync_all()?;
        match new.persist_noclobber(file) {
            Ok(_) => Ok(content),
            Err(lost) if lost.error.kind() == io::ErrorKind::AlreadyExists => {
                fs::read_to_string(file)
            }
            Err(lost) => Err(lost.error),
        }
    };
    put().map_err(Failure::file("could not make", file))
}

fn authority_params(key: &KeyPair, now: Moment) -> Result<CertificateParams> {
    let mut params = CertificateParams::new(Vec::new()).map_err(failed)?;
    // The name tells apart the authorities of two directories, and can be made again from the
    // key alone.
    let mark = Digest::of(&key.public_key_pem()).fingerprint();
    let name = format!("OmniFund local server authority {mark}");
    params.distinguished_name = rcgen::DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, name);
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    params.not_before = now.before(DAY).date();
    params.not_after = now.after(10 * YEAR).date();
    params.serial_number = Some(serial_number()?);
    Ok(params)
}

fn server_params(handout: Handout, address: IpAddr, now: Moment) -> Result<CertificateParams> {
    let mut params = CertificateParams::new(Vec::new()).map_err(failed)?;
    let name = match handout {
        Handout::WrongHost => "another.example",
        _ => "localhost",
    };
    let dns = name
        .try_into()
        .map_err(|error| Failure::Certificate(format!("{name}: {error}")))?;
    params.subject_alt_names = vec![SanType::DnsName(dns)];
    if handout != Handout::WrongHost {
        let mut addresses = vec![Ipv4Addr::LOCALHOST.into(), Ipv6Addr::LOCALHOST.into()];
        if !addresses.contains(&address) && !address.is_unspecified() {
            addresses.push(address);
        }
        let addresses = addresses.into_iter().map(SanType::IpAddress);
        params.subject_alt_names.extend(addresses);
    }
    params.distinguished_name = rcgen::DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, name);
    params.is_ca = IsCa::ExplicitNoCa;
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    params.use_authority_key_identifier_extension = true;
    params.serial_number = Some(serial_number()?);
    let (from, to) = match handout {
        Handout::Good | Handout::WrongHost => (now.before(DAY), now.after(YEAR)),
        Handout::Expired => (now.before(60 * DAY), now.before(30 * DAY)),
        Handout::NotYet => (now.after(30 * DAY), now.after(60 * DAY)),
    };
    params.not_before = from.date();
    params.not_after = to.date();
    Ok(params)
}

/// A random serial number: positive, and never twice under one authority (RFC 5280 §4.1.2.2).
fn serial_number() -> Result<rcgen::SerialNumber> {
    let mut bytes = random::bytes::<16>()?;
    bytes[0] = bytes[0] & 0x3f | 0x40;
    Ok(rcgen::SerialNumber::from_slice(&bytes))
}

fn failed(error: impl std::fmt::Display) -> Failure {
    Failure::Certificate(error.to_string())
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    #[test]
    fn an_authority_stays_the_same_once_it_is_made() {
        let directory = tempfile::tempdir().unwrap();
        let first = Authority::open(directory.path(), &Clock::default()).unwrap();
        let pem = fs::read_to_string(first.file()).unwrap();
        let second = Authority::open(directory.path(), &Clock::default()).unwrap();
        assert_eq!(fs::read_to_string(second.file()).unwrap(), pem);
        assert!(second.file().is_absolute());
    }

    #[test]
    fn a_lost_certificate_is_made_again_from_the_key() {
        let directory = tempfile::tempdir().unwrap();
        let first = Authority::open(directory.path(), &Clock::default()).unwrap();
        fs::remove_file(first.file()).unwrap();
        assert!(Authority::open(directory.path(), &Clock::default()).is_ok());
        assert!(first.file().exists());
    }

    #[test]
    fn an_authority_that_ends_with_its_process_leaves_no_key() {
        let directory = tempfile::tempdir().unwrap();
        let authority = Authority::passing(directory.path(), &Clock::default()).unwrap();
        let files: Vec<_> = fs::read_dir(directory.path())
            .unwrap()
            .map(|file| file.unwrap().path())
            .collect();
        assert_eq!(files, [authority.file()]);
    }

    #[test]
    fn a_directory_that_others_can_write_in_is_refused() {
        let directory = tempfile::tempdir().unwrap();
        for mode in [0o777, 0o770, 0o1777, 0o702] {
            fs::set_permissions(directory.path(), fs::Permissions::from_mode(mode)).unwrap();
            let said = Authority::open(directory.path(), &Clock::default()).err();
            let said = said.unwrap().to_string();
            assert!(said.contains("chmod go-w"), "{mode:o}: {said}");
        }
        fs::set_permissions(directory.path(), fs::Permissions::from_mode(0o755)).unwrap();
        assert!(Authority::open(directory.path(), &Clock::default()).is_ok());
    }

    #[test]
    fn a_key_that_others_can_read_is_refused() {
        let directory = tempfile::tempdir().unwrap();
        drop(Authority::open(directory.path(), &Clock::default()).unwrap());
        let key = directory.path().join(KEY_FILE);
        let mode = fs::metadata(&key).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        fs::set_permissions(&key, fs::Permissions::from_mode(0o640)).unwrap();
        let said = Authority::open(directory.path(), &Clock::default())
            .err()
            .unwrap();
        assert!(said.to_string().contains("chmod 600"), "{said}");
    }

    #[test]
    fn a_certificate_of_another_key_is_refused() {
        let directory = tempfile::tempdir().unwrap();
        drop(Authority::open(directory.path(), &Clock::default()).unwrap());
        fs::remove_file(directory.path().join(KEY_FILE)).unwrap();
        let said = Authority::open(directory.path(), &Clock::default())
            .err()
            .unwrap();
        assert!(said.to_string().contains("does not belong"), "{said}");
    }
}
