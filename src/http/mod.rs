//! One request, one answer: the only folder that names ureq.
//!
//! An exchange gets a fresh connection, follows no redirect, and is told apart by fact into "nothing
//! was sent" and "something was": see [`first_byte`].

mod answer;
mod buffers;
mod call;
mod certificate_error;
mod coding;
mod connection;
mod deadline;
mod der;
mod failure;
mod first_byte;
mod frame;
mod framing;
#[cfg(any(test, feature = "fuzzing"))]
pub(crate) mod fuzzed;
mod head;
mod pem;
mod pinned;
mod policies;
mod pool;
mod provider;
mod race;
mod receive;
mod recorder;
mod request;
mod resolve;
#[cfg(any(test, feature = "simulation"))]
mod simulated;
mod system;
mod tcp;
mod tickets;
mod tls;
mod transmit;
mod trust;
mod tunnel;
mod unread;
mod verifier;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use rustls::ClientConfig;

pub(crate) use self::answer::Answer;
pub(crate) use self::call::{Call, Sending};
use self::call::{Incoming, Why};
pub(crate) use self::connection::Connection;
use self::connection::Way;
use self::failure::Failure;
use self::pool::Route;
pub(crate) use self::receive::Whole;
use self::receive::{Ended, Received};
pub(crate) use self::request::Post;
use self::tls::Tls;
use self::trust::Trust;
pub(crate) use self::unread::Unread;
use crate::clock;
use crate::config::{Config, Proxy};
use crate::error::{Error, ErrorKind, Outcome, Result};

/// The way to one OmniFund.
#[derive(Debug, Clone)]
pub(crate) struct Http {
    trust: Arc<Trust>,
    proxy: Option<Proxy>,
    connect_timeout: Duration,
}

/// Why there is no answer, and what came in its place.
pub(crate) struct NotAnswered {
    pub(crate) error: Error,
    pub(crate) unread: Option<Unread>,
}

impl From<Error> for NotAnswered {
    fn from(error: Error) -> Self {
        Self {
            error,
            unread: None,
        }
    }
}

impl Http {
    /// Neither reads a certificate nor touches the network.
    pub(crate) fn new(config: &Config, proxy: Option<Proxy>) -> Self {
        Self {
            trust: Trust::shared(&config.trust),
            proxy,
            connect_timeout: config.timeouts.connect,
        }
    }

    /// Sends one request and reads its answer, whatever its status. Blocks for the time that it may take at
    /// most, beside what the system's resolver takes longer. An answer that was cut says so itself; its
    /// connection is open until the caller drops it.
    pub(crate) fn post(
        &self,
        post: &Post<'_>,
        whole: &Whole,
    ) -> std::result::Result<(Answer, Connection), NotAnswered> {
        self.send(post, whole, self.trust.tls_config()?)
    }

    /// Sends one request and reads its answer, and tells the certificates that the server showed, in DER, its
    /// own first; also where they were refused.
    pub(crate) fn post_recorded(
        &self,
        post: &Post<'_>,
        whole: &Whole,
    ) -> (Result<Answer>, Vec<Vec<u8>>) {
        match self.trust.recording() {
            Ok((tls_config, recorder)) => {
                let answer = self.send(post, whole, tls_config);
                let answer = answer.map(|(answer, _)| answer).map_err(|not| not.error);
                (answer, recorder.shown())
            }
            Err(error) => (Err(error), Vec::new()),
        }
    }

    /// What the name stands for that is connected to: the server's, or the proxy's.
    pub(crate) fn addresses(&self, base_url: &str) -> Result<Vec<SocketAddr>> {
        let target = match &self.proxy {
            Some(proxy) => proxy.uri.clone(),
            None => base_url
                .parse()
                .map_err(|_| Error::new(ErrorKind::Internal, "the base URL is no URI"))?,
        };
        resolve::addresses(&target)
    }

    /// Who is trusted, for a person.
    pub(crate) fn trusted(&self) -> String {
        self.trust.described()
    }

    /// The proxy, as it may be shown.
    pub(crate) fn proxy(&self) -> Option<&str> {
        self.proxy.as_ref().map(|proxy| proxy.shown.as_str())
    }

    fn send(
        &self,
        post: &Post<'_>,
        whole: &Whole,
        tls_config: Arc<ClientConfig>,
    ) -> std::result::Result<(Answer, Connection), NotAnswered> {
        let uri: http::Uri = post
            .url
            .parse()
            .map_err(|_| Error::new(ErrorKind::Internal, "no request can be made of the URL"))?;
        let limit = post.time;
        let end = clock::monotonic() + limit;
        let failed = |error, sent: bool| self.failed(error, sent, limit);
        // All that the answer will need is made before the request leaves.
        let mut received = Received::new();
        let request = post.written(&uri);
        let way = Way {
            uri: &uri,
            proxy: self.proxy.as_ref(),
            tls: &Tls::new(tls_config),
            connect_timeout: self.connect_timeout.min(limit),
            end,
            not_after: post.not_after,
        };
        let mut connection = Connection::open(&way).map_err(|error| failed(error, false))?;
        let sent = connection.send(&request);
        let Some(sent_at) = connection.sent_at() else {
            let error = sent.map_or_else(|error| failed(error, false), |()| never_left());
            return Err(error.into());
        };
        // One that could not be sent to its end can have been answered all the same.
        let ended = received.read(&mut connection, sent_at, whole);
        let error = match ended {
            Ended::Answer(mut answer, cut) => {
                answer.cut = cut.map(|error| failed(error, true));
                return Ok((*answer, connection));
            }
            Ended::Cut(why) => failed(sent.err().unwrap_or(why), true),
            Ended::NoHttp => answer::no_http(),
            Ended::TooLarge => answer::too_large(),
        };
        Err(NotAnswered {
            error,
            unread: received.unread(),
        })
    }

    /// What it means that a request of `limit` at most was not answered.
    fn failed(&self, error: ureq::Error, sent: bool, limit: Duration) -> Error {
        let failure = Failure {
            error,
            sent,
            proxy: self.proxy(),
            connect_timeout: self.connect_timeout.min(limit),
            limit,
        };
        let error = failure.into_error();
        if error.kind() == ErrorKind::CertificateUntrusted {
            // The authorities may have been renewed since they were read.
            self.trust.read_again();
        }
        error
    }
}

/// Why there is no answer.
enum Not {
    /// Nothing of one had come when the connection ended.
    Begun(Error),
    Whole(Error),
}

impl Not {
    fn error(self) -> Error {
        match self {
            Self::Begun(error) | Self::Whole(error) => error,
        }
    }
}

impl Http {
    /// Sends a request and reads its answer, whatever its status. Blocks for the time that it may take, and for
    /// what its body's source and the answer's destination take.
    pub(crate) fn call(&self, mut call: Call<'_>) -> Result<Answer> {
        let uri: http::Uri = call
            .url
            .parse()
            .map_err(|_| Error::new(ErrorKind::Internal, "no request can be made of the URL"))?;
        let tls_config = self.trust.tls_config()?;
        let route = Route {
            origin: format!(
                "{}://{}",
                uri.scheme_str().unwrap_or_default(),
                uri.authority().map_or("", |authority| authority.as_str())
            ),
            proxy: self.proxy.clone(),
            tls_config: Arc::clone(&tls_config),
        };
        let end = clock::monotonic() + call.time;
        if let Some(connection) = pool::take(&route, call.is_safe, end) {
            match self.over(connection, &uri, &route, &mut call) {
                // The server has closed it meanwhile.
                Err(Not::Begun(_)) if call.is_safe && call.body.is_none() => {}
                other => return other.map_err(Not::error),
            }
        }
        let way = Way {
            uri: &uri,
            proxy: self.proxy.as_ref(),
            tls: &Tls::new(tls_config),
            connect_timeout: self.connect_timeout.min(call.time),
            end,
            not_after: None,
        };
        let connection =
            Connection::open(&way).map_err(|error| self.failed(error, false, call.time))?;
        self.over(connection, &uri, &route, &mut call)
            .map_err(Not::error)
    }

    fn over(
        &self,
        mut connection: Connection,
        uri: &http::Uri,
        route: &Route,
        call: &mut Call<'_>,
    ) -> std::result::Result<Answer, Not> {
        let limit = call.time;
        let failed = |error| self.failed(error, true, limit);
        let sent = call::send(&mut connection, uri, call);
        let Some(sent_at) = connection.sent_at() else {
            let error = sent.map_or_else(
                |why| why.told(|error| self.failed(error, false, limit)),
                |()| never_left(),
            );
            return Err(Not::Whole(error.of_request(Outcome::NotSent)));
        };
        // Its body can't be had: the server waits for the rest of it, and is told so by the connection's end.
        if let Err(Why::Told(error)) = sent {
            return Err(Not::Whole(error));
        }
        let mut incoming = Incoming::of(&mut connection);
        // One that could not be sent to its end can have been answered all the same.
        let head = match (incoming.head(), &sent) {
            (Ok(head), _) => head,
            (Err(why), Ok(())) => {
                let is_cut = why.is_cut();
                let nothing_came = incoming.is_empty();
                let error = why.told(failed);
                return Err(if is_cut && nothing_came {
                    Not::Begun(error)
                } else {
                    Not::Whole(error)
                });
            }
            (Err(_), Err(_)) => {
                let error = sent.map_or_else(|why| why.told(failed), |()| never_left());
                return Err(Not::Whole(error));
            }
        };
        let server_keeps = call::server_keeps(&head);
        let status = head.status;
        match incoming.body(&head, call) {
            Ok((body, is_at_its_end)) => {
                if sent.is_ok() && is_at_its_end && call::stays_open(&head) {
                    pool::keep(route.clone(), connection, server_keeps);
                }
                call::answer(head, body, call, sent_at).map_err(Not::Whole)
            }
            Err(why) => Err(Not::Whole(call::with_status(why.told(failed), status))),
        }
    }
}

fn never_left() -> Error {
    Error::new(ErrorKind::Internal, "the request never left")
}

#[cfg(all(test, target_os = "linux"))]
mod tests;
