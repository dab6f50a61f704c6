//! Words that were not ours: whatever they are, no report, message or advised command can be forged by them.

#![allow(missing_docs)]

mod till;

use std::net::{TcpListener, TcpStream};
use std::process::Command;
use std::sync::Arc;

use omnifund::is_deceptive;
use rcgen::{CertificateParams, DnType, KeyPair};
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection};
use till::common::peer::Peer;
use till::common::{CLIENT_SECRET, PASSWORD, USERNAME, outside_cargo};
use till::{NAME, Ran, Till, run};

const FORGERY: &str = "ok    token endpoint";
/// A line end of each kind, a cleared line, colours in both forms, a turned direction, and what is not seen.
const HOSTILE: &str = "x\u{1b}[2K\u{1b}[1G\r\nok    token endpoint  it answers\u{85}ok\u{2028}ok\u{9b}32m\u{202e}\u{200b}\u{7f}";

/// Neither of the two has a character that deceives, nor a line that somebody else began.
#[track_caller]
fn assert_unforged(ran: &Ran) {
    for text in [&ran.stdout, &ran.stderr] {
        for line in text.lines() {
            assert!(!line.contains(is_deceptive), "{line:?} in {ran:?}");
            assert!(!line.starts_with(FORGERY), "{line:?} in {ran:?}");
        }
    }
}

/// Shows everybody a certificate of its own, in whose names the words stand.
fn interceptor(words: &str) -> String {
    let mut params = CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
    params.distinguished_name.push(DnType::CommonName, words);
    params
        .distinguished_name
        .push(DnType::OrganizationName, words);
    let key = KeyPair::generate().unwrap();
    let certificate = params.self_signed(&key).unwrap();
    let private = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let config =
        ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], private)
            .unwrap();
    let config = Arc::new(config);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for mut stream in listener.incoming().map_while(Result::ok) {
            let mut connection = ServerConnection::new(Arc::clone(&config)).unwrap();
            while connection.is_handshaking() {
                if connection.complete_io::<TcpStream>(&mut stream).is_err() {
                    break;
                }
            }
        }
    });
    format!("https://localhost:{port}")
}

#[test]
fn an_interceptors_certificate_adds_no_line_to_the_doctors_report() {
    let mut till = Till::signed_in("hostile-certificate");
    till.server.base_url = interceptor(HOSTILE);
    let ran = till.run(&["doctor"], "");
    assert_eq!(ran.status, 13, "{ran:?}");
    assert!(ran.stdout.contains("BAD   certificate"), "{}", ran.stdout);
    assert!(ran.stdout.contains(r"x\u{1b}[2K"), "{}", ran.stdout);
    assert_unforged(&ran);
    let json = till.run(&["doctor", "--json"], "");
    assert_unforged(&json);
    let findings: serde_json::Value = serde_json::from_str(&json.stdout).unwrap();
    assert!(
        findings.to_string().contains("token endpoint"),
        "{findings}"
    );

    // Nor one that only looks so, since the terminal breaks the line there.
    till.server.base_url = interceptor(&format!("x{:200}{FORGERY}  it answers", ""));
    let ran = till.run(&["doctor"], "");
    let padded = ran
        .stdout
        .lines()
        .find(|line| line.contains("the authority"));
    assert!(
        padded.unwrap().contains("x ok token endpoint"),
        "{}",
        ran.stdout
    );
}

#[test]
fn a_servers_words_are_told_and_forge_nothing() {
    let mut till = Till::new("hostile-server");
    let words =
        serde_json::json!({"error": "invalid_grant", "error_description": HOSTILE}).to_string();
    let peer = Peer::answering(format!(
        "HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{words}",
        words.len()
    ));
    till.server.base_url = peer.base_url();
    let ran = till.run(&["sign-in", USERNAME, "--password-stdin"], PASSWORD);
    assert_eq!(ran.status, 12, "{ran:?}");
    assert!(ran.stderr.contains("it answers"), "{ran:?}");
    assert_unforged(&ran);
    assert_unforged(&till.run(&["doctor"], ""));
}

#[test]
fn names_with_controls_are_refused_with_the_character_and_its_place() {
    let till = Till::new("hostile-refused");
    for arguments in [
        &["token", "al\u{1b}ice"][..],
        &["sign-in", "al\u{1b}ice", "--password-stdin"],
        &["client", "rename", NAME, "al\u{1b}ice"],
        &["client", "add", "al\u{1b}ice", "2_id", "--secret-stdin"],
    ] {
        let ran = till.run(arguments, CLIENT_SECRET);
        assert_eq!(ran.status, 2, "{arguments:?}: {ran:?}");
        let told = "control character in it, U+001B, as character 3";
        assert!(ran.stderr.contains(told), "{arguments:?}: {ran:?}");
        assert_unforged(&ran);
    }
}

#[test]
fn arguments_settings_and_paths_that_are_wrong_are_told_and_forge_nothing() {
    let till = Till::signed_in("hostile-arguments");
    for arguments in [
        &[HOSTILE][..],
        &["token", HOSTILE],
        &["token", USERNAME, HOSTILE],
        &["keep-alive", "--age", HOSTILE],
        &["completions", HOSTILE],
        &["--config", HOSTILE, "list"],
        &["--config", HOSTILE, "doctor"],
        &["client", "remove", HOSTILE],
        &["client", "rename", NAME, HOSTILE],
        &["recover", "--show", HOSTILE],
    ] {
        let ran = till.run(arguments, "");
        assert_ne!(ran.status, 0, "{arguments:?}: {ran:?}");
        assert_unforged(&ran);
    }
    let harmless = HOSTILE.replace('/', "");
    for (name, value) in [
        ("OMNIFUND_BASE_URL", format!("https://localhost/{HOSTILE}")),
        ("OMNIFUND_CLIENT", HOSTILE.to_owned()),
        ("OMNIFUND_CA_FILE", HOSTILE.to_owned()),
        ("OMNIFUND_PROXY", HOSTILE.to_owned()),
        ("OMNIFUND_STORE", till.path(&harmless).display().to_string()),
        ("OMNIFUND_STORE_MODE", HOSTILE.to_owned()),
        ("OMNIFUND_LOG", HOSTILE.to_owned()),
        ("OMNIFUND_CONFIG", HOSTILE.to_owned()),
    ] {
        for arguments in [&["doctor"][..], &["status"], &["--help"]] {
            let ran = run(till.command().env(name, &value).args(arguments), "");
            assert_unforged(&ran);
        }
    }
    let ran = run(
        till.command()
            .env("OMNIFUND_USERNAME", HOSTILE)
            .args(["token", "--help"]),
        "",
    );
    assert_eq!(ran.status, 0, "{ran:?}");
    assert_unforged(&ran);
}

#[test]
fn what_the_store_keeps_is_listed_and_forges_no_column() {
    let till = Till::new("hostile-list");
    // Controls are refused; what turns the direction is not one of them.
    let id = "2_\u{202e}evil";
    let added = till.run(
        &["client", "add", "Till\u{200b} 8", id, "--secret-stdin"],
        CLIENT_SECRET,
    );
    assert_eq!(added.status, 0, "{added:?}");
    assert_unforged(&added);
    for arguments in [&["client", "list"][..], &["client", "list", "--json"]] {
        let ran = till.run(arguments, "");
        assert_unforged(&ran);
        assert!(ran.stdout.contains("200b"), "{ran:?}");
    }
    let listed = till.json(&["client", "list", "--json"]);
    assert_eq!(listed[1]["client_id"], id, "programs get it as it is");

    let user = "eve   yes            1 s ago   \u{feff}";
    let pair = r#"{"refresh_token": "spent", "access_token": "old", "expires_at": 1}"#;
    assert_eq!(till.run(&["adopt", user], pair).status, 0);
    let listed = till.run(&["list"], "");
    assert!(listed.stdout.contains("\"eve   yes"), "{}", listed.stdout);
    for arguments in [
        &["list"][..],
        &["list", "--json"],
        &["status"],
        &["status", "--json"],
    ] {
        assert_unforged(&till.run(arguments, ""));
    }
    let metrics = till.run(&["status", "--prometheus"], "");
    assert_unforged(&metrics);
    assert!(metrics.stdout.contains(r"\\u{feff}"), "{}", metrics.stdout);
}

#[test]
fn an_advised_command_can_be_copied_whatever_the_name_is() {
    let till = Till::new("hostile-advice");
    let pair = r#"{"refresh_token": "spent", "access_token": "old", "expires_at": 1}"#;
    let users = [
        "--show",
        "O'Neill; touch pwned",
        "a  \u{200b}b",
        "$(touch pwned)`touch pwned`\"'",
    ];
    for user in users {
        let adopted = till.run(&["adopt", "--", user], pair);
        assert_eq!(adopted.status, 0, "{adopted:?}");
        till.run(&["token", "--", user], "");
    }
    let report = till.run(&["doctor"], "").stdout;
    let advised: Vec<_> = report
        .lines()
        .filter_map(|line| line.trim().strip_prefix("-> omnifund sign-in "))
        .map(|line| line.split_once("; if it happens").unwrap().0)
        .collect();
    assert_eq!(advised.len(), users.len(), "{report}");
    for words in advised {
        let mut shell = Command::new("sh");
        let script = format!("for word in {words}; do last=$word; done; printf %s \"$last\"");
        let ran = run(
            outside_cargo(shell.args(["-c", &script]).current_dir(till.path(""))),
            "",
        );
        assert!(users.contains(&ran.stdout.as_str()), "{words}: {ran:?}");
        assert!(
            words.starts_with("-- ") || !words.starts_with('-'),
            "{words}"
        );
    }
    assert!(!till.path("pwned").exists());
}
