//! A session that a file of settings names is opened again by a look at what it depends on.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::time::Instant;

use super::super::common::{Scratch, until};
use super::*;
use crate::store::FileStamp;

const PATIENCE: Duration = Duration::from_secs(60);

struct Page {
    server: LocalServer,
    scratch: Scratch,
    settings: PathBuf,
}

impl Page {
    /// Where somebody is signed in.
    fn new(name: &str) -> Self {
        let (server, scratch) = (LocalServer::start(), Scratch::new(name));
        let settings = scratch.path("omnifund.conf");
        let page = Self {
            server,
            scratch,
            settings,
        };
        page.write(&format!("OMNIFUND_CLIENT_SECRET={CLIENT_SECRET}\n"));
        page.open().sign_in(&Secret::from(PASSWORD)).unwrap();
        page
    }

    fn write(&self, more: &str) {
        let text = format!(
            "OMNIFUND_BASE_URL={}\nOMNIFUND_CA_FILE={}\nOMNIFUND_PROXY=none\nOMNIFUND_CLIENT_ID={CLIENT_ID}\n\
             OMNIFUND_STORE={}\n{more}",
            self.server.base_url,
            self.server.ca_file.as_ref().unwrap().display(),
            self.scratch.path("store").display(),
        );
        fs::write(&self.settings, text).unwrap();
        fs::set_permissions(&self.settings, fs::Permissions::from_mode(0o600)).unwrap();
    }

    fn open(&self) -> Held {
        Held::open(&self.settings, USERNAME).unwrap()
    }

    /// Files that have just changed are looked into each time; once they have settled it is the same again.
    fn settled(&self) -> Held {
        let end = Instant::now() + PATIENCE;
        loop {
            let session = self.open();
            if std::ptr::eq(&*session, &*self.open()) {
                return session;
            }
            assert!(Instant::now() < end, "it is never the same");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// As another process has it.
    fn elsewhere(&self) -> Session {
        let config = Config::from_file(&self.settings).unwrap();
        let session = Session::open_configured(&config, USERNAME).unwrap();
        session.status().unwrap();
        session
    }
}

#[test]
fn it_is_the_same_session_as_long_as_nothing_has_changed() {
    let page = Page::new("reopened");
    let token = page.settled().token().unwrap();
    assert_eq!(
        page.open().peek().unwrap().access_token().expose(),
        token.access_token().expose()
    );
    assert!(!std::ptr::eq(
        &*page.open(),
        &*Held::open(&page.settings, "another").unwrap()
    ));
}

#[test]
fn what_changes_the_record_ends_it() {
    let page = Page::new("reopened-record");
    drop(page.settled());
    page.elsewhere().refresh().unwrap();
    let before = page.settled();
    page.elsewhere().sign_out().unwrap();
    let after = page.open();
    assert!(!std::ptr::eq(&*before, &*after));
    drop((before, after));
    let error = page.open().token().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::SignInRequired);
}

#[test]
fn what_changes_the_settings_or_the_oauth_clients_ends_it() {
    let page = Page::new("reopened-settings");
    let before = page.settled();
    page.write(&format!(
        "OMNIFUND_CLIENT_SECRET={CLIENT_SECRET}\n# Another line.\n"
    ));
    assert!(!std::ptr::eq(&*before, &*page.open()));
    let before = page.settled();
    let store = page.elsewhere().store().clone();
    store
        .save_client("till", "another", &Secret::from("client secret"))
        .unwrap();
    assert!(!std::ptr::eq(&*before, &*page.open()));
    drop(page.settled());
    fs::set_permissions(&page.settings, fs::Permissions::from_mode(0o644)).unwrap();
    assert!(Held::open(&page.settings, USERNAME).is_err());
    fs::remove_file(&page.settings).unwrap();
    assert!(Held::open(&page.settings, USERNAME).is_err());
}

#[test]
fn a_secret_in_a_file_of_its_own_is_read_each_time() {
    let page = Page::new("reopened-secret");
    let secret = page.scratch.path("secret");
    fs::write(&secret, CLIENT_SECRET).unwrap();
    fs::set_permissions(&secret, fs::Permissions::from_mode(0o600)).unwrap();
    page.write(&format!(
        "OMNIFUND_CLIENT_SECRET_FILE={}\n",
        secret.display()
    ));
    until(|| FileStamp::of(&page.settings).filter(FileStamp::is_settled));
    assert!(!std::ptr::eq(&*page.open(), &*page.open()));
    fs::remove_file(&secret).unwrap();
    assert!(Held::open(&page.settings, USERNAME).is_err());
}
