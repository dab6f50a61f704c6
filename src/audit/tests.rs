//! How a line is written, and what becomes of one that can't be.

use std::fs;
use std::sync::Mutex;

use super::*;
use crate::log::LogSink;

/// A directory of a test's own.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Self {
        let path =
            std::env::temp_dir().join(format!("omnifund-audit-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir(&path).unwrap();
        Self(path)
    }

    fn file(&self) -> PathBuf {
        self.0.join("audit")
    }

    fn audit(&self) -> Audit {
        Audit::into_sink(Some(&AuditSink::File(self.file()))).unwrap()
    }

    fn lines(&self) -> Vec<serde_json::Value> {
        let text = fs::read_to_string(self.file()).unwrap_or_default();
        let line = |line| serde_json::from_str(line).expect(line);
        text.lines().map(line).collect()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A log, and what it was told.
fn heard() -> (Log, Arc<Mutex<String>>) {
    let heard = Arc::new(Mutex::new(String::new()));
    let told = Arc::clone(&heard);
    let mut log = Log::default();
    let sink = LogSink::Callback(Arc::new(move |_, line| *told.lock().unwrap() += line));
    log.add(LogLevel::Error, sink);
    (log, heard)
}

fn of_user(user: &str) -> Concerned<'_> {
    Concerned {
        user: Some(user),
        ..Concerned::default()
    }
}

#[test]
fn the_names_of_the_acts_stand_in_their_order_and_in_the_manual() {
    let manual = include_str!("../../docs/operations.md");
    for (number, (act, name)) in Act::NAMES.into_iter().enumerate() {
        assert_eq!(act as usize, number, "{act:?}");
        assert!(manual.contains(&format!("`{name}`")), "{name}");
    }
}

#[test]
fn a_line_is_one_json_object_of_which_every_field_is_always_there() {
    let scratch = Scratch::new("form");
    let name = "a\n{\"act\":\"export\",\"user\":\"bob\"}\u{1b}\u{202e}";
    let log = Log::default();
    let (audit, refused) = (
        scratch.audit(),
        Error::new(ErrorKind::WrongPassword, "a secret"),
    );
    audit.line(&log, Act::SignIn, &of_user(name), Some(&refused));
    audit.line(&log, Act::SignOut, &Concerned::default(), None);

    let text = fs::read_to_string(scratch.file()).unwrap();
    assert!(text.chars().all(|one| one == '\n' || !one.is_control()));
    let [first, second] = &scratch.lines()[..] else {
        panic!("{text}");
    };
    assert_eq!(first["user"], name);
    assert_eq!(first["outcome"], "refused");
    assert_eq!(first["code"], ErrorKind::WrongPassword.code());
    assert_eq!(second["outcome"], "done");
    assert_eq!(second["user"], serde_json::Value::Null);
    assert_eq!(second["pid"], std::process::id());
    let names = |line: &serde_json::Value| {
        let names = line.as_object().unwrap().keys();
        names.cloned().collect::<Vec<_>>()
    };
    assert_eq!(names(first), names(second));
    let manual = include_str!("../../docs/operations.md");
    for name in names(first) {
        assert!(manual.contains(&format!("`{name}`")), "{name}");
    }
}

#[test]
fn between_reply_and_save_no_line_is_written_and_then_they_come_in_their_order() {
    let scratch = Scratch::new("held");
    let (log, audit) = (Log::default(), scratch.audit());
    {
        let _outer = log::hold();
        audit.line(&log, Act::Adopt, &of_user("first"), None);
        assert_eq!(scratch.lines().len(), 1);
        let _all = log::hold_all();
        audit.line(&log, Act::Lost, &of_user("second"), None);
        audit.line(&log, Act::SignIn, &of_user("third"), None);
        assert_eq!(scratch.lines().len(), 1);
    }
    let users: Vec<_> = scratch
        .lines()
        .iter()
        .map(|line| line["user"].clone())
        .collect();
    assert_eq!(users, ["first", "second", "third"]);
}

#[test]
fn a_line_that_cannot_be_written_is_told_in_the_log_with_all_its_words() {
    let scratch = Scratch::new("lost");
    fs::create_dir(scratch.file()).unwrap();
    let (log, heard) = heard();
    scratch
        .audit()
        .line(&log, Act::Export, &of_user("alice"), None);
    let heard = heard.lock().unwrap();
    assert!(
        heard.contains("an audit line can't be written to"),
        "{heard}"
    );
    assert!(heard.contains(r#""act":"export""#), "{heard}");
    assert!(heard.contains(r#""user":"alice""#), "{heard}");
}

#[test]
#[cfg(unix)]
fn only_owner_and_group_may_read_the_file_and_root_follows_no_link_of_others() {
    use std::os::unix::fs::{PermissionsExt, symlink};

    let scratch = Scratch::new("file");
    let say = |audit: &Audit| audit.line(&Log::default(), Act::Adopt, &of_user("a"), None);
    say(&scratch.audit());
    let mode = fs::metadata(scratch.file()).unwrap().permissions().mode();
    assert_eq!(mode & 0o137, 0, "{mode:o}");

    let link = scratch.0.join("link");
    symlink(scratch.file(), &link).unwrap();
    let through_link = Audit::into_sink(Some(&AuditSink::File(link))).unwrap();
    let permit = |mode| fs::set_permissions(&scratch.0, fs::Permissions::from_mode(mode)).unwrap();
    // As /dev/stdout is one, in a container.
    permit(0o755);
    say(&through_link);
    assert_eq!(scratch.lines().len(), 2);
    permit(0o777);
    say(&through_link);
    let is_root = rustix::process::geteuid().is_root();
    assert_eq!(scratch.lines().len(), if is_root { 2 } else { 3 });
}

#[test]
#[cfg(target_os = "linux")]
fn root_is_led_nowhere_by_a_link_that_another_user_puts_in_a_folders_place() {
    use std::os::unix::fs::{PermissionsExt, chown, lchown, symlink};

    if !rustix::process::geteuid().is_root() {
        return;
    }
    let scratch = Scratch::new("led");
    let [theirs, roots] = ["theirs", "roots"].map(|name| scratch.0.join(name));
    for directory in [&theirs, &roots, &theirs.join("logs")] {
        fs::create_dir(directory).unwrap();
        fs::set_permissions(directory, fs::Permissions::from_mode(0o755)).unwrap();
    }
    chown(&theirs, Some(65534), None).unwrap();
    let say = |path: PathBuf| {
        let audit = Audit::into_sink(Some(&AuditSink::File(path))).unwrap();
        audit.line(&Log::default(), Act::Adopt, &of_user("a"), None);
    };
    say(theirs.join("logs/audit"));
    assert!(theirs.join("logs/audit").exists(), "a folder is no link");

    fs::remove_dir_all(theirs.join("logs")).unwrap();
    symlink(&roots, theirs.join("logs")).unwrap();
    lchown(theirs.join("logs"), Some(65534), None).unwrap();
    say(theirs.join("logs/audit"));
    assert!(!roots.join("audit").exists());

    // Root's own link leads on, to whatever is no link then.
    symlink(&scratch.0, roots.join("link")).unwrap();
    say(roots.join("link/theirs/audit"));
    assert!(theirs.join("audit").exists());
}

#[test]
fn what_is_no_sink_is_refused_and_a_path_begins_at_its_directory() {
    let at = |setting: &str| AuditSink::parse(setting, Path::new("/etc/pos"));
    assert_eq!(at("syslog").unwrap(), AuditSink::Syslog);
    assert_eq!(at("file:/a").unwrap(), AuditSink::File("/a".into()));
    assert_eq!(at("file:a").unwrap(), AuditSink::File("/etc/pos/a".into()));
    for setting in ["", "file:", "stderr", "syslog:", "/var/log/audit"] {
        let kind = at(setting).unwrap_err().kind();
        assert_eq!(kind, ErrorKind::InvalidConfiguration, "{setting}");
    }
}
