//! The members of a JSON object, as they stand in it: what an older library does not know, it hands on. At the top
//! that holds whatever else it changes; below, of each object that it leaves as it was. What stood in one that it
//! changed may have been about the value before, such as a token that is over.

use zeroize::Zeroizing;

/// What stands between a pair of brackets, divided at its commas.
fn parts<'a>(text: &'a [u8], brackets: &[u8; 2]) -> impl Iterator<Item = &'a [u8]> {
    let inner = text.strip_prefix(&brackets[..1]);
    let inner = inner.and_then(|rest| rest.strip_suffix(&brackets[1..]));
    let (mut depth, mut is_quoted, mut is_escaped) = (0_usize, false, false);
    let ends = move |byte: &u8| {
        if is_quoted {
            match byte {
                _ if is_escaped => is_escaped = false,
                b'\\' => is_escaped = true,
                b'"' => is_quoted = false,
                _ => {}
            }
            return false;
        }
        match byte {
            b'"' => is_quoted = true,
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        *byte == b',' && depth == 0
    };
    let all = inner.unwrap_or_default().split(ends);
    all.filter(|part| !part.is_empty())
}

/// Name and whole of each. What is no object has none.
fn members(object: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    parts(object, b"{}").filter_map(|part| Some((part.split(|byte| *byte == b'"').nth(1)?, part)))
}

/// Of a member whose name has no quotation mark in it, as ours have none.
fn value<'a>((name, member): (&[u8], &'a [u8])) -> &'a [u8] {
    member.get(name.len() + 3..).unwrap_or_default()
}

fn member<'a>(object: &'a [u8], name: &[u8]) -> Option<&'a [u8]> {
    members(object).find(|(known, _)| *known == name).map(value)
}

/// Whether `before` says all that `now` says, and perhaps more.
fn covers(before: &[u8], now: &[u8]) -> bool {
    let is_of_one_kind = before.first() == now.first();
    match now.first() {
        Some(b'{') => {
            let is_said = |one: (&[u8], &[u8])| {
                member(before, one.0).is_some_and(|said| covers(said, value(one)))
            };
            is_of_one_kind && members(now).all(is_said)
        }
        Some(b'[') => {
            let [of_before, of_now] = [before, now].map(|list| parts(list, b"[]").count());
            let mut both = parts(before, b"[]").zip(parts(now, b"[]"));
            is_of_one_kind && of_before == of_now && both.all(|(before, now)| covers(before, now))
        }
        _ => before == now,
    }
}

/// Adds a value, and in it each object as it was before that is no other now.
fn add_value(to: &mut Vec<u8>, now: &[u8], before: &[u8]) {
    if covers(before, now) {
        return to.extend_from_slice(before);
    }
    let brackets = match (now.first(), before.first()) {
        (Some(b'{'), Some(b'{')) => b"{}",
        (Some(b'['), Some(b'[')) => b"[]",
        _ => return to.extend_from_slice(now),
    };
    // There may be none left.
    to.push(brackets[0]);
    for (place, part) in parts(now, brackets).enumerate() {
        if place > 0 {
            to.push(b',');
        }
        if brackets == b"[]" {
            let same = parts(before, brackets).find(|before| covers(before, part));
            to.extend_from_slice(same.unwrap_or(part));
        } else {
            add_member(to, part, before);
        }
    }
    to.push(brackets[1]);
}

fn add_member(to: &mut Vec<u8>, part: &[u8], before: &[u8]) {
    let name = part.split(|byte| *byte == b'"').nth(1).unwrap_or_default();
    match member(before, name) {
        Some(before) => {
            let now = value((name, part));
            to.extend_from_slice(&part[..part.len() - now.len()]);
            add_value(to, now, before);
        }
        None => to.extend_from_slice(part),
    }
}

/// `object` with those members of `before` behind its own that it does not have, and `last` behind them; but never
/// `last` of before.
pub(super) fn joined(
    object: &[u8],
    before: &[u8],
    last: Option<(&str, &[u8])>,
) -> Zeroizing<Vec<u8>> {
    if object.first() != Some(&b'{') {
        return Zeroizing::new(object.to_vec());
    }
    let length =
        object.len() + before.len() + last.map_or(0, |(name, value)| name.len() + value.len());
    // Of full size at once: one that grows leaves copies of secrets behind.
    let mut joined = Zeroizing::new(Vec::with_capacity(length + 8));
    let begin = |joined: &mut Vec<u8>| {
        joined.push(if joined.is_empty() { b'{' } else { b',' });
    };
    for part in parts(object, b"{}") {
        begin(&mut joined);
        add_member(&mut joined, part, before);
    }
    for (name, whole) in members(before) {
        let is_last = last.is_some_and(|(last, _)| last.as_bytes() == name);
        if !is_last && member(object, name).is_none() {
            begin(&mut joined);
            joined.extend_from_slice(whole);
        }
    }
    if let Some((name, value)) = last {
        begin(&mut joined);
        for part in [b"\"", name.as_bytes(), b"\":", value] {
            joined.extend_from_slice(part);
        }
    }
    if joined.is_empty() {
        joined.push(b'{');
    }
    joined.push(b'}');
    joined
}

/// `object` with another value in the place of a member's, which stands last from then on.
pub(super) fn with(object: &[u8], name: &str, value: &[u8]) -> Zeroizing<Vec<u8>> {
    joined(b"{}", object, Some((name, value)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn assert_joined(object: &str, before: &str, last: Option<(&str, &str)>, expected: &str) {
        let last = last.map(|(name, value)| (name, value.as_bytes()));
        let joined = joined(object.as_bytes(), before.as_bytes(), last);
        assert_eq!(std::str::from_utf8(&joined).unwrap(), expected);
        if expected.starts_with('{') {
            serde_json::from_slice::<serde_json::Value>(&joined).unwrap();
        }
    }

    #[test]
    fn what_is_not_known_is_handed_on_whatever_stands_in_it() {
        let odd = r#"{"a":1,"odd \" , }":{"b":[1,{"c":"},\\"}],"a":2},"text":"\"a\":1,","n":null}"#;
        assert_joined(
            r#"{"a":2,"n":3}"#,
            odd,
            None,
            r#"{"a":2,"n":3,"odd \" , }":{"b":[1,{"c":"},\\"}],"a":2},"text":"\"a\":1,"}"#,
        );
        assert_joined("{}", r#"{"a":[]}"#, None, r#"{"a":[]}"#);
        assert_joined(r#"{"a":1}"#, "", None, r#"{"a":1}"#);
    }

    #[test]
    fn an_object_that_is_left_as_it_was_keeps_what_is_not_known_of_it() {
        // One in another, and of a list the one that was not changed, wherever it stands now.
        let before = r#"{"a":{"b":1,"new":{"c":[]},"in":{"d":"e","new":2}},"l":[{"n":"x","new":3},{"n":"y","new":4}]}"#;
        assert_joined(
            r#"{"a":{"b":1,"in":{"d":"e"}},"l":[]}"#,
            before,
            None,
            r#"{"a":{"b":1,"new":{"c":[]},"in":{"d":"e","new":2}},"l":[]}"#,
        );
        assert_joined(
            r#"{"l":[{"n":"z"},{"n":"y"}],"a":null}"#,
            before,
            None,
            r#"{"l":[{"n":"z"},{"n":"y","new":4}],"a":null}"#,
        );
        // What was changed is another: what is not known of it was about the one before.
        assert_joined(
            r#"{"a":{"b":2,"in":{"d":"e"}},"l":[{"n":"x"},{"n":"y"}]}"#,
            before,
            None,
            r#"{"a":{"b":2,"in":{"d":"e","new":2}},"l":[{"n":"x","new":3},{"n":"y","new":4}]}"#,
        );
    }

    #[test]
    fn nothing_of_what_was_taken_away_comes_back() {
        for (object, before) in [
            (r#"{"a":[]}"#, r#"{"a":[{"n":1}]}"#),
            (r#"{"a":null}"#, r#"{"a":{"n":1}}"#),
            (r#"{"a":{"n":[1]}}"#, r#"{"a":{"n":[1,2]}}"#),
            (r#"{"a":[1]}"#, r#"{"a":{"n":1}}"#),
            (r#"{"a":{}}"#, r#"{"a":[1]}"#),
        ] {
            assert_joined(object, before, None, object);
        }
    }

    #[test]
    fn what_stands_last_is_never_handed_on_from_before() {
        assert_joined(
            r#"{"a":1}"#,
            r#"{"b":2,"stamp":{"x":[1,2]}}"#,
            Some(("stamp", "3")),
            r#"{"a":1,"b":2,"stamp":3}"#,
        );
        assert_joined("{}", "{}", Some(("stamp", "3")), r#"{"stamp":3}"#);
    }

    #[test]
    fn what_is_no_object_stays_as_it_is() {
        for plain in [r#""text""#, "[1,2]", "7"] {
            assert_joined(plain, r#"{"a":1}"#, Some(("stamp", "3")), plain);
        }
    }
}
