//! Settings by file and by environment.

#![cfg(unix)]
#![allow(missing_docs)]

mod common;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use common::{CLIENT_ID, CLIENT_SECRET, LocalServer, PASSWORD, Scratch, USERNAME};
use omnifund::{Advice, BodyFormat, Config, ErrorKind, Replay, Secret, Session, Store};

/// Writes a file that only its owner may read.
fn private(path: PathBuf, text: &str) -> PathBuf {
    fs::write(&path, text).unwrap();
    set_mode(&path, 0o600);
    path
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

fn settings_for(server: &LocalServer) -> String {
    format!(
        "# the till's own\n\nOMNIFUND_BASE_URL={}\nOMNIFUND_CA_FILE=\"{}\"\nOMNIFUND_STORE=store\n",
        server.base_url,
        server.ca_file.as_ref().unwrap().display()
    )
}

#[test]
fn a_file_says_everything_that_a_session_needs() {
    let server = LocalServer::start();
    let scratch = Scratch::new("configuration-file");
    let credentials = [
        format!("OMNIFUND_CLIENT_ID = {CLIENT_ID}\nOMNIFUND_CLIENT_SECRET='{CLIENT_SECRET}'\n"),
        // Beside the settings, with an end of line as an editor leaves it.
        format!("OMNIFUND_CLIENT_SECRET_FILE=secret\nOMNIFUND_CLIENT_ID={CLIENT_ID}\r\n"),
        "OMNIFUND_CLIENT=Till 7\n".to_owned(),
    ];
    private(scratch.path("secret"), &format!("{CLIENT_SECRET}\n"));
    let store = Store::open_file(scratch.path("store"), None).unwrap();
    store
        .save_client("Till 7", CLIENT_ID, &Secret::from(CLIENT_SECRET))
        .unwrap();
    for (number, credentials) in credentials.iter().enumerate() {
        let text = settings_for(&server) + credentials;
        let path = private(scratch.path(&format!("{number}.conf")), &text);
        let config = Config::from_file(&path).unwrap();
        let session = Session::open_configured(&config, USERNAME).unwrap();
        session.sign_in(&Secret::from(PASSWORD)).unwrap();
        assert!(scratch.path("store").join("records").is_dir());
    }
}

#[test]
fn what_is_wrong_in_a_file_is_told_with_its_line_and_without_its_secret() {
    let scratch = Scratch::new("configuration-wrong");
    let wrong = |text: &str, expected: &str| {
        let path = private(scratch.path("wrong.conf"), text);
        let error = Config::from_file(&path).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidConfiguration, "{error}");
        assert_eq!(error.advice(), Advice::FixConfiguration);
        let told = error.to_string();
        assert!(told.contains(expected), "{told}, and not {expected}");
        assert!(!told.contains("hunter2"), "{told}");
        assert!(told.contains("wrong.conf"), "{told}");
    };
    wrong(
        "\n# x\nOMNIFUND_COLOUR=red\n",
        "line 3: \"OMNIFUND_COLOUR\" is not known",
    );
    wrong(
        "OMNIFUND_CLIENT_SECRET hunter2",
        "line 1: it is no NAME=value",
    );
    wrong(
        "export OMNIFUND_STORE=/x",
        "line 1: \"export OMNIFUND_STORE\" is not known",
    );
    wrong(
        "OMNIFUND_STORE=/x\nOMNIFUND_STORE=/y",
        "line 2: OMNIFUND_STORE stands there twice",
    );
    wrong("OMNIFUND_CA_FILE=", "line 1: OMNIFUND_CA_FILE is empty");
    wrong(
        "OMNIFUND_ENVIRONMENT=staging",
        "line 1: OMNIFUND_ENVIRONMENT",
    );
    wrong("OMNIFUND_BASE_URL=ftp://x", "line 1: OMNIFUND_BASE_URL");
    wrong(
        "\nOMNIFUND_LOG=loud:stderr",
        "line 2: OMNIFUND_LOG: its level is none of",
    );
    wrong(
        "OMNIFUND_LOG=info:mars",
        "OMNIFUND_LOG: its sink is none of",
    );
    wrong(
        "OMNIFUND_LOG=info:file:",
        "OMNIFUND_LOG: its sink is none of",
    );
    wrong(
        "OMNIFUND_CALL_BUDGET=soon",
        "OMNIFUND_CALL_BUDGET: it is no number",
    );
    wrong("OMNIFUND_CALL_BUDGET=9999999", "OMNIFUND_CALL_BUDGET");
    wrong("OMNIFUND_PROXY=ftp://hunter2", "line 1: OMNIFUND_PROXY");
    wrong(
        "OMNIFUND_STORE_MODE=group",
        "OMNIFUND_STORE_MODE: OMNIFUND_STORE is missing beside it",
    );
    wrong(
        "OMNIFUND_STORE=/x\nOMNIFUND_STORE_MODE=0600",
        "it is neither private nor group",
    );
    wrong(
        "OMNIFUND_REPLAY=twice",
        "OMNIFUND_REPLAY: it is none of until_answered, once, never",
    );
    wrong("OMNIFUND_BODY=xml", "it is neither form nor json");
    wrong("OMNIFUND_ALLOW_PLAIN_HTTP=1", "it is neither yes nor no");
    wrong(
        "OMNIFUND_STORE=/x\nOMNIFUND_STORE_OLDER_KEY=hunter2",
        "line 2: OMNIFUND_STORE_OLDER_KEY: OMNIFUND_STORE_KEY is missing",
    );
    wrong(
        "OMNIFUND_CLIENT_SECRET=hunter2",
        "OMNIFUND_CLIENT_ID is missing beside it",
    );
    wrong(
        "OMNIFUND_CLIENT_ID=1_a",
        "OMNIFUND_CLIENT_SECRET is missing beside it",
    );
    wrong(
        "OMNIFUND_CLIENT=Till\nOMNIFUND_CLIENT_SECRET=hunter2",
        "line 2: OMNIFUND_CLIENT_SECRET is set, and so is OMNIFUND_CLIENT",
    );
    wrong(
        "OMNIFUND_CLIENT_ID=1_a\nOMNIFUND_CLIENT_SECRET_FILE=nowhere",
        "nowhere",
    );

    let store_key = private(
        scratch.path("wrong.conf"),
        "OMNIFUND_STORE=s\nOMNIFUND_STORE_KEY=hunter2",
    );
    let config = Config::from_file(store_key).unwrap();
    let error = Store::open_configured(&config).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidConfiguration);
    assert!(!error.to_string().contains("hunter2"), "{error}");
    wrong(
        "OMNIFUND_STORE=/x\nOMNIFUND_STORE_KEY_PROTECTION=group",
        "OMNIFUND_STORE_KEY_PROTECTION: it is none of none, user, machine",
    );
    let error = Store::open_configured(&Config::new()).unwrap_err();
    assert!(error.to_string().contains("OMNIFUND_STORE"), "{error}");
}

#[test]
fn a_file_that_others_may_read_is_refused() {
    let scratch = Scratch::new("configuration-mode");
    let path = private(scratch.path("open.conf"), "OMNIFUND_ENVIRONMENT=sandbox\n");
    for (mode, taken) in [
        (0o600, true),
        (0o400, true),
        // A web server's group reads what root wrote.
        (0o640, true),
        (0o644, false),
        (0o660, false),
        (0o602, false),
    ] {
        set_mode(&path, mode);
        let loaded = Config::from_file(&path);
        assert_eq!(loaded.is_ok(), taken, "{mode:o}: {loaded:?}");
        if let Err(error) = loaded {
            assert!(error.to_string().contains("chmod"), "{error}");
        }
    }
    for nothing in [scratch.path("missing.conf"), scratch.path("")] {
        assert!(Config::from_file(nothing).is_err());
    }
    fs::write(scratch.path("open.conf"), vec![b'#'; 100_000]).unwrap();
    set_mode(&path, 0o600);
    assert!(
        Config::from_file(&path)
            .unwrap_err()
            .to_string()
            .contains("65536")
    );
    fs::write(scratch.path("open.conf"), b"\xff\xfe").unwrap();
    assert!(Config::from_file(&path).is_err());
}

#[test]
fn another_users_file_is_refused_and_so_is_his_link_to_one() {
    use std::os::unix::fs::{chown, lchown, symlink};
    const STRANGER: u32 = 65_533;
    if !rustix::process::geteuid().is_root() {
        println!("skipped: only root can play other users");
        return;
    }
    let scratch = Scratch::new("configuration-owner");
    let roots = private(scratch.path("roots.conf"), "OMNIFUND_ENVIRONMENT=sandbox\n");
    let strangers = private(
        scratch.path("strangers.conf"),
        "OMNIFUND_ENVIRONMENT=sandbox\n",
    );
    chown(&strangers, Some(STRANGER), None).unwrap();
    let link = |name: &str, to: &Path, owner: u32| {
        let link = scratch.path(name);
        symlink(to, &link).unwrap();
        lchown(&link, Some(owner), None).unwrap();
        link
    };
    for (path, taken) in [
        (link("to-roots", &roots, 0), true),
        (link("to-strangers", &strangers, 0), false),
        (link("strangers-own", &roots, STRANGER), false),
        (strangers.clone(), false),
        (roots, true),
    ] {
        let loaded = Config::from_file(&path);
        assert_eq!(loaded.is_ok(), taken, "{path:?}: {loaded:?}");
        if let Err(error) = loaded {
            let said = error.to_string();
            assert!(
                said.contains("user 65533") && said.contains("chown -h 0"),
                "{said}"
            );
        }
    }
    let text = format!(
        "OMNIFUND_CLIENT_ID=1_x\nOMNIFUND_CLIENT_SECRET_FILE={}\n",
        strangers.display()
    );
    let naming = private(scratch.path("naming.conf"), &text);
    let said = Config::from_file(naming).unwrap_err().to_string();
    assert!(
        said.contains("strangers.conf") && said.contains("user 65533"),
        "{said}"
    );
}

#[test]
fn a_machine_has_the_name_that_it_is_given_and_another_one_does_not_open_its_store() {
    let scratch = Scratch::new("configuration-machine");
    let open = |settings: &str| {
        let text = format!("OMNIFUND_STORE=store\n{settings}\n");
        let config = Config::from_file(private(scratch.path("machine.conf"), &text)).unwrap();
        Store::open_configured(&config)
    };
    let store = open("OMNIFUND_MACHINE=till 7").unwrap();
    assert!(store.report().unwrap().unwrap().machine_is_known);
    open("OMNIFUND_MACHINE='till 7'").unwrap();
    for other in ["OMNIFUND_MACHINE=till 8", "OMNIFUND_MACHINE=Till 7"] {
        assert_eq!(open(other).unwrap_err().kind(), ErrorKind::StoreMoved);
    }
    let marker = fs::read_to_string(scratch.path("store/store.json")).unwrap();
    assert!(
        !marker.contains("till"),
        "a name is not to be shown: {marker}"
    );
}

#[test]
fn another_key_file_and_a_key_by_value_open_the_store_that_they_made() {
    let scratch = Scratch::new("configuration-key");
    for (name, key) in [
        ("file", "OMNIFUND_STORE_KEY_FILE=elsewhere.key".to_owned()),
        ("value", format!("OMNIFUND_STORE_KEY={}", "ab".repeat(32))),
    ] {
        let text = format!("OMNIFUND_STORE={name}\nOMNIFUND_STORE_MODE=group\n{key}\n");
        let config = Config::from_file(private(scratch.path("key.conf"), &text)).unwrap();
        let store = Store::open_configured(&config).unwrap();
        store
            .save_client("Till", "1_a", &Secret::from("secret"))
            .unwrap();
        let again = Store::open_configured(&config).unwrap();
        assert_eq!(again.clients().unwrap().len(), 1);
        assert!(!scratch.path(&format!("{name}.key")).exists());
        let mode = fs::metadata(scratch.path(name))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o7777, 0o2770);
    }
    assert!(scratch.path("elsewhere.key").exists());
}

#[test]
fn a_control_character_within_a_value_is_refused_with_its_name_and_not_shown() {
    let scratch = Scratch::new("configuration-controls");
    private(scratch.path("secret"), "hunter\n2\n");
    for (setting, name) in [
        (
            "OMNIFUND_CLIENT_SECRET=hunter\x1b2",
            "OMNIFUND_CLIENT_SECRET",
        ),
        ("OMNIFUND_STORE=\"hunter\t2\"", "OMNIFUND_STORE"),
        ("OMNIFUND_PROXY=http://u:hunter\u{85}2@p", "OMNIFUND_PROXY"),
        (
            "OMNIFUND_CLIENT_ID=1_a\nOMNIFUND_CLIENT_SECRET_FILE=secret",
            "OMNIFUND_CLIENT_SECRET_FILE",
        ),
    ] {
        let error = Config::from_file(private(scratch.path("pos.conf"), setting)).unwrap_err();
        let told = error.to_string();
        assert_eq!(error.kind(), ErrorKind::InvalidConfiguration);
        assert!(
            told.contains(&format!("{name}: there is a control character in it")),
            "{told}"
        );
        assert!(!told.contains("hunter"), "{told}");
    }
    let mut config = Config::new();
    for (id, secret) in [("1_a\n", "s"), ("1_a", "hunter2\n")] {
        let error = config
            .set_credentials(id, Secret::from(secret))
            .unwrap_err();
        assert!(error.to_string().contains("control character"), "{error}");
        assert!(!error.to_string().contains("hunter"), "{error}");
        let store = Store::in_memory().unwrap();
        let error = store
            .save_client("Till", id, &Secret::from(secret))
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidArgument, "{error}");
        assert!(error.to_string().contains("control character"), "{error}");
    }
}

#[test]
fn a_names_value_does_what_the_setter_does() {
    let scratch = Scratch::new("configuration-names");
    let text = "\
        OMNIFUND_BASE_URL=http://10.0.0.1\n\
        OMNIFUND_ALLOW_PLAIN_HTTP=yes\n\
        OMNIFUND_BODY=JSON\n\
        OMNIFUND_CONNECT_TIMEOUT=0.5\n\
        OMNIFUND_EXCHANGE_TIMEOUT=40\n\
        OMNIFUND_CALL_BUDGET=60.25\n\
        OMNIFUND_IDEMPOTENCY_HEADER=X-Once\n\
        OMNIFUND_REPLAY=once\n\
        OMNIFUND_REFRESH_LIFETIME=86400\n";
    let named = Config::from_file(private(scratch.path("pos.conf"), text)).unwrap();
    let mut set = Config::new();
    set.set_base_url("http://10.0.0.1").unwrap();
    set.allow_plain_http();
    set.set_body_format(BodyFormat::Json);
    set.set_connect_timeout(Duration::from_millis(500)).unwrap();
    set.set_exchange_timeout(Duration::from_secs(40)).unwrap();
    set.set_call_budget(Duration::from_millis(60_250)).unwrap();
    set.set_idempotency_header("X-Once").unwrap();
    set.set_replay(Replay::Once);
    set.set_refresh_lifetime(Duration::from_secs(86_400))
        .unwrap();
    assert_eq!(format!("{named:?}"), format!("{set:?}"));
    assert_ne!(format!("{named:?}"), format!("{:?}", Config::new()));
}

#[test]
fn a_key_file_is_sealed_for_nobody_where_the_system_can_not() {
    let scratch = Scratch::new("configuration-protection");
    let open = |whom: &str| {
        let text = format!("OMNIFUND_STORE=store\nOMNIFUND_STORE_KEY_PROTECTION={whom}\n");
        let config = Config::from_file(private(scratch.path("key.conf"), &text)).unwrap();
        Store::open_configured(&config)
    };
    for whom in ["user", "machine"] {
        let error = open(whom).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidConfiguration);
        assert!(error.to_string().contains("Windows does"), "{error}");
        assert!(!scratch.path("store.key").exists());
    }
    open("none").unwrap();
}

#[test]
fn an_older_key_by_value_opens_what_was_sealed_with_it() {
    let scratch = Scratch::new("configuration-older-key");
    let [old, new] = ["ab", "cd"].map(|byte| byte.repeat(32));
    let open = |keys: &str| {
        let text = format!("OMNIFUND_STORE=store\n{keys}\n");
        let config = Config::from_file(private(scratch.path("key.conf"), &text)).unwrap();
        Store::open_configured(&config)
    };
    let store = open(&format!("OMNIFUND_STORE_KEY={old}")).unwrap();
    store
        .save_client("Till", "1_a", &Secret::from("s"))
        .unwrap();
    let both = format!("OMNIFUND_STORE_KEY={new}\nOMNIFUND_STORE_OLDER_KEY={old}");
    assert_eq!(open(&both).unwrap().clients().unwrap().len(), 1);
    let alone = open(&format!("OMNIFUND_STORE_KEY={new}"));
    assert!(alone.and_then(|store| store.clients()).is_err());
}
