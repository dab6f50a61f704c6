//! What the statements mean together: the operations of the table over one connection.

use std::time::Duration;

use crate::database::{Answer, Connection, Deadline, Dialect, Failure, unmigrated};
use crate::statements::{Held, IDENTITY, Id, Statements, unhex};
use crate::table::{Code, Sink};

/// How often a step is tried that met another's.
const TRIES: u32 = 5;
/// Before the second try, and growing with each.
const PAUSE: Duration = Duration::from_millis(5);

pub(crate) struct Records<'call, C> {
    pub(crate) connection: &'call mut C,
    pub(crate) dialect: &'static Dialect,
    pub(crate) deadline: Deadline,
    pub(crate) sink: &'call Sink,
}

impl<C: Connection> Records<'_, C> {
    fn statements(&self) -> Statements {
        Statements(self.dialect)
    }

    /// Asks once more where the database itself took it back.
    fn ask(&mut self, statement: &str) -> Result<Answer, Failure> {
        let mut tried = 1;
        loop {
            match self.connection.ask(statement, self.deadline) {
                Err(Failure::Collided(why)) => {
                    let pause = PAUSE * tried;
                    if tried == TRIES || pause > self.deadline.remaining() {
                        return Err(Failure::Unreachable(why));
                    }
                    std::thread::sleep(pause);
                    tried += 1;
                }
                answer => return answer,
            }
        }
    }

    pub(crate) fn identify(&mut self) -> Result<Code, Failure> {
        let answer = self.ask(&self.statements().load(IDENTITY))?;
        let id = answer.rows.first().and_then(|row| row.get(1)?.as_deref());
        let Some(id) = id.and_then(Id::of) else {
            return Err(Failure::Refused(unmigrated("it has no id")));
        };
        self.sink.put_key(&id.to_string());
        Ok(Code::Done)
    }

    pub(crate) fn load(&mut self, key: &str) -> Result<Code, Failure> {
        let answer = self.ask(&self.statements().load(key))?;
        let Some(row) = answer.rows.first() else {
            return Ok(Code::Done);
        };
        if text(row, 3).is_some() {
            let bytes = text(row, 3).and_then(unhex).ok_or_else(unreadable)?;
            let write_id = text(row, 1).unwrap_or_default();
            let age = number(row, 2)?.max(0);
            self.sink.put_record(number(row, 0)?, write_id, age, &bytes);
        }
        Ok(Code::Done)
    }

    /// Compares and sets, in steps that any database has. Who comes too late looks again; who sees a live lease of
    /// another goes.
    pub(crate) fn lease(&mut self, key: &str, owner: Id, lasting_ms: i64) -> Result<Code, Failure> {
        let mut left = 0;
        for _ in 0..TRIES {
            let answer = self.ask(&self.statements().leased(key))?;
            let Some(row) = answer.rows.first() else {
                self.ask(&self.statements().make_room(key))?;
                continue;
            };
            let seen = number(row, 0)?;
            left = if text(row, 1).is_none_or(|other| other == owner.to_string()) {
                0
            } else {
                number(row, 2)?
            };
            if left > 0 {
                break;
            }
            let take = self.statements().take(key, owner, seen, lasting_ms);
            if self.ask(&take)?.changed == 1 {
                self.sink.put_lease(seen.saturating_add(1), lasting_ms);
                return Ok(Code::Done);
            }
        }
        self.sink.put_lease(0, left.max(0));
        Ok(Code::Busy)
    }

    pub(crate) fn swap(
        &mut self,
        key: &str,
        held: &Held,
        expected: i64,
        write_id: Id,
        bytes: Option<&[u8]>,
    ) -> Result<Code, Failure> {
        let swap = self.statements().swap(key, held, expected, write_id, bytes);
        if self.ask(&swap)?.changed == 1 {
            return Ok(Code::Done);
        }
        // Nothing was changed, so from here on nothing is unknown.
        let answer = self.ask(&self.statements().is_held(key, held));
        match answer.map_err(known)?.rows.is_empty() {
            true => Ok(Code::Lost),
            false => Ok(Code::Conflict),
        }
    }

    pub(crate) fn release(&mut self, key: &str, held: &Held) -> Result<Code, Failure> {
        let release = self.statements().release(key, held);
        if self.ask(&release)?.changed == 1 {
            return Ok(Code::Done);
        }
        let [note, remove] = self.statements().clear_room(key, held);
        self.ask(&note)?;
        match self.ask(&remove)?.changed {
            1 => Ok(Code::Done),
            _ => Ok(Code::Lost),
        }
    }

    pub(crate) fn list(&mut self, after: &str, up_to: &str, limit: i64) -> Result<Code, Failure> {
        let answer = self.ask(&self.statements().list(after, up_to, limit.max(0)))?;
        for row in &answer.rows {
            let key = text(row, 0).and_then(unhex).ok_or_else(unreadable)?;
            self.sink
                .put_key(&String::from_utf8(key).map_err(|_| unreadable())?);
        }
        Ok(Code::Done)
    }
}

fn known(failure: Failure) -> Failure {
    match failure {
        Failure::Unknown(why) => Failure::Unreachable(why),
        other => other,
    }
}

fn text(row: &[Option<String>], column: usize) -> Option<&str> {
    row.get(column)?.as_deref()
}

/// Some databases give a whole number with zeros behind a point.
fn number(row: &[Option<String>], column: usize) -> Result<i64, Failure> {
    text(row, column)
        .and_then(|text| text.split('.').next()?.parse().ok())
        .ok_or_else(unreadable)
}

fn unreadable() -> Failure {
    Failure::Refused("the table omnifund_store holds what libomnifund did not write".into())
}
