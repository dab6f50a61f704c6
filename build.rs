//! Makes the C header and the description of what it declares, into `OUT_DIR`. `make header` copies them to
//! `include/`.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    #[cfg(feature = "capi")]
    header::make();
}

#[cfg(feature = "capi")]
mod header {
    use std::path::PathBuf;
    use std::{env, fs};

    /// What both are made of, in its order. A test finds a function that is in none of them.
    const SOURCES: [&str; 24] = [
        "src/error/kind.rs",
        "src/log/entry.rs",
        "src/ffi/version.rs",
        "src/ffi/raised.rs",
        "src/ffi/error.rs",
        "src/config/sessions.rs",
        "src/ffi/config.rs",
        "src/ffi/config_log.rs",
        "src/ffi/log_entry.rs",
        "src/ffi/client.rs",
        "src/ffi/token.rs",
        "src/ffi/authorization.rs",
        "src/ffi/login.rs",
        "src/ffi/key.rs",
        "src/ffi/store.rs",
        "src/ffi/client_list.rs",
        "src/session/sign_in.rs",
        "src/ffi/session.rs",
        "src/ffi/changes.rs",
        "src/ffi/status.rs",
        "src/ffi/kept_answer.rs",
        "src/ffi/session_list.rs",
        "src/ffi/metrics.rs",
        "src/ffi/ending.rs",
    ];
    const SETTINGS: &str = "cbindgen.toml";

    pub fn make() {
        let root = PathBuf::from(variable("CARGO_MANIFEST_DIR"));
        let settings = cbindgen::Config::from_file(root.join(SETTINGS)).expect(SETTINGS);
        let enums = settings
            .export
            .include
            .iter()
            .map(|name| (name.clone(), settings.export.rename[name].clone()))
            .collect();
        let interface =
            omnifund_interface::described(&root, SOURCES, &enums, &variable("CARGO_PKG_VERSION"));
        let out = PathBuf::from(variable("OUT_DIR"));
        fs::write(out.join("omnifund-api.json"), interface.to_json()).expect("the description");

        let builder = cbindgen::Builder::new().with_config(settings);
        let builder = SOURCES.iter().fold(builder, |builder, source| {
            builder.with_src(root.join(source))
        });
        builder
            .generate()
            .expect("the header")
            .write_to_file(out.join("omnifund.h"));
        for file in SOURCES.iter().chain([&SETTINGS]) {
            println!("cargo::rerun-if-changed={file}");
        }
    }

    fn variable(name: &str) -> String {
        env::var(name).expect("cargo sets it")
    }
}
