//! The header and its description: fresh, plain, and read by all of their readers.

#![allow(missing_docs)]

mod common;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use common::{Scratch, c, root};

fn committed() -> PathBuf {
    root().join("include/omnifund.h")
}

fn made() -> PathBuf {
    Path::new(env!("OUT_DIR")).join("omnifund.h")
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap()
}

/// The first line where two texts differ.
fn difference(left: &str, right: &str) -> Option<usize> {
    if left == right {
        return None;
    }
    let same = left
        .split('\n')
        .zip(right.split('\n'))
        .take_while(|(left, right)| left == right);
    Some(same.count() + 1)
}

#[track_caller]
fn assert_succeeded(output: &Output) {
    assert!(
        output.status.success(),
        "{}\n{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}

#[test]
fn the_committed_header_is_the_one_that_the_source_makes() {
    let line = difference(&read(&committed()), &read(&made()));
    assert_eq!(line, None, "include/omnifund.h is stale: run `make header`");
}

#[test]
fn the_committed_description_is_the_one_that_the_source_makes() {
    let made = Path::new(env!("OUT_DIR")).join("omnifund-api.json");
    let line = difference(
        &read(&root().join("include/omnifund-api.json")),
        &read(&made),
    );
    assert_eq!(
        line, None,
        "include/omnifund-api.json is stale: run `make header`"
    );
}

#[test]
fn a_header_that_differs_in_one_byte_is_noticed() {
    let fresh = read(&made());
    assert_eq!(
        difference(&fresh, &(fresh.clone() + "\n")),
        Some(fresh.split('\n').count() + 1)
    );
    let stale = fresh.replacen("OMNIFUND_CODE_PANIC = 900", "OMNIFUND_CODE_PANIC = 901", 1);
    assert!(difference(&fresh, &stale).is_some());
}

#[test]
fn it_compiles_alone_from_strict_c89_and_from_cpp98_on() {
    for (compiler, language, standard) in [
        ("cc", "c", "-std=c89"),
        ("cc", "c", "-std=c99"),
        ("cc", "c", "-std=c17"),
        ("c++", "c++", "-std=c++98"),
        ("c++", "c++", "-std=c++17"),
    ] {
        let mut command = Command::new(compiler);
        command.args([standard, "-Wall", "-Wextra", "-Wpedantic", "-Werror"]);
        command.arg("-fsyntax-only");
        let output = command.args(["-x", language]).arg(committed()).output();
        assert_succeeded(&output.unwrap());
    }
}

#[test]
fn the_plain_region_is_ascii_without_a_preprocessor_line_or_an_attribute() {
    let header = read(&committed());
    assert!(header.is_ascii());
    let region = c::plain_region();
    for forbidden in ["__attribute__", "extern", "__declspec"] {
        assert!(!region.contains(forbidden), "{forbidden}");
    }
    for line in region.lines() {
        assert!(!line.trim_start().starts_with('#'), "{line}");
    }
}

#[test]
fn the_description_tells_of_what_the_header_declares_and_of_nothing_else() {
    let region = c::plain_region();
    let words: BTreeSet<&str> = region
        .split("*/")
        .filter_map(|code| code.split("/*").next())
        .flat_map(|line| line.split(|letter: char| !(letter.is_alphanumeric() || letter == '_')))
        .filter(|word| word.to_lowercase().starts_with("omnifund_"))
        .collect();
    let described = c::description();
    let mut told: BTreeSet<&str> = ["nouns", "enums", "callbacks", "structs", "functions"]
        .iter()
        .flat_map(|list| described[list].as_array().unwrap())
        .map(|one| one["c_name"].as_str().unwrap())
        .collect();
    let enums = described["enums"].as_array().unwrap();
    let values = enums
        .iter()
        .flat_map(|one| one["values"].as_array().unwrap());
    told.extend(values.map(|value| value["c_name"].as_str().unwrap()));
    told.extend(["OMNIFUND_OK", "OMNIFUND_ABI_VERSION"]);
    assert_eq!(words, told);
}

#[test]
fn constants_are_numbers_of_a_fixed_meaning() {
    // Numbers are promised: this list only grows.
    let promised = BTreeSet::from([
        "OMNIFUND_ADVICE_NONE = 0",
        "OMNIFUND_ADVICE_WAIT = 1",
        "OMNIFUND_ADVICE_SIGN_IN = 2",
        "OMNIFUND_ADVICE_FIX_CONFIGURATION = 3",
        "OMNIFUND_ADVICE_FIX_STORAGE = 4",
        "OMNIFUND_ADVICE_REFUSED = 5",
        "OMNIFUND_ADVICE_BUG = 6",
        "OMNIFUND_OUTCOME_NOT_SENT = 1",
        "OMNIFUND_OUTCOME_REFUSED = 2",
        "OMNIFUND_OUTCOME_UNKNOWN = 3",
        "OMNIFUND_OUTCOME_DONE = 4",
        "OMNIFUND_LOG_LEVEL_ERROR = 1",
        "OMNIFUND_LOG_LEVEL_WARN = 2",
        "OMNIFUND_LOG_LEVEL_INFO = 3",
        "OMNIFUND_LOG_LEVEL_DEBUG = 4",
        "OMNIFUND_REPLAY_UNTIL_ANSWERED = 0",
        "OMNIFUND_REPLAY_ONCE = 1",
        "OMNIFUND_REPLAY_NEVER = 2",
        "OMNIFUND_SAVE_PASSWORD_NO = 0",
        "OMNIFUND_SAVE_PASSWORD_IN_MEMORY = 1",
        "OMNIFUND_SAVE_PASSWORD_SEALED = 2",
        "OMNIFUND_CODE_NULL_ARGUMENT = 100",
        "OMNIFUND_CODE_INVALID_UTF8 = 101",
        "OMNIFUND_CODE_INVALID_ARGUMENT = 102",
        "OMNIFUND_CODE_MISSING_CREDENTIALS = 103",
        "OMNIFUND_CODE_INVALID_CONFIGURATION = 150",
        "OMNIFUND_CODE_UNREADABLE_CERTIFICATES = 151",
        "OMNIFUND_CODE_NAME_NOT_RESOLVED = 200",
        "OMNIFUND_CODE_CONNECT_FAILED = 201",
        "OMNIFUND_CODE_CONNECT_TIMEOUT = 202",
        "OMNIFUND_CODE_PROXY_REFUSED = 203",
        "OMNIFUND_CODE_TLS_FAILED = 204",
        "OMNIFUND_CODE_CERTIFICATE_UNTRUSTED = 205",
        "OMNIFUND_CODE_CERTIFICATE_DATES = 206",
        "OMNIFUND_CODE_CERTIFICATE_NAME = 207",
        "OMNIFUND_CODE_PROXY_FAILED = 208",
        "OMNIFUND_CODE_TLS_INCOMPATIBLE = 209",
        "OMNIFUND_CODE_RESPONSE_TIMEOUT = 220",
        "OMNIFUND_CODE_CONNECTION_LOST = 221",
        "OMNIFUND_CODE_CERTIFICATE_WANTED = 222",
        "OMNIFUND_CODE_BODY_UNREADABLE = 223",
        "OMNIFUND_CODE_INVALID_REQUEST = 300",
        "OMNIFUND_CODE_INVALID_CLIENT = 301",
        "OMNIFUND_CODE_UNAUTHORIZED_CLIENT = 302",
        "OMNIFUND_CODE_UNSUPPORTED_GRANT_TYPE = 303",
        "OMNIFUND_CODE_INVALID_SCOPE = 304",
        "OMNIFUND_CODE_WRONG_PASSWORD = 305",
        "OMNIFUND_CODE_REFRESH_TOKEN_REFUSED = 306",
        "OMNIFUND_CODE_OTHER_OAUTH_ERROR = 307",
        "OMNIFUND_CODE_ACCESS_TOKEN_REFUSED = 320",
        "OMNIFUND_CODE_ACCESS_DENIED = 321",
        "OMNIFUND_CODE_INSUFFICIENT_SCOPE = 322",
        "OMNIFUND_CODE_LOGIN_INVALID_REQUEST = 323",
        "OMNIFUND_CODE_TOKEN_NOT_SEEN = 324",
        "OMNIFUND_CODE_SERVER_ERROR = 400",
        "OMNIFUND_CODE_UNEXPECTED_REDIRECT = 401",
        "OMNIFUND_CODE_UNEXPECTED_ANSWER = 402",
        "OMNIFUND_CODE_ANSWER_TOO_LARGE = 403",
        "OMNIFUND_CODE_UNREADABLE_TOKEN = 404",
        "OMNIFUND_CODE_RATE_LIMITED = 410",
        "OMNIFUND_CODE_UNAVAILABLE = 411",
        "OMNIFUND_CODE_STORE_FAILED = 500",
        "OMNIFUND_CODE_STORE_FULL = 501",
        "OMNIFUND_CODE_STORE_PERMISSIONS = 502",
        "OMNIFUND_CODE_KEY_MISSING = 503",
        "OMNIFUND_CODE_KEY_WRONG = 504",
        "OMNIFUND_CODE_RECORD_CORRUPT = 505",
        "OMNIFUND_CODE_STORE_TOO_NEW = 506",
        "OMNIFUND_CODE_STORE_MOVED = 507",
        "OMNIFUND_CODE_STORE_ON_NETWORK = 508",
        "OMNIFUND_CODE_STORE_MISSING = 509",
        "OMNIFUND_CODE_STORE_BUSY = 510",
        "OMNIFUND_CODE_STORE_UNREACHABLE = 511",
        "OMNIFUND_CODE_LEASE_LOST = 512",
        "OMNIFUND_STORE_ANSWER_DONE = 0",
        "OMNIFUND_STORE_ANSWER_CONFLICT = 1",
        "OMNIFUND_STORE_ANSWER_BUSY = 2",
        "OMNIFUND_STORE_ANSWER_LOST = 3",
        "OMNIFUND_STORE_ANSWER_UNKNOWN = 4",
        "OMNIFUND_STORE_ANSWER_UNREACHABLE = 5",
        "OMNIFUND_STORE_ANSWER_FAILED = 6",
        "OMNIFUND_CODE_SIGN_IN_REQUIRED = 600",
        "OMNIFUND_CODE_BACKING_OFF = 601",
        "OMNIFUND_CODE_FOREIGN_REDIRECT = 104",
        "OMNIFUND_CODE_AUTHORIZATION_DENIED = 308",
        "OMNIFUND_CODE_CODE_REFUSED = 309",
        "OMNIFUND_CODE_REDIRECT_URI_REFUSED = 310",
        "OMNIFUND_CODE_STILL_REFUSED = 602",
        "OMNIFUND_CODE_ALREADY_SIGNED_IN = 603",
        "OMNIFUND_CODE_CLIENT_NAME_TAKEN = 604",
        "OMNIFUND_CODE_CLIENT_NOT_FOUND = 605",
        "OMNIFUND_CODE_NO_TOKEN_ENDPOINT = 405",
        "OMNIFUND_CODE_ANSWER_NOT_TAKEN = 406",
        "OMNIFUND_CODE_NOTHING_KEPT = 606",
        "OMNIFUND_CODE_STILL_UNREADABLE = 607",
        "OMNIFUND_CODE_SESSION_NOT_FOUND = 608",
        "OMNIFUND_CODE_PANIC = 900",
        "OMNIFUND_CODE_INTERNAL = 901",
    ]);
    let described = c::description();
    let found: BTreeSet<String> = described["enums"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|one| one["values"].as_array().unwrap())
        .map(|value| {
            format!(
                "{} = {}",
                value["c_name"].as_str().unwrap(),
                value["number"]
            )
        })
        .collect();
    let promised: BTreeSet<String> = promised.into_iter().map(str::to_owned).collect();
    assert_eq!(found, promised);
}

#[test]
fn the_preprocessor_knows_the_version() {
    let version = env!("CARGO_PKG_VERSION");
    let numbers = version.split('.').map(|one| one.parse::<u32>().unwrap());
    let number = numbers.fold(0, |number, one| number * 100 + one);
    let scratch = Scratch::new("version");
    let source = scratch.path("version.c");
    let text = format!(
        "#include <omnifund.h>\n#if OMNIFUND_VERSION_NUMBER != {number}\n#error another one\n#endif\n\
         char same[sizeof OMNIFUND_VERSION_STRING == sizeof \"{version}\" ? 1 : -1];\n"
    );
    std::fs::write(&source, text).unwrap();
    let mut cc = Command::new("cc");
    cc.arg("-fsyntax-only")
        .arg("-I")
        .arg(root().join("include"));
    assert_succeeded(&cc.arg(source).output().unwrap());
}

#[test]
fn the_library_exports_what_the_header_declares_and_nothing_else() {
    let library = c::library_directory().join("libomnifund.so");
    let output = Command::new("nm")
        .args(["-D", "--defined-only", "--format=posix"])
        .arg(library)
        .output()
        .unwrap();
    assert_succeeded(&output);
    let declared = c::declared_functions()
        .iter()
        .map(|name| format!("{name}@@OMNIFUND_1"))
        .collect();
    // The version itself is a symbol to some linkers.
    let exported: BTreeSet<String> = String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .map(|line| line.split(' ').next().unwrap())
        .filter(|name| !name.starts_with("OMNIFUND_1"))
        .map(str::to_owned)
        .collect();
    assert_eq!(exported, declared);
    assert!(exported.len() > 100, "{exported:?}");
}

#[test]
fn the_library_has_a_soname_and_stays_where_it_is_loaded() {
    let library = c::library_directory().join("libomnifund.so");
    let output = Command::new("readelf")
        .arg("-d")
        .arg(library)
        .output()
        .unwrap();
    let dynamic = String::from_utf8(output.stdout).unwrap();
    assert!(dynamic.contains("soname: [libomnifund.so.1]"), "{dynamic}");
    assert!(dynamic.contains("NODELETE"), "{dynamic}");
}

#[test]
fn the_stripped_library_is_at_most_2_262_000_bytes_and_by_an_older_compiler_2_385_000() {
    let output = Command::new("rustc").arg("--version").output().unwrap();
    let version = String::from_utf8(output.stdout).unwrap();
    let minor = version.split('.').nth(1).unwrap().parse::<u32>().unwrap();
    // Debian 13's is 1.85.
    let limit = if minor < 90 { 2_385_000 } else { 2_262_000 };
    let scratch = Scratch::new("stripped");
    let stripped = scratch.path("libomnifund.so");
    let output = Command::new("strip")
        .arg("-o")
        .arg(&stripped)
        .arg(c::library_directory().join("libomnifund.so"))
        .output()
        .unwrap();
    assert_succeeded(&output);
    let library = std::fs::read(stripped).unwrap();
    // The places of panics name the dependencies' sources, so that who has a long home has a longer library.
    let home = std::env::var("CARGO_HOME")
        .unwrap_or_else(|_| format!("{}/.cargo", std::env::var("HOME").unwrap()));
    let homes = library
        .windows(home.len())
        .filter(|bytes| *bytes == home.as_bytes());
    let bytes = library.len() - homes.count() * home.len();
    println!("libomnifund.so, stripped: {bytes} bytes");
    assert!(bytes <= limit, "{bytes} bytes");
}

/// Runs a script of `tests/header` over the plain region, with the built library.
fn parse_with(interpreter: &str, script: &str) {
    let scratch = Scratch::new(script);
    let region = scratch.path("plain.h");
    std::fs::write(&region, c::plain_region()).unwrap();
    let output = Command::new(interpreter)
        .arg(root().join("tests/header").join(script))
        .arg(&region)
        .arg(c::library_directory().join("libomnifund.so"))
        .arg(env!("CARGO_PKG_VERSION"))
        .output()
        .unwrap_or_else(|error| panic!("{interpreter}: {error}"));
    assert_succeeded(&output);
}

#[test]
fn pythons_cffi_takes_the_plain_region_as_it_is() {
    parse_with(&common::python(), "parse.py");
}

#[test]
fn phps_ffi_takes_the_plain_region_as_it_is() {
    parse_with("php", "parse.php");
}
