//! One request, one answer: the only folder that names ureq.
//!
//! An exchange gets a fresh connection, follows no redirect, and is told apart by fact into "nothing
//! was sent" and "something was": see [`departure`].

mod clamp;
mod departure;
mod failure;
mod resolve;
mod tls;
mod trust;
mod witness;

use std::io::Read;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderValue};
use rustls::ClientConfig;
use ureq::Agent;
use ureq::unversioned::transport::{ConnectProxyConnector, Connector, TcpConnector};
use zeroize::Zeroizing;

use self::clamp::Clamp;
use self::departure::{Departure, NoteDeparture};
use self::failure::Failure;
use self::resolve::CallerResolver;
use self::tls::TlsConnector;
use self::trust::Trust;
use crate::clock;
use crate::config::{Config, Proxy, Timeouts};
use crate::error::{Error, ErrorKind, Result};
use crate::secret::Secret;

/// The largest answer that is read.
pub(crate) const LARGEST_ANSWER: usize = 1024 * 1024;
const LARGEST_HEADERS: usize = 64 * 1024;
const USER_AGENT: &str = concat!("libomnifund/", env!("CARGO_PKG_VERSION"));

/// The way to one OmniFund.
#[derive(Debug, Clone)]
pub(crate) struct Http {
    trust: Arc<Trust>,
    proxy: Option<ProxyToUse>,
    timeouts: Timeouts,
}

#[derive(Debug, Clone)]
struct ProxyToUse {
    proxy: ureq::Proxy,
    shown: String,
}

/// A POST request.
pub(crate) struct Post<'a> {
    pub(crate) url: &'a str,
    pub(crate) accept: &'static str,
    pub(crate) bearer: Option<&'a Secret>,
    pub(crate) content_type: Option<&'static str>,
    pub(crate) body: &'a [u8],
    /// What is left of the call's budget.
    pub(crate) budget: Duration,
}

/// An answer, complete.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Zeroizing<Vec<u8>>,
    /// When the request left.
    pub(crate) left: SystemTime,
}

impl Answer {
    /// A header's value, where it is there and text.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// What `Retry-After` asks for (RFC 9110 §10.2.3).
    pub(crate) fn retry_after(&self) -> Option<Duration> {
        clock::retry_after(self.header("retry-after")?, clock::wall())
    }
}

impl Http {
    /// Neither reads a certificate nor touches the network.
    pub(crate) fn new(config: &Config, proxy: Option<&Proxy>) -> Result<Self> {
        let proxy = proxy
            .map(|proxy| {
                let parsed = ureq::Proxy::new(proxy.url.expose())
                    .map_err(|_| Error::setting("proxy", "it is no URL of a proxy"))?;
                Ok::<_, Error>(ProxyToUse {
                    proxy: parsed,
                    shown: proxy.shown.clone(),
                })
            })
            .transpose()?;
        Ok(Self {
            trust: Trust::shared(config.ca_file.as_deref()),
            proxy,
            timeouts: config.timeouts,
        })
    }

    /// Sends one request and reads its answer, whatever its status. Blocks for the exchange timeout
    /// or the call budget at most, whichever is shorter, beside what the system's resolver takes
    /// longer.
    pub(crate) fn post(&self, post: &Post<'_>) -> Result<Answer> {
        self.send(post, self.trust.tls_config()?)
    }

    /// The same, and the certificates that the server showed, in DER, its own first; also where they
    /// were refused.
    pub(crate) fn post_under_witness(&self, post: &Post<'_>) -> (Result<Answer>, Vec<Vec<u8>>) {
        match self.trust.witnessed() {
            Ok((tls_config, witness)) => (self.send(post, tls_config), witness.shown()),
            Err(error) => (Err(error), Vec::new()),
        }
    }

    /// What the name stands for that is connected to: the server's, or the proxy's.
    pub(crate) fn addresses(&self, base_url: &str) -> Result<Vec<SocketAddr>> {
        let target = match &self.proxy {
            Some(proxy) => proxy.proxy.uri().clone(),
            None => base_url
                .parse()
                .map_err(|_| Error::new(ErrorKind::Internal, "the base URL is no URI"))?,
        };
        resolve::addresses(&target)
    }

    /// The proxy, as it may be shown.
    pub(crate) fn proxy(&self) -> Option<&str> {
        self.proxy.as_ref().map(|proxy| proxy.shown.as_str())
    }

    fn send(&self, post: &Post<'_>, tls_config: Arc<ClientConfig>) -> Result<Answer> {
        let request = request(post)?;
        let limit = self.timeouts.exchange.min(post.budget);
        let departure = Departure::default();
        let connector = ()
            .chain(ConnectProxyConnector::default())
            .chain(TcpConnector::default())
            .chain(Clamp::new(self.timeouts.connect, limit, departure.clone()))
            .chain(TlsConnector::new(tls_config))
            .chain(NoteDeparture::new(request.uri().clone(), departure.clone()));
        // An agent is a few allocations, and one for each exchange has no pool to go stale.
        let agent = Agent::with_parts(self.agent_config(limit), connector, CallerResolver);
        let outcome = agent
            .run(request)
            .and_then(|response| read(response).map_err(ureq::Error::from));
        match (outcome, departure.time()) {
            (Ok((head, body)), Some(left)) if body.len() <= LARGEST_ANSWER => Ok(Answer {
                status: head.status.as_u16(),
                headers: head.headers,
                body,
                left,
            }),
            (Ok(_), Some(_)) => Err(Error::new(
                ErrorKind::AnswerTooLarge,
                format!("the answer is longer than {LARGEST_ANSWER} bytes"),
            )),
            (Ok(_), None) => Err(Error::new(
                ErrorKind::Internal,
                "an answer came to a request that never left",
            )),
            (Err(error), left) => {
                let failure = Failure {
                    error,
                    sent: left.is_some(),
                    proxy: self.proxy.as_ref().map(|proxy| proxy.shown.as_str()),
                    connect_timeout: self.timeouts.connect.min(limit),
                    limit,
                };
                let error = failure.into_error();
                if error.kind() == ErrorKind::CertificateUntrusted {
                    // The authorities may have been renewed since they were read.
                    self.trust.read_again();
                }
                Err(error)
            }
        }
    }

    fn agent_config(&self, limit: Duration) -> ureq::config::Config {
        Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .proxy(self.proxy.as_ref().map(|proxy| proxy.proxy.clone()))
            .timeout_global(Some(limit))
            .timeout_connect(Some(self.timeouts.connect))
            .max_response_header_size(LARGEST_HEADERS)
            .user_agent(USER_AGENT)
            .build()
    }
}

fn request<'a>(post: &Post<'a>) -> Result<http::Request<&'a [u8]>> {
    let impossible = |what: &str| {
        Error::new(
            ErrorKind::Internal,
            format!("no request can be made of {what}"),
        )
    };
    let mut request = http::Request::post(post.url)
        .header(ACCEPT, post.accept)
        .body(post.body)
        .map_err(|_| impossible("the URL"))?;
    let headers = request.headers_mut();
    if let Some(content_type) = post.content_type {
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    }
    if let Some(token) = post.bearer {
        // RFC 6750 §2.1. The vendor's server takes the scheme with its capital only.
        let line = Zeroizing::new(format!("Bearer {}", token.expose()));
        let mut value = HeaderValue::from_str(&line).map_err(|_| impossible("the access token"))?;
        value.set_sensitive(true);
        headers.insert(AUTHORIZATION, value);
    }
    Ok(request)
}

/// Reads one byte more than the largest answer at most.
fn read(
    response: http::Response<ureq::Body>,
) -> std::io::Result<(http::response::Parts, Zeroizing<Vec<u8>>)> {
    let (head, body) = response.into_parts();
    // Room from the start for any sane answer: a vector that grows leaves secrets behind.
    let mut bytes = Zeroizing::new(Vec::with_capacity(16 * 1024));
    body.into_reader()
        .take(LARGEST_ANSWER as u64 + 1)
        .read_to_end(&mut bytes)?;
    Ok((head, bytes))
}
