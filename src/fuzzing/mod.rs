//! What a fuzzer tries, and what must hold whatever it says. Each target is a plain function over bytes that panics
//! where a promise is broken; `fuzz/` runs them under libFuzzer, and the tests here whatever it found worth keeping.
//!
//! No part of the interface.

mod answers;
mod dressed;
mod requests;
#[cfg(test)]
mod tests;
mod words;

use crate::{config, http, session, store};

/// What is tried.
#[derive(Clone, Copy)]
pub struct Target {
    /// Its name, and that of the folder with its inputs.
    pub name: &'static str,
    /// Tries one input; panics where a promise is broken.
    pub run: fn(&[u8]),
}

const fn target(name: &'static str, run: fn(&[u8])) -> Target {
    Target { name, run }
}

/// All of them but those of the C boundary and of the command.
pub const TARGETS: [Target; 22] = [
    target("token_answer", answers::token),
    target("dressed_pair", dressed::pair),
    target("login_answer", answers::login),
    target("api_answer", answers::api),
    target("challenge", answers::challenge),
    target("retry_after", answers::retry_after),
    target("head", http::fuzzed::head),
    target("frame", http::fuzzed::frame),
    target("coding", http::fuzzed::coding),
    target("certificates", http::fuzzed::certificates),
    target("envelope", store::fuzzed::envelope),
    target("journal", store::fuzzed::journal),
    target("key_file", store::fuzzed::key_file),
    target("members", store::fuzzed::members),
    target("stamp", store::fuzzed::stamp),
    target("record", session::fuzzed::record),
    target("registry", words::registry),
    target("words", words::words),
    target("settings", config::fuzzed::settings),
    target("url", config::fuzzed::url),
    target("no_proxy", config::fuzzed::no_proxy),
    target("redirect_url", requests::redirect_url),
];
