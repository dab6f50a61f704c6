use std::collections::BTreeSet;

use super::*;

/// Setters whose names do not tell which setting they set, as `set_connect_timeout` does.
const SETTERS: [(&str, &str); 23] = [
    ("set_credentials", "OMNIFUND_CLIENT_ID"),
    ("set_credentials", "OMNIFUND_CLIENT_SECRET"),
    ("set_json_body", "OMNIFUND_BODY"),
    ("trust_ca_file_only", "OMNIFUND_CA_ONLY"),
    ("disable_proxy", "OMNIFUND_PROXY"),
    ("set_group", "OMNIFUND_STORE_MODE"),
    ("allow_network", "OMNIFUND_STORE_ALLOW_NETWORK"),
    ("must_exist", "OMNIFUND_STORE_MUST_EXIST"),
    ("add_older_key", "OMNIFUND_STORE_OLDER_KEY"),
    ("set_key_file", "OMNIFUND_STORE_KEY_FILE"),
    ("set_journal", "OMNIFUND_STORE_JOURNAL"),
    ("log_to_stderr", "OMNIFUND_LOG"),
    ("log_to_file", "OMNIFUND_LOG"),
    ("log_to_syslog", "OMNIFUND_LOG"),
    // A function has no name, nor has what a program fetches by itself.
    ("log_to_callback", "-"),
    ("log_to_callback_with", "-"),
    ("log_entries_to_callback_with", "-"),
    ("log_entries_to_callback", "-"),
    ("log_to_queue", "-"),
    // Once is enough: where it stood in a file, a clone would take the store over each time.
    ("take_over", "-"),
    // These set nothing.
    ("new", "-"),
    ("free", "-"),
    ("load", "-"),
];
/// What is no setter's, but an argument of what opens a store or a client.
const ARGUMENTS: [&str; 4] = [
    "OMNIFUND_CLIENT",
    "OMNIFUND_CLIENT_SECRET_FILE",
    "OMNIFUND_STORE",
    "OMNIFUND_STORE_KEY",
];

fn file(path: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(root.join(path)).unwrap()
}

fn names() -> BTreeSet<&'static str> {
    SETTINGS.iter().map(|setting| setting.name).collect()
}

#[test]
fn what_a_setter_can_do_a_name_can_too() {
    let mut setters = BTreeSet::new();
    for source in [
        "config.rs",
        "config_log.rs",
        "store.rs",
        "store_functions.rs",
    ] {
        let source = file(&format!("src/ffi/{source}"));
        for prefix in ["fn omnifund_config_", "fn omnifund_store_options_"] {
            let rest = source.split(prefix).skip(1);
            setters.extend(rest.map(|rest| rest[..rest.find('(').unwrap()].to_owned()));
        }
    }
    let mut set: BTreeSet<String> = ARGUMENTS.map(str::to_owned).into();
    for setter in &setters {
        let told = SETTERS.iter().filter(|(known, _)| known == setter);
        let mut told: Vec<String> = told.map(|(_, name)| (*name).to_owned()).collect();
        if told.is_empty() {
            let name = setter.strip_prefix("set_").unwrap_or(setter);
            told.push(format!("OMNIFUND_{}", name.to_uppercase()));
        }
        set.extend(told);
    }
    set.remove("-");
    let names: BTreeSet<String> = names().into_iter().map(str::to_owned).collect();
    assert_eq!(set, names, "a setter wants a name in the table of settings");
    for (setter, _) in SETTERS {
        assert!(setters.contains(setter), "there is no {setter} any more");
    }
}

#[test]
fn seconds_have_a_fraction_or_none() {
    for (value, milliseconds) in [
        ("30", 30_000),
        ("0.5", 500),
        ("1.0009999999999", 1000),
        ("007.10", 7100),
    ] {
        assert_eq!(seconds(value).unwrap().as_millis(), milliseconds, "{value}");
    }
    for bad in [
        "",
        ".",
        ".25",
        "1.",
        "-1",
        "+1",
        "1e3",
        "1,5",
        "5s",
        "inf",
        "1.5.0",
        " 1",
        "99999999999999999999",
    ] {
        assert!(seconds(bad).is_err(), "{bad}");
    }
}

#[test]
fn words_are_known_whatever_their_case() {
    let known = [("until_answered", 1), ("once", 2), ("never", 3)];
    assert_eq!(choice("UNTIL-ANSWERED", &known).unwrap(), 1);
    assert_eq!(choice("Once", &known).unwrap(), 2);
    let told = choice("twice", &known).unwrap_err().to_string();
    assert!(
        told.contains("none of until_answered, once, never"),
        "{told}"
    );
    assert!(is_yes("yes").unwrap() && !is_yes("no").unwrap() && is_yes("1").is_err());
}

/// What a config is once these are set.
fn with(settings: &[(&str, &str)]) -> String {
    let mut builder = Builder::new(Path::new("/"));
    for (name, value) in settings {
        let setting = SETTINGS.iter().find(|setting| setting.name == *name);
        (setting.unwrap().set)(&mut builder, value).unwrap();
    }
    format!("{:?}", builder.config)
}

#[test]
fn a_default_that_is_a_word_is_what_holds_unless_it_is_set() {
    let described: serde_json::Value =
        serde_json::from_str(&file("include/omnifund-api.json")).unwrap();
    let store = ("OMNIFUND_STORE", "/store");
    let mut tried = 0;
    for setting in described["settings"].as_array().unwrap() {
        // A length of time is the constant itself.
        let is_word = setting["default_seconds"].is_null();
        let Some(default) = setting["default"].as_str().filter(|_| is_word) else {
            continue;
        };
        let name = setting["name"].as_str().unwrap();
        assert_eq!(with(&[store, (name, default)]), with(&[store]), "{name}");
        let other = setting["example"].as_str().unwrap();
        assert_ne!(with(&[store, (name, other)]), with(&[store]), "{name}");
        tried += 1;
    }
    assert!(tried > 5, "{tried}");
}
