//! What goes into a place: mostly what the interface wants there, sometimes what no program should.

use std::ffi::CString;

use super::world::World;
use super::{Function, Place};

/// An input's bytes, one after the other; behind their end there are zeros.
pub struct Bytes<'a>(pub &'a [u8]);

impl<'a> Bytes<'a> {
    pub fn byte(&mut self) -> u8 {
        let (first, rest) = self.0.split_first().unwrap_or((&0, &[]));
        self.0 = rest;
        *first
    }

    fn some(&mut self) -> &'a [u8] {
        let length = usize::from(self.byte() % 32).min(self.0.len());
        let (some, rest) = self.0.split_at(length);
        self.0 = rest;
        some
    }

    fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        all[usize::from(self.byte()) % all.len()]
    }
}

/// A place's content, kept for the call.
pub enum Argument {
    Number(usize),
    Text(CString),
    Bytes(Vec<u8>),
    /// A place that the library fills.
    Out(Box<usize>),
    Structure(Vec<usize>),
}

impl Argument {
    pub fn as_number(&self) -> usize {
        match self {
            Self::Number(number) => *number,
            Self::Text(text) => text.as_ptr().addr(),
            Self::Bytes(bytes) => bytes.as_ptr().addr(),
            Self::Out(out) => (&raw const **out).expose_provenance(),
            Self::Structure(members) => members.as_ptr().addr(),
        }
    }
}

/// Whatever its type is: it finds nothing, takes nothing, and says so with a zero.
extern "C" fn nothing() -> i64 {
    0
}

const NUMBERS: [i64; 12] = [
    0,
    1,
    1,
    2,
    3,
    -1,
    1000,
    i32::MAX as i64,
    i32::MIN as i64,
    i64::MAX,
    i64::MIN,
    900,
];
/// What waits ends soon.
const TIMES: [i64; 6] = [0, 1, 5, 20, -1, i64::MIN];

pub fn made(
    function: &Function,
    place: &Place,
    before: Option<&Argument>,
    world: &mut World<'_>,
    bytes: &mut Bytes<'_>,
) -> Argument {
    let is_wrong = bytes.byte() > 240;
    match place.kind.as_str() {
        _ if is_wrong && !place.kind.starts_with("int") => Argument::Number(0),
        "handle" => Argument::Number(world.lent(&place.of, bytes.byte())),
        "ended_handle" => Argument::Number(world.taken(&place.of, bytes.byte())),
        // Something that the library must not read, and must overwrite.
        "out_handle" | "out_error" | "out_number" | "out_userdata" => Argument::Out(Box::new(1)),
        "text" => text(function, &place.name, world, bytes),
        "bytes" => Argument::Bytes(bytes.some().to_vec()),
        "callback" => Argument::Number((nothing as extern "C" fn() -> i64 as *const ()).addr()),
        "userdata" => Argument::Number(0),
        "struct" => structure(bytes),
        "int32" | "int64" | "uint32" | "size" => {
            let length = match before {
                Some(Argument::Bytes(there)) => Some(there.len()),
                // No bytes have no length.
                Some(Argument::Number(0)) if place.name == "length" => Some(0),
                _ => None,
            };
            let of_time = place.name == "budget_ms" || place.name == "milliseconds";
            let number = if of_time {
                bytes.one_of(&TIMES)
            } else {
                bytes.one_of(&NUMBERS)
            };
            Argument::Number(length.unwrap_or(number as usize))
        }
        unknown => panic!("nobody knows what to put into a place of kind {unknown}"),
    }
}

/// A table of functions of nothing, with its size and version, now and then without one of them.
fn structure(bytes: &mut Bytes<'_>) -> Argument {
    let callback = (nothing as extern "C" fn() -> i64 as *const ()).addr();
    let mut members = vec![callback; 32];
    members[0] = 13 * size_of::<usize>();
    members[1] = 1;
    let missing = usize::from(bytes.byte());
    if missing < 16 {
        members[missing] = 0;
    }
    Argument::Structure(members)
}

fn text(function: &Function, name: &str, world: &World<'_>, bytes: &mut Bytes<'_>) -> Argument {
    let server = world.server();
    let known: &[&str] = match name {
        // Nothing here may leave this machine, nor this process's own folder.
        "base_url" => &[
            &server,
            &server,
            "http://127.0.0.1:9",
            "https://127.0.0.1:9/a/",
            "http://u:p@h",
            "h",
            "",
        ],
        "proxy" => &[
            "http://127.0.0.1:9",
            "http://u:p@127.0.0.1:9",
            "socks5://127.0.0.1:9",
            "",
        ],
        "environment" => &["nowhere", ""],
        "sink" => &["file:audit", "nothing", "file:", ""],
        "path" | "place" | "directory" if function.name == "omnifund_request_new" => &[
            "/api/customers",
            "/api/customers?page=2",
            "/",
            "//h",
            "/..",
            "a b",
            "",
        ],
        "path" | "place" | "directory" => &["store", "other", "store/in", "none://x", ""],
        "method" => &["GET", "POST", "HEAD", "DELETE", "CONNECT", "get", ""],
        "redirect_uri" => &["https://till.example/back", "x", ""],
        _ => &[
            "alice",
            "Till 7",
            "a-token",
            "text/plain",
            "X-Till",
            "",
            "\u{202e}\r\n%s%n",
            "user",
        ],
    };
    let spelt = bytes.byte();
    // Where a place could lead elsewhere, the input does not spell it.
    let is_free = known.contains(&"alice") || known.contains(&"GET");
    let text = match spelt {
        0..=200 => known[usize::from(spelt) % known.len()].as_bytes().to_vec(),
        201..=204 => b"a\xc3".to_vec(),
        205 => b"a".repeat(65_536),
        206 => b"a".repeat(65_537),
        _ if is_free => bytes
            .some()
            .iter()
            .copied()
            .filter(|byte| *byte != 0)
            .collect(),
        _ => known[0].as_bytes().to_vec(),
    };
    Argument::Text(CString::new(text).expect("no NUL"))
}
