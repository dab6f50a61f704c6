//! The members of a JSON object, as they stand in it: what an older library does not know, it hands on.

use zeroize::Zeroizing;

/// Name and whole of each. What is no object has none.
fn members(object: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    let inner = object.strip_prefix(b"{");
    let inner = inner.and_then(|rest| rest.strip_suffix(b"}"));
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
    all.filter_map(|member| Some((member.split(|byte| *byte == b'"').nth(1)?, member)))
}

/// `object` with those members of `before` behind its own that it does not have, and `last` behind them; but never
/// `last` of before.
pub(super) fn joined(
    object: &[u8],
    before: &[u8],
    last: Option<(&str, &[u8])>,
) -> Zeroizing<Vec<u8>> {
    let Some(inner) = object
        .strip_suffix(b"}")
        .filter(|_| object.starts_with(b"{"))
    else {
        return Zeroizing::new(object.to_vec());
    };
    let length =
        object.len() + before.len() + last.map_or(0, |(name, value)| name.len() + value.len());
    // Of full size at once: one that grows leaves copies of secrets behind.
    let mut joined = Zeroizing::new(Vec::with_capacity(length + 8));
    joined.extend_from_slice(inner);
    let mut add = |parts: &[&[u8]]| {
        if joined.len() > 1 {
            joined.push(b',');
        }
        for part in parts {
            joined.extend_from_slice(part);
        }
    };
    for (name, member) in members(before) {
        let is_last = last.is_some_and(|(last, _)| last.as_bytes() == name);
        if !is_last && members(object).all(|(known, _)| known != name) {
            add(&[member]);
        }
    }
    if let Some((name, value)) = last {
        add(&[b"\"", name.as_bytes(), b"\":", value]);
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
