//! What a number of the table is; `ffi/kinds.rs` says what these names are for.

/// How long.
pub type Milliseconds = i64;
/// How many, or which in a row that only grows.
pub type Count = i64;
/// One of [`StoreAnswer`](super::functions::StoreAnswer).
pub type StoreAnswerNumber = i32;
