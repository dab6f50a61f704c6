//! The handles that a program has.

use std::collections::BTreeMap;
use std::sync::Mutex;

use super::Boundary;

/// By their nouns.
type Handles = BTreeMap<String, Vec<usize>>;

/// Those that several threads use: they are ended when all threads have.
#[derive(Default)]
pub struct Shared(Mutex<Handles>);

impl Shared {
    pub fn end(&self, boundary: &Boundary) {
        end(boundary, &mut self.0.lock().expect("a lock"));
    }
}

fn end(boundary: &Boundary, handles: &mut Handles) {
    for (noun, handles) in std::mem::take(handles) {
        for handle in handles {
            boundary.end(&noun, handle);
        }
    }
}

/// What one thread has.
pub struct World<'a> {
    boundary: &'a Boundary,
    own: Handles,
    shared: &'a Shared,
    port: u16,
    is_alone: bool,
}

/// More of a noun are ended.
const MOST: usize = 6;

impl<'a> World<'a> {
    pub fn new(boundary: &'a Boundary, shared: &'a Shared, port: u16, is_alone: bool) -> Self {
        Self {
            boundary,
            own: Handles::new(),
            shared,
            port,
            is_alone,
        }
    }

    /// Where something answers.
    pub fn server(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// An OAuth client, a store in memory, and a session that has a token; `answered` by the server, or by nobody.
    pub fn begin(&mut self, answered: bool) {
        let url = if answered {
            self.server()
        } else {
            "http://127.0.0.1:9".into()
        };
        let url = std::ffi::CString::new(url).expect("no NUL");
        let text = |text: &'static std::ffi::CStr| text.as_ptr().addr();
        let call = |name: &str, arguments: &[usize]| self.boundary.named(name).call(arguments);
        let config = call("omnifund_config_new", &[]);
        call(
            "omnifund_config_set_base_url",
            &[config, url.as_ptr().addr(), 0],
        );
        call(
            "omnifund_config_set_credentials",
            &[config, text(c"1_a"), text(c"a secret"), 0],
        );
        let given = |name: &str, arguments: &[usize]| {
            let out = Box::new(0_usize);
            let place = (&raw const *out).expose_provenance();
            let arguments: Vec<_> = arguments.iter().copied().chain([place, 0]).collect();
            assert_eq!(call(name, &arguments) as u32, 0, "{name}");
            // The library wrote it, where the compiler does not look.
            std::hint::black_box(out)
        };
        let client = *given("omnifund_client_new", &[config]);
        let store = *given("omnifund_store_open_memory", &[]);
        let session = *given("omnifund_session_open", &[client, store, text(c"alice")]);
        let far = 4_000_000_000_usize;
        call(
            "omnifund_session_adopt",
            &[
                session,
                text(c"an-access-token"),
                text(c"a-refresh-token"),
                far,
                1,
                0,
            ],
        );
        for (noun, handle) in [
            ("config", config),
            ("client", client),
            ("store", store),
            ("session", session),
        ] {
            self.keep(noun, handle);
        }
    }

    fn is_for_all(&self, noun: &str) -> bool {
        !self.is_alone && self.boundary.is_shareable(noun)
    }

    pub fn keep(&mut self, noun: &str, handle: usize) {
        if handle == 0 {
            return;
        }
        if self.is_for_all(noun) {
            let mut shared = self.shared.0.lock().expect("a lock");
            shared.entry(noun.to_owned()).or_default().push(handle);
            return;
        }
        let handles = self.own.entry(noun.to_owned()).or_default();
        handles.push(handle);
        if handles.len() > MOST {
            let oldest = handles.remove(0);
            self.boundary.end(noun, oldest);
        }
    }

    /// One that stays, or NULL where there is none.
    pub fn lent(&self, noun: &str, choice: u8) -> usize {
        let chosen = |handles: &Handles| {
            let handles = handles.get(noun).filter(|handles| !handles.is_empty())?;
            Some(handles[usize::from(choice) % handles.len()])
        };
        let found = if self.is_for_all(noun) {
            chosen(&self.shared.0.lock().expect("a lock"))
        } else {
            chosen(&self.own)
        };
        found.unwrap_or(0)
    }

    /// One that nobody has any more; of those that others use none.
    pub fn taken(&mut self, noun: &str, choice: u8) -> usize {
        match self.own.get_mut(noun) {
            Some(handles) if !handles.is_empty() => {
                let at = usize::from(choice) % handles.len();
                handles.swap_remove(at)
            }
            _ => 0,
        }
    }

    pub fn end(&mut self) {
        end(self.boundary, &mut self.own);
    }
}
