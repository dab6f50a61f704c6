//! The state: one SQLite database, in memory or in a file that other processes may write too.

use std::fs::{self, OpenOptions};
use std::io;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, Transaction, TransactionBehavior};

use crate::failure::{Failure, Result};
use crate::system;

/// Says "this file is omnifund-local's": "OMNF" in ASCII, SQLite's `application_id`.
const APPLICATION: i32 = 0x4f4d_4e46;
/// What makes each version of the schema of the one before it, from an empty database on. A change is a
/// further step.
const STEPS: [&str; 4] = [FIRST, SECOND, THIRD, FOURTH];
/// The schema's version, SQLite's `user_version`.
const VERSION: i32 = STEPS.len() as i32;
/// How long one statement waits for another process that is writing.
const BUSY: Duration = Duration::from_secs(5);
/// Into how many tries that is divided where SQLite does not do the waiting.
const RETRIES: u32 = 1000;

/// Times are milliseconds since 1970 UTC; lists (grants, scopes) are separated by spaces.
const FIRST: &str = "
CREATE TABLE clients (
    number      INTEGER PRIMARY KEY,
    client_id   TEXT NOT NULL UNIQUE,
    secret      BLOB NOT NULL,
    name        TEXT NOT NULL,
    grants      TEXT NOT NULL,
    scopes      TEXT NOT NULL
) STRICT;
CREATE TABLE users (
    name        TEXT NOT NULL PRIMARY KEY,
    password    TEXT NOT NULL,
    disabled    INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE access_tokens (
    token       BLOB NOT NULL PRIMARY KEY,
    client_id   TEXT NOT NULL REFERENCES clients (client_id),
    user        TEXT NOT NULL REFERENCES users (name),
    scope       TEXT NOT NULL,
    expires_at  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE refresh_tokens (
    token       BLOB NOT NULL PRIMARY KEY,
    client_id   TEXT NOT NULL REFERENCES clients (client_id),
    user        TEXT NOT NULL REFERENCES users (name),
    scope       TEXT NOT NULL,
    expires_at  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
";

/// What version 2 added: merchants, of which each has users and OAuth clients, authorization codes, and
/// the portal's sessions.
const SECOND: &str = "
ALTER TABLE clients ADD COLUMN merchant      TEXT NOT NULL DEFAULT 'Example merchant';
ALTER TABLE clients ADD COLUMN redirect_uris TEXT NOT NULL DEFAULT '';
ALTER TABLE clients ADD COLUMN created_at    INTEGER;
ALTER TABLE clients ADD COLUMN last_used_at  INTEGER;
ALTER TABLE users   ADD COLUMN merchant      TEXT NOT NULL DEFAULT 'Example merchant';
ALTER TABLE users   ADD COLUMN administrator INTEGER NOT NULL DEFAULT 1;
CREATE TABLE codes (
    code         BLOB NOT NULL PRIMARY KEY,
    client_id    TEXT NOT NULL REFERENCES clients (client_id),
    user         TEXT NOT NULL REFERENCES users (name),
    redirect_uri TEXT NOT NULL,
    scope        TEXT NOT NULL,
    expires_at   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE portal_sessions (
    cookie      BLOB NOT NULL PRIMARY KEY,
    user        TEXT NOT NULL REFERENCES users (name),
    form_token  TEXT NOT NULL,
    expires_at  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
";

/// What version 3 added: what has ended is found without looking at all that lives.
const THIRD: &str = "
CREATE INDEX access_tokens_end  ON access_tokens  (expires_at);
CREATE INDEX refresh_tokens_end ON refresh_tokens (expires_at);
CREATE INDEX codes_end          ON codes          (expires_at);
";

/// What version 4 added: documents of the REST API, and which of a merchant's resources were begun.
const FOURTH: &str = "
CREATE TABLE documents (
    number      INTEGER PRIMARY KEY AUTOINCREMENT,
    merchant    TEXT NOT NULL,
    resource    TEXT NOT NULL,
    id          TEXT NOT NULL,
    document    TEXT NOT NULL,
    UNIQUE (merchant, resource, id)
) STRICT;
CREATE TABLE shelves (
    merchant    TEXT NOT NULL,
    resource    TEXT NOT NULL,
    PRIMARY KEY (merchant, resource)
) STRICT, WITHOUT ROWID;
";

/// Whether a state file that is not there may be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// Make it.
    Create,
    /// Say that it is not there: a mistyped name must not look like an empty state.
    Refuse,
}

/// The one connection of this process to its state.
#[derive(Debug)]
pub struct Database(Mutex<Connection>);

impl Database {
    /// A state that lasts as long as this process.
    ///
    /// # Errors
    /// When SQLite has no memory.
    pub fn in_memory() -> Result<Self> {
        let connection = prepare(Connection::open_in_memory()?, Path::new("memory"))?;
        Ok(Self(Mutex::new(connection)))
    }

    /// The state in the file at `path`, which only its owner can read.
    ///
    /// # Errors
    /// When the file cannot be opened or made, or is not a state file of this program.
    pub fn open(path: &Path, missing: Missing) -> Result<Self> {
        // SQLite would make the file with the umask's permissions; its journal copies them.
        let mut options = OpenOptions::new();
        options
            .read(true)
            .write(true)
            .create(missing == Missing::Create);
        let made = system::make_private(&mut options).open(path);
        match made {
            Err(error) if error.kind() == io::ErrorKind::NotFound && missing == Missing::Refuse => {
                return Err(Failure::Refused(format!(
                    "there is no state file {}; `serve --db`, `client add` or `user add` makes one",
                    path.display(),
                )));
            }
            other => other.map_err(Failure::file("could not open the state file", path))?,
        };
        // By its full path: SQLite has names, such as ":memory:", that mean no file.
        let full = fs::canonicalize(path).map_err(Failure::file("could not find", path))?;
        let connection = Connection::open(full)?;
        connection.busy_timeout(BUSY)?;
        let connection = prepare(connection, path)?;
        write_ahead(&connection)?;
        connection.pragma_update(None, "synchronous", "NORMAL")?;
        Ok(Self(Mutex::new(connection)))
    }

    /// The connection, for single statements. Others of this process wait.
    pub fn connection(&self) -> MutexGuard<'_, Connection> {
        // A panic elsewhere has rolled its transaction back; the connection is sound.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Runs `work` in one transaction that no other process's writes can come between, and keeps
    /// what it wrote only if it succeeds.
    ///
    /// # Errors
    /// What `work` or SQLite answers.
    pub fn transact<T, E: From<Failure>>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        transact(&mut self.connection(), work)
    }
}

/// [`Database::transact`] on a connection that the caller already has and keeps: what happens
/// between the commit and letting go of it happens in the order of the commits.
///
/// # Errors
/// What `work` or SQLite answers.
pub fn transact<T, E: From<Failure>>(
    connection: &mut Connection,
    work: impl FnOnce(&Transaction<'_>) -> std::result::Result<T, E>,
) -> std::result::Result<T, E> {
    // Immediate: a transaction that reads first and writes later could find, at its write,
    // that another process wrote in between, and would have to fail.
    let transaction = connection
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .map_err(Failure::from)?;
    let done = work(&transaction)?;
    transaction.commit().map_err(Failure::from)?;
    Ok(done)
}

/// Gives an empty database its tables, and leaves alone what is not ours to write.
fn prepare(mut connection: Connection, path: &Path) -> Result<Connection> {
    let refuse = |why: String| Failure::Refused(format!("{} {why}", path.display()));
    connection.pragma_update(None, "foreign_keys", true)?;
    // One transaction for look and leap: two processes may find the same file empty.
    let transaction = connection
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .map_err(|error| match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => {
                refuse("is no SQLite file; give --db another name".to_owned())
            }
            _ => error.into(),
        })?;
    let application = pragma(&transaction, "application_id")?;
    let version = pragma(&transaction, "user_version")?;
    let tables: i64 =
        transaction.query_row("SELECT count(*) FROM sqlite_master", [], |row| row.get(0))?;
    if (application, tables) == (0, 0) {
        transaction.pragma_update(None, "application_id", APPLICATION)?;
    } else if application != APPLICATION {
        return Err(refuse(
            "is another program's database; give --db another name".to_owned(),
        ));
    }
    let Some(steps) = usize::try_from(version)
        .ok()
        .and_then(|done| STEPS.get(done..))
    else {
        return Err(refuse(format!(
            "was written by a newer omnifund-local (state version {version}, this one knows \
             {VERSION}); use that one, or another file"
        )));
    };
    for step in steps {
        transaction.execute_batch(step)?;
    }
    // SQLite would write the file for it each time.
    if version < VERSION {
        transaction.pragma_update(None, "user_version", VERSION)?;
    }
    transaction.commit()?;
    Ok(connection)
}

/// Lets readers and one writer work at the same time. The mode stays with the file.
fn write_ahead(connection: &Connection) -> Result<()> {
    // SQLite does not wait by itself here: whoever else uses a new file is in the way.
    for _ in 0..RETRIES {
        match connection.pragma_update(None, "journal_mode", "WAL") {
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) => {
                thread::sleep(BUSY / RETRIES);
            }
            other => return Ok(other?),
        }
    }
    Ok(connection.pragma_update(None, "journal_mode", "WAL")?)
}

fn pragma(connection: &Connection, name: &str) -> Result<i32> {
    Ok(connection.pragma_query_value(None, name, |row| row.get(0))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_programs_database_is_left_alone() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("other.db");
        let other = Connection::open(&path).unwrap();
        other.execute_batch("CREATE TABLE theirs (x)").unwrap();
        let said = Database::open(&path, Missing::Create).unwrap_err();
        assert!(said.to_string().contains("another program's"), "{said}");
    }

    #[test]
    fn a_newer_state_is_left_alone() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("state.db");
        let database = Database::open(&path, Missing::Create).unwrap();
        let newer = VERSION + 1;
        database
            .connection()
            .pragma_update(None, "user_version", newer)
            .unwrap();
        let said = Database::open(&path, Missing::Create).unwrap_err();
        assert!(said.to_string().contains("newer"), "{said}");
    }

    #[test]
    fn the_first_versions_state_is_kept_and_grows() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("state.db");
        let first = Connection::open(&path).unwrap();
        first.execute_batch(FIRST).unwrap();
        first
            .execute_batch("INSERT INTO users (name, password) VALUES ('till_1', '$argon2id$')")
            .unwrap();
        first
            .pragma_update(None, "application_id", APPLICATION)
            .unwrap();
        first.pragma_update(None, "user_version", 1).unwrap();
        drop(first);
        for _ in 0..2 {
            let database = Database::open(&path, Missing::Refuse).unwrap();
            let user = crate::state::users::find(&database.connection(), "till_1").unwrap();
            assert_eq!(user.unwrap().merchant, "Example merchant");
            let version = pragma(&database.connection(), "user_version").unwrap();
            assert_eq!(version, VERSION);
        }
    }

    #[test]
    fn a_missing_file_is_not_taken_for_an_empty_state() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("mistyped.db");
        assert!(Database::open(&path, Missing::Refuse).is_err());
        assert!(!path.exists());
    }
}
