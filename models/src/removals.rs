//! Steps of the library's source, and what stands there where one is left out. Each must be noticed by a model.

/// The removal's name, the file, the step, what stands in its place.
pub const REMOVALS: [(&str, &str, &str, &str); 11] = [
    (
        "whose_lock_it_is_is_not_asked",
        "platform/fork",
        "Some(made) if made.fork_count == now => return made",
        "Some(made) if made.fork_count <= now => return made",
    ),
    (
        "whoever_makes_a_lock_replaces_anothers",
        "platform/fork",
        "self.made.compare_and_swap(&older, Some(fresh))",
        "self.made.swap(Some(fresh))",
    ),
    (
        "what_a_parent_may_have_locked_is_dropped",
        "platform/fork",
        "std::mem::forget(older)",
        "drop(older)",
    ),
    (
        "a_parents_lock_is_dropped_with_its_place",
        "platform/fork",
        "std::mem::forget(made)",
        "drop(made)",
    ),
    (
        "nobody_is_woken",
        "session/refresh_lock",
        "taken.wake_all();",
        "",
    ),
    (
        "that_it_is_taken_is_not_noted",
        "session/refresh_lock",
        "*taken = true;",
        "",
    ),
    (
        "who_finds_it_taken_goes_on",
        "session/refresh_lock",
        "if *taken && Step::RefreshLock.is_taken() {",
        "if false {",
    ),
    (
        "a_guard_of_before_the_fork_gives_up_the_childs",
        "session/refresh_lock",
        "if self.fork_count == fork::count() {",
        "if self.fork_count <= fork::count() {",
    ),
    (
        "a_replaced_token_is_not_counted",
        "session/handed_out",
        "changes::note();",
        "",
    ),
    (
        "it_is_counted_before_it_is_replaced",
        "session/handed_out",
        "if self.0.swap(with).is_some() {\n            changes::note();\n        }",
        "if self.0.load().is_some() {\n            changes::note();\n        }\n        self.0.swap(with);",
    ),
    (
        "a_token_goes_without_being_counted_where_none_comes",
        "session/handed_out",
        "if self.0.swap(with).is_some() {",
        "let comes = with.is_some();\n        if self.0.swap(with).is_some() && comes {",
    ),
];
