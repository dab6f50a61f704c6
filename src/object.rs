//! A JSON object that delimits itself, read as it comes. Of a field that nobody asks for nothing is wanted but
//! where it ends: broken text, a number that is none or an escape that does not exist do no harm.

/// The fields of an object, unread. Of a field that stands twice the last one counts.
pub(crate) struct Fields<'a>(Vec<(String, &'a [u8])>);

impl<'a> Fields<'a> {
    /// The object that `bytes` begin with, and how long it is. Where they begin with none, or with one that
    /// is cut: after how many bytes that was seen.
    pub(crate) fn scan(bytes: &'a [u8]) -> Result<(Self, usize), usize> {
        let mut at = Scanner { bytes, at: 0 };
        Self::scan_from(&mut at).ok_or(at.at)
    }

    fn scan_from(at: &mut Scanner<'a>) -> Option<(Self, usize)> {
        at.take(b'{')?;
        let mut fields = Vec::new();
        loop {
            at.skip(|byte| byte.is_ascii_whitespace() || byte == b',');
            if at.take(b'}').is_some() {
                return Some((Self(fields), at.at));
            }
            let name = at.string()?;
            at.skip(|byte| byte.is_ascii_whitespace());
            at.take(b':')?;
            at.skip(|byte| byte.is_ascii_whitespace());
            let value = at.value()?;
            if let Some(name) = text(name) {
                fields.push((name, value));
            }
        }
    }

    pub(crate) fn raw(&self, name: &str) -> Option<&'a [u8]> {
        let found = self.0.iter().rev().find(|(known, _)| known == name);
        found.map(|(_, raw)| *raw)
    }

    /// `None` where it is absent, null, no string, or one that can't be read.
    pub(crate) fn string(&self, name: &str) -> Option<String> {
        text(self.raw(name)?)
    }
}

/// A string with its quotes.
pub(crate) fn text(raw: &[u8]) -> Option<String> {
    serde_json::from_slice(raw).ok()
}

/// The string that `bytes` begin with, with its quotes, and what is behind it.
pub(crate) fn string(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let mut at = Scanner { bytes, at: 0 };
    Some((at.string()?, &bytes[at.at..]))
}

struct Scanner<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Scanner<'a> {
    fn next(&mut self) -> Option<u8> {
        let byte = *self.bytes.get(self.at)?;
        self.at += 1;
        Some(byte)
    }

    fn take(&mut self, wanted: u8) -> Option<()> {
        (self.bytes.get(self.at) == Some(&wanted)).then(|| self.at += 1)
    }

    fn skip(&mut self, is_skipped: impl Fn(u8) -> bool) {
        while self
            .bytes
            .get(self.at)
            .is_some_and(|byte| is_skipped(*byte))
        {
            self.at += 1;
        }
    }

    /// Up to the quote that ends it.
    fn string(&mut self) -> Option<&'a [u8]> {
        let from = self.at;
        self.take(b'"')?;
        loop {
            match self.next()? {
                b'"' => return Some(&self.bytes[from..self.at]),
                b'\\' => drop(self.next()?),
                _ => {}
            }
        }
    }

    /// Up to what ends it: a string's quote, the bracket of a list or an object, or what follows a word.
    fn value(&mut self) -> Option<&'a [u8]> {
        let from = self.at;
        match self.bytes.get(self.at)? {
            b'"' => drop(self.string()?),
            b'{' | b'[' => {
                let mut depth = 0_usize;
                loop {
                    match self.bytes.get(self.at)? {
                        b'"' => {
                            self.string()?;
                            continue;
                        }
                        b'{' | b'[' => depth += 1,
                        b'}' | b']' => depth -= 1,
                        _ => {}
                    }
                    self.at += 1;
                    if depth == 0 {
                        break;
                    }
                }
            }
            _ => {
                self.skip(|byte| !b",}]\"{[ \t\r\n".contains(&byte));
                // A word that the bytes end with may go on.
                self.bytes.get(self.at)?;
                if self.at == from {
                    return None;
                }
            }
        }
        Some(&self.bytes[from..self.at])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scanned(bytes: &[u8]) -> Option<(Option<String>, usize)> {
        let (fields, length) = Fields::scan(bytes).ok()?;
        Some((fields.string("a"), length))
    }

    #[test]
    fn an_object_ends_by_itself_and_what_nobody_asks_for_does_no_harm() {
        for object in [
            &br#"{"a":"b"}"#[..],
            br#"{ "a" : "b" , }"#,
            b"{\"a\":\"b\",\"c\":\"Jos\xe9 \x01\n\"}",
            br#"{"c":"\x","a":"b"}"#,
            br#"{"c":{"a":"no","d":["}",{"e":"]\""}]},"a":"b"}"#,
            br#"{"a":"first","a":"b","n":NaN,"m":-1e999,"t":tru}"#,
            br#"{"\u0061":"b"}"#,
        ] {
            let behind = [object, b" behind it {}"].concat();
            let found = scanned(&behind);
            assert_eq!(found, Some((Some("b".into()), object.len())), "{object:?}");
            for cut in 0..object.len() {
                assert_eq!(scanned(&object[..cut]), None, "{cut} of {object:?}");
            }
        }
    }

    #[test]
    fn what_is_no_object_is_none_and_depth_is_no_matter() {
        for none in [
            &b""[..],
            b"[]",
            b"{a:1}",
            b"{\"a\" 1}",
            b"{\"a\":}",
            b"{\"a\":,\"b\":1}",
        ] {
            assert_eq!(scanned(none), None, "{none:?}");
        }
        let deep = [
            br#"{"x":"#.as_slice(),
            &b"[".repeat(100_000),
            &b"]".repeat(100_000),
            b"}",
        ]
        .concat();
        assert_eq!(scanned(&deep), Some((None, deep.len())));
        assert_eq!(scanned(br#"{"a":1}"#), Some((None, 7)));
        assert_eq!(scanned(br#"{"a":null}"#), Some((None, 10)));
    }
}
