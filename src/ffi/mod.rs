//! The C boundary: handles, strings and numbers in, the same out, and nothing else.
//!
//! One file for each C noun. Comments on functions and types here are written for C programmers: the
//! header is made from them. The conventions are enforced in five files: [`guard`] (NULL error
//! pointers, panics), [`handle`] (ownership), [`text`] (strings both ways), [`list`] (indexes), [`numbers`]
//! (enumerations).
//!
//! The safety of every function rests on the header's manual: a handle is one that its `_new` or
//! sibling gave and that was not freed since, a string ends with a NUL.

#![allow(unsafe_code)]
// C names are C's.
#![allow(non_camel_case_types)]
// The manual at the top of the header says it once for all.
#![allow(clippy::missing_safety_doc)]

mod answered;
mod authorization;
mod changes;
mod client;
mod client_list;
mod code;
mod code_words;
mod config;
mod config_log;
mod ending;
mod error;
mod guard;
mod handle;
mod kept_answer;
mod key;
mod kinds;
mod list;
mod log_entry;
mod login;
mod metrics;
mod numbers;
mod raised;
mod request;
mod response;
mod session;
mod session_api;
mod session_list;
mod status;
mod store;
mod store_functions;
mod text;
mod token;
mod userdata;
mod version;
