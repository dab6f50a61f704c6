//! What the tests share: the local server as a child process, and configs that point to it.

// Each test file is a crate of its own, and none uses all of this.
#![allow(dead_code, missing_docs)]

pub mod api;
pub mod c;
pub mod child;
pub mod control;
pub mod exposition;
pub mod failure;
#[cfg(unix)]
pub mod file_store;
pub mod peer;
#[cfg(unix)]
pub mod users;
pub mod windows;

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Condvar, Mutex, OnceLock};
use std::time::Duration;

use omnifund::{Client, Config, Secret};

/// The example client and user of the specification.
pub const CLIENT_ID: &str = "1_3bcbxd9e24g0gk4swg0kwgcwg4o8k8g4g888kwc44gcc0gwwk4";
pub const CLIENT_SECRET: &str = "4ok2x70rlfokc8g0wws8c8kwcokw80k44sg48goc0ok4w0so0k";
pub const USERNAME: &str = "omnifund_user";
pub const PASSWORD: &str = "omnifund_password";

/// Longer than anything here takes on the slowest machine; reached only where a test fails.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// `omnifund-local` as a child process, over TLS unless told otherwise. It ends with this value.
pub struct LocalServer {
    process: Child,
    pub base_url: String,
    pub ca_file: Option<PathBuf>,
    /// Where it is told to misbehave, if it was started with `--control`.
    pub control: Option<String>,
    log: Arc<(Mutex<String>, Condvar)>,
}

impl LocalServer {
    /// With the example client and user.
    pub fn start() -> Self {
        Self::with(&[])
    }

    pub fn with(options: &[&str]) -> Self {
        let mut process = Command::new(local_server_binary())
            .args(["--listen", "127.0.0.1:0", "--example", "--fast-passwords"])
            .arg("--exit-with-parent")
            .args(options)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("omnifund-local starts");

        let log = Arc::new((Mutex::new(String::new()), Condvar::new()));
        let stderr = process.stderr.take().unwrap();
        let sink = Arc::clone(&log);
        std::thread::spawn(move || {
            for line in BufReader::new(stderr).lines().map_while(Result::ok) {
                let (text, grown) = &*sink;
                *text.lock().unwrap() += &(line + "\n");
                grown.notify_all();
            }
        });

        let (mut base_url, mut ca_file, mut control) = (None, None, None);
        for line in BufReader::new(process.stdout.take().unwrap()).lines() {
            let line = line.unwrap();
            match line.split_once('=') {
                Some(("OMNIFUND_BASE_URL", url)) => base_url = Some(url.to_owned()),
                Some(("OMNIFUND_CA_FILE", path)) => ca_file = Some(PathBuf::from(path)),
                Some(("OMNIFUND_LOCAL_CONTROL", url)) => control = Some(url.to_owned()),
                Some(("OMNIFUND_LOCAL_READY", _)) => break,
                _ => panic!("unexpected line {line:?}"),
            }
        }
        Self {
            process,
            base_url: base_url.expect("the server says where it listens"),
            ca_file,
            control,
            log,
        }
    }

    /// The example client's config.
    pub fn config(&self) -> Config {
        let mut config = config_for(&self.base_url);
        if let Some(ca_file) = &self.ca_file {
            config.set_ca_file(ca_file).unwrap();
        }
        config
    }

    pub fn client(&self) -> Client {
        Client::new(&self.config()).unwrap()
    }

    /// Waits until the server's log has `wanted`, and gives all of it.
    pub fn log_with(&self, wanted: &str) -> String {
        let (text, grown) = &*self.log;
        let (text, _) = grown
            .wait_timeout_while(text.lock().unwrap(), PATIENCE, |text| {
                !text.contains(wanted)
            })
            .unwrap();
        assert!(text.contains(wanted), "no {wanted:?} in\n{text}");
        text.clone()
    }
}

impl Drop for LocalServer {
    fn drop(&mut self) {
        // The end of its standard input ends it, and it tidies up; a kill would leave its files.
        drop(self.process.stdin.take());
        let start = std::time::Instant::now();
        while matches!(self.process.try_wait(), Ok(None)) {
            if start.elapsed() > PATIENCE {
                let _ = self.process.kill();
            }
            std::thread::sleep(Duration::from_millis(2));
        }
    }
}

/// The example client's config for any base URL, by no proxy.
pub fn config_for(base_url: &str) -> Config {
    let mut config = Config::new();
    config.set_base_url(base_url).unwrap();
    config
        .set_credentials(CLIENT_ID, Secret::from(CLIENT_SECRET))
        .unwrap();
    config.disable_proxy();
    config
}

/// The local server's binary, built when it is first asked for.
pub fn local_server_binary() -> &'static Path {
    static BINARY: OnceLock<PathBuf> = OnceLock::new();
    BINARY.get_or_init(|| {
        let mut cargo = Command::new("cargo");
        cargo.args(["build", "--quiet", "--package", "omnifund-local"]);
        let status = building(cargo.current_dir(root()))
            .status()
            .expect("cargo runs");
        assert!(status.success(), "omnifund-local does not build");
        target_directory().join("debug/omnifund-local")
    })
}

/// Without the variables that cargo sets for a test: build scripts look at them, and would build
/// everything anew. And without those of a make that runs the tests: what one started in a test is told stays its own.
pub fn outside_cargo(command: &mut Command) -> &mut Command {
    for (name, _) in std::env::vars_os() {
        let cargos =
            name == "CARGO" || name == "OUT_DIR" || name.to_string_lossy().starts_with("CARGO_");
        let makes = ["MAKEFLAGS", "MFLAGS", "MAKELEVEL", "MAKEOVERRIDES"]
            .contains(&&*name.to_string_lossy());
        if cargos && name != "CARGO_HOME" || makes {
            command.env_remove(name);
        }
    }
    command
}

/// Outside cargo too, and into the directory that this test was built into: it may be another than the
/// usual one, and what lies there would be an older library.
pub fn building(command: &mut Command) -> &mut Command {
    outside_cargo(command).env("CARGO_TARGET_DIR", target_directory())
}

/// The workspace's directory, whichever of its members is tested.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .find(|directory| directory.join("Cargo.lock").exists())
        .expect("a workspace")
}

/// Where cargo builds: the test itself lies in `debug/deps` there.
pub fn target_directory() -> PathBuf {
    let test = std::env::current_exe().unwrap();
    test.ancestors().nth(3).unwrap().to_owned()
}

/// A folder for one test's files, empty, and gone when the value is.
pub struct Scratch(PathBuf);

impl Scratch {
    pub fn new(name: &str) -> Self {
        Self::within(&std::env::temp_dir(), name)
    }

    /// Where cargo builds, which is a disk that stays; the usual place may be memory.
    pub fn on_disk(name: &str) -> Self {
        Self::within(&target_directory().join("tmp"), name)
    }

    fn within(directory: &Path, name: &str) -> Self {
        let path = directory.join(format!("omnifund-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Waits for a condition on something that another thread or process does.
#[track_caller]
pub fn until<T>(condition: impl FnMut() -> Option<T>) -> T {
    within(PATIENCE, condition).expect("the condition was never met")
}

/// Waits for a condition for so long; nothing where it was not met.
pub fn within<T>(patience: Duration, mut condition: impl FnMut() -> Option<T>) -> Option<T> {
    let start = std::time::Instant::now();
    loop {
        let met = condition();
        if met.is_some() || start.elapsed() > patience {
            return met;
        }
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// Makes a program. Another one writes it: were this process to, a child that another thread forks at that moment
/// could hold it open, and it could not be run ("text file busy").
pub fn make_program(path: &Path, text: &[u8]) {
    use std::io::Write;
    let mut install = Command::new("install")
        .args(["-m", "755", "/dev/stdin"])
        .arg(path)
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    install.stdin.take().unwrap().write_all(text).unwrap();
    assert!(install.wait().unwrap().success(), "{}", path.display());
}

/// The Python that `make` prepares, with cffi.
pub fn python() -> String {
    let prepared = root().join(".venv/bin/python");
    assert!(
        prepared.exists(),
        "no {}: run `make setup`",
        prepared.display()
    );
    prepared.to_str().unwrap().to_owned()
}
