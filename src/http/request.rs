//! A request as it goes over the wire (RFC 9112 §3).

use http::Uri;
use zeroize::Zeroizing;

use crate::clock::Clocks;
use crate::secret::Secret;

pub(super) const USER_AGENT: &str = concat!("libomnifund/", env!("CARGO_PKG_VERSION"));

/// A POST request.
pub(crate) struct Post<'a> {
    pub(crate) url: &'a str,
    pub(crate) accept: &'static str,
    pub(crate) bearer: Option<&'a Secret>,
    pub(crate) content_type: Option<&'static str>,
    pub(crate) body: &'a [u8],
    /// How long it may take, its answer included.
    pub(crate) time: std::time::Duration,
    /// From then on it must not leave.
    pub(crate) not_after: Option<Clocks>,
}

impl Post<'_> {
    /// Head and body, in one buffer of its exact size.
    pub(super) fn written(&self, uri: &Uri) -> Zeroizing<Vec<u8>> {
        let (path, host) = place(uri);
        let length = self.body.len().to_string();
        let mut parts = vec![
            "POST ",
            path,
            " HTTP/1.1\r\nHost: ",
            host,
            "\r\nUser-Agent: ",
            USER_AGENT,
            "\r\nAccept: ",
            self.accept,
            // What is not coded can be read also where it is cut.
            "\r\nAccept-Encoding: identity\r\nConnection: close\r\nContent-Length: ",
            &length,
        ];
        if let Some(content_type) = self.content_type {
            parts.extend(["\r\nContent-Type: ", content_type]);
        }
        if let Some(token) = self.bearer {
            // RFC 6750 §2.1. The vendor's server takes the scheme with its capital only.
            parts.extend(["\r\nAuthorization: Bearer ", token.expose()]);
        }
        parts.push("\r\n\r\n");
        let size = parts.iter().map(|part| part.len()).sum::<usize>() + self.body.len();
        let mut written = Zeroizing::new(Vec::with_capacity(size));
        for part in parts {
            written.extend(part.as_bytes());
        }
        written.extend(self.body);
        written
    }
}

/// Path with query, and `Host`: user name and password of a URL are no part of that (RFC 9110 §7.2).
pub(super) fn place(uri: &Uri) -> (&str, &str) {
    let path = uri.path_and_query().map_or("/", |path| path.as_str());
    let authority = uri.authority().map_or("", |authority| authority.as_str());
    (path, authority.rsplit('@').next().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_request_is_written_to_the_letter_into_a_buffer_of_its_size() {
        let token = Secret::from("a.token");
        let post = Post {
            url: "https://user:password@[::1]:8443/login?x=y",
            accept: "*/*",
            bearer: Some(&token),
            content_type: Some("text/plain"),
            body: b"body",
            time: Duration::ZERO,
            not_after: None,
        };
        let written = post.written(&post.url.parse().unwrap());
        assert_eq!(
            String::from_utf8_lossy(&written),
            format!(
                "POST /login?x=y HTTP/1.1\r\n\
                 Host: [::1]:8443\r\n\
                 User-Agent: {USER_AGENT}\r\n\
                 Accept: */*\r\n\
                 Accept-Encoding: identity\r\n\
                 Connection: close\r\n\
                 Content-Length: 4\r\n\
                 Content-Type: text/plain\r\n\
                 Authorization: Bearer a.token\r\n\r\nbody"
            )
        );
        assert_eq!(written.len(), written.capacity());
    }
}
