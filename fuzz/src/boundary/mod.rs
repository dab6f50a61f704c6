//! The C boundary, called as a program that keeps its rules would: any functions in any order, with handles that are
//! alive, on one thread or on three, with NULL, bad text and extreme numbers among them. What the functions are comes from
//! the description, so a new one is called without a line here.

mod arguments;
mod server;
mod world;

use std::ffi::CStr;
use std::sync::OnceLock;

use serde_json::Value;

use self::arguments::{Argument, Bytes};
use self::world::{Shared, World};

const DESCRIPTION: &str = include_str!("../../../include/omnifund-api.json");
/// What they write would be somebody else's: this process's messages, and the machine's log.
const NOT_CALLED: [&str; 2] = [
    "omnifund_config_log_to_stderr",
    "omnifund_config_log_to_syslog",
];
/// More calls than this find nothing that fewer do not.
const MOST_CALLS: usize = 64;
/// The most parameters that a function has.
const REGISTERS: usize = 8;

/// Integers and pointers alone, which is all that the interface has: on 64 bits a callee takes as many as it has.
type Callee = unsafe extern "C" fn(usize, usize, usize, usize, usize, usize, usize, usize) -> usize;

/// One parameter, or what is returned.
pub struct Place {
    pub name: String,
    pub kind: String,
    /// Of which noun, callback or enumeration.
    pub of: String,
}

impl Place {
    fn of(described: &Value) -> Self {
        let text = |name: &str| described[name].as_str().unwrap_or_default().to_owned();
        Self {
            name: text("name"),
            kind: text("kind"),
            of: text("of"),
        }
    }
}

/// A function as the description has it.
pub struct Function {
    pub name: String,
    pub parameters: Vec<Place>,
    returns: Place,
    callee: Callee,
}

/// All that can be called.
pub struct Boundary {
    functions: Vec<Function>,
    codes: Vec<i64>,
    /// Nouns that any thread may use.
    shareable: Vec<String>,
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

impl Boundary {
    /// With each function where `address` says that it is.
    pub fn new(address: impl Fn(&str) -> *const ()) -> Self {
        let description: Value = serde_json::from_str(DESCRIPTION).expect("the description");
        let functions = list(&description["functions"]).map(|described| {
            let name = described["c_name"].as_str().expect("a name").to_owned();
            let address = address(&name);
            assert!(!address.is_null(), "{name} is not there");
            let parameters: Vec<_> = list(&described["parameters"]).map(Place::of).collect();
            assert!(
                parameters.len() <= REGISTERS,
                "{name} has more parameters than can be told"
            );
            Function {
                parameters,
                returns: Place::of(&described["returns"]),
                // SAFETY: by the description it is a function of the interface, and takes these.
                callee: unsafe { std::mem::transmute::<*const (), Callee>(address) },
                name,
            }
        });
        let functions = functions.filter(|one| !NOT_CALLED.contains(&one.name.as_str()));
        let shareable = list(&description["nouns"]).filter_map(|noun| {
            let doc = noun["doc"].as_str()?;
            let by_any =
                doc.contains("Immutable") || doc.to_lowercase().contains("any thread may use");
            by_any.then(|| noun["name"].as_str().expect("a name").to_owned())
        });
        let codes = list(&description["enums"])
            .find(|one| one["name"] == "code")
            .expect("codes");
        let codes = list(&codes["values"]).filter_map(|one| one["number"].as_i64());
        Self {
            functions: functions.collect(),
            codes: codes.collect(),
            shareable: shareable.collect(),
        }
    }

    pub fn named(&self, name: &str) -> &Function {
        let found = self.functions.iter().find(|one| one.name == name);
        found.unwrap_or_else(|| panic!("{name} is no function"))
    }

    /// The function that ends a handle of a noun.
    pub fn end(&self, noun: &str, handle: usize) {
        self.named(&format!("omnifund_{noun}_free")).call(&[handle]);
    }

    pub fn is_shareable(&self, noun: &str) -> bool {
        self.shareable.iter().any(|one| one == noun)
    }

    /// Plays a program that is spelt by an input: how many threads, with what they begin, and the calls of each.
    pub fn play(&self, input: &[u8]) {
        static PORT: OnceLock<u16> = OnceLock::new();
        let port = *PORT.get_or_init(server::start);
        let mut bytes = Bytes(input);
        let flags = bytes.byte();
        let threads = if flags & 3 == 3 { 3 } else { 1 };
        let shared = Shared::default();
        let mut main = World::new(self, &shared, port, threads == 1);
        if flags & 4 == 0 {
            main.begin(flags & 8 == 0);
        }
        if threads == 1 {
            self.calls(&mut main, &mut bytes);
        } else {
            let each = bytes.0.len() / threads + 1;
            std::thread::scope(|scope| {
                for part in bytes.0.chunks(each) {
                    let mut world = World::new(self, &shared, port, false);
                    scope.spawn(move || {
                        self.calls(&mut world, &mut Bytes(part));
                        world.end();
                    });
                }
            });
        }
        main.end();
        shared.end(self);
    }

    fn calls(&self, world: &mut World<'_>, bytes: &mut Bytes<'_>) {
        for _ in 0..MOST_CALLS {
            if bytes.0.is_empty() {
                break;
            }
            let at = usize::from(bytes.byte()) << 8 | usize::from(bytes.byte());
            self.tried(&self.functions[at % self.functions.len()], world, bytes);
        }
    }

    /// One call, and what must hold of what comes back.
    fn tried(&self, function: &Function, world: &mut World<'_>, bytes: &mut Bytes<'_>) {
        let mut arguments: Vec<Argument> = Vec::new();
        for place in &function.parameters {
            let argument = arguments::made(function, place, arguments.last(), world, bytes);
            arguments.push(argument);
        }
        let numbers: Vec<_> = arguments.iter().map(Argument::as_number).collect();
        let returned = function.call(&numbers);
        let mut error = 0;
        for (place, argument) in function.parameters.iter().zip(&arguments) {
            if let Argument::Out(given) = argument {
                match place.kind.as_str() {
                    "out_error" => error = **given,
                    "out_handle" if returned as u32 != 0 => {
                        assert_eq!(**given, 0, "{}: a handle beside an error", function.name);
                    }
                    "out_handle" => world.keep(&place.of, **given),
                    _ => {}
                }
            }
        }
        match function.returns.kind.as_str() {
            "code" => {
                let code = i64::from(returned as i32);
                assert!(
                    code == 0 || self.codes.contains(&code),
                    "{}: {code} is no code",
                    function.name
                );
                assert!(
                    code != 900,
                    "{}: a panic: {}",
                    function.name,
                    self.message(error)
                );
                assert!(
                    code != 0 || error == 0,
                    "{}: an error beside OMNIFUND_OK",
                    function.name
                );
                if error != 0 {
                    let told = self.named("omnifund_error_code").call(&[error]) as i32;
                    assert_eq!(i64::from(told), code, "{}", function.name);
                    assert!(!self.message(error).is_empty());
                }
            }
            "handle" => world.keep(&function.returns.of, returned),
            "text" | "bytes" if returned != 0 => drop(text_at(returned)),
            "live_number" => assert!(returned != 0),
            _ => {}
        }
        world.keep("error", error);
    }

    fn message(&self, error: usize) -> String {
        text_at(self.named("omnifund_error_message").call(&[error]))
    }
}

impl Function {
    fn call(&self, arguments: &[usize]) -> usize {
        let mut all = [0; REGISTERS];
        all[..arguments.len()].copy_from_slice(arguments);
        let [a, b, c, d, e, f, g, h] = all;
        // SAFETY: each argument is what the description wants in its place.
        unsafe { (self.callee)(a, b, c, d, e, f, g, h) }
    }
}

/// What was lent, to its NUL: it is read whole.
fn text_at(address: usize) -> String {
    // SAFETY: by the interface there is text with a NUL at its end, or bytes with a NUL behind them.
    let text = unsafe { CStr::from_ptr(address as *const _) };
    text.to_string_lossy().into_owned()
}
