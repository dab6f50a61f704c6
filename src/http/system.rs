//! The system's certificates.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::path::Path;

use rustls::pki_types::CertificateDer;

use super::pem;
use crate::platform::{authorities, privilege};

/// Bytes of a file; a bundle of all authorities of the world has a fifth of a million.
const LONGEST_FILE: u64 = 16 << 20;

/// What was found, and what stood in the way.
#[derive(Default)]
pub(super) struct Found {
    pub(super) certificates: Vec<CertificateDer<'static>>,
    /// The first that could not be read.
    pub(super) problem: Option<String>,
    /// Whether something is there that this process may not read.
    pub(super) is_forbidden: bool,
}

/// As `SSL_CERT_FILE` and `SSL_CERT_DIR` say, but in a program whose environment is not to be believed; else those of
/// the bundle. Systems make it of the files of a folder, and to read all of those again costs more than an exchange.
pub(super) fn certificates() -> Found {
    let named = |name| privilege::variable(name).filter(|value| !value.is_empty());
    let (file, folders) = (named("SSL_CERT_FILE"), named("SSL_CERT_DIR"));
    if file.is_none() && folders.is_none() {
        return Found::in_bundle(authorities::BUNDLES);
    }
    let mut found = Found::default();
    if let Some(file) = file {
        found.add_file(Path::new(&file));
    }
    for folder in folders.iter().flat_map(std::env::split_paths) {
        found.add_folder(&folder);
    }
    found
}

/// Those that lie in a folder or are kept in another way, beside a bundle or without one.
pub(super) fn others() -> Found {
    let mut found = Found::default();
    for folder in authorities::FOLDERS {
        found.add_folder(Path::new(folder));
    }
    match authorities::kept() {
        Ok(kept) => found
            .certificates
            .extend(kept.into_iter().map(CertificateDer::from)),
        Err(problem) => found.problem = found.problem.or(Some(problem)),
    }
    found
}

impl Found {
    /// The certificates of the first bundle that has some.
    fn in_bundle(bundles: &[&str]) -> Self {
        let mut found = Self::default();
        for bundle in bundles {
            found.add_file(Path::new(bundle));
            if !found.certificates.is_empty() {
                break;
            }
        }
        found
    }

    /// What some systems have not is no problem where others look for it.
    pub(super) fn and(mut self, other: Self) -> Self {
        self.certificates.extend(other.certificates);
        self.is_forbidden |= other.is_forbidden;
        self.problem = self.problem.or(other.problem);
        self
    }

    fn add_folder(&mut self, folder: &Path) {
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) => return self.note(folder, &error),
        };
        // The same file has several names in it, each of which `openssl rehash` made a link of.
        let mut files = Vec::new();
        for entry in entries.flatten() {
            let file = fs::canonicalize(entry.path());
            let file = file
                .ok()
                .filter(|path| path.is_file() && !files.contains(path));
            if let Some(file) = file {
                self.add_file(&file);
                files.push(file);
            }
        }
    }

    fn add_file(&mut self, path: &Path) {
        let mut text = Vec::new();
        let read = File::open(path).and_then(|file| file.take(LONGEST_FILE).read_to_end(&mut text));
        match read {
            Ok(_) => {
                for certificate in pem::readable(&text) {
                    if !self.certificates.contains(&certificate) {
                        self.certificates.push(certificate);
                    }
                }
            }
            Err(error) => self.note(path, &error),
        }
    }

    fn note(&mut self, path: &Path, error: &io::Error) {
        self.is_forbidden |= error.kind() == ErrorKind::PermissionDenied;
        self.problem
            .get_or_insert_with(|| format!("{}: {error}", path.display()));
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Self {
            let path = std::env::temp_dir().join(format!("omnifund-{name}-{}", std::process::id()));
            let _ = fs::remove_dir_all(&path);
            fs::create_dir(&path).unwrap();
            Self(path)
        }

        fn file(&self, name: &str, certificates: &[&[u8]]) -> String {
            let path = self.0.join(name);
            let mut text = b"# with words around it\n".to_vec();
            for certificate in certificates {
                text.extend(b"-----BEGIN CERTIFICATE-----\n");
                text.extend(*certificate);
                text.extend(b"\n-----END CERTIFICATE-----\n");
            }
            fs::write(&path, text).unwrap();
            path.to_str().unwrap().to_owned()
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    /// Sequences of one byte, which are no certificates and read as such.
    const ONE: &[u8] = b"MAEB";
    const OTHER: &[u8] = b"MAEC";

    #[test]
    fn the_first_bundle_with_certificates_is_read_and_none_behind_it() {
        let folder = Folder::new("bundles");
        let empty = folder.file("empty", &[]);
        let one = folder.file("one", &[ONE, b"damaged!", OTHER]);
        let other = folder.file("other", &[ONE]);
        let missing = folder.0.join("missing").to_str().unwrap().to_owned();
        let found = Found::in_bundle(&[&missing, &empty, &one, &other]);
        assert_eq!(found.certificates.len(), 2);
        let found = Found::in_bundle(&[&missing, &empty]);
        assert!(found.certificates.is_empty());
        assert!(found.problem.unwrap().contains("missing"));
    }

    #[test]
    fn each_certificate_of_a_folder_counts_once_however_many_names_it_has() {
        let folder = Folder::new("certificates");
        let one = folder.file("one.pem", &[ONE]);
        folder.file("two.pem", &[OTHER, ONE]);
        fs::hard_link(one, folder.0.join("1234abcd.0")).unwrap();
        fs::create_dir(folder.0.join("folder")).unwrap();
        let mut found = Found::default();
        found.add_folder(&folder.0);
        assert_eq!(found.certificates.len(), 2);
    }
}
