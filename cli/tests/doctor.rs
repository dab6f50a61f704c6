//! `omnifund doctor`: five things broken on purpose, and what it says to do about each.

#![allow(missing_docs)]

mod till;

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::{Duration, SystemTime};

use serde_json::json;
use till::common::{CLIENT_ID, CLIENT_SECRET, LocalServer, PASSWORD, USERNAME};
use till::{NAME, Ran, Till, run};

/// What no report may hold.
#[track_caller]
fn assert_safe_to_mail(till: &Till, ran: &Ran) {
    let token = till.run(&["token", USERNAME], "").stdout;
    let key = std::fs::read_to_string(till.path("store.key")).unwrap_or_default();
    let key = key.split_whitespace().nth(1).unwrap_or("no key").to_owned();
    for secret in [CLIENT_SECRET, PASSWORD, &key, token.trim()] {
        assert!(
            secret.is_empty() || !(ran.stdout.contains(secret) || ran.stderr.contains(secret)),
            "a secret in {ran:?}"
        );
    }
}

/// The doctor finds something wrong, with this exit status, and says all of these.
#[track_caller]
fn assert_found(till: &Till, ran: &Ran, status: i32, said: &[&str]) {
    assert_eq!(ran.status, status, "{}", ran.stdout);
    assert!(ran.stdout.contains("BAD "), "{}", ran.stdout);
    for words in said {
        assert!(
            ran.stdout.contains(words),
            "no {words:?} in\n{}",
            ran.stdout
        );
    }
    assert_safe_to_mail(till, ran);
}

#[test]
fn a_sound_till_is_told_so() {
    let till = Till::signed_in("doctor-sound");
    let ran = till.run(&["doctor"], "");
    assert_eq!(ran.status, 0, "{}", ran.stdout);
    for about in [
        "settings",
        "store",
        "space",
        "sealing key",
        "leases",
        "name",
        "certificate",
        "token endpoint",
        "OAuth client",
        "clock",
        "sessions",
    ] {
        assert!(
            ran.stdout.contains(&format!("ok    {about}")),
            "{}",
            ran.stdout
        );
    }
    assert!(
        ran.stdout.contains("1 sound, 0 signed out"),
        "{}",
        ran.stdout
    );
    assert!(
        ran.stdout.ends_with("Nothing is wrong.\n"),
        "{}",
        ran.stdout
    );
    assert_safe_to_mail(&till, &ran);

    let json = till.json(&["doctor", "--json"]);
    let findings = json.as_array().unwrap();
    assert!(
        findings.iter().all(|finding| finding["sign"] == "ok"),
        "{json}"
    );
    // Two questions, no session touched, and nobody's password tried.
    let grants = till.server.exchanges();
    assert!(
        grants
            .iter()
            .skip(1)
            .all(|one| one["grant"] == "refresh_token"),
        "{grants:?}"
    );
    assert_eq!(till.json(&["status", USERNAME, "--json"])["exchanges"], 1);
}

#[test]
fn a_wrong_client_secret_is_found() {
    let till = Till::signed_in("doctor-secret");
    till.server.change_secret(CLIENT_ID, "another");
    let ran = till.run(&["doctor"], "");
    assert_found(
        &till,
        &ran,
        13,
        &[
            "refuses the client id or the client secret",
            "omnifund client replace",
        ],
    );
    // And after the remedy all is well.
    let replaced = till.run(
        &["client", "replace", NAME, CLIENT_ID, "--secret-stdin"],
        "another",
    );
    assert_eq!(replaced.status, 0, "{replaced:?}");
    assert_eq!(till.run(&["doctor"], "").status, 0);
}

#[test]
fn a_stopped_server_is_found() {
    let mut till = Till::signed_in("doctor-stopped");
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = nobody.local_addr().unwrap().port();
    drop(nobody);
    till.server.base_url = format!("https://127.0.0.1:{port}");
    let ran = till.run(&["doctor"], "");
    let here = format!("127.0.0.1:{port}");
    assert_found(&till, &ran, 11, &["token endpoint", &here, "ok    store"]);

    till.server.base_url = "https://no-such-host.invalid".into();
    let ran = till.run(&["doctor"], "");
    assert_found(&till, &ran, 11, &["name", "no-such-host.invalid"]);
}

/// Runs a shell line in a mount namespace of its own, where a full disk harms nobody. `None` where this
/// machine does not allow it.
fn on_a_tiny_disk(till: &Till, line: &str) -> Option<Ran> {
    let disk = till.path("disk");
    std::fs::create_dir_all(&disk).unwrap();
    let mount = format!(
        "mount -t tmpfs -o size=96k,mode=700 tiny '{}' || exit 99\n",
        disk.display()
    );
    let mut unshare = Command::new("unshare");
    let command = till.command();
    unshare
        .args(["--user", "--map-root-user", "--mount", "sh", "-c"])
        .arg(mount + line)
        .env("OMNIFUND", env!("CARGO_BIN_EXE_omnifund"))
        .env("DISK", &disk)
        .envs(
            command
                .get_envs()
                .filter_map(|(name, value)| Some((name, value?))),
        )
        .env("OMNIFUND_STORE", disk.join("store"));
    let ran = run(&mut unshare, "");
    if ran.status == 99 || ran.stderr.contains("unshare") {
        eprintln!("skipped: no disk can be mounted here: {}", ran.stderr);
        return None;
    }
    Some(ran)
}

#[test]
fn a_full_disk_is_found() {
    let till = Till::new("doctor-full");
    let line = format!(
        "printf %s '{CLIENT_SECRET}' | \"$OMNIFUND\" client add '{NAME}' {CLIENT_ID} --secret-stdin\n\
         printf %s '{PASSWORD}' | \"$OMNIFUND\" sign-in {USERNAME} --password-stdin\n\
         head -c 1000000 /dev/zero > \"$DISK/filler\" 2>/dev/null\n\
         \"$OMNIFUND\" token {USERNAME} --refresh; echo \"refresh: $?\"\n\
         \"$OMNIFUND\" token {USERNAME} >/dev/null; echo \"token: $?\"\n\
         \"$OMNIFUND\" doctor\n"
    );
    let Some(ran) = on_a_tiny_disk(&till, &line) else {
        return;
    };
    // The disk is full before the refresh token is spent, and the live token serves on.
    assert!(ran.stdout.contains("refresh: 14"), "{ran:?}");
    assert!(ran.stdout.contains("token: 0"), "{ran:?}");
    assert_found(
        &till,
        &ran,
        14,
        &[
            "BAD   space",
            "0 MB are free",
            "make room",
            "gone when the machine restarts",
        ],
    );
}

#[test]
fn a_wrong_clock_is_found() {
    // It is the server's that is moved: to the doctor it is this machine's that is behind.
    let till = Till::signed_in("doctor-clock");
    till.server.move_clock(86_400);
    let ran = till.run(&["doctor"], "");
    assert_found(
        &till,
        &ran,
        13,
        &[
            "BAD   clock",
            "behind the server's",
            "timedatectl set-ntp true",
        ],
    );
}

#[test]
fn a_missing_key_is_found_and_none_is_made_in_its_place() {
    let till = Till::signed_in("doctor-key");
    let key = till.path("store.key");
    let kept = std::fs::read(&key).unwrap();
    std::fs::remove_file(&key).unwrap();
    let ran = till.run(&["doctor"], "");
    assert_found(&till, &ran, 14, &["store.key", "is missing"]);
    assert!(!key.exists());
    std::fs::write(&key, kept).unwrap();
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o600)).unwrap();
    assert_eq!(till.run(&["doctor"], "").status, 0);
}

#[test]
fn an_authority_that_nobody_trusts_and_certificates_outside_their_dates_are_shown() {
    for (certificate, said) in [
        ("expired", "was not renewed"),
        ("not-yet", "it begins in"),
        ("wrong-host", "leads to another server"),
    ] {
        let server = LocalServer::controlled(&["--certificate", certificate]);
        let till = Till::at(server, &format!("doctor-{certificate}"));
        let ran = till.run(&["doctor"], "");
        assert_found(&till, &ran, 13, &["BAD   certificate", said]);
    }
    let till = Till::new("doctor-untrusted");
    let ran = run(
        till.command().env_remove("OMNIFUND_CA_FILE").arg("doctor"),
        "",
    );
    assert_found(
        &till,
        &ran,
        13,
        &[
            "OmniFund local server authority",
            "nobody here trusts",
            "OMNIFUND_CA_FILE",
        ],
    );
}

#[test]
fn sessions_that_fail_are_told() {
    let till = Till::signed_in("doctor-failing");
    till.server
        .faults(json!([{"at": "token", "grant": "refresh_token", "status": 500}]));
    till.run(&["token", USERNAME, "--refresh"], "");
    till.server.behave();
    let ran = till.run(&["doctor"], "");
    assert_found(&till, &ran, 11, &[&format!("{USERNAME}: failing since")]);
}

#[test]
fn lost_sessions_are_named() {
    let till = Till::signed_in("doctor-lost");
    till.server.revoke("all");
    till.run(&["token", USERNAME, "--refresh"], "");
    let ran = till.run(&["doctor"], "");
    let lost = format!("{USERNAME}: lost");
    assert_found(&till, &ran, 12, &[&lost, "omnifund sign-in"]);
    assert!(till.shows(&["status"]).contains(&lost));
}

#[test]
fn a_store_of_another_machine_is_taken_over_once() {
    let till = Till::signed_in("doctor-moved");
    let marker = till.path("store/store.json");
    let text = std::fs::read_to_string(&marker).unwrap();
    let mut json: serde_json::Value = serde_json::from_str(&text).unwrap();
    json["machine"] = "0123456789abcdef0123456789abcdef".into();
    std::fs::write(&marker, json.to_string()).unwrap();
    let ran = till.run(&["doctor"], "");
    assert_found(&till, &ran, 14, &["made on another machine"]);
    till.shows(&["--take-over", "token", USERNAME]);
    assert_eq!(till.run(&["doctor"], "").status, 0);
}

#[test]
fn a_machine_without_a_name_is_told_that_no_clone_can_be_noticed() {
    let till = Till::signed_in("doctor-nameless");
    // As in a container, whose /etc/machine-id is empty.
    let nameless = |name: Option<&str>| {
        let mut inside = Command::new("unshare");
        inside.args(["--mount", "sh", "-c"]);
        inside.arg("mount --bind /dev/null /etc/machine-id && exec \"$0\" doctor");
        inside.arg(till.command().get_program());
        for (name, value) in till.command().get_envs() {
            match value {
                Some(value) => inside.env(name, value),
                None => inside.env_remove(name),
            };
        }
        inside.envs(name.map(|name| ("OMNIFUND_MACHINE", name)));
        run(&mut inside, "")
    };
    let ran = nameless(None);
    if !ran.stdout.contains("sealing key") {
        println!(
            "skipped: only root can take a machine's id away: {}",
            ran.stderr
        );
        return;
    }
    assert_eq!(ran.status, 0, "{}", ran.stdout);
    assert!(ran.stdout.contains("OMNIFUND_MACHINE"), "{}", ran.stdout);
    let ran = nameless(Some("till-7"));
    assert_found(&till, &ran, 14, &["another machine's name"]);
}

#[test]
fn who_holds_a_lease_and_since_when_is_told() {
    let till = Till::signed_in("doctor-lease");
    let shards = std::fs::read_dir(till.path("store/records")).unwrap();
    let record = shards
        .flat_map(|shard| std::fs::read_dir(shard.unwrap().path()).unwrap())
        .map(|record| record.unwrap().path())
        .find(|path| {
            path.file_name()
                .unwrap()
                .to_str()
                .unwrap()
                .starts_with("1-")
        })
        .unwrap();
    // The lease of a record is a byte of the lock file, by its hash, on the open file.
    let holding = "import fcntl, struct, sys
file = open(sys.argv[1], 'r+')
start = int(sys.argv[2][2:16], 16) * 64
fcntl.fcntl(file, 37, struct.pack('hhqqi', fcntl.F_WRLCK, 0, start, 1, 0))
print('held', flush=True)
sys.stdin.read()";
    let mut process = Command::new("python3")
        .args(["-c", holding])
        .arg(till.path("store/lock"))
        .arg(record.file_name().unwrap())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = BufReader::new(process.stdout.take().unwrap()).lines();
    assert_eq!(said.next().unwrap().unwrap(), "held");
    let holder = format!(
        "process {} holds the lease of {}",
        process.id(),
        record.display()
    );
    // What whoever holds it made ready for the exchange.
    let journal = std::fs::File::create(format!("{}+", record.display())).unwrap();

    let ran = till.run(&["doctor"], "");
    assert_eq!(ran.status, 0, "{}", ran.stdout);
    assert!(ran.stdout.contains(&holder), "{}", ran.stdout);
    // No exchange takes that long: it is a pair that the store would not take.
    journal
        .set_modified(SystemTime::now() - Duration::from_secs(600))
        .unwrap();
    let ran = till.run(&["doctor"], "");
    assert_found(&till, &ran, 14, &[&holder, "10 min", "let it run"]);
    drop(process.stdin.take());
    process.wait().unwrap();
}
