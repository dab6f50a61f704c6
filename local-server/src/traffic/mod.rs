//! What passes: the log, the record that tests and people read, and what became of each reply.

pub mod log;
pub mod record;
pub mod reply;
