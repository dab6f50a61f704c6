//! All targets of the library and of its C boundary; the variable `FUZZ_TARGET` chooses one.

#![no_main]

mod boundary;

use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;
use omnifund::fuzzing::TARGETS;

use self::boundary::Boundary;

include!(concat!(env!("OUT_DIR"), "/functions.rs"));

/// What tries an input.
type Run = Box<dyn Fn(&[u8]) + Send + Sync>;

static CHOSEN: OnceLock<Run> = OnceLock::new();

fn choose() {
    let name = std::env::var("FUZZ_TARGET").expect("FUZZ_TARGET names a target");
    let run: Run = if name == "boundary" {
        let address = |wanted: &str| {
            let found = FUNCTIONS.iter().find(|(name, _)| *name == wanted);
            found.map_or(std::ptr::null(), |(_, function)| *function as *const ())
        };
        let boundary = Boundary::new(address);
        // The library keeps panics quiet from its first call on, also those that it catches itself.
        boundary.end("config", 0);
        std::panic::set_hook(Box::new(|panic| {
            eprintln!("{panic}");
            std::process::abort();
        }));
        Box::new(move |bytes| boundary.play(bytes))
    } else {
        let target = TARGETS.into_iter().find(|target| target.name == name);
        Box::new(target.unwrap_or_else(|| panic!("{name} is no target")).run)
    };
    assert!(CHOSEN.set(run).is_ok(), "chosen twice");
}

fuzz_target!(init: choose(), |bytes: &[u8]| {
    CHOSEN.get().expect("chosen")(bytes);
});
