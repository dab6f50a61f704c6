//! Opening the user's browser, and telling nobody else where it goes.
//!
//! Every user of a machine can read every program's arguments, and who knows the `state` in the page's address can
//! end the sign-in as somebody else. So the browser is sent to a file that only its user can read, and from there to
//! the page.

use std::fs;
use std::hash::{BuildHasher as _, RandomState};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::Stdio;

use crate::system::browser;

/// How often another name is tried where one is taken.
const TRIES: usize = 8;

/// A page in a file that leads on; it is gone with this value.
pub struct Redirect {
    directory: PathBuf,
}

impl Redirect {
    /// Makes it.
    pub fn to(url: &str) -> io::Result<Self> {
        let redirect = Self {
            directory: private_directory()?,
        };
        let url = escaped(url);
        let page = format!(
            "<!DOCTYPE html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
             <meta name=\"referrer\" content=\"no-referrer\">\n\
             <meta http-equiv=\"refresh\" content=\"0; url={url}\">\n\
             <title>omnifund</title>\n<p><a href=\"{url}\">Go on to OmniFund</a></p>\n</html>\n"
        );
        browser::make_file(&redirect.file())?.write_all(page.as_bytes())?;
        Ok(redirect)
    }

    fn file(&self) -> PathBuf {
        self.directory.join("sign-in.html")
    }

    /// Sends the user's browser there. It gets neither settings nor files of this program, and where there is no
    /// browser nothing happens.
    pub fn open(&self) {
        let Ok(mut command) = browser::command(&address(&self.file())) else {
            return;
        };
        command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        for (name, _) in std::env::vars_os() {
            if name.as_encoded_bytes().starts_with(b"OMNIFUND_") {
                command.env_remove(name);
            }
        }
        let _ = command.spawn();
    }
}

impl Drop for Redirect {
    fn drop(&mut self) {
        let _ = fs::remove_file(self.file());
        let _ = fs::remove_dir(&self.directory);
    }
}

/// One that nobody else can look into, and that nobody has made before.
fn private_directory() -> io::Result<PathBuf> {
    let mut taken = io::ErrorKind::AlreadyExists.into();
    for try_number in 0..TRIES {
        let name = format!("omnifund-{:016x}", RandomState::new().hash_one(try_number));
        let directory = browser::place().join(name);
        match browser::make_directory(&directory) {
            Ok(()) => return Ok(directory),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => taken = error,
            Err(error) => return Err(error),
        }
    }
    Err(taken)
}

/// As a URL (RFC 8089).
fn address(file: &Path) -> String {
    let path = file.as_os_str().as_encoded_bytes();
    // A drive's letter stands behind a slash, too.
    let mut address = match path.starts_with(b"/") {
        true => "file://".to_owned(),
        false => "file:///".to_owned(),
    };
    for byte in path {
        match char::from(*byte) {
            '\\' if std::path::is_separator('\\') => address.push('/'),
            plain if plain.is_ascii_alphanumeric() || "/-._~:".contains(plain) => {
                address.push(plain)
            }
            _ => address += &format!("%{byte:02X}"),
        }
    }
    address
}

/// For an attribute of HTML.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::MetadataExt as _;

    use super::*;

    #[test]
    fn only_its_user_can_read_it_and_it_is_gone_in_the_end() {
        let redirect = Redirect::to("https://example/?a=1&state=\"<x>").unwrap();
        let file = redirect.file();
        assert_eq!(fs::metadata(&file).unwrap().mode() & 0o777, 0o600);
        let directory = file.parent().unwrap().to_owned();
        assert_eq!(fs::metadata(&directory).unwrap().mode() & 0o777, 0o700);
        let page = fs::read_to_string(&file).unwrap();
        assert!(page.contains("?a=1&amp;state=&quot;&lt;x&gt;\""), "{page}");
        drop(redirect);
        assert!(!directory.exists());
    }

    #[test]
    fn a_path_becomes_a_url_to_the_letter() {
        assert_eq!(
            address(Path::new("/tmp/a b/%ü#?")),
            "file:///tmp/a%20b/%25%C3%BC%23%3F"
        );
    }
}
