//! One module of the library knows the operating system, and nothing above it asks which one it is.

use std::collections::BTreeMap;

use super::{House, library};

/// The files above `platform` whose code asks which system it is for. Which features and tests there are may be asked.
fn systems_asked_for(house: &House) -> Vec<String> {
    const SYSTEMS: [&str; 9] = [
        "unix",
        "windows",
        "target_os",
        "target_family",
        "target_vendor",
        "target_env",
        "std::os::",
        "rustix",
        "libc::",
    ];
    let names_one = |line: &str| {
        if line.contains("all(test,") {
            return false;
        }
        let is_question = ["cfg(", "cfg!(", "cfg_attr("].map(|asks| line.contains(asks));
        let is_question = is_question.contains(&true);
        SYSTEMS.iter().any(|system| match system {
            &"std::os::" | &"rustix" | &"libc::" => line.contains(system),
            system => is_question && line.contains(system),
        })
    };
    let above = house
        .code()
        .filter(|(name, _)| !name.starts_with("platform/"));
    above
        .flat_map(|(name, code)| {
            // A question may be put in several lines.
            let joined = code.replace(",\n", ", ").replace("(\n", "(");
            let lines: Vec<_> = joined.lines().map(str::to_owned).collect();
            let asked = lines.into_iter().filter(|line| names_one(line));
            let told = asked.map(|line| format!("{name}: {}", line.trim()));
            told.collect::<Vec<_>>()
        })
        .collect()
}

#[test]
fn one_module_knows_the_operating_system_and_has_the_same_names_for_each() {
    let (house, _) = library();
    assert_eq!(systems_asked_for(&house), [""; 0]);
    for planted in [
        "#[cfg(unix)]\nfn a() {}",
        "#[cfg(not(windows))]\nfn a() {}",
        "#[cfg(any(\n    target_os = \"linux\",\n    feature = \"a\"\n))]\nfn a() {}",
        "fn a() {\n    if cfg!(target_family = \"unix\") {}\n}",
        "#![cfg_attr(target_vendor = \"apple\", allow(unused))]",
        "use std::os::fd::OwnedFd;",
        "use rustix::process::geteuid;",
    ] {
        let house = House(BTreeMap::from([("a.rs".into(), planted.into())]));
        assert_eq!(systems_asked_for(&house).len(), 1, "{planted}");
    }
    let sound = "#[cfg(feature = \"capi\")]\n#[cfg(test)]\n#[cfg(all(test, unix))]\nmod tests;";
    let house = House(BTreeMap::from([("a.rs".into(), sound.into())]));
    assert_eq!(systems_asked_for(&house), [""; 0]);
}
