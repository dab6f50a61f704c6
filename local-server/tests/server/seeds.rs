//! Seed files and settings files.

use std::path::PathBuf;

use crate::browser::Browser;
use crate::support::{Server, StateFile, command};

struct Files(tempfile::TempDir);

impl Files {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn with(&self, name: &str, text: &str) -> String {
        let path: PathBuf = self.0.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    }
}

const SEEDS: &str = r#"
[[clients]]
client_id = "9_till"
client_secret = "s3cret"
name = "Till 1"
merchant = "Corner shop"
grants = ["password", "refresh_token"]
scopes = ["read"]
redirect_uris = ["https://pos.example.com/callback"]

[[users]]
name = "boss"
password = "w0rd"
merchant = "Corner shop"

[[users]]
name = "till_1"
password = "w0rd"
merchant = "Corner shop"
position = "employee"

[[users]]
name = "gone"
password = "w0rd"
disabled = true
"#;

fn user(name: &str) -> [(&str, &str); 2] {
    [("username", name), ("password", "w0rd")]
}

#[test]
fn seeds_are_there_from_the_start_and_once() {
    let files = Files::new();
    let state = StateFile::new();
    let seeds = files.with("seeds.toml", SEEDS);
    let json = files.with(
        "more.json",
        r#"{"users":[{"name":"from json","password":"w0rd","position":"administrator"}]}"#,
    );
    for _ in 0..2 {
        let options = ["--db", &state.path(), "--seed", &seeds, "--seed", &json];
        let server = Server::start(&options);
        let client = ("9_till", "s3cret");
        for name in ["till_1", "from json"] {
            assert_eq!(
                server.grant(client, "password", &user(name)).status,
                200,
                "{name}"
            );
        }
        assert_eq!(server.grant(client, "password", &user("gone")).status, 400);
        assert_eq!(server.grant(client, "authorization_code", &[]).status, 400);
        let boss = Browser::logged_in_as(&server, "boss", "w0rd");
        let page = boss.get("/profile/api-access/9_till").body;
        assert!(
            page.contains("Till 1") && page.contains("https://pos.example.com/callback"),
            "{page}"
        );
        assert_eq!(page.matches("https://pos.example.com/callback").count(), 1);
        let employee = Browser::logged_in_as(&server, "till_1", "w0rd");
        assert_eq!(employee.get("/users").status, 403);
    }
}

#[test]
fn the_readmes_seeds_work() {
    let readme = include_str!("../../README.md");
    let seeds = crate::browser::between(readme, "```toml\n", "```").unwrap();
    let files = Files::new();
    let server = Server::start(&["--seed", &files.with("readme.toml", seeds)]);
    Browser::logged_in_as(&server, "boss", "a password");
    assert_eq!(
        Browser::logged_in_as(&server, "till_1", "a password")
            .get("/users")
            .status,
        403
    );
}

#[test]
fn a_mistake_in_seeds_is_told_with_its_place_and_without_a_password() {
    let files = Files::new();
    for (name, text, told) in [
        (
            "a.toml",
            "[[users]]\nname = \"x\"\npasword = \"w0rd\"\n",
            "line",
        ),
        (
            "b.toml",
            "[[users]]\nname = \"x\"\npassword = \"w0rd\n",
            "line 3",
        ),
        (
            "c.toml",
            "[[users]]\nname = \"\"\npassword = \"w0rd\"\n",
            "user 1: name",
        ),
        (
            "d.toml",
            "[[clients]]\nclient_id=\"x\"\nclient_secret=\"w0rd\"\nredirect_uris=[\"/x\"]\n",
            "client 1: \"/x\"",
        ),
        (
            "g.toml",
            "[[users]]\nname = \"x\"\npassword = \"w0rd\"\n[[users]]\nname = \"x\"\npassword = \"w0rd2\"\n",
            "user 2: \"x\" stands in it already",
        ),
        (
            "h.toml",
            "[[clients]]\nclient_id=\"x\"\nclient_secret=\"w0rd\"\n[[clients]]\nclient_id=\"x\"\nclient_secret=\"w0rd\"\n",
            "client 2: \"x\" stands in it already",
        ),
        ("i.toml", "# nobody\n", "there is nothing in it"),
        ("j.json", "{\"users\":[]}", "there is nothing in it"),
        (
            "k.toml",
            "[[users]]\nname = \"till\\u200B1\"\npassword = \"w0rd\"\n",
            "user 1: name has",
        ),
        (
            "l.json",
            "{\"users\":[{\"name\":\"x\",\"name\":\"y\",\"password\":\"w0rd\"}]}",
            "duplicate field",
        ),
        ("e.json", "{\"users\":[{\"name\":\"x\"}]}", "password"),
        ("f.yaml", "users: []", ".toml or .json"),
    ] {
        let (done, _, said) = command(&["serve", "--seed", &files.with(name, text)], "");
        assert!(
            !done && said.contains(name) && said.contains(told),
            "{name}: {said}"
        );
        assert!(!said.contains("w0rd"), "{name}: {said}");
    }
    assert!(
        command(&["serve", "--seed", "/no/such.toml"], "")
            .2
            .contains("/no/such.toml")
    );
}

#[test]
fn a_settings_file_has_the_options_and_the_command_line_wins() {
    let files = Files::new();
    let settings = files.with(
        "settings.toml",
        "# Tills\nexample = true\naccess-lifetime = 5\nrefresh-lifetime = 50\nuser = [\"a:w0rd\", \"b:w0rd\"]\n\
         form-only = false\n\n[[fault]]\nat = \"login\"\nstatus = 418\n",
    );
    let server = Server::start(&["--config", &settings, "--access-lifetime", "7"]);
    let pair = server.grant(crate::support::CLIENT, "password", &user("b"));
    assert!(pair.body.contains("\"expires_in\":7"), "{}", pair.body);
    assert_eq!(server.login(&pair.access_token()).status, 418);
    let server = Server::start_as(&["serve", "--config", &settings]);
    assert!(server.sign_in().body.contains("\"expires_in\":5"));
}

#[test]
fn a_mistake_in_settings_is_told_with_its_line() {
    let files = Files::new();
    for (name, text, told) in [
        (
            "a.toml",
            "example = true\nacess-lifetime = 5\n",
            "line 2: there is no setting \"acess-lifetime\"",
        ),
        (
            "b.toml",
            "\naccess-lifetime = \"soon\"\n",
            "line 2: invalid value 'soon'",
        ),
        ("c.toml", "example = \"yes\"\n", "line 1"),
        ("d.toml", "example = \n", "line 1"),
        ("e.toml", "config = \"x\"\n", "no setting \"config\""),
        ("f.toml", "[listen]\nx = 1\n", "line 1"),
    ] {
        let (done, _, said) = command(&["--config", &files.with(name, text)], "");
        assert!(
            !done && said.contains(name) && said.contains(told),
            "{name}: {said}"
        );
    }
    assert!(
        command(&["--config", "/no/such.toml"], "")
            .2
            .contains("/no/such.toml")
    );
}

#[test]
fn what_a_seed_does_not_change_is_told() {
    let files = Files::new();
    let state = StateFile::new();
    let seeds = files.with("seeds.toml", SEEDS);
    let start = |seeds: &str| Server::start(&["--db", &state.path(), "--seed", seeds]);
    drop(start(&seeds));
    assert!(!start(&seeds).log().contains("stay as they are"));
    let other = SEEDS
        .replace("position = \"employee\"", "position = \"administrator\"")
        .replace("scopes = [\"read\"]", "scopes = [\"write\"]");
    let server = start(&files.with("other.toml", &other));
    server.log_line("\"till_1\" was there already: its position stay");
    server.log_line("\"9_till\" was there already: its scopes stay");
}

#[test]
fn a_name_that_can_not_be_seen_is_refused_wherever_it_comes_from() {
    let state = StateFile::new();
    let db = state.path();
    for (options, input) in [
        (&["--user", "till\u{200b}:word"][..], ""),
        (&["--client", "9_x:secret:Till\u{202e}"], ""),
        (&["user", "add", "till\u{ad}1", "--db", &db], "word"),
        (&["user", "add", "till ", "--db", &db], "word"),
        (
            &[
                "user",
                "add",
                "till",
                "--merchant",
                "Shop\u{feff}",
                "--db",
                &db,
            ],
            "word",
        ),
        (
            &["client", "add", "--name", "Till\u{2060}", "--db", &db],
            "",
        ),
    ] {
        let (done, _, said) = command(options, input);
        assert!(!done, "{options:?}");
        assert!(
            said.contains("can't be seen") || said.contains("blank"),
            "{options:?}: {said}"
        );
    }
}
