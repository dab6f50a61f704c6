//! Each file of samples/ is run: the units' and cron's command, logrotate, systemd-tmpfiles.
//! `samples_mysql.rs` has the migration, `samples_prometheus.rs` what watches.

#![cfg(unix)]
#![allow(missing_docs)]

#[path = "samples/mod.rs"]
mod samples;
mod till;

use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::Path;
use std::process::{Command, Output};

use samples::{Machine, USER, files_below, may_change_users, own_id, sample, shut_in, values};
use till::common::{CLIENT_ID, CLIENT_SECRET, LocalServer, root};
use till::run;

const SERVICE: &str = "omnifund-keep-alive.service";
const TIMER: &str = "omnifund-keep-alive.timer";
const TEXTFILE_SERVICE: &str = "prometheus/omnifund-textfile.service";
const TEXTFILE_TIMER: &str = "prometheus/omnifund-textfile.timer";

#[test]
fn all_of_them_are_run_by_a_test() {
    assert_eq!(
        files_below(&root().join("samples")),
        [
            "cron",
            "grafana/omnifund.json",
            "logrotate.conf",
            "migrate-from-mysql/common.sh",
            "migrate-from-mysql/migrate",
            "migrate-from-mysql/roll-back",
            "migrate-from-mysql/settings.sh",
            "migrate-from-mysql/verify",
            SERVICE,
            TIMER,
            "pos.conf",
            "prometheus/cron",
            "prometheus/omnifund-textfile",
            TEXTFILE_SERVICE,
            TEXTFILE_TIMER,
            "prometheus/omnifund.rules.yml",
            "tmpfiles.conf",
        ]
    );
}

fn said(output: &Output) -> String {
    let (out, err) = (&output.stdout, &output.stderr);
    format!(
        "{}{}",
        String::from_utf8_lossy(out),
        String::from_utf8_lossy(err)
    )
}

#[test]
fn systemd_finds_nothing_wrong_with_the_units_and_the_service_is_shut_in() {
    let machine = Machine::bare("sample-units");
    let units = [SERVICE, TEXTFILE_SERVICE, TIMER, TEXTFILE_TIMER].map(|name| {
        let file = Path::new(name).file_name().unwrap();
        let unit = machine.path("etc/systemd/system").join(file);
        std::fs::write(&unit, machine.adapt(&sample(name))).unwrap();
        unit
    });
    for program in ["omnifund", "omnifund-textfile"] {
        let place = machine.path("usr/local/bin").join(program);
        std::fs::copy(env!("CARGO_BIN_EXE_omnifund"), place).unwrap();
    }
    let analyze = |arguments: &[&str], units: &[std::path::PathBuf]| {
        let mut analyze = Command::new("systemd-analyze");
        let output = analyze.args(arguments).args(units).output();
        output.expect("systemd-analyze runs: see scripts/setup")
    };
    let verified = analyze(&["verify"], &units);
    assert!(verified.status.success(), "{}", said(&verified));
    // It only warns of a setting that it does not know.
    assert_eq!(said(&verified), "");

    // From 0, shut in, to 100, open.
    let looked = analyze(
        &["security", "--offline=true", "--threshold=25"],
        &units[..2],
    );
    if said(&looked).contains("unrecognized option") {
        eprintln!("skipped: this systemd can't judge a unit that is not loaded");
        return;
    }
    assert!(looked.status.success(), "{}", said(&looked));
}

#[test]
fn the_service_lets_a_group_store_make_its_directories() {
    // It would refuse to set the set-group-ID bit, and with it each new directory of records.
    let service = sample(SERVICE);
    assert_eq!(values(&service, "RestrictSUIDSGID"), [""; 0]);
    let settings = sample("pos.conf");
    let store = values(&settings, "OMNIFUND_STORE")[0];
    let writable = values(&service, "ReadWritePaths");
    assert!(writable.contains(&store), "{writable:?}");
    let log = values(&settings, "OMNIFUND_LOG")[0]
        .rsplit_once(':')
        .unwrap()
        .1;
    let directory = Path::new(log).parent().unwrap().display().to_string();
    assert!(
        writable.contains(&format!("-{directory}").as_str()),
        "{writable:?}"
    );
}

/// What the service runs, with `more` behind it.
fn start(more: &str) -> String {
    let service = sample(SERVICE);
    let commands = values(&service, "ExecStart");
    assert_eq!(commands.len(), 1);
    format!("{}{more}", commands[0])
}

#[test]
fn the_services_command_keeps_sessions_alive_and_an_outage_is_no_failure_of_the_unit() {
    let machine = Machine::set_up("sample-service");
    let before = machine.shows("omnifund token alice");
    assert_eq!(machine.shows(&start("")), "0 refreshed, 0 failed.\n");
    assert_eq!(
        machine.shows(&start(" --age 0s --budget 2s")),
        "1 refreshed, 0 failed.\n"
    );
    assert_ne!(machine.shows("omnifund token alice"), before);

    let service = sample(SERVICE);
    let successes = values(&service, "SuccessExitStatus");
    machine
        .server
        .faults(serde_json::json!([{"at": "token", "status": 503}]));
    let ran = run(&mut machine.shell(&start(" --age 0s --budget 2s")), "");
    assert_eq!([ran.status.to_string().as_str()], successes[..], "{ran:?}");
    machine.server.behave();
    // A session that only a human can mend is one.
    machine.shows("omnifund sign-in alice");
    machine.server.revoke("refresh");
    let ran = run(&mut machine.shell(&start(" --age 0s --budget 2s")), "");
    assert_eq!(ran.status, 12, "{ran:?}");
}

#[test]
fn the_services_command_writes_nowhere_but_where_the_service_lets_it() {
    let machine = Machine::set_up("sample-read-only");
    let command = start(" --age 0s --budget 2s");
    if let Some(ran) = shut_in(&machine, &sample(SERVICE), &command) {
        assert_eq!(ran.stdout, "1 refreshed, 0 failed.\n", "{ran:?}");
    }
}

#[test]
fn crons_line_has_a_schedule_once_a_day_and_speaks_only_of_failures() {
    let text = sample("cron");
    let lines: Vec<_> = text
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#') && !line.starts_with("MAILTO="))
        .collect();
    let [line] = lines[..] else {
        panic!("{lines:?}")
    };
    let mut fields = line.splitn(7, ' ');
    let mut number = |below: u32| {
        let field: u32 = fields.next().unwrap().parse().unwrap();
        assert!(field < below, "{line}");
    };
    number(60);
    number(24);
    for _ in ["day of month", "month", "day of week"] {
        assert_eq!(fields.next(), Some("*"), "{line}");
    }
    assert_eq!(fields.next(), Some("pos"), "{line}");
    let command = fields.next().unwrap();
    // To cron it is the end of a line.
    assert!(!command.contains('%'), "{command}");

    let machine = Machine::set_up("sample-cron");
    let run_by_cron = |command: &str| {
        let mut shell = Command::new("/bin/sh");
        shell.arg("-c").arg(machine.adapt(command));
        shell.env_clear().env("PATH", "/usr/bin:/bin");
        run(&mut shell, "")
    };
    let quiet = run_by_cron(command);
    assert_eq!(
        (quiet.status, quiet.stdout + &quiet.stderr),
        (0, String::new())
    );

    machine.server.revoke("refresh");
    let all = command.replace("keep-alive", "keep-alive --age 0s --budget 2s");
    let loud = run_by_cron(&all);
    assert!(loud.stdout.contains(&format!("{USER}: ")), "{loud:?}");
    assert!(loud.stdout.contains("0 refreshed, 1 failed."), "{loud:?}");
}

#[test]
fn logrotate_loses_no_line_of_a_program_that_goes_on() {
    let machine = Machine::set_up("sample-logrotate");
    let sample = machine.path("etc/logrotate.d/omnifund");
    let text = std::fs::read_to_string(&sample).unwrap();
    assert!(!text.contains("postrotate\n") && !text.contains("copytruncate\n"));
    // logrotate asks this machine who pos is.
    let name = |which: &str| {
        let output = Command::new("id").args(["-n", which]).output().unwrap();
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    };
    let (user, group) = (name("-u"), name("-g"));
    let text = text.replace("pos pos", &format!("{user} {group}"));
    std::fs::write(&sample, text).unwrap();

    let log = machine.path("var/log/omnifund/omnifund.log");
    let lines = |path: &Path| {
        let text = std::fs::read_to_string(path).unwrap();
        text.matches(": refresh").count()
    };
    let (logged, seen) = (lines(&log), machine.server.refreshes().len());
    let rotate = || {
        let mut logrotate =
            machine.shell("exec logrotate -f -s \"$ROOT/state\" /etc/logrotate.d/omnifund");
        run(&mut logrotate, "")
    };
    machine.shows("omnifund token --refresh alice >/dev/null");
    // A process that is there before, during and after the rotation.
    let mut program = machine.shell(
        "for at in 1 2 3 4 5 6 7 8 9 10; do omnifund token --refresh alice >/dev/null; done",
    );
    let mut program = program.spawn().unwrap();
    till::common::until(|| (lines(&log) >= logged + 3).then_some(()));
    let ran = rotate();
    assert_eq!(ran.status, 0, "{ran:?}");
    assert!(program.wait().unwrap().success());
    machine.shows("omnifund token --refresh alice >/dev/null");

    // Mostly there is one. A line that came just between logrotate's two steps made the new file before
    // logrotate could, which puts it aside too.
    let directory = log.parent().unwrap();
    let rotated = files_below(directory).into_iter();
    let before: usize = rotated
        .filter(|name| name != "omnifund.log")
        .map(|name| lines(&directory.join(name)))
        .sum();
    let after = lines(&log);
    assert!(before >= logged + 3 && after >= 1, "{before} and {after}");
    assert_eq!(machine.server.refreshes().len() - seen, 12);
    assert_eq!(before + after - logged, 12);
    let mode = std::fs::metadata(&log).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o660);
}

/// The command as another user than root, in the group pos.
fn as_user(machine: &Machine, user: u32, arguments: &[&str], input: &str) -> till::Ran {
    let mut command = Command::new("setpriv");
    command
        .args(["--reuid", &user.to_string(), "--regid", &user.to_string()])
        .args(["--groups", &POS.to_string()])
        .arg(machine.path("usr/local/bin/omnifund"))
        .arg("--config")
        .arg(machine.path("etc/omnifund/pos.conf"))
        .args(arguments)
        .env_clear();
    run(&mut command, input)
}

/// Two users that no machine has: pos, whose group has the same number, and the web server's.
const POS: u32 = 61_311;
const WWW_DATA: u32 = 61_312;

#[test]
fn tmpfiles_make_a_group_store_that_two_users_share() {
    let machine = Machine::bare("sample-tmpfiles");
    let two_users = may_change_users("two users in one store");
    let (user, group) = if two_users {
        (POS, POS)
    } else {
        (own_id("-u"), own_id("-g"))
    };
    machine.users(user, group);
    // It makes the directories; the installed files come with them.
    machine.install();
    for (name, mode) in [
        ("var/lib/pos", 0o750),
        ("var/lib/pos/omnifund", 0o2770),
        ("var/log/omnifund", 0o2770),
        ("var/log/omnifund/omnifund.log", 0o660),
    ] {
        let found = std::fs::metadata(machine.path(name)).unwrap();
        assert_eq!(found.mode() & 0o7777, mode, "{name}");
        assert_eq!((found.uid(), found.gid()), (user, group), "{name}");
    }
    // A second time changes nothing.
    machine.shows("systemd-tmpfiles --create omnifund.conf");
    if !two_users {
        return;
    }

    lend(&machine);
    let added = as_user(
        &machine,
        POS,
        &["client", "add", "Till 7", CLIENT_ID, "--secret-stdin"],
        CLIENT_SECRET,
    );
    assert_eq!(added.status, 0, "{added:?}");
    let sign_in = ["sign-in", USER, "--password-stdin"];
    let signed_in = as_user(&machine, WWW_DATA, &sign_in, samples::PASSWORD);
    assert_eq!(signed_in.status, 0, "{signed_in:?}");
    let tokens: Vec<_> = [POS, WWW_DATA, POS]
        .iter()
        .map(|user| as_user(&machine, *user, &["token", USER, "--refresh"], ""))
        .inspect(|ran| assert_eq!(ran.status, 0, "{ran:?}"))
        .collect();
    assert_ne!(tokens[1].stdout, tokens[2].stdout);
    let other = as_user(&machine, WWW_DATA, &["token", USER], "");
    assert_eq!(other.stdout, tokens[2].stdout);
    // Both wrote to one log.
    let log = std::fs::read_to_string(machine.path("var/log/omnifund/omnifund.log")).unwrap();
    assert_eq!(log.matches("refresh").count(), 3, "{log}");
}

/// Lets other users of this machine come to what they need: the command, the settings, the authority.
fn lend(machine: &Machine) {
    let settings = machine.path("etc/omnifund/pos.conf");
    std::os::unix::fs::chown(&settings, Some(0), Some(POS)).unwrap();
    let LocalServer { ca_file, .. } = &machine.server;
    let (theirs, lent) = (ca_file.as_ref().unwrap(), machine.path("etc/ca.pem"));
    std::fs::copy(theirs, &lent).unwrap();
    std::fs::set_permissions(&lent, std::fs::Permissions::from_mode(0o644)).unwrap();
    let text = std::fs::read_to_string(&settings).unwrap();
    let text = text.replace(theirs.to_str().unwrap(), lent.to_str().unwrap());
    std::fs::write(&settings, text).unwrap();
}
