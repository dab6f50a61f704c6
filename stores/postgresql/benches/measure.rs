//! A table of many sessions, and what refreshing them costs the database.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use omnifund_databases::{Library, Migration, Opened, Player, PostgreSql};
use omnifund_postgresql::{omnifund_store_library_1, omnifund_store_migrate_1};
use omnifund_sql::Code;

const LIBRARY: Library = omnifund_store_library_1;
const MIGRATION: Migration = omnifund_store_migrate_1;
/// As large as a sealed session is.
const RECORD: usize = 1200;
const LASTING_MS: i64 = 40_000;

/// A cluster with sessions in its table.
pub struct Growth {
    /// The cluster.
    pub server: PostgreSql,
    sessions: u64,
    next: AtomicU64,
}

/// What so many refreshes did.
#[derive(Debug)]
pub struct Churn {
    /// Of them.
    pub refreshes: u64,
    /// All of them together.
    pub took: Duration,
    /// Bytes that the server wrote into its log for each.
    pub log_each: u64,
    /// Out of a hundred changes of a row, how many left the index alone.
    pub beside_the_index: u64,
}

impl Churn {
    /// Refreshes a second.
    #[must_use]
    pub fn rate(&self) -> f64 {
        self.refreshes as f64 / self.took.as_secs_f64()
    }
}

fn key(number: u64) -> String {
    // As hashes are: far from its neighbour's.
    format!(
        "1-{:016x}{number:048x}",
        number.wrapping_mul(0x9e37_79b9_7f4a_7c15)
    )
}

impl Growth {
    /// With so many sessions, and as `docs/fleet.md` sets the table up.
    pub fn new(sessions: u64, settings: &[&str]) -> Self {
        let server = PostgreSql::start(settings);
        Player::migrate(MIGRATION, &server.url("owner")).expect("a table");
        server.sql("ALTER TABLE omnifund_store SET (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02)");
        // Each session's key as `key` makes it, in SQL: the product of both numbers, without what overflows.
        server.sql(&format!(
            "INSERT INTO omnifund_store (record_key, version, fence, write_id, written, body) \
             SELECT convert_to('1-' || lpad(to_hex(trunc(mod(i * 11400714819323198485::numeric, 18446744073709551616) / \
             4294967296)::bigint), 8, '0') || lpad(to_hex(mod(mod(i * 11400714819323198485::numeric, \
             18446744073709551616), 4294967296)::bigint), 8, '0') || lpad(to_hex(i), 48, '0'), 'UTF8'), 1, 1, \
             repeat('0', 32), 0, decode(repeat(md5(i::text), {RECORD} / 16), 'hex') \
             FROM generate_series(1, {sessions}) AS i"
        ));
        server.sql("VACUUM (ANALYZE) omnifund_store");
        Self {
            server,
            sessions,
            next: AtomicU64::new(0),
        }
    }

    /// Lets so many connections refresh one session after the other, as the library does; with `connects` each refresh
    /// has a connection of its own, as the library's calls have.
    pub fn churn(&self, connections: u64, refreshes: u64, connects: bool) -> Churn {
        let player = Player::of(LIBRARY, &self.server.url("owner")).expect("the library");
        let before = self.written();
        let begun = Instant::now();
        let left = AtomicU64::new(refreshes);
        let take = || {
            left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| {
                left.checked_sub(1)
            })
        };
        std::thread::scope(|scope| {
            for number in 0..connections {
                let (player, take) = (&player, &take);
                scope.spawn(move || {
                    let owner = format!("{number:032x}");
                    let mut kept = None;
                    while take().is_ok() {
                        let mut opened = kept.take().unwrap_or_else(|| {
                            let mut opened = player.connect();
                            opened.identify().must_be(Code::Done);
                            opened
                        });
                        self.refresh(&mut opened, &owner);
                        kept = Some(opened).filter(|_| !connects);
                    }
                });
            }
        });
        let took = begun.elapsed();
        let after = self.written();
        let of = |place: usize| after[place] - before[place];
        Churn {
            refreshes,
            took,
            log_each: of(0) / refreshes,
            beside_the_index: 100 * of(2) / of(1).max(1),
        }
    }

    /// Of the next session.
    fn refresh(&self, opened: &mut Opened<'_>, owner: &str) {
        let number = self.next.fetch_add(1, Ordering::Relaxed) % self.sessions + 1;
        let key = key(number);
        let version = opened
            .load(&key)
            .must_be(Code::Done)
            .record
            .expect("a session")
            .version;
        let fence = opened.must_lease(&key, owner, LASTING_MS);
        opened.load(&key).must_be(Code::Done);
        let held = (owner, fence);
        let id = format!("{number:032x}");
        // The intent, and the pair.
        for version in [version, version + 1] {
            let body = [7; RECORD];
            opened
                .swap(&key, held, version, &id, Some(&body))
                .must_be(Code::Done);
        }
        opened.release(&key, owner, fence).must_be(Code::Done);
    }

    /// Bytes of the server's log, changes of rows, and those of them that left the index alone.
    fn written(&self) -> [u64; 3] {
        // Each session tells its numbers when it ends, and a moment later they are there.
        std::thread::sleep(Duration::from_millis(1500));
        let log = self.number("SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint");
        let of = |column: &str| {
            self.number(&format!(
                "SELECT {column} FROM pg_stat_user_tables WHERE relname = 'omnifund_store'"
            ))
        };
        [log, of("n_tup_upd"), of("n_tup_hot_upd")]
    }

    /// Bytes of the table, and of its index.
    pub fn sizes(&self) -> (u64, u64) {
        (
            self.number("SELECT pg_relation_size('omnifund_store')"),
            self.number("SELECT pg_relation_size('omnifund_store_pkey')"),
        )
    }

    /// What a query gives.
    pub fn number(&self, sql: &str) -> u64 {
        self.server.sql(sql).trim().parse().expect("a number")
    }
}
