//! `WWW-Authenticate: Bearer …`, what a protected resource says when it refuses (RFC 6750 §3).

/// The parameters of a Bearer challenge.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Challenge {
    pub(crate) error: Option<String>,
    pub(crate) description: Option<String>,
}

impl Challenge {
    /// Finds the Bearer challenge in a header, which may hold several (RFC 9110 §11.6.1).
    pub(crate) fn parse(header: &str) -> Option<Self> {
        let mut rest = header;
        let mut found = None;
        while let Some(item) = next_item(&mut rest) {
            match item {
                Item::Scheme(_) if found.is_some() => break,
                Item::Scheme(scheme) if scheme.eq_ignore_ascii_case("bearer") => {
                    found = Some(Self::default());
                }
                Item::Scheme(_) => {}
                Item::Parameter(name, value) => {
                    if let Some(challenge) = &mut found {
                        match name.to_ascii_lowercase().as_str() {
                            "error" => challenge.error = Some(value),
                            "error_description" => challenge.description = Some(value),
                            _ => {}
                        }
                    }
                }
            }
        }
        found
    }
}

enum Item<'a> {
    Scheme(&'a str),
    Parameter(&'a str, String),
}

/// A word followed by `=` is a parameter, any other word begins a challenge.
fn next_item<'a>(rest: &mut &'a str) -> Option<Item<'a>> {
    *rest = rest.trim_start_matches([',', ' ', '\t']);
    let end = rest
        .find(|one: char| one == '=' || one == ',' || one.is_ascii_whitespace())
        .unwrap_or(rest.len());
    let (word, after) = rest.split_at(end);
    let Some(value) = after.trim_start().strip_prefix('=') else {
        *rest = after;
        return (!word.is_empty()).then_some(Item::Scheme(word));
    };
    let value = value.trim_start();
    let (value, after) = match value.strip_prefix('"') {
        Some(quoted) => unquote(quoted),
        None => {
            let end = value
                .find(|one: char| one == ',' || one.is_ascii_whitespace())
                .unwrap_or(value.len());
            (value[..end].to_owned(), &value[end..])
        }
    };
    *rest = after;
    Some(Item::Parameter(word, value))
}

/// A quoted string without its opening quote, and what follows it (RFC 9110 §5.6.4). One that does
/// not end takes all.
fn unquote(quoted: &str) -> (String, &str) {
    let mut value = String::new();
    let mut characters = quoted.char_indices();
    while let Some((at, one)) = characters.next() {
        match one {
            '"' => return (value, &quoted[at + 1..]),
            '\\' => value.extend(characters.next().map(|(_, escaped)| escaped)),
            other => value.push(other),
        }
    }
    (value, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(header: &str) -> Option<(Option<String>, Option<String>)> {
        Challenge::parse(header).map(|challenge| (challenge.error, challenge.description))
    }

    fn said(error: &str, description: &str) -> Option<(Option<String>, Option<String>)> {
        Some((Some(error.into()), Some(description.into())))
    }

    #[test]
    fn the_vendors_challenge_is_read() {
        assert_eq!(
            parsed(
                r#"Bearer realm="Service", error="invalid_grant", error_description="The access token provided has expired.""#
            ),
            said("invalid_grant", "The access token provided has expired.")
        );
    }

    #[test]
    fn commas_quotes_and_equal_signs_inside_quotes_are_text() {
        assert_eq!(
            parsed(r#"bearer error = "a" , error_description="x, y=\"z\" \\""#),
            said("a", r#"x, y="z" \"#)
        );
    }

    #[test]
    fn the_bearer_challenge_is_found_among_others() {
        assert_eq!(
            parsed(r#"Basic realm="a, b", Bearer error=e, error_description=d, Digest error="no""#),
            said("e", "d")
        );
        assert_eq!(parsed(r#"Basic realm="Bearer", error="no""#), None);
        assert_eq!(parsed("Bearer"), Some((None, None)));
    }

    #[test]
    fn nonsense_ends() {
        for header in [
            "",
            ",,,",
            "=",
            "\"",
            "Bearer error=\"open",
            "Bearer =x",
            "= = =",
            "é=\"\\",
        ] {
            let _ = Challenge::parse(header);
        }
    }
}
