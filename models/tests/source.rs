//! What `protocol.rs` writes down stands in the source in the same order: else the models would be of something else.

#![allow(missing_docs)]

use std::path::Path;

/// Where a protocol stands: a file, where the function begins, and its steps in their order, each up to the next
/// function's begin.
struct Written {
    file: &'static str,
    begins: &'static str,
    ends: &'static str,
    steps: &'static [&'static str],
}

const WRITTEN: [Written; 11] = [
    // Session::obtain: the lock, and what is done under it.
    Written {
        file: "src/session/refresh.rs",
        begins: "fn obtain(",
        ends: "fn under_refresh_lock(",
        steps: &[
            "state.refresh_lock(deadline)",
            "self.under_refresh_lock(",
            "drop(guard)",
        ],
    },
    Written {
        file: "src/session/refresh.rs",
        begins: "fn under_refresh_lock(",
        ends: "fn announce_renewal(",
        steps: &[
            "self.store.load_by(",
            "self.taken_over(state, &seen.record, want)?",
            "return Ok(published)",
            "self.lease(state, want, deadline, seen.version)?",
            "lease.load::<Record>()?",
            "self.taken_over(state, &record.record, want)?",
            "return Ok(published)",
            "Attempt::new(",
        ],
    },
    // The pair is saved, and then seen.
    Written {
        file: "src/session/unsaved.rs",
        begins: "pub(super) fn keep(",
        ends: "\n}\n",
        steps: &[
            "lease.save_after_exchange(version, &record)",
            "state.publish(&record",
        ],
    },
    // Each language's cache: what it kept is compared before it is handed out, and the count is read before it asks.
    Written {
        file: "bindings/python/src/omnifund/_session.py",
        begins: "    def token(",
        ends: "    def token_lasting(",
        steps: &[
            "changes[0] == seen",
            "return token",
            "seen = changes[0]",
            "lib.omnifund_session_token,",
            "self._keep(Token._of(got), seen)",
        ],
    },
    Written {
        file: "bindings/python/src/omnifund/_session.py",
        begins: "    def peek(",
        ends: "    def _keep(",
        steps: &[
            "changes[0] == seen",
            "return token",
            "seen = changes[0]",
            "lib.omnifund_session_peek(",
            "pointer)), seen)",
        ],
    },
    Written {
        file: "bindings/go/internal/tokens/fresh.go",
        begins: "func (c *cache[T]) token()",
        ends: "func (c *cache[T]) keep(",
        steps: &[
            "held.changes != changes()",
            "return nil",
            "return held.token",
        ],
    },
    Written {
        file: "bindings/go/internal/tokens/renewal.go",
        begins: ") run(renewal",
        ends: "\n}\n",
        steps: &[
            "before, asked := changes()",
            "s.raw.Token()",
            "s.cache.keep(renewal.token, asked, fresh, before)",
        ],
    },
    Written {
        file: "bindings/php/src/Session.php",
        begins: "function keptIfFresh(",
        ends: "function asked(",
        steps: &["$this->changes[0] === $this->changesSeen", "? $this->kept"],
    },
    Written {
        file: "bindings/php/src/Session.php",
        begins: "function asked(",
        ends: "function tokenWithin(",
        steps: &[
            "$changes = $this->changes[0]",
            "->sessionToken(",
            "$this->changesSeen = $changes",
        ],
    },
    Written {
        file: "bindings/csharp/src/Raw/KeptToken.cs",
        begins: "internal Token IfFresh()",
        ends: "internal Token Asked(",
        steps: &[
            "Changes != seen.Changes",
            "return null",
            "seen.Token : null",
        ],
    },
    Written {
        file: "bindings/csharp/src/Raw/KeptToken.cs",
        begins: "internal Token Asked(",
        ends: "internal void Forget(",
        steps: &["Changes = Changes", "Token.Of(ask())", "kept = now"],
    },
];

impl Written {
    /// The first step that does not stand behind the ones before it.
    fn missing(&self, text: &str) -> Option<&'static str> {
        let Some((_, text)) = text.split_once(self.begins) else {
            return Some(self.begins);
        };
        let Some((mut text, _)) = text.split_once(self.ends) else {
            return Some(self.ends);
        };
        self.steps
            .iter()
            .copied()
            .find(|step| match text.split_once(step) {
                Some((_, behind)) => {
                    text = behind;
                    false
                }
                None => true,
            })
    }

    fn text(&self) -> String {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        std::fs::read_to_string(root.join(self.file)).unwrap()
    }
}

#[test]
fn what_is_modelled_is_what_is_written() {
    for written in &WRITTEN {
        let missing = written.missing(&written.text());
        assert_eq!(missing, None, "{}, {}", written.file, written.begins);
    }
}

#[test]
fn a_step_that_is_taken_out_or_put_elsewhere_is_noticed() {
    for written in &WRITTEN {
        let text = written.text();
        for step in written.steps {
            let begins = text.find(written.begins).unwrap() + written.begins.len();
            let (before, function) = text.split_at(begins);
            let (function, after) = function.split_once(written.ends).unwrap();
            let without = function.replace(step, "");
            let without = format!("{before}{without}{}{after}", written.ends);
            assert!(
                written.missing(&without).is_some(),
                "{} without {step}",
                written.file
            );
        }
    }
}
