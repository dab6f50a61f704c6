//! Which sessions this process knows of, and for how long: while somebody holds one, and where nobody does
//! any more, while a pair that its store would not take or a saved password is still needed.

use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::{Arc, Weak};

use super::state::{Name, State};
use crate::platform::lock::Lock;
use crate::secret::Secret;

#[derive(Default)]
struct Known {
    state: Weak<State>,
    needed: Option<Arc<State>>,
}

static TABLE: Lock<BTreeMap<Name, Known>> = Lock::new();

/// This process's state of a session, the same for all who ask.
pub(super) fn state_of(name: &Name) -> Arc<State> {
    let mut table = TABLE.lock();
    let known = table.entry(name.clone()).or_default();
    known.state.upgrade().unwrap_or_else(|| {
        let state = Arc::new(State::new(name.clone()));
        known.state = Arc::downgrade(&state);
        state
    })
}

/// To be called where what is needed of a state has changed.
pub(super) fn keep_while_needed(state: &Arc<State>) {
    let before = {
        let mut table = TABLE.lock();
        let Some(known) = table.get_mut(state.name()) else {
            return;
        };
        let needed = state.is_needed().then(|| Arc::clone(state));
        std::mem::replace(&mut known.needed, needed)
    };
    // Its end asks for the table.
    drop(before);
}

/// The states that are needed whoever holds them.
pub(super) fn needed() -> Vec<Arc<State>> {
    let table = TABLE.lock();
    let needed = table.values().filter_map(|known| known.needed.clone());
    needed.collect()
}

impl State {
    /// This process's own.
    pub(super) fn own(self: &Arc<Self>) -> Arc<Self> {
        self.own_or(|| state_of(self.name()))
    }

    /// The password that was saved in this process by this sign-in; one of another is forgotten.
    pub(super) fn password_of(self: &Arc<Self>, sign_in: Option<&str>) -> Option<Secret> {
        let saved = self.saved_password(sign_in);
        if saved.is_none() {
            self.save_password(None);
        }
        saved
    }

    /// Saves a password in this process, with the name of its sign-in, or forgets the one that was saved.
    pub(super) fn save_password(self: &Arc<Self>, password: Option<(Secret, String)>) {
        self.set_password(password);
        keep_while_needed(self);
    }
}

impl Drop for State {
    fn drop(&mut self) {
        let mut table = TABLE.lock();
        let known = table.get(self.name());
        // Somebody may have made another one meanwhile.
        if known.is_some_and(|known| known.state.strong_count() == 0) {
            table.remove(self.name());
        }
    }
}

/// A door to a state: two handles on one session are two doors to one state.
pub(super) struct Door(Arc<State>);

impl Door {
    pub(super) fn open(name: &Name) -> Self {
        Self(state_of(name))
    }
}

#[cfg(any(test, feature = "simulation"))]
impl Door {
    pub(super) fn of(state: Arc<State>) -> Self {
        Self(state)
    }
}

impl Deref for Door {
    type Target = Arc<State>;

    fn deref(&self) -> &Arc<State> {
        &self.0
    }
}

impl Drop for Door {
    fn drop(&mut self) {
        // A forked child has its parent's doors, and nothing of its parent's is dropped.
        if !self.0.is_of_this_process() {
            std::mem::forget(Arc::clone(&self.0));
        }
    }
}

#[cfg(test)]
pub(super) fn knows(name: &Name) -> bool {
    TABLE.lock().contains_key(name)
}
