//! Words that were not ours, in what the library says and keeps.

#![allow(missing_docs)]

mod common;

use std::path::Path;
use std::sync::{Arc, Mutex};

use common::{CLIENT_ID, CLIENT_SECRET, Scratch, config_for};
use omnifund::{
    Client, Config, ErrorKind, LogLevel, LogSink, Secret, Session, Store, is_deceptive,
};

const HOSTILE: &str = "\u{1b}[2K\r\nok \u{202e}\u{200b}\u{9b}31m";

#[test]
fn an_oauth_clients_name_has_no_control_in_it() {
    let store = Store::in_memory().unwrap();
    let save = |name: &str, id: &str| store.save_client(name, id, &Secret::from(CLIENT_SECRET));
    save("Till 7", CLIENT_ID).unwrap();
    for name in [
        "Till\n8",
        "Till\u{7f}",
        "\u{2029}Till",
        "Till\u{2066}",
        "Till\u{61c}",
    ] {
        for refused in [save(name, "2_other"), store.rename_client("Till 7", name)] {
            let refused = refused.unwrap_err();
            assert_eq!(refused.kind(), ErrorKind::InvalidArgument, "{name:?}");
            let said = refused.to_string();
            assert!(
                said.contains("OAuth client") && said.contains("U+"),
                "{said}"
            );
        }
    }
    store.rename_client("Till 7", "Kasse für Zoë").unwrap();
}

#[test]
fn no_error_says_what_deceives() {
    let scratch = Scratch::new("hostile-words");
    let hostile = Path::new(HOSTILE);
    let store = Store::in_memory().unwrap();
    let missing = Config::from_file(scratch.path("nothing").join(hostile)).unwrap_err();
    let settings = scratch.path(HOSTILE);
    std::fs::create_dir(&settings).unwrap();
    let no_file = Config::from_file(&settings).unwrap_err();
    let unknown = Client::from_store(&Config::new(), &store, HOSTILE).unwrap_err();
    let mut config = config_for("http://127.0.0.1:1");
    let no_proxy = config.set_proxy(&format!("http://{HOSTILE}")).unwrap_err();
    let no_url = config
        .set_base_url(&format!("https://{HOSTILE}"))
        .unwrap_err();
    for error in [missing, no_file, unknown, no_proxy, no_url] {
        for said in [error.to_string(), format!("{error:?}")] {
            assert!(!said.contains(is_deceptive), "{said:?}");
        }
    }
}

#[test]
fn no_log_line_says_what_deceives() {
    let lines: Arc<Mutex<Vec<String>>> = Arc::default();
    let mut config = config_for("http://127.0.0.1:1");
    let kept = Arc::clone(&lines);
    let keep = move |_: LogLevel, line: &str| kept.lock().unwrap().push(line.to_owned());
    config.add_log(LogLevel::Debug, LogSink::Callback(Arc::new(keep)));
    let client = Client::new(&config).unwrap();
    let hidden = "al\u{200b}ice\u{feff}";
    let session = Session::open(&client, &Store::in_memory().unwrap(), hidden).unwrap();
    session.sign_in(&Secret::from("nobody's")).unwrap_err();
    let lines = lines.lock().unwrap();
    assert!(
        lines.iter().any(|line| line.contains("al ice ")),
        "{lines:?}"
    );
    assert!(
        !lines.iter().any(|line| line.contains(is_deceptive)),
        "{lines:?}"
    );
}
