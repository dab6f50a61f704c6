//! How sessions stand: told to people, to programs and to Prometheus, of all OAuth clients of a store.

#![cfg(unix)]
#![allow(missing_docs)]

mod till;

use std::io::{BufRead, BufReader, Read, Write};
use std::os::unix::process::ExitStatusExt;
use std::process::{Command, Stdio};

use serde_json::Value;
use till::common::exposition::{Exposition, promtool};
use till::common::{CLIENT_ID, CLIENT_SECRET, LocalServer, PASSWORD, USERNAME};
use till::heeding::heeding_signals;
use till::{NAME, Till, run};

const SIGNED_IN: &str = "omnifund_session_signed_in";
const OTHER_ID: &str = "2_5k3r0c8gk4so80wgk4ck0o4w0sg8g4wkcw0k44s0ow8ck84s";
const OTHER_NAME: &str = "Kitchen";

/// The command under the till's other OAuth client.
fn other(till: &Till) -> Command {
    let mut command = till.command();
    command.env("OMNIFUND_CLIENT", OTHER_NAME);
    command
}

/// One user who is signed in under two OAuth clients.
fn two_clients(name: &str) -> Till {
    let client = format!("{OTHER_ID}:{CLIENT_SECRET}");
    let till = Till::at(LocalServer::controlled(&["--client", &client]), name);
    let sign_in = ["sign-in", USERNAME, "--password-stdin"];
    assert_eq!(till.run(&sign_in, PASSWORD).status, 0);
    let add = ["client", "add", OTHER_NAME, OTHER_ID, "--secret-stdin"];
    assert_eq!(till.run(&add, CLIENT_SECRET).status, 0);
    let signed_in = run(other(&till).args(sign_in), PASSWORD);
    assert_eq!(signed_in.status, 0, "{signed_in:?}");
    till
}

/// Damages a session's record, whosever it is.
fn damage_one(till: &Till) {
    for shard in std::fs::read_dir(till.path("store/records")).unwrap() {
        for record in std::fs::read_dir(shard.unwrap().path()).unwrap() {
            let path = record.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap();
            if name.starts_with("1-") {
                return std::fs::write(&path, "damaged").unwrap();
            }
        }
    }
    panic!("no session");
}

#[test]
fn how_sessions_stand_is_told_to_people_to_programs_and_to_prometheus() {
    let till = Till::signed_in("status-three-ways");
    till.shows(&["token", USERNAME, "--refresh"]);
    for arguments in [&["status"][..], &["status", USERNAME]] {
        let said = till.shows(arguments);
        assert!(said.contains(&format!("{USERNAME}: signed in")), "{said}");
        assert!(said.contains("2 exchanges, 0 failures"), "{said}");
    }
    let one = till.json(&["status", USERNAME, "--json"]);
    assert_eq!(one["signed_in"], true);
    assert_eq!(one["exchanges"], 2);
    assert_eq!(one.get("kept_answer"), Some(&Value::Null));
    let all = till.json(&["status", "--json"]);
    assert_eq!(all.as_array().unwrap().len(), 1);
    assert_eq!(all[0]["client"], NAME);
    assert_eq!(all[0]["client_id"], CLIENT_ID);

    for arguments in [
        &["status", "--prometheus"][..],
        &["status", USERNAME, "--prometheus"],
    ] {
        let metrics = till.shows(arguments);
        if let Some((sound, said)) = promtool(&["check", "metrics"], &metrics) {
            assert!(sound, "{said}\n{metrics}");
        }
        let metrics = Exposition::of(&metrics);
        let labels = [
            ("base_url", till.server.base_url.as_str()),
            ("client", NAME),
            ("client_id", CLIENT_ID),
            ("user", USERNAME),
        ];
        assert_eq!(metrics.value(SIGNED_IN, &labels), 1.0);
        assert_eq!(
            metrics.value("omnifund_session_exchanges_total", &labels),
            2.0
        );
    }

    let list = till.json(&["list", "--json"]);
    assert_eq!(list[0]["user"], USERNAME);
    assert!(till.shows(&["list"]).contains(USERNAME));
}

#[test]
fn one_run_tells_of_all_oauth_clients_of_the_store() {
    let till = two_clients("status-two-clients");
    let metrics = Exposition::of(&till.shows(&["status", "--prometheus"]));
    assert_eq!(metrics.labels(SIGNED_IN, "client"), [OTHER_NAME, NAME]);
    assert_eq!(
        metrics.labels(SIGNED_IN, "client_id"),
        [CLIENT_ID, OTHER_ID]
    );
    assert_eq!(metrics.labels(SIGNED_IN, "user"), [USERNAME, USERNAME]);

    let said = till.shows(&["status"]);
    let at = |words: &str| {
        said.find(words)
            .unwrap_or_else(|| panic!("{words}: {said}"))
    };
    let (kitchen, till_7) = (at("OAuth client Kitchen at"), at("OAuth client Till 7 at"));
    let users: Vec<_> = said.match_indices(&format!("\n{USERNAME}: ")).collect();
    assert!(users.len() == 2 && kitchen < users[0].0 && users[0].0 < till_7 && till_7 < users[1].0);
    assert_eq!(
        till.json(&["status", "--json"]).as_array().unwrap().len(),
        2
    );

    // One of them, by its name or by its id.
    for asked in [OTHER_NAME, OTHER_ID] {
        let json = till.json(&["status", "--json", "--client", asked]);
        assert_eq!(json.as_array().unwrap().len(), 1, "{asked}");
        assert_eq!(json[0]["client"], OTHER_NAME);
        let metrics = till.shows(&["status", "--prometheus", "--client", asked]);
        assert_eq!(
            Exposition::of(&metrics).labels(SIGNED_IN, "client"),
            [OTHER_NAME]
        );
    }
    let none = till.shows(&["status", "--client", "Bar"]);
    assert!(none.contains("no session of this OAuth client"), "{none}");
    // A user's session is the settings' OAuth client's, as for all other commands.
    till.shows(&["sign-out", USERNAME]);
    assert_eq!(
        till.json(&["status", USERNAME, "--json"])["signed_out"],
        true
    );
    let other = |arguments: &[&str]| run(other(&till).args(arguments), "").stdout;
    assert!(other(&["status", USERNAME]).contains(": signed in"));
    let metrics = other(&["status", USERNAME, "--prometheus"]);
    assert_eq!(
        Exposition::of(&metrics).labels(SIGNED_IN, "client"),
        [OTHER_NAME]
    );
}

#[test]
fn the_store_alone_is_needed_and_nobodys_credentials() {
    let till = two_clients("status-no-client");
    let alone = |arguments: &[&str]| {
        let mut command = till.command();
        for name in ["BASE_URL", "CA_FILE", "CLIENT"] {
            command.env_remove(format!("OMNIFUND_{name}"));
        }
        let ran = run(command.arg("status").args(arguments), "");
        assert_eq!(ran.status, 0, "{ran:?}");
        ran.stdout
    };
    assert_eq!(
        Exposition::of(&alone(&["--prometheus"])).values(SIGNED_IN, &[]),
        [1.0, 1.0]
    );
    assert_eq!(alone(&[]).matches(": signed in").count(), 2);
    assert_eq!(alone(&["--json"]).matches("\"signed_in\": true").count(), 2);
}

#[test]
fn a_damaged_record_is_told_beside_all_others_and_by_a_metric_of_its_own() {
    let till = two_clients("status-damaged");
    damage_one(&till);
    for (arguments, sound) in [
        (&["status"][..], ": signed in"),
        (&["status", "--json"], "\"signed_in\": true"),
        (
            &["status", "--prometheus"],
            "omnifund_store_damaged_records{",
        ),
    ] {
        let ran = till.run(arguments, "");
        assert_eq!(ran.status, 14, "{ran:?}");
        assert_eq!(ran.stdout.matches(sound).count(), 1, "{ran:?}");
        assert!(ran.stderr.contains("store/records/"), "{ran:?}");
    }
    let metrics = Exposition::of(&till.run(&["status", "--prometheus"], "").stdout);
    assert_eq!(metrics.value("omnifund_store_damaged_records", &[]), 1.0);
    assert_eq!(metrics.values(SIGNED_IN, &[]), [1.0]);
}

#[test]
fn who_watches_without_a_terminal_gets_a_block_each_time() {
    let till = two_clients("status-watch");
    let lines = |arguments: &[&str]| {
        let mut watch = till
            .command()
            .args(["status", "--watch", "--interval", "1s"])
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(watch.stdout.take().unwrap()).lines();
        let mut next = move || lines.next().unwrap().unwrap();
        let twice = match arguments {
            ["--json"] => vec![next(), next()],
            _ => {
                let mut block = || -> String {
                    let lines = std::iter::repeat_with(&mut next);
                    let lines: Vec<_> = lines.take_while(|line| !line.is_empty()).collect();
                    lines.join("\n")
                };
                vec![block(), block()]
            }
        };
        // Nobody reads on, and it ends.
        drop(next);
        assert!(watch.wait().unwrap().success());
        twice
    };
    for block in lines(&[]) {
        assert!(block.contains("Sessions: 2 signed in"), "{block}");
        assert_eq!(block.matches("omnifund_user").count(), 2, "{block}");
        assert!(!block.contains('\x1b'), "{block}");
        assert!(
            block.lines().all(|line| line.chars().count() <= 80),
            "{block}"
        );
    }
    for line in lines(&["--json"]) {
        let said: Value = serde_json::from_str(&line).unwrap();
        assert!(said["at"].as_i64().unwrap() > 1_700_000_000);
        assert_eq!(said["sessions"].as_array().unwrap().len(), 2);
        assert_eq!(said["problems"].as_array().unwrap().len(), 0);
    }
    // What can't begin does not go on.
    let unset = run(
        till.command()
            .env("OMNIFUND_CLIENT", "Bar")
            .args(["status", "--watch", USERNAME]),
        "",
    );
    assert_eq!(unset.status, 13, "{unset:?}");
    till.fails(&["status", "--watch", "--prometheus"], 2);
    till.fails(&["status", "--watch", "--interval", "0s"], 2);
    till.fails(&["status", "--interval", "1s"], 2);
}

#[test]
fn who_watches_sees_trouble_first_and_goes_on_when_the_store_is_gone() {
    let till = two_clients("status-watch-trouble");
    till.server.revoke("refresh");
    till.fails(&["token", USERNAME, "--refresh"], 12);
    let mut watch = till
        .command()
        .args(["status", "--watch", "--interval", "1s"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(watch.stdout.take().unwrap()).lines();
    let mut until = |words: &str| -> Vec<String> {
        let mut seen = Vec::new();
        while seen
            .last()
            .is_none_or(|line: &String| !line.contains(words))
        {
            seen.push(lines.next().unwrap().unwrap());
        }
        seen
    };
    let seen = until("Kitchen");
    assert!(
        seen[1].contains("1 signed in, 1 lost, 1 with trouble"),
        "{seen:?}"
    );
    assert!(seen[3].contains(NAME), "{seen:?}");
    assert!(seen[4].contains("a human must sign in"), "{seen:?}");
    damage_one(&till);
    until("1 unreadable");
    let store = till.path("store");
    std::fs::rename(&store, till.path("elsewhere")).unwrap();
    until("listing");
    std::fs::rename(till.path("elsewhere"), &store).unwrap();
    until("1 unreadable");
    drop(lines);
    assert!(watch.wait().unwrap().success());
}

/// What the screen shows: of what a cursor does, as much as is used here.
fn screen(written: &str) -> Vec<String> {
    let (mut lines, mut at) = (vec![String::new()], 0);
    let mut rest = written;
    while let Some(letter) = rest.chars().next() {
        // Whether lines are wrapped: there are none that would be.
        if let Some(behind) = ["\x1b[?7l", "\x1b[?7h"]
            .iter()
            .find_map(|code| rest.strip_prefix(*code))
        {
            rest = behind;
            continue;
        }
        if let Some(code) = rest.strip_prefix("\x1b[") {
            let digits = code.len()
                - code
                    .trim_start_matches(|one: char| one.is_ascii_digit())
                    .len();
            let number: usize = code[..digits].parse().unwrap_or(1);
            match &code[digits..=digits] {
                "A" => at -= number,
                "J" => lines.truncate(at),
                other => panic!("{other:?} is not used here"),
            }
            lines.resize(lines.len().max(at + 1), String::new());
            rest = &code[digits + 1..];
            continue;
        }
        match letter {
            '\n' => at += 1,
            '\r' => {}
            letter => lines[at].push(letter),
        }
        lines.resize(lines.len().max(at + 1), String::new());
        rest = &rest[letter.len_utf8()..];
    }
    lines
}

#[test]
fn who_watches_at_a_terminal_sees_one_block_and_ctrl_c_leaves_the_terminal_as_it_was() {
    let till = two_clients("status-watch-terminal");
    let (mut ours, theirs) = till::pty::terminal();
    let end = || theirs.try_clone().unwrap();
    let settings = || {
        let stty = Command::new("stty").args(["-a"]).stdin(end()).output();
        String::from_utf8(stty.unwrap().stdout).unwrap()
    };
    // It is small: five lines find no room.
    let sized = Command::new("stty")
        .args(["rows", "4", "cols", "60"])
        .stdin(end())
        .status();
    assert!(sized.unwrap().success());
    let before = settings();
    let omnifund = till.command();
    // Ctrl-C comes to who has the terminal as his own.
    let mut watch = Command::new("setsid");
    watch
        .arg("--ctty")
        .arg(omnifund.get_program())
        .args(["status", "--watch", "--interval", "1s"])
        .env("TERM", "xterm")
        .stdin(end())
        .stdout(end())
        .stderr(end());
    for (name, value) in omnifund.get_envs() {
        match value {
            Some(value) => watch.env(name, value),
            None => watch.env_remove(name),
        };
    }
    let mut watch = heeding_signals(&mut watch).spawn().unwrap();
    let mut written = String::new();
    let mut bytes = [0; 1024];
    while written.matches("\x1b[J").count() < 2 || !written.ends_with("\x1b[?7h") {
        let length = ours.read(&mut bytes).unwrap();
        written += &String::from_utf8_lossy(&bytes[..length]);
    }
    let shown = screen(&written);
    // The head, the counts, and for the rest there is no room; the cursor's line is empty.
    assert_eq!(shown.len(), 4, "{shown:#?}");
    assert!(shown[0].contains("Ctrl-C ends it"), "{shown:#?}");
    assert!(shown[1].contains("2 signed in"), "{shown:#?}");
    assert!(shown[2].contains("3 lines more"), "{shown:#?}");
    assert!(
        shown.iter().all(|line| line.chars().count() <= 60),
        "{shown:#?}"
    );

    ours.write_all(b"\x03").unwrap();
    assert_eq!(watch.wait().unwrap().signal(), Some(libc::SIGINT));
    assert_eq!(settings(), before);
}
