//! The short form of the bench: what a refresh costs the table does not grow with it.

#![allow(missing_docs)]

#[path = "../benches/measure.rs"]
#[allow(dead_code)]
mod measure;

use measure::Growth;
use omnifund_databases::{PASSWORD, conformance};

#[test]
fn refreshes_leave_the_index_alone_and_the_table_as_large_as_it_was() {
    let growth = Growth::new(2000, &[]);
    let (table, index) = growth.sizes();
    let churn = growth.churn(4, 4000, false);
    assert!(churn.beside_the_index >= 90, "{churn:?}");
    growth.server.sql("VACUUM omnifund_store");
    let after = growth.sizes();
    assert!(after.1 <= index + index / 4, "{index} {after:?}");
    assert!(after.0 <= table + table / 4, "{table} {after:?}");
    // A row is found by its index, however many there are.
    let plan = growth.server.sql(
        "EXPLAIN UPDATE omnifund_store SET fence = 2 WHERE record_key = decode('31', 'hex') AND fence = 1",
    );
    assert!(plan.contains("Index Scan"), "{plan}");
}

#[test]
fn a_table_in_parts_is_the_same_store() {
    let growth = Growth::new(1, &[]);
    growth.server.sql(
        "ALTER TABLE omnifund_store RENAME TO whole; \
         CREATE TABLE omnifund_store (LIKE whole INCLUDING DEFAULTS, PRIMARY KEY (record_key)) \
         PARTITION BY HASH (record_key); \
         CREATE TABLE part_0 PARTITION OF omnifund_store FOR VALUES WITH (MODULUS 2, REMAINDER 0); \
         CREATE TABLE part_1 PARTITION OF omnifund_store FOR VALUES WITH (MODULUS 2, REMAINDER 1); \
         INSERT INTO omnifund_store SELECT * FROM whole; \
         GRANT SELECT, INSERT, UPDATE, DELETE ON omnifund_store TO omnifund",
    );
    let port = growth.server.port();
    let url = format!("postgresql://omnifund:{PASSWORD}@127.0.0.1:{port}/omnifund");
    let said = conformance("postgresql", &url);
    assert!(said.contains("0 broken"), "{said}");
}
