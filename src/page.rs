//! Where in a body an object counts. Frameworks, proxies and careless scripts put notices before it and
//! comments behind it; but a page that *quotes* an object, as pages about errors do, has none to give.
//!
//! An object counts that stands at the top of the text: at the beginning of a line, or behind what is known
//! to stand before JSON, and within no element of HTML that has not ended.

use std::borrow::Cow;

use zeroize::Zeroize;

use crate::object::{self, Fields, text};

/// So many bytes are looked at in vain, since a hostile text could make it endless.
const MOST_IN_VAIN: usize = 4 * 1024 * 1024;

/// A text in which an object is looked for.
pub(crate) struct Page<'a>(Cow<'a, [u8]>);

impl<'a> Page<'a> {
    pub(crate) fn new(body: &'a [u8]) -> Self {
        let page = as_utf8(body);
        match coded_twice(&page) {
            Some(inner) => Self(Cow::Owned(inner.into_bytes())),
            None => Self(page),
        }
    }

    /// The one object that counts and that `is_wanted`. Two are none: which one is meant? What follows it may
    /// be anything else.
    pub(crate) fn object(&self, is_wanted: impl Fn(&Fields<'_>) -> bool) -> Option<Fields<'_>> {
        let page: &[u8] = &self.0;
        let (mut found, mut at, mut in_vain) = (None, 0, 0);
        while let Some(brace) = page[at..].iter().position(|byte| *byte == b'{') {
            at += brace;
            let (fields, length) = match Fields::scan(&page[at..]) {
                Ok(scanned) => scanned,
                Err(looked_at) => {
                    in_vain += looked_at;
                    if in_vain > MOST_IN_VAIN {
                        return None;
                    }
                    at += 1;
                    continue;
                }
            };
            let wanted = match is_wanted(&fields) {
                true => Some(fields),
                false => in_wrapper(&fields, &is_wanted),
            };
            if let Some(wanted) = wanted {
                let before = &page[..at];
                if found.is_some() || !may_stand_behind(before) || !Elements::all_end_in(before) {
                    return None;
                }
                found = Some(wanted);
            }
            at += length;
        }
        found
    }
}

/// Under these names gateways wrap what they pass on.
const WRAPPERS: [&str; 4] = ["data", "result", "response", "token"];

/// The object that is wanted in the wrapper of a gateway, which says nothing of an error itself.
fn in_wrapper<'a>(
    fields: &Fields<'a>,
    is_wanted: &impl Fn(&Fields<'_>) -> bool,
) -> Option<Fields<'a>> {
    let says_error = ["error", "errors", "message", "exception"]
        .iter()
        .any(|name| {
            fields
                .raw(name)
                .is_some_and(|raw| !matches!(raw, b"null" | b"\"\"" | b"[]"))
        });
    if says_error {
        return None;
    }
    let mut wrapped = WRAPPERS.iter().filter_map(|name| {
        let (inner, _) = Fields::scan(fields.raw(name)?).ok()?;
        is_wanted(&inner).then_some(inner)
    });
    let one = wrapped.next()?;
    wrapped.next().is_none().then_some(one)
}

impl Drop for Page<'_> {
    fn drop(&mut self) {
        if let Cow::Owned(copy) = &mut self.0 {
            copy.zeroize();
        }
    }
}

/// An object that was coded twice, as a JSON string: one that stands where an object may, with no second one behind it.
fn coded_twice(page: &[u8]) -> Option<String> {
    let begins = |pair: &[u8]| pair == b"\"{";
    let first = page
        .iter()
        .position(|byte| !b" \t\r\n\0\xef\xbb\xbf".contains(byte))?;
    let at = match page[first] {
        b'"' => first,
        _ => page.windows(2).position(begins)?,
    };
    let (before, rest) = page.split_at(at);
    let (string, behind) = object::string(rest)?;
    let is_one = !behind.windows(2).any(|pair| begins(pair) || pair == b"{\"");
    let counts = is_one && may_stand_behind(before) && Elements::all_end_in(before);
    let inner = counts.then(|| text(string)).flatten();
    inner.filter(|inner| inner.contains('{'))
}

/// Whether what stands before is the text's beginning, a line's end, the end of a tag, or what is put before
/// JSON so that a browser does not run it; and does not introduce a quotation.
fn may_stand_behind(mut before: &[u8]) -> bool {
    let words = loop {
        before = trim_end(before, b" \t\0");
        let words = trim_end(before, b" \t\0\r\n");
        // In a list counts what would in its place: it may be a field of an object that was cut.
        match words.strip_suffix(b"[") {
            Some(outside) => before = outside,
            None => break words,
        }
    };
    let is_guard = words.ends_with(b")]}'") || words.ends_with(b")]}',");
    match (before.last(), words.last()) {
        (None, _) => true,
        (Some(b'\n' | b'\r'), Some(last)) => is_guard || !b":=,\"'`|\\".contains(last),
        (Some(last), _) => is_guard || b"\n\r>(;\xbf".contains(last),
    }
}

fn trim_end<'a>(mut bytes: &'a [u8], blanks: &[u8]) -> &'a [u8] {
    while let Some((last, rest)) = bytes.split_last() {
        if !blanks.contains(last) {
            break;
        }
        bytes = rest;
    }
    bytes
}

/// UTF-16 as UTF-8: by its mark, or since every other byte is a NUL.
fn as_utf8(body: &[u8]) -> Cow<'_, [u8]> {
    let read = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
        let text: String = char::decode_utf16(units)
            .map(|one| one.unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect();
        Cow::Owned(text.into_bytes())
    };
    match body {
        [0xff, 0xfe, rest @ ..] => read(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => read(rest, u16::from_be_bytes),
        [b'{', 0, b'"', 0, ..] => read(body, u16::from_le_bytes),
        [0, b'{', 0, b'"', ..] => read(body, u16::from_be_bytes),
        _ => Cow::Borrowed(body),
    }
}

/// Counts the elements of HTML that have begun and not ended.
#[derive(Default)]
struct Elements {
    open: i64,
    /// The text is a page, and what stands in a page is shown to somebody.
    is_page: bool,
    /// A tag or a comment has begun and not ended.
    is_cut: bool,
}

impl Elements {
    /// Where one of these stands.
    const OF_PAGES: &'static str = "html head body title";
    /// What can hold a quotation. All other words in angle brackets are no elements: `<module>`, `<string>`.
    const HOLDING: &'static str = "a b blockquote button center code dd div em font form h1 h2 h3 i kbd label li main ol p \
         pre samp script section span strong style table td textarea tt ul xmp";

    /// Whether what stands behind this text stands in no element, no tag and no comment of it.
    fn all_end_in(text: &[u8]) -> bool {
        let mut elements = Self::default();
        elements.pass(&String::from_utf8_lossy(text));
        elements.open <= 0 && !elements.is_page && !elements.is_cut
    }

    fn pass(&mut self, mut rest: &str) {
        while let Some(begins) = rest.find('<') {
            rest = &rest[begins + 1..];
            if let Some(comment) = rest.strip_prefix("!--") {
                self.is_cut = !comment.contains("-->");
                rest = comment.split_once("-->").map_or("", |(_, behind)| behind);
                continue;
            }
            let begins_tag =
                rest.starts_with(|one: char| one.is_ascii_alphabetic() || "/!".contains(one));
            if !begins_tag {
                continue;
            }
            let Some((tag, behind)) = rest.split_once('>') else {
                self.is_cut = true;
                return;
            };
            self.tag(tag);
            rest = behind;
        }
    }

    fn tag(&mut self, tag: &str) {
        let ends = tag.starts_with('/');
        let name: String = tag
            .trim_start_matches('/')
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect();
        let name = name.to_ascii_lowercase();
        self.is_page |= tag.starts_with('!') || Self::OF_PAGES.split(' ').any(|one| one == name);
        if !tag.ends_with('/') && Self::HOLDING.split(' ').any(|one| one == name) {
            self.open += if ends { -1 } else { 1 };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(body: &[u8]) -> Option<String> {
        let page = Page::new(body);
        let object = page.object(|fields| fields.string("t").is_some())?;
        object.string("t")
    }

    #[test]
    fn an_object_is_found_in_every_dress() {
        let object = r#"{"t":"x"}"#;
        let utf_16: Vec<u16> = format!("\u{feff}{object}").encode_utf16().collect();
        let little: Vec<u8> = utf_16.iter().flat_map(|unit| unit.to_le_bytes()).collect();
        let big: Vec<u8> = utf_16.iter().flat_map(|unit| unit.to_be_bytes()).collect();
        for dressed in [
            object.to_owned(),
            format!("\u{feff}{object}"),
            format!("\r\n \t{object}\0\0\n"),
            format!("\0\0{object}"),
            format!("[{object}]"),
            format!(r#"{{"status":"ok","error":null,"data":{object}}}"#),
            format!("call({object});"),
            format!(")]}}',\n{object}"),
            format!("for(;;);{object}"),
            format!(
                "<br />\n<b>Deprecated</b>: x{{}} in <b>y.php</b> on line <b>1</b><br />\n{object}"
            ),
            format!("\nWarning: Undefined index in y.php on line 1\n{object}"),
            format!("{object}\n<!-- cached page, 0.2 s <b> -->"),
            format!("{object}<br />\n<b>Notice</b>: late in <b>z.php</b><br />"),
            format!("{object}0"),
            format!("{object}<html><body>gateway</body></html>"),
            format!("{object}\n</body></html>"),
            format!("Notice: <module> of <alice@x> in {{}}\n{object}"),
            format!("<!-- {{node}} <b> -->\n{object}"),
            format!("<b title=\"{{x}}\">Notice</b>\n{object}"),
            format!(r#"{{"debug":{{"t":"no"}}}}{}{object}"#, "\n"),
            format!("{object:?}"),
            format!("{object:?}what\r\n"),
            format!("\u{feff} {object:?}\n<!-- {{served}} -->"),
            format!("\0\0{object:?}\n0\r\n\r\n"),
            format!(")]}}',\n{object:?}"),
            format!("\nWarning: Undefined \"x\" in y.php on line 1\n{object:?}"),
            format!("[{object:?}]"),
        ] {
            assert_eq!(token(dressed.as_bytes()).as_deref(), Some("x"), "{dressed}");
        }
        for dressed in [&little, &big, &little[2..].to_vec(), &big[2..].to_vec()] {
            assert_eq!(token(dressed).as_deref(), Some("x"), "{dressed:?}");
        }
    }

    #[test]
    fn an_object_that_is_quoted_or_cut_or_one_of_two_is_none() {
        for page in [
            "",
            r#"{"t":"x""#,
            r#"{"before":[{"t":"x"},{"#,
            "{\n  \"before\": [\n    {\"t\":\"x\"}",
            r#"{"t":"x"#,
            r#"<html><body><pre>{"t":"x"}</pre></body></html>"#,
            r#"<p>It said</p><pre>{"t":"x"}</pre>"#,
            "<html>\n<textarea>\n{\"t\":\"x\"}\n",
            r#"<div data-answer='{"t":"x"}'>"#,
            "<!--\n{\"t\":\"x\"}\n-->",
            "<li>{\"t\":\"x\"}</li>",
            "<p>It said:<p>{\"t\":\"x\"}",
            "<body onload=\"f({})\">\n{\"t\":\"x\"}",
            r#"could not read the answer: {"t":"x"}"#,
            "the server said:\n\n{\"t\":\"x\"}",
            r#"{"message":"could not read {\"t\":\"x\"}"}"#,
            r#""{\"t\":\"x\"}"#,
            r#""{\"t\":\"x"#,
            r#"{"message":"{\"t\":\"x\"}"}"#,
            r#"{"messages":["{\"t\":\"x\"}""#,
            r#"the server said: "{\"t\":\"x\"}""#,
            r#"<pre>"{\"t\":\"x\"}"</pre>"#,
            "\"{\\\"t\\\":\\\"x\\\"}\"\n\"{\\\"t\\\":\\\"y\\\"}\"",
            "\"{\\\"t\\\":\\\"x\\\"}\"\n{\"t\":\"y\"}",
            r#"{"debug":{"t":"x"}}"#,
            r#"{"error":"no","data":{"t":"x"}}"#,
            r#"{"message":"it said","data":{"t":"x"}}"#,
            r#"{"data":{"t":"x"},"result":{"t":"y"}}"#,
            "<!DOCTYPE html>{\"t\":\"x\"}",
            r#"[{"t":"x"},{"t":"y"}]"#,
            "{\"t\":\"x\"}\n{\"t\":\"y\"}",
            r#"{&quot;t&quot;:&quot;x&quot;}"#,
        ] {
            assert_eq!(token(page.as_bytes()), None, "{page}");
        }
    }
}
