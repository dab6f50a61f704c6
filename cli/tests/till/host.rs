//! A host of a fleet: the `omnifund` command, and a program that lives on, with a journal and a key of their own.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::OnceLock;

use omnifund::{Config, Session};
use omnifund_databases::installed;

use super::common::{CLIENT_ID, CLIENT_SECRET, PASSWORD, USERNAME, until};
use super::{NAME, Ran, Till, run};

/// Both databases' libraries, in a directory of this test's.
pub fn libraries() -> &'static PathBuf {
    static LIBRARIES: OnceLock<PathBuf> = OnceLock::new();
    LIBRARIES.get_or_init(|| {
        let directory = installed("postgresql");
        let other = installed("mysql").join("libomnifund_mysql.so.1");
        fs::copy(other, directory.join("libomnifund_mysql.so.1")).unwrap();
        directory
    })
}

pub struct Host<'till> {
    pub till: &'till Till,
    pub url: String,
    pub journal: PathBuf,
}

impl<'till> Host<'till> {
    /// With a journal of this name.
    pub fn new(till: &'till Till, url: &str, journal: &str) -> Self {
        Self {
            till,
            url: url.to_owned(),
            journal: till.path(journal),
        }
    }

    /// Another one, which has the key.
    pub fn beside(&self, journal: &str) -> Self {
        let other = Self::new(self.till, &self.url, journal);
        let key_of = |journal: &PathBuf| journal.with_extension("key");
        fs::copy(key_of(&self.journal), key_of(&other.journal)).unwrap();
        other
    }

    fn set_up(&self, command: &mut Command) {
        command
            .env("OMNIFUND_STORE_LIBRARIES", libraries())
            .env("OMNIFUND_STORE", &self.url)
            .env("OMNIFUND_STORE_JOURNAL", &self.journal);
    }

    pub fn command(&self) -> Command {
        let mut command = self.till.command();
        self.set_up(&mut command);
        command
    }

    pub fn run(&self, arguments: &[&str], input: &str) -> Ran {
        run(self.command().args(arguments), input)
    }

    #[track_caller]
    pub fn shows(&self, arguments: &[&str], input: &str) -> String {
        let ran = self.run(arguments, input);
        assert_eq!(ran.status, 0, "{arguments:?}: {ran:?}");
        ran.stdout
    }

    #[track_caller]
    pub fn fails(&self, arguments: &[&str], status: i32) -> String {
        let ran = self.run(arguments, "");
        assert_eq!(ran.status, status, "{arguments:?}: {ran:?}");
        ran.stderr
    }

    #[track_caller]
    pub fn token(&self) -> String {
        self.shows(&["token", USERNAME], "").trim().to_owned()
    }

    #[track_caller]
    pub fn refreshed(&self) -> String {
        self.shows(&["token", "--refresh", USERNAME], "")
            .trim()
            .to_owned()
    }

    /// Adds the OAuth client, and signs the user in.
    #[track_caller]
    pub fn sign_in(&self) {
        let add = ["client", "add", NAME, CLIENT_ID, "--secret-stdin"];
        self.shows(&add, CLIENT_SECRET);
        self.shows(&["sign-in", USERNAME, "--password-stdin"], PASSWORD);
    }

    /// A program of this host that has the session open.
    pub fn program(&self) -> Program {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args([
            "plays_its_part",
            "--exact",
            "--nocapture",
            "--test-threads=1",
        ]);
        let settings = self.command();
        for (name, value) in settings.get_envs() {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }
        command
            .env(PART, "program")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        Program {
            questions: child.stdin.take(),
            answers: Box::new(BufReader::new(child.stdout.take().unwrap())),
            child,
        }
    }
}

const PART: &str = "TEST_PART";

pub struct Program {
    child: Child,
    questions: Option<ChildStdin>,
    answers: Box<dyn BufRead + Send>,
}

impl Program {
    /// A token, or the error's code, advice and message.
    fn asked(&mut self, what: &str) -> Result<String, String> {
        writeln!(self.questions.as_mut().unwrap(), "{what}").unwrap();
        loop {
            let mut line = String::new();
            assert_ne!(
                self.answers.read_line(&mut line).unwrap(),
                0,
                "it has ended"
            );
            // The harness may have begun the line.
            if let Some((_, answer)) = line.trim_end().split_once("answers ") {
                return match answer.split_once(' ').unwrap() {
                    ("token", token) => Ok(token.to_owned()),
                    (_, error) => Err(error.to_owned()),
                };
            }
        }
    }

    pub fn token(&mut self) -> Result<String, String> {
        self.asked("token")
    }

    pub fn refreshed(&mut self) -> Result<String, String> {
        self.asked("refresh")
    }

    /// Refreshes as soon as it may.
    pub fn refreshed_at_last(&mut self) -> String {
        let tell = |refused| println!("{refused}");
        until(|| self.refreshed().map_err(tell).ok())
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        drop(self.questions.take());
        let _ = self.child.wait();
    }
}

/// What the test named `plays_its_part` does: nothing, unless this process is such a program.
pub fn play() {
    if std::env::var(PART).is_err() {
        return;
    }
    let config = Config::from_environment().unwrap();
    let session = Session::open_configured(&config, USERNAME).unwrap();
    for line in std::io::stdin().lines() {
        let asked = match line.unwrap().as_str() {
            "refresh" => session.refresh().and_then(|()| session.token()),
            _ => session.token(),
        };
        match asked {
            Ok(token) => println!("answers token {}", token.access_token().expose()),
            Err(error) => {
                let (code, advice) = (error.kind().code(), error.advice());
                println!("answers error {code} {advice:?} {error}");
            }
        }
    }
}
