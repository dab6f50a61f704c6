//! A server that is killed in the midst of its work.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use rusqlite::Connection;

use crate::answer::Answer;
use crate::support::{Server, StateFile};

const CLIENTS: usize = 16;

/// What a client knows of its session.
struct Pair {
    access: String,
    refresh: String,
    /// What it presented before.
    spent: Option<String>,
}

impl Pair {
    fn of(answer: &Answer, spent: Option<String>) -> Self {
        Self {
            access: answer.access_token(),
            refresh: answer.refresh_token(),
            spent,
        }
    }

    /// Refreshes until there is no answer.
    fn refresh_until_it_is_cut_off(&mut self, server: &Server, answered: &AtomicUsize) {
        while let Ok(answer) = server.try_refresh(&self.refresh) {
            *self = Self::of(&answer, Some(std::mem::take(&mut self.refresh)));
            answered.fetch_add(1, Ordering::Relaxed);
        }
    }
}

fn refresh_tokens(state: &StateFile) -> usize {
    let state = Connection::open(state.path()).unwrap();
    let count = "SELECT count(*) FROM refresh_tokens";
    let count: i64 = state.query_row(count, [], |row| row.get(0)).unwrap();
    count.try_into().unwrap()
}

#[test]
fn a_server_killed_between_many_exchanges_has_done_each_of_them_whole_or_not_at_all() {
    let state = StateFile::new();
    let mut server = Server::example(&["--db", &state.path()]);
    let mut pairs: Vec<Pair> = (0..CLIENTS)
        .map(|_| Pair::of(&server.sign_in(), None))
        .collect();
    let mut lost = 0;
    for most in [CLIENTS, 3 * CLIENTS, 5 * CLIENTS] {
        let answered = AtomicUsize::new(0);
        thread::scope(|scope| {
            for pair in &mut pairs {
                scope.spawn(|| pair.refresh_until_it_is_cut_off(&server, &answered));
            }
            while answered.load(Ordering::Relaxed) < most {
                thread::yield_now();
            }
            server.signal("KILL");
        });
        drop(server);
        server = Server::start(&["--db", &state.path()]);

        // The one that was answered, or the one that took its place and was not.
        assert_eq!(refresh_tokens(&state), CLIENTS + lost);
        for pair in &mut pairs {
            assert_eq!(server.login(&pair.access).status, 200);
            if let Some(spent) = &pair.spent {
                assert_eq!(server.refresh(spent).status, 400);
            }
            let mut answer = server.refresh(&pair.refresh);
            if answer.status != 200 {
                lost += 1;
                answer = server.sign_in();
            }
            *pair = Pair::of(&answer, Some(std::mem::take(&mut pair.refresh)));
        }
    }
}
