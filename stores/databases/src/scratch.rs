//! A directory that belongs to whoever the databases run as.

use std::fs;
use std::os::unix::fs::{PermissionsExt, chown};
use std::path::{Path, PathBuf};
use std::process::{self, Command};
use std::sync::atomic::{AtomicU32, Ordering};

/// Databases refuse to be root, and root has this one.
const NOBODY: u32 = 65534;

fn is_root() -> bool {
    // SAFETY: it only tells.
    unsafe { libc::geteuid() == 0 }
}

/// A new directory; it is removed with the process that uses it.
pub(crate) fn directory(of: &str) -> PathBuf {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    let name = format!("omnifund-{of}-{}-{number}", process::id());
    let path = std::env::temp_dir().join(name);
    fs::create_dir(&path).expect("a directory for a database");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o700)).expect("its mode");
    give_away(&path);
    path
}

pub(crate) fn write(path: &Path, text: &str) {
    fs::write(path, text).expect("a file of a database");
    fs::set_permissions(path, fs::Permissions::from_mode(0o600)).expect("its mode");
    give_away(path);
}

/// A folder within it.
pub(crate) fn own_directory(path: &Path) {
    fs::create_dir(path).expect("a folder of a database");
    fs::set_permissions(path, fs::Permissions::from_mode(0o700)).expect("its mode");
    give_away(path);
}

/// A test's own directory, which databases may read; it goes with the value.
pub struct Scratch(PathBuf);

impl Scratch {
    /// An empty one.
    #[must_use]
    pub fn new(of: &str) -> Self {
        Self(directory(of))
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn give_away(path: &Path) {
    if is_root() {
        chown(path, Some(NOBODY), Some(NOBODY)).expect("its owner");
    }
}

/// The program as somebody who is not root.
pub(crate) fn unprivileged(program: impl AsRef<Path>) -> Command {
    let program = program.as_ref();
    if !is_root() {
        return Command::new(program);
    }
    let id = NOBODY.to_string();
    let mut command = Command::new("setpriv");
    command.args(["--reuid", &id, "--regid", &id, "--clear-groups", "--"]);
    command.arg(program);
    command
}
