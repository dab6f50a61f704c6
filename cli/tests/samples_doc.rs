//! docs/operations.md keeps its word: each of its commands is run on a machine in a scratch directory.

#![cfg(unix)]
#![allow(missing_docs)]

#[path = "samples/mod.rs"]
mod samples;
mod till;

use std::os::unix::fs::PermissionsExt;

use samples::{Machine, NEW_CLIENT_ID, USER, block, blocks, files_below};
use serde_json::json;
use till::common::root;
use till::run;

/// Its blocks are run by `samples_prometheus.rs`.
const METRICS: &str = "Metrics for Prometheus";
const CALLS: &str = "Calls from a shell, and what became of a charge";
const GATEWAY: &str = "A gateway that interferes";
const UNREAD: &str = "An answer that could not be understood";

#[test]
fn all_of_its_blocks_are_run_here_or_with_the_samples() {
    let headings: Vec<_> = blocks().into_iter().map(|(heading, _)| heading).collect();
    assert_eq!(
        headings,
        [
            "At two in the morning",
            "Setting it up",
            "Setting it up",
            "Setting it up",
            "Setting it up",
            METRICS,
            METRICS,
            METRICS,
            CALLS,
            CALLS,
            "An outage of OmniFund",
            UNREAD,
            UNREAD,
            UNREAD,
            UNREAD,
            UNREAD,
            "A damaged record",
            "A damaged record",
            "A lost client secret",
            "An employee who left",
            "An employee who left",
            "A changed password",
            "A restored backup, or a cloned disk",
            "Another machine",
            "Another machine",
            "Two users",
            "A full disk",
            "A wrong clock",
            GATEWAY,
            "The sealing key",
            "Audit",
            "Tokens in a MySQL table",
            "Tokens in a MySQL table",
            "Tokens in a MySQL table",
        ]
    );
}

#[test]
fn its_links_lead_somewhere() {
    let text = std::fs::read_to_string(root().join("docs/operations.md")).unwrap();
    let anchors: Vec<_> = text
        .lines()
        .filter_map(|line| line.strip_prefix("## ").or(line.strip_prefix("### ")))
        .map(|heading| {
            let plain = heading.to_lowercase().replace(' ', "-");
            plain.replace(
                |letter: char| !letter.is_alphanumeric() && letter != '-',
                "",
            )
        })
        .collect();
    let mut links = 0;
    for link in text.split("](").skip(1) {
        let (link, _) = link.split_once(')').unwrap();
        match link.strip_prefix('#') {
            Some(anchor) => assert!(anchors.iter().any(|known| known == anchor), "{link}"),
            None => assert!(root().join("docs").join(link).exists(), "{link}"),
        }
        links += 1;
    }
    assert!(links > 5, "{links}");
}

#[test]
fn a_machine_is_set_up_and_the_doctor_finds_nothing_wrong() {
    let machine = Machine::set_up("doc-set-up");
    let said = machine.shows(&block("At two in the morning", 0));
    assert!(said.contains("1 sound, 0 signed out"), "{said}");
    let mode = |name: &str| {
        let found = std::fs::metadata(machine.path(name)).unwrap();
        found.permissions().mode() & 0o7777
    };
    assert_eq!(mode("etc/omnifund/pos.conf"), 0o640);
    assert_eq!(mode("var/lib/pos/omnifund"), 0o2770);
    assert_eq!(mode("var/lib/pos/omnifund.key"), 0o660);
    let log = std::fs::read_to_string(machine.path("var/log/omnifund/omnifund.log")).unwrap();
    assert!(log.contains("password grant"), "{log}");

    for at in [2, 3] {
        machine.shows(&block("Setting it up", at));
    }
    for file in [
        "etc/systemd/system/omnifund-keep-alive.service",
        "etc/systemd/system/omnifund-keep-alive.timer",
        "etc/cron.d/omnifund",
    ] {
        assert!(machine.path(file).exists(), "{file}");
    }
    let noted = std::fs::read_to_string(machine.path("noted")).unwrap();
    assert!(noted.contains("adduser --system --group --home"), "{noted}");
    assert!(
        noted.contains("systemctl enable --now omnifund-keep-alive.timer"),
        "{noted}"
    );
}

#[test]
fn recipes_that_only_look_find_a_sound_machine_sound() {
    let machine = Machine::set_up("doc-look");
    for heading in [
        "An outage of OmniFund",
        UNREAD,
        "Two users",
        "A full disk",
        "A wrong clock",
    ] {
        let said = machine.shows(&block(heading, 0));
        assert!(said.contains("1 sound, 0 signed out"), "{heading}: {said}");
    }
    let noted = std::fs::read_to_string(machine.path("noted")).unwrap();
    assert!(noted.contains("timedatectl set-ntp true"), "{noted}");
}

#[test]
fn a_shell_has_all_customers_and_makes_charges() {
    let machine = Machine::set_up("doc-calls");
    let customers = || {
        let block = block(CALLS, 0);
        let (list, _) = block.split_once("echo").unwrap();
        machine.shows(&format!("{list}cat customers.json"))
    };
    let members = |said: String| -> usize {
        let said: serde_json::Value = serde_json::from_str(&said).unwrap();
        said.as_array().unwrap().len()
    };
    let before = members(customers());
    for at in [0, 1] {
        let made = machine.shows(&format!("{}\n{}", block(CALLS, 0), block(CALLS, at)));
        assert!(made.contains(r#""firstName":"New""#), "{made}");
    }
    assert_eq!(members(customers()), before + 4);
}

#[test]
fn where_no_answer_is_kept_there_is_nothing_to_recover_nor_to_show() {
    let machine = Machine::set_up("doc-nothing-kept");
    for at in [1, 2] {
        let ran = run(&mut machine.shell(&block(UNREAD, at)), "");
        assert_eq!(ran.status, 15, "{ran:?}");
        assert!(ran.stderr.contains("no answer is kept"), "{ran:?}");
    }
}

#[test]
fn an_answer_that_could_not_be_understood_is_shown_and_a_sign_in_mends_it() {
    let machine = Machine::set_up("doc-unread");
    machine
        .server
        .faults(json!([{"grant": "refresh_token", "garbage_after_commit": true, "times": 1}]));
    let unread = machine.omnifund(&["token", USER, "--refresh"], "");
    assert_eq!(unread.status, 11, "{unread:?}");

    let (doctor, status) = (block(UNREAD, 0), machine.shows("omnifund status alice"));
    assert!(doctor.ends_with("omnifund status alice\n"), "{doctor}");
    assert!(status.contains("\n  kept answer "), "{status}");
    let ran = run(&mut machine.shell(&doctor), "");
    assert_eq!(ran.status, 12, "{ran:?}");
    assert!(ran.stdout.contains("BAD   sessions"), "{ran:?}");
    assert!(ran.stdout.contains("omnifund recover alice"), "{ran:?}");

    let ran = run(&mut machine.shell(&block(UNREAD, 1)), "");
    assert_eq!(ran.status, 15, "{ran:?}");
    let ran = run(&mut machine.shell(&block(UNREAD, 2)), "");
    assert_eq!(ran.status, 0, "{ran:?}");
    assert!(ran.stderr.contains("it can hold tokens"), "{ran:?}");
    let file = machine.path("alice.answer");
    let shown = std::fs::read_to_string(&file).unwrap();
    assert!(shown.starts_with("HTTP/1.1 200 OK\r\n"), "{shown}");
    assert!(shown.ends_with("\r\n\r\n{\"access_token\":\""), "{shown}");
    let mode = std::fs::metadata(&file).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);

    machine.shows(&format!("cd\n{}", block(UNREAD, 4)));
    assert!(!file.exists());
    assert!(!machine.shows("omnifund status alice").contains("kept"));
}

#[test]
fn tokens_that_a_human_found_take_the_place_of_the_sessions() {
    let machine = Machine::set_up("doc-found");
    machine.shows("cd; omnifund export alice > alice.json; touch alice.answer");
    machine.shows("omnifund sign-in alice");
    machine.shows(&format!("cd\n{}", block(UNREAD, 3)));
    for file in ["alice.json", "alice.answer", "alice.token"] {
        assert!(!machine.path(file).exists(), "{file}");
    }
    machine.shows(&format!("cd\n{}", block(UNREAD, 4)));
}

#[test]
fn a_lost_client_secret_is_replaced_and_sessions_go_on_until_somebody_signs_in() {
    let machine = Machine::set_up("doc-secret");
    let said = machine.shows(&block("A lost client secret", 0));
    assert!(said.contains("1 session(s)"), "{said}");
    assert!(
        machine
            .shows("omnifund client list")
            .contains(NEW_CLIENT_ID)
    );
    machine.shows("omnifund token alice");
    assert_eq!(
        machine.omnifund(&["token", USER, "--refresh"], "").status,
        12
    );
    machine.shows("omnifund sign-in alice; omnifund token --refresh alice");
}

#[test]
fn an_employee_who_left_is_signed_out() {
    let machine = Machine::set_up("doc-left");
    machine.shows(&block("An employee who left", 0));
    assert_eq!(machine.omnifund(&["token", USER], "").status, 12);
    assert!(machine.shows("omnifund list").contains(USER));
    machine.shows(&block("An employee who left", 1));
    assert!(!machine.shows("omnifund list").contains(USER));
}

#[test]
fn a_damaged_record_is_told_with_its_users_name_and_forgotten() {
    let machine = Machine::set_up("doc-damaged");
    let records = machine.path("var/lib/pos/omnifund/records");
    let record = files_below(&records)
        .into_iter()
        .find(|name| name.contains("/1-"));
    std::fs::write(records.join(record.unwrap()), "no record").unwrap();
    let doctor = machine
        .shell(&block("A damaged record", 0))
        .output()
        .unwrap();
    assert_eq!(doctor.status.code(), Some(14), "{doctor:?}");
    let said = String::from_utf8(doctor.stdout).unwrap();
    assert!(
        said.contains("alice: ") && said.contains("omnifund forget alice"),
        "{said}"
    );
    assert!(said.contains("bob has no session"), "{said}");
    machine.shows(&block("A damaged record", 1));
    machine.shows("omnifund token alice");
}

#[test]
fn a_changed_password_is_left_anew() {
    let machine = Machine::set_up("doc-password");
    machine.server.change_password(USER, "another");
    // The session does not need it.
    machine.shows("omnifund token --refresh alice");
    machine.shows(&format!(
        "PASSWORD=another; {}",
        block("A changed password", 0)
    ));
    machine.server.revoke("refresh");
    // Signs in anew by the password that was saved.
    machine.shows("omnifund token --refresh alice");
}

#[test]
fn a_store_of_another_machine_is_refused_and_a_new_one_begun() {
    let machine = Machine::set_up("doc-restored");
    let marker = machine.path("var/lib/pos/omnifund/store.json");
    let text = std::fs::read_to_string(&marker).unwrap();
    let mut parsed: serde_json::Value = serde_json::from_str(&text).unwrap();
    if parsed["machine"].is_null() {
        eprintln!("skipped: this machine has no /etc/machine-id");
        return;
    }
    parsed["machine"] = "00112233445566778899aabbccddeeff".into();
    std::fs::write(&marker, parsed.to_string()).unwrap();
    let refused = machine.omnifund(&["token", USER], "");
    assert_eq!(refused.status, 14, "{refused:?}");
    machine.shows(&block("A restored backup, or a cloned disk", 0));
    machine.shows("omnifund token --refresh alice");
}

#[test]
fn a_session_moves_to_another_machine_in_a_file() {
    let machine = Machine::set_up("doc-move");
    let before = machine.shows("omnifund token alice");
    machine.shows(&block("Another machine", 0));
    let file = machine.path("alice.json");
    let mode = std::fs::metadata(&file).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    assert_eq!(machine.omnifund(&["token", USER], "").status, 12);

    let said = machine.shows(&format!("cd\n{}", block("Another machine", 1)));
    assert!(!file.exists());
    assert!(!said.contains(before.trim()), "{said}");
    assert_ne!(machine.shows("omnifund token alice"), before);
}

#[test]
fn the_audit_tells_who_exported_tokens_and_when() {
    let machine = Machine::set_up("doc-audit");
    machine
        .shows("cd; omnifund export alice > alice.json; omnifund client rename 'Till 7' 'Till 8'");
    let said = machine.shows(&block("Audit", 0));
    let lines: Vec<serde_json::Value> = said
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len(), 1, "{said}");
    let line = &lines[0];
    assert_eq!(line["outcome"], "done");
    assert_eq!(line["client"], "Till 7");
    assert_eq!(line["uid"], samples::own_id("-u"));
    let program = line["program"].as_str().unwrap();
    assert!(program.ends_with("/omnifund"), "{program}");
    let audit = std::fs::read_to_string(machine.path("var/log/omnifund/audit.jsonl")).unwrap();
    let acts: Vec<_> = audit
        .lines()
        .map(|line| {
            let line: serde_json::Value = serde_json::from_str(line).unwrap();
            line["act"].as_str().unwrap().to_owned()
        })
        .collect();
    assert_eq!(acts, ["client-add", "sign-in", "export", "client-rename"]);
}

#[test]
fn a_gateway_alone_is_trusted() {
    let machine = Machine::set_up("doc-gateway");
    let gateway = machine.server.ca_file.as_ref().unwrap();
    std::fs::copy(gateway, machine.path("gateway.pem")).unwrap();
    // Here OmniFund is a local server, whose authority is named from the beginning.
    let settings = machine.path("etc/omnifund/pos.conf");
    let text = std::fs::read_to_string(&settings).unwrap();
    let named = |line: &&str| !line.starts_with("OMNIFUND_CA_FILE");
    let lines: Vec<_> = text.lines().filter(named).collect();
    std::fs::write(&settings, lines.join("\n") + "\n").unwrap();
    let said = machine.shows(&format!("cd\n{}", block(GATEWAY, 0)));
    let ours = machine.path("etc/omnifund/gateway.pem");
    let alone = format!("trusted by the CA file {} alone", ours.display());
    assert!(said.contains(&alone), "{said}");
}

#[test]
fn the_sealing_key_is_changed() {
    let machine = Machine::set_up("doc-key");
    let key = machine.path("var/lib/pos/omnifund.key");
    let first = std::fs::read_to_string(&key).unwrap();
    machine.shows(&block("The sealing key", 0));
    let changed = std::fs::read_to_string(&key).unwrap();
    assert_eq!(changed.lines().count(), 2);
    assert_ne!(changed.lines().next(), first.lines().next());
    // All but the first line may go.
    let newest = format!("{}\n", changed.lines().next().unwrap());
    std::fs::write(&key, newest).unwrap();
    machine.shows("omnifund token --refresh alice");
}
