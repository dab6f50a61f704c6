//! What watches: samples/prometheus and samples/grafana, and what README and docs/operations.md say of them.

#![cfg(unix)]
#![allow(missing_docs)]

#[path = "samples/mod.rs"]
mod samples;
mod till;

use std::collections::{BTreeMap, BTreeSet};
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::Command;

use samples::{Machine, NEW_CLIENT_ID, USER, block, files_below, sample, shut_in, values};
use serde_json::Value;
use till::common::exposition::{Exposition, promtool};
use till::common::{CLIENT_ID, root};
use till::{Ran, run};

const RULES: &str = "prometheus/omnifund.rules.yml";
const SERVICE: &str = "prometheus/omnifund-textfile.service";
const HEADING: &str = "Metrics for Prometheus";
const SIGNED_IN: &str = "omnifund_session_signed_in";

/// The names in a text that begin with one of our own, or one of node_exporter's.
fn metrics_in(text: &str) -> BTreeSet<String> {
    let is_of_a_name = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
    text.split(|letter| !is_of_a_name(letter))
        .filter(|word| word.starts_with("omnifund_") || word.starts_with("node_textfile_"))
        .map(str::to_owned)
        .collect()
}

/// The alarms of the rules, and the metrics that each looks at.
fn alarms() -> BTreeMap<String, BTreeSet<String>> {
    let (mut found, mut name) = (BTreeMap::new(), None);
    for line in sample(RULES).lines().map(str::trim) {
        if let Some(alert) = line.strip_prefix("- alert: ") {
            name = Some(alert.to_owned());
        } else if let Some(expression) = line.strip_prefix("expr: ") {
            found.insert(name.take().expect(line), metrics_in(expression));
        }
    }
    found
}

/// What the library tells of a machine with a session.
fn told(machine: &Machine) -> Exposition {
    Exposition::of(&machine.shows("omnifund status --prometheus"))
}

#[test]
fn each_alarm_rings_for_whom_it_should_and_for_nobody_else() {
    let rules = root().join("samples").join(RULES);
    let tests = root().join("cli/tests/samples/omnifund.rules.test.yml");
    for arguments in [
        ["check", "rules", rules.to_str().unwrap()],
        ["test", "rules", tests.to_str().unwrap()],
    ] {
        if let Some((sound, said)) = promtool(&arguments, "") {
            assert!(sound, "{said}");
        }
    }
}

#[test]
fn alarms_have_real_metrics_and_stand_in_readme_and_manual_with_them() {
    let real = told(&Machine::set_up("prometheus-alarms")).names();
    let alarms = alarms();
    assert_eq!(alarms.len(), 12);
    for metric in alarms
        .values()
        .flatten()
        .filter(|name| name.starts_with("omnifund_"))
    {
        assert!(real.contains(metric), "{metric}");
    }
    for document in ["README.md", "docs/operations.md"] {
        let text = std::fs::read_to_string(root().join(document)).unwrap();
        let mut in_table = BTreeSet::new();
        for row in text.lines().filter(|line| line.starts_with("| `Omnifund")) {
            let cells: Vec<_> = row.split('|').map(str::trim).collect();
            let named: BTreeSet<_> = cells[1]
                .split(", ")
                .map(|name| name.trim_matches('`'))
                .collect();
            let seen: BTreeSet<_> = named.iter().flat_map(|name| &alarms[*name]).collect();
            for metric in metrics_in(cells[2]) {
                assert!(seen.contains(&metric), "{document}: {row}");
            }
            in_table.extend(named.into_iter().map(str::to_owned));
        }
        assert_eq!(in_table, alarms.keys().cloned().collect(), "{document}");
    }
}

#[test]
fn the_dashboard_asks_for_what_is_there() {
    let real = told(&Machine::set_up("grafana-dashboard")).names();
    let dashboard: Value = serde_json::from_str(&sample("grafana/omnifund.json")).unwrap();
    let mut expressions = Vec::new();
    for panel in dashboard["panels"].as_array().unwrap() {
        for target in panel["targets"].as_array().unwrap() {
            expressions.push(target["expr"].as_str().unwrap().to_owned());
        }
    }
    let of_a_session = real
        .iter()
        .filter(|name| name.starts_with("omnifund_session_"));
    let asked = metrics_in(&expressions.join(" "));
    assert!(asked.is_subset(&real), "{asked:?}");
    // Beside what only helps to read another one, each is shown.
    let shown = of_a_session.filter(|name| asked.contains(*name)).count();
    assert!(shown >= 12, "{asked:?}");

    let variables = dashboard["templating"]["list"].as_array().unwrap();
    let variables: Vec<_> = variables
        .iter()
        .map(|one| one["name"].as_str().unwrap())
        .collect();
    assert_eq!(variables, ["datasource", "base_url", "client", "user"]);
    // What Grafana puts in before it asks.
    let rules: String = (1..)
        .zip(&expressions)
        .map(|(number, expression)| {
            let expression = expression.replace("$__rate_interval", "5m");
            let quoted = Value::from(expression);
            format!("  - {{record: 'panel:{number}', expr: {quoted}}}\n")
        })
        .collect();
    let rules = format!("groups:\n- name: dashboard\n  rules:\n{rules}");
    let scratch = till::common::Scratch::new("grafana-expressions");
    let file = scratch.path("dashboard.yml");
    std::fs::write(&file, &rules).unwrap();
    if let Some((sound, said)) = promtool(&["check", "rules", file.to_str().unwrap()], "") {
        assert!(sound, "{said}\n{rules}");
    }
}

/// A machine on which the textfile collector is set up as the manual says.
fn collecting(name: &str) -> Machine {
    let machine = Machine::set_up(name);
    for at in [0, 1] {
        machine.shows(&block(HEADING, at));
    }
    let noted = std::fs::read_to_string(machine.path("noted")).unwrap();
    assert!(
        noted.contains("systemctl enable --now omnifund-textfile.timer"),
        "{noted}"
    );
    for file in [
        "etc/systemd/system/omnifund-textfile.service",
        "etc/systemd/system/omnifund-textfile.timer",
        "etc/cron.d/omnifund-textfile",
    ] {
        assert!(machine.path(file).exists(), "{file}");
    }
    machine.adapt_file("usr/local/bin/omnifund-textfile");
    machine
}

fn directory(machine: &Machine) -> PathBuf {
    machine.path("var/lib/prometheus/node-exporter")
}

fn published(machine: &Machine) -> String {
    std::fs::read_to_string(directory(machine).join("omnifund.prom")).unwrap()
}

/// Once more, as the timer does.
fn collect(machine: &Machine) -> Ran {
    run(
        &mut machine.shell(values(&sample(SERVICE), "ExecStart")[0]),
        "",
    )
}

#[test]
fn the_collector_finds_a_whole_text_or_the_one_before_and_nothing_beside_it() {
    let machine = collecting("prometheus-textfile");
    let mode = |path: PathBuf| std::fs::metadata(path).unwrap().permissions().mode() & 0o7777;
    assert_eq!(mode(directory(&machine)), 0o2775);
    let ran = collect(&machine);
    assert_eq!(ran.status, 0, "{ran:?}");
    assert_eq!(mode(directory(&machine).join("omnifund.prom")), 0o644);
    let text = published(&machine);
    assert_eq!(
        Exposition::of(&text).value(SIGNED_IN, &[("user", USER)]),
        1.0
    );
    machine.shows("omnifund sign-out alice");
    assert_eq!(collect(&machine).status, 0);
    let newer = published(&machine);
    assert_eq!(
        Exposition::of(&newer).value(SIGNED_IN, &[("user", USER)]),
        0.0
    );

    // Settings that everybody may read are refused; what was known before stays, and grows old.
    let settings = machine.path("etc/omnifund/pos.conf");
    let set_mode =
        |mode| std::fs::set_permissions(&settings, std::fs::Permissions::from_mode(mode)).unwrap();
    set_mode(0o644);
    assert_eq!(collect(&machine).status, 13);
    assert_eq!(published(&machine), newer);
    set_mode(0o640);
    // So it is where somebody kills it half-way.
    let omnifund = std::fs::read_to_string(machine.path("bin/omnifund")).unwrap();
    machine.program("omnifund", "#!/bin/sh\necho '# HELP half'\nkill -9 $$\n");
    assert_ne!(collect(&machine).status, 0);
    assert_eq!(published(&machine), newer);
    machine.program("omnifund", &omnifund);
    assert_eq!(files_below(&directory(&machine)), ["omnifund.prom"]);
}

#[test]
fn a_damaged_record_blinds_nobody_who_watches_the_others() {
    let machine = collecting("prometheus-damaged");
    let records = machine.path("var/lib/pos/omnifund/records");
    let session = files_below(&records)
        .into_iter()
        .find(|name| name.contains("/1-"))
        .unwrap();
    std::fs::write(records.join(session), "damaged").unwrap();
    let ran = collect(&machine);
    assert_eq!(
        [ran.status.to_string().as_str()],
        values(&sample(SERVICE), "SuccessExitStatus")[..]
    );
    let text = Exposition::of(&published(&machine));
    assert_eq!(text.value("omnifund_store_damaged_records", &[]), 1.0);
    assert_eq!(text.value("omnifund_store_readable", &[]), 1.0);
    assert_eq!(files_below(&directory(&machine)), ["omnifund.prom"]);
}

#[test]
fn the_service_may_write_what_it_has_to_and_cron_does_the_same() {
    let machine = collecting("prometheus-shut-in");
    let service = sample(SERVICE);
    let settings = values(&service, "Environment")[0].split_once('=').unwrap();
    assert_eq!(settings.0, "OMNIFUND_CONFIG");
    if let Some(ran) = shut_in(&machine, &service, values(&service, "ExecStart")[0]) {
        assert_eq!(ran.status, 0, "{ran:?}");
        assert!(published(&machine).contains(SIGNED_IN));
        std::fs::remove_file(directory(&machine).join("omnifund.prom")).unwrap();
    }

    let cron = sample("prometheus/cron");
    let line = cron.lines().find(|line| !line.starts_with('#')).unwrap();
    let command = line.strip_prefix("* * * * * pos ").expect(line);
    assert!(!command.contains('%'), "{command}");
    let mut shell = Command::new("/bin/sh");
    shell
        .arg("-c")
        .arg(machine.adapt(command))
        .env_clear()
        .env("PATH", "/usr/bin:/bin");
    let ran = run(&mut shell, "");
    assert_eq!((ran.status, ran.stdout + &ran.stderr), (0, String::new()));
    assert!(published(&machine).contains(SIGNED_IN));
}

#[test]
fn the_rules_come_to_where_prometheus_reads_them() {
    let machine = Machine::bare("prometheus-rules");
    if promtool(&["--version"], "").is_none() {
        machine.program("promtool", "#!/bin/sh\n[ -s \"$3\" ]\n");
    }
    machine.shows(&block(HEADING, 2));
    assert!(
        machine
            .path("etc/prometheus/rules/omnifund.rules.yml")
            .exists()
    );
}

#[test]
fn the_readmes_page_of_two_oauth_clients_comes_as_it_stands_there() {
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    let fenced = |kind: &str, with: &str| {
        let fence = format!("```{kind}\n");
        let mut blocks = readme.split(&fence).skip(1);
        let block = blocks.find(|block| block.contains(with)).expect(with);
        block.split("```").next().unwrap().to_owned()
    };
    let machine = Machine::set_up_for("prometheus-readme", &["bob"]);
    let commands = fenced("sh", "omnifund status --prometheus");
    let shell = |lines: &str| {
        let mut shell = machine.shell(lines);
        shell
            .env_remove("OMNIFUND_CONFIG")
            .env("OMNIFUND_BASE_URL", &machine.server.base_url)
            .env("OMNIFUND_CA_FILE", machine.server.ca_file.as_ref().unwrap())
            .env("OMNIFUND_STORE", machine.path("readme"))
            .env("OMNIFUND_CLIENT", "Till 7")
            .env("CLIENT_ID", CLIENT_ID)
            .env("OTHER_CLIENT_ID", NEW_CLIENT_ID);
        let ran = run(&mut shell, "");
        assert_eq!(ran.status, 0, "{ran:?}");
        ran.stdout
    };
    shell("omnifund client add \"Till 7\" \"$CLIENT_ID\"\nomnifund sign-in alice");
    let said = shell(&commands);
    let page = Exposition::of(&said[said.find("# HELP").unwrap()..]);
    for line in fenced("text", SIGNED_IN).lines() {
        // A page's line is a sample; its addresses and ids are cut.
        let text = format!("# HELP {SIGNED_IN} x\n# TYPE {SIGNED_IN} gauge\n{line}\n");
        let shown = &Exposition::of(&text).samples[0];
        let whose = ["client", "user"].map(|label| (label, shown.labels[label].as_str()));
        assert_eq!(page.value(SIGNED_IN, &whose), shown.value, "{line}");
        let real = page
            .samples
            .iter()
            .find(|sample| sample.name == SIGNED_IN)
            .unwrap();
        assert!(real.labels.keys().eq(shown.labels.keys()), "{line}");
    }
    assert_eq!(page.values(SIGNED_IN, &[]).len(), 2);
}
