//! Tokens move out of a MySQL table and back: samples/migrate-from-mysql on a real MariaDB server.

#![cfg(unix)]
#![allow(missing_docs)]

#[path = "samples/mariadb.rs"]
mod mariadb;
#[path = "samples/mod.rs"]
mod samples;
mod till;

use std::process::Command;

use mariadb::MariaDb;
use samples::{Machine, USER, block, sample};
use serde_json::Value;
use till::common::{PASSWORD, USERNAME, root};
use till::{Ran, run};

/// Names that are no plain words of a shell, of SQL or of a command line.
const AWKWARD: [&str; 3] = ["--o'brien \"x\" $(id)", "jörg\\", "Alice"];
const SECTION: &str = "Tokens in a MySQL table";

/// A machine that is set up, and the old program's table.
struct Shop {
    machine: Machine,
    database: MariaDb,
}

impl Shop {
    fn open(name: &str, table: &str) -> Self {
        let machine = Machine::set_up_for(name, &AWKWARD);
        machine.shows("omnifund sign-out alice");
        let directory = machine.path("database");
        std::fs::create_dir(&directory).unwrap();
        let database = MariaDb::start(&directory);
        database.sql(table);
        let shop = Self { machine, database };
        // The manual's commands begin in the repository; its first step copies the settings there.
        let samples = shop.machine.path("samples");
        std::os::unix::fs::symlink(root().join("samples"), samples).unwrap();
        let copied = shop.block(0);
        assert_eq!(copied.status, 0, "{copied:?}");
        shop.settings(|settings| settings);
        shop
    }

    /// Writes the settings of the migration, further changed.
    fn settings(&self, change: impl FnOnce(String) -> String) {
        let settings = self
            .machine
            .adapt(&sample("migrate-from-mysql/settings.sh"));
        let named = format!(
            "LOGIN={}",
            self.machine.path("etc/omnifund/migrate.cnf").display()
        );
        assert!(settings.contains(&named), "{settings}");
        let login = format!("LOGIN={}", self.database.login().display());
        let settings = change(settings.replace(&named, &login));
        std::fs::write(self.machine.path("migrate.settings"), settings).unwrap();
    }

    /// Runs one of the manual's blocks.
    fn block(&self, at: usize) -> Ran {
        let mut shell = self.machine.shell(&block(SECTION, at));
        shell.current_dir(self.machine.path(""));
        shell.env("MIGRATE_SETTINGS", self.machine.path("migrate.settings"));
        run(&mut shell, "")
    }

    /// Runs one of the scripts as the manual's blocks do.
    fn run(&self, script: &str, arguments: &[&str]) -> Ran {
        run(&mut self.command(script, arguments), "")
    }

    fn command(&self, script: &str, arguments: &[&str]) -> Command {
        let mut shell = self.machine.shell("exec \"$@\"");
        shell
            .arg("sh")
            .arg(format!("samples/migrate-from-mysql/{script}"))
            .args(arguments)
            .env("MIGRATE_SETTINGS", self.machine.path("migrate.settings"));
        shell
    }

    /// A pair that the old program got for a user, in its table.
    fn old_pair(&self, user: &str) -> Value {
        let signed_in = self.machine.omnifund(
            &["sign-in", "--password-stdin", "--", user],
            if user == USERNAME {
                PASSWORD
            } else {
                samples::PASSWORD
            },
        );
        assert_eq!(signed_in.status, 0, "{signed_in:?}");
        let exported = self.machine.omnifund(&["export", "--", user], "");
        let pair: Value = serde_json::from_str(&exported.stdout).unwrap();
        let text = |name: &str| pair[name].as_str().unwrap().to_owned();
        self.database.sql(&format!(
            "INSERT INTO omnifund_tokens (username, access_token, refresh_token, expires_at) VALUES \
             ({}, '{}', '{}', FROM_UNIXTIME({}))",
            quoted(user),
            text("access_token"),
            text("refresh_token"),
            pair["expires_at"]
        ));
        pair
    }

    /// A column of a user's row.
    fn column(&self, column: &str, user: &str) -> String {
        let row = self.database.sql(&format!(
            "SELECT {column} FROM omnifund_tokens WHERE BINARY CONVERT(username USING utf8mb4) = BINARY {}",
            quoted(user)
        ));
        row.trim_end().to_owned()
    }

    fn token(&self, user: &str) -> Ran {
        self.machine.omnifund(&["token", "--", user], "")
    }
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'"))
}

/// As somebody's old program made it.
const TABLE: &str = "CREATE TABLE omnifund_tokens (
    id INT AUTO_INCREMENT PRIMARY KEY,
    username VARCHAR(190) CHARACTER SET latin1 COLLATE latin1_bin NOT NULL UNIQUE,
    access_token VARCHAR(255) NOT NULL,
    refresh_token VARCHAR(255) NOT NULL,
    expires_at DATETIME NOT NULL
)";
/// As somebody else's did.
const OTHER_TABLE: &str = "CREATE TABLE omnifund_tokens (
    username VARCHAR(190) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL,
    access_token TEXT,
    refresh_token TEXT,
    expires_at TIMESTAMP(3) NULL
) ENGINE=MyISAM";

#[test]
fn tokens_move_into_the_store_are_verified_and_move_back() {
    let shop = Shop::open("mysql-there-and-back", TABLE);
    let users = [USERNAME, AWKWARD[0], AWKWARD[1], USER];
    let pairs = users.map(|user| shop.old_pair(user));
    // One whose tokens are dead already.
    shop.database.sql(
        "INSERT INTO omnifund_tokens (username, access_token, refresh_token, expires_at) VALUES \
         ('dead', 'gone', 'spent', NOW() - INTERVAL 1 DAY)",
    );

    let ran = shop.run("migrate", &[]);
    assert_eq!(ran.status, 0, "{ran:?}");
    assert!(ran.stdout.contains("Done: 5 taken over"), "{ran:?}");
    for (user, pair) in users.iter().zip(&pairs) {
        assert_eq!(shop.column("refresh_token", user), "");
        let token = shop.token(user);
        assert_eq!(token.stdout.trim(), pair["access_token"], "{token:?}");
        let status = shop.machine.omnifund(&["status", "--json", "--", user], "");
        let status: Value = serde_json::from_str(&status.stdout).unwrap();
        assert_eq!(status["signed_in"], true);
        assert!(status["seconds_left"].as_i64().unwrap() > 3000, "{status}");
    }
    let again = shop.run("migrate", &[]);
    assert!(again.stdout.contains("Done: 0 taken over"), "{again:?}");

    let verified = shop.run("verify", &["--refresh"]);
    assert_eq!(verified.status, 12, "{verified:?}");
    assert_eq!(
        verified.stdout.matches(": good\n").count(),
        4,
        "{verified:?}"
    );
    assert!(
        verified.stdout.contains("dead: must sign in"),
        "{verified:?}"
    );

    let back = shop.block(2);
    assert_eq!(back.status, 0, "{back:?}");
    assert!(
        back.stdout.contains("dead: nobody is signed in"),
        "{back:?}"
    );
    for (user, pair) in users.iter().zip(&pairs) {
        assert_eq!(shop.token(user).status, 12);
        let refresh_token = shop.column("refresh_token", user);
        assert!(!refresh_token.is_empty());
        assert_ne!(refresh_token, pair["refresh_token"]);
        let left = shop.column("UNIX_TIMESTAMP(expires_at) - UNIX_TIMESTAMP()", user);
        assert!(left.parse::<i64>().unwrap() > 3000, "{left}");
    }
    // And there again, with the tokens that came back.
    let there = shop.block(1);
    assert_eq!(there.status, 0, "{there:?}");
    assert!(there.stdout.contains("Done: 4 taken over"), "{there:?}");
    assert_eq!(there.stdout.matches(": good\n").count(), 4, "{there:?}");
    let all = [ran, again, verified, back, there];
    for secret in pairs
        .iter()
        .flat_map(|pair| [&pair["refresh_token"], &pair["access_token"]])
    {
        let secret = secret.as_str().unwrap();
        assert!(!all.iter().any(|ran| format!("{ran:?}").contains(secret)));
    }
}

#[test]
fn other_collations_engines_and_missing_values_are_no_hindrance() {
    let shop = Shop::open("mysql-other", OTHER_TABLE);
    // To this column's collation two names are one; to OmniFund they are two users.
    let users = [USER, AWKWARD[2]];
    let pairs = users.map(|user| shop.old_pair(user));
    shop.database
        .sql("UPDATE omnifund_tokens SET access_token = NULL, expires_at = NULL WHERE BINARY username = 'alice'");
    shop.database
        .sql("INSERT INTO omnifund_tokens (username) VALUES ('never signed in')");
    let ran = shop.run("migrate", &[]);
    assert!(ran.stdout.contains("Done: 2 taken over"), "{ran:?}");
    assert_eq!(
        shop.token(AWKWARD[2]).stdout.trim(),
        pairs[1]["access_token"]
    );
    // Without an access token the session begins with a refresh.
    let verified = shop.run("verify", &[]);
    assert_eq!(verified.status, 0, "{verified:?}");
    let back = shop.run("roll-back", &[]);
    assert_eq!(back.status, 0, "{back:?}");
    assert_ne!(
        shop.column("refresh_token", USER),
        pairs[0]["refresh_token"]
    );
    assert_eq!(
        shop.column("refresh_token", AWKWARD[2]),
        pairs[1]["refresh_token"]
    );
}

#[test]
fn a_migration_that_was_broken_off_is_run_again() {
    let shop = Shop::open("mysql-broken-off", TABLE);
    let pair = shop.old_pair(USER);
    let failing_at = |words: &str| {
        let client = format!(
            "#!/bin/sh\nsql=$(cat)\ncase $sql in *'{words}'*) exit 1 ;; esac\nprintf '%s\\n' \"$sql\" | exec mariadb \"$@\"\n"
        );
        let client = shop.machine.program("failing", &client);
        shop.settings(|settings| {
            settings.replace(
                "DATABASE_CLIENT=mariadb",
                &format!("DATABASE_CLIENT={}", client.display()),
            )
        });
    };
    failing_at("CREATE TABLE");
    assert_ne!(shop.run("migrate", &[]).status, 0);
    assert_eq!(shop.token(USER).status, 12);
    failing_at("INSERT IGNORE");
    assert_ne!(shop.run("migrate", &[]).status, 0);
    // It is in the store, and goes on there; the table still has what is spent.
    shop.machine.shows("omnifund token --refresh alice");
    assert_eq!(shop.column("refresh_token", USER), pair["refresh_token"]);
    shop.settings(|settings| settings);
    let ran = shop.run("migrate", &[]);
    assert_eq!(ran.status, 0, "{ran:?}");
    assert_eq!(shop.column("refresh_token", USER), "");
    assert_eq!(shop.run("verify", &["--refresh"]).status, 0);

    // A table that does not take a pair leaves it in the store.
    failing_at("@pair");
    let back = shop.run("roll-back", &[]);
    assert_eq!(back.status, 1, "{back:?}");
    assert!(back.stderr.contains("in the store again"), "{back:?}");
    assert_eq!(shop.token(USER).status, 0);
    shop.settings(|settings| settings);
    // Nor does one whose row is gone.
    shop.database.sql("DELETE FROM omnifund_tokens");
    let back = shop.run("roll-back", &[]);
    assert!(
        back.stderr.contains("did not take the tokens (0)"),
        "{back:?}"
    );
    assert_eq!(shop.token(USER).status, 0);
}

#[test]
fn no_token_is_an_argument_of_a_process() {
    let shop = Shop::open("mysql-arguments", TABLE);
    let pair = shop.old_pair(USER);
    let traced = shop.machine.path("traced");
    let trace = |script: &str| {
        let command = shop.command(script, &[]);
        let mut strace = Command::new("strace");
        strace
            .args(["-f", "-s", "1000000", "-e", "trace=execve", "-o"])
            .arg(&traced)
            .arg(command.get_program())
            .args(command.get_args())
            .envs(
                command
                    .get_envs()
                    .filter_map(|(name, value)| Some((name, value?))),
            )
            .current_dir(command.get_current_dir().unwrap());
        let ran = run(&mut strace, "");
        if ran.stderr.contains("ptrace") {
            eprintln!("skipped: no process can be traced here: {}", ran.stderr);
            return None;
        }
        assert_eq!(ran.status, 0, "{ran:?}");
        Some(std::fs::read_to_string(&traced).unwrap())
    };
    let Some(there) = trace("migrate") else {
        return;
    };
    let back = trace("roll-back").unwrap();
    assert!(there.contains("\"adopt\"") && back.contains("\"export\""));
    for secret in ["access_token", "refresh_token"] {
        let secret = pair[secret].as_str().unwrap();
        let digits: String = secret
            .bytes()
            .fold(String::new(), |text, byte| format!("{text}{byte:02x}"));
        for calls in [&there, &back] {
            assert!(
                !calls.contains(secret) && !calls.contains(&digits),
                "{calls}"
            );
        }
    }
}
