//! Makes the C header and the description of what it declares, into `OUT_DIR`. `make header` copies them to
//! `include/`.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    #[cfg(feature = "header")]
    header::make();
}

#[cfg(feature = "header")]
mod header {
    use std::path::PathBuf;
    use std::{env, fs};

    /// What both are made of, in its order. A test finds a function that is in none of them.
    const SOURCES: [&str; 31] = [
        "src/error/kind.rs",
        "src/log/entry.rs",
        "src/ffi/version.rs",
        "src/ffi/raised.rs",
        "src/ffi/error.rs",
        "src/ffi/code.rs",
        "src/config/sessions.rs",
        "src/ffi/userdata.rs",
        "src/ffi/config.rs",
        "src/ffi/config_log.rs",
        "src/ffi/log_entry.rs",
        "src/ffi/client.rs",
        "src/ffi/token.rs",
        "src/ffi/authorization.rs",
        "src/ffi/login.rs",
        "src/ffi/key.rs",
        "src/foreign/functions.rs",
        "src/ffi/store.rs",
        "src/ffi/store_functions.rs",
        "src/ffi/client_list.rs",
        "src/session/sign_in.rs",
        "src/ffi/session.rs",
        "src/ffi/response.rs",
        "src/ffi/request.rs",
        "src/ffi/session_api.rs",
        "src/ffi/changes.rs",
        "src/ffi/status.rs",
        "src/ffi/kept_answer.rs",
        "src/ffi/session_list.rs",
        "src/ffi/metrics.rs",
        "src/ffi/ending.rs",
    ];
    const CBINDGEN: &str = "cbindgen.toml";
    /// What can be set by name, and where its defaults are.
    const SETTINGS: &str = "src/config/settings.rs";
    const DEFAULTS: [&str; 2] = ["src/config/timeouts.rs", "src/config/sessions.rs"];

    pub fn make() {
        let root = PathBuf::from(variable("CARGO_MANIFEST_DIR"));
        let settings = cbindgen::Config::from_file(root.join(CBINDGEN)).expect(CBINDGEN);
        let enums = settings
            .export
            .include
            .iter()
            .map(|name| (name.clone(), settings.export.rename[name].clone()))
            .collect();
        let by_name = omnifund_interface::settings::described(&root, SETTINGS, DEFAULTS);
        let version = variable("CARGO_PKG_VERSION");
        let interface = omnifund_interface::described(&root, SOURCES, &enums, by_name, &version);
        let out = PathBuf::from(variable("OUT_DIR"));
        fs::write(out.join("omnifund-api.json"), interface.to_json()).expect("the description");

        let builder = cbindgen::Builder::new().with_config(settings);
        let builder = SOURCES.iter().fold(builder, |builder, source| {
            builder.with_src(root.join(source))
        });
        let mut header = Vec::new();
        let bindings = builder.generate().expect("the header");
        bindings.write(&mut header);
        let header = String::from_utf8(header).expect("the header in ASCII");
        let header = omnifund_interface::settings::told(&header, &interface.settings);
        let version = variable("CARGO_PKG_VERSION");
        let numbers = version
            .split('.')
            .map(|one| one.parse::<u32>().expect("a plain version"));
        let number = numbers.fold(0, |number, one| number * 100 + one);
        let header = header
            .replace(
                "@DECLARATIONS_OF_WINDOWS@\n",
                &omnifund_interface::made::c::declarations_of_windows(&interface),
            )
            .replace("@VERSION@", &version)
            .replace("@VERSION_NUMBER@", &number.to_string())
            // C89 and C++98 have no comma there.
            .replace(",\n}", "\n}");
        fs::write(out.join("omnifund.h"), with_stars(&header)).expect("the header");
        let others = [CBINDGEN, SETTINGS].into_iter().chain(DEFAULTS);
        for file in SOURCES.into_iter().chain(others) {
            println!("cargo::rerun-if-changed={file}");
        }
    }

    /// Comments that begin with a line of their own, with a star before each line.
    fn with_stars(header: &str) -> String {
        let mut indent = None;
        let mut made = String::new();
        for line in header.lines() {
            let text = line.trim_start();
            let begins = text == "/*";
            let is_within = !begins && !text.starts_with('*');
            match indent.filter(|_| is_within) {
                Some(indent) => made += format!("{:indent$} * {text}", "").trim_end(),
                None => made += line,
            }
            made.push('\n');
            if begins {
                indent = Some(line.len() - text.len());
            } else if text.starts_with("*/") {
                indent = None;
            }
        }
        made
    }

    fn variable(name: &str) -> String {
        env::var(name).expect("cargo sets it")
    }
}
