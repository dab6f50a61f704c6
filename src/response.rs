//! What a server answered: to a token login, and to a request.

use std::fmt;
use std::time::Duration;

use serde::Deserialize;
use zeroize::Zeroizing;

use crate::config::BaseUrl;
use crate::error::Outcome;
use crate::http::Answer;
use crate::secret::Secret;

/// An answer. Of a token login it is one that was not refused, with a status of 200 to 399; of a request whatever
/// the server said. No redirect is followed. It never changes.
pub struct Response {
    status: u16,
    headers: Vec<(String, Zeroizing<String>)>,
    cookies: Vec<Cookie>,
    body: Zeroizing<Vec<u8>>,
    retry_after: Option<Duration>,
    /// Of a request: the base URL, and what it asked for behind that.
    place: Option<(String, String)>,
}

/// A cookie that the answer sets: whoever holds it may be that user.
#[derive(Debug, Clone)]
pub struct Cookie {
    /// Its name.
    pub name: String,
    /// Its value, as it goes into a `Cookie` header.
    pub value: Secret,
    /// The whole `Set-Cookie` value, attributes included.
    pub header: Secret,
}

impl Cookie {
    /// RFC 6265 §5.2: up to the first semicolon, split at the first equals sign.
    fn parse(header: &str) -> Option<Self> {
        let pair = header.split(';').next()?;
        let (name, value) = pair.split_once('=')?;
        let name = name.trim();
        (!name.is_empty()).then(|| Self {
            name: name.to_owned(),
            value: value.trim().into(),
            header: header.into(),
        })
    }
}

/// A page of a collection as JSON-LD says it; later versions of API Platform leave the prefix out.
#[derive(Deserialize)]
struct Page {
    #[serde(rename = "hydra:view", alias = "view")]
    view: Option<View>,
}

#[derive(Deserialize)]
struct View {
    #[serde(rename = "hydra:next", alias = "next")]
    next: Option<String>,
}

impl Response {
    pub(crate) fn new(answer: Answer) -> Self {
        let retry_after = answer.retry_after();
        let headers: Vec<_> = answer
            .headers
            .iter()
            .map(|(name, value)| {
                let value = String::from_utf8_lossy(value).into_owned();
                (name.to_owned(), Zeroizing::new(value))
            })
            .collect();
        let cookies = headers
            .iter()
            .filter(|(name, _)| name == "set-cookie")
            .filter_map(|(_, value)| Cookie::parse(value))
            .collect();
        Self {
            status: answer.status,
            headers,
            cookies,
            body: answer.body,
            retry_after,
            place: None,
        }
    }

    /// The answer to a request for `path`, behind the base URL.
    pub(crate) fn to_request(answer: Answer, base_url: &str, path: &str) -> Self {
        Self {
            place: Some((base_url.to_owned(), path.to_owned())),
            ..Self::new(answer)
        }
    }

    /// The HTTP status.
    pub fn status(&self) -> u16 {
        self.status
    }

    /// What became of the request: [`Done`](Outcome::Done) by a status of 200 to 299;
    /// [`Refused`](Outcome::Refused) by one of 400 to 499, but for 408;
    /// [`Unknown`](Outcome::Unknown) by all others, since a gateway can say them after it has passed the request on.
    pub fn outcome(&self) -> Outcome {
        match self.status {
            200..=299 => Outcome::Done,
            408 => Outcome::Unknown,
            400..=499 => Outcome::Refused,
            _ => Outcome::Unknown,
        }
    }

    /// How long the server asks to wait before another request (`Retry-After`, RFC 9110 §10.2.3); `None` where it
    /// does not.
    pub fn retry_after(&self) -> Option<Duration> {
        self.retry_after
    }

    /// All headers, those of one name beside each other, names in lower case. Bytes that are no UTF-8 are replaced.
    pub fn headers(&self) -> impl ExactSizeIterator<Item = (&str, &str)> {
        self.headers
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The first header of a name, whatever its case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }

    /// The cookies that the answer sets, in their order.
    pub fn cookies(&self) -> &[Cookie] {
        &self.cookies
    }

    /// Where the answer sends the browser, as written: it may be relative.
    pub fn location(&self) -> Option<&str> {
        self.header("location")
    }

    /// The body; of a token login 1 MiB at most. Empty where it went to a file or a callback.
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// Of a collection, what to ask for to have its next page: `hydra:next` of the `hydra:view` in the body, else
    /// the `Link` with `rel="next"` (RFC 8288). `None` at the last page, and where the answer points to another
    /// origin than that of the base URL: the token does not go there.
    pub fn next(&self) -> Option<String> {
        let (base_url, asked) = self.place.as_ref()?;
        let in_body = || serde_json::from_slice::<Page>(&self.body).ok()?.view?.next;
        let links = self.headers().filter(|(name, _)| *name == "link");
        let next = in_body().or_else(|| links.filter_map(|(_, value)| next_link(value)).next())?;
        resolved(&next, base_url, asked)
    }
}

/// The target of the link that is the next one (RFC 8288 §3).
fn next_link(value: &str) -> Option<String> {
    value.split('<').skip(1).find_map(|link| {
        let (target, parameters) = link.split_once('>')?;
        let is_next = |parameter: &str| {
            let (name, value) = parameter.split_once('=')?;
            let value = value.trim().trim_end_matches(',').trim().trim_matches('"');
            let mut relations = value.split_ascii_whitespace();
            let is_rel = name.trim().eq_ignore_ascii_case("rel");
            (is_rel && relations.any(|one| one.eq_ignore_ascii_case("next"))).then_some(())
        };
        parameters
            .split(';')
            .find_map(is_next)
            .map(|()| target.trim().to_owned())
    })
}

/// A reference (RFC 3986 §4.1) in the answer to a request for `asked`, as a path behind the base URL.
fn resolved(reference: &str, base_url: &str, asked: &str) -> Option<String> {
    let base = BaseUrl::parse(base_url).ok()?;
    let reference = reference.split('#').next()?;
    let asked_path = asked.split('?').next()?;
    let behind_host = if let Some((scheme, rest)) = reference.split_once("://") {
        let at = rest.find(['/', '?']).unwrap_or(rest.len());
        let (authority, path) = rest.split_at(at);
        let other = BaseUrl::parse(&format!("{scheme}://{authority}")).ok()?;
        other.has_same_origin(&base).then(|| path.to_owned())?
    } else if reference.starts_with("//") {
        return None;
    } else if reference.starts_with('/') {
        reference.to_owned()
    } else {
        let directory = match reference.chars().next() {
            Some('?') => asked_path,
            _ => &asked_path[..=asked_path.rfind('/')?],
        };
        return Some(format!("{directory}{reference}"));
    };
    let path = behind_host.strip_prefix(base.path())?;
    path.starts_with('/').then(|| path.to_owned())
}

/// A cookie, a `Location` and a body can each let somebody in, so only what can't is shown.
impl fmt::Debug for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("status", &self.status)
            .field("headers", &self.headers.len())
            .field("cookies", &self.cookies.len())
            .field("body_bytes", &self.body.len())
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_is_its_first_pair() {
        let cookie = Cookie::parse("PHPSESSID = a=b ; Path=/; HttpOnly").unwrap();
        assert_eq!(cookie.name, "PHPSESSID");
        assert_eq!(cookie.value.expose(), "a=b");
        assert!(Cookie::parse("no pair; Path=/").is_none());
        assert!(Cookie::parse("=value").is_none());
    }

    #[test]
    fn a_next_page_is_found_behind_the_base_url_and_never_elsewhere() {
        let next = |base: &str, reference: &str| resolved(reference, base, "/api/customers?page=1");
        for (base, reference, path) in [
            (
                "https://h",
                "/api/customers?page=2",
                Some("/api/customers?page=2"),
            ),
            (
                "https://h",
                "https://H:443/api/customers?page=2",
                Some("/api/customers?page=2"),
            ),
            ("https://h", "?page=2", Some("/api/customers?page=2")),
            ("https://h", "other?page=2#top", Some("/api/other?page=2")),
            (
                "https://h/base",
                "/base/api/customers?page=2",
                Some("/api/customers?page=2"),
            ),
            ("https://h/base", "/basement/api", None),
            ("https://h/base", "/api/customers?page=2", None),
            ("https://h", "https://elsewhere/api/customers?page=2", None),
            ("https://h", "http://h/api/customers?page=2", None),
            ("https://h", "https://h:8443/api", None),
            ("https://h", "//elsewhere/api", None),
            ("https://h", "https://h@elsewhere/api", None),
        ] {
            assert_eq!(next(base, reference).as_deref(), path, "{base} {reference}");
        }
    }

    #[test]
    fn the_link_to_the_next_page_is_found_among_others() {
        for (header, next) in [
            (r#"</a?page=2>; rel="next""#, Some("/a?page=2")),
            (
                r#"</a?page=1>; rel="prev", </a?page=3>; title="x"; rel=next"#,
                Some("/a?page=3"),
            ),
            (r#"</a?p=1,2>; REL="last next""#, Some("/a?p=1,2")),
            (r#"</a>; rel="nextish""#, None),
            ("</a>", None),
            ("<", None),
            ("", None),
        ] {
            assert_eq!(next_link(header).as_deref(), next, "{header}");
        }
    }
}
