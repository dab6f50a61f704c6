//! A request for a session to make: what is asked for, what goes with it, and where the answer goes.

mod body;
mod checked;
mod output;

use std::fmt;
use std::io;
use std::path::PathBuf;
use std::time::Duration;

use http::Uri;
use ring::rand::{SecureRandom, SystemRandom};
use zeroize::Zeroizing;

use self::body::Body;
use self::output::Output;
use crate::config::header;
use crate::error::{Error, ErrorKind, Outcome, Result};
use crate::hex::hex;
use crate::http::{Answer, Call};
use crate::response::Response;
use crate::secret::Secret;

/// The largest answer that is held in memory, unless another one is set.
const LARGEST_ANSWER: u64 = 16 << 20;
const LONGEST_TIME: Duration = Duration::from_secs(3600);
/// How idempotency keys are sent where the configuration does not say it.
const IDEMPOTENCY_KEY: &str = "Idempotency-Key";

/// A request to OmniFund's API, to be made by [`Session::request`](crate::Session::request): as often as one likes,
/// but for a body or an answer that goes through a callback.
pub struct Request {
    method: String,
    path: String,
    query: Vec<(String, String)>,
    headers: Vec<(String, String)>,
    body: Body,
    output: Output,
    time_limit: Option<Duration>,
    largest_answer: Option<u64>,
    retries: bool,
    idempotency_key: Option<String>,
}

impl Request {
    /// A request by `method`, such as `GET`, for `path` behind the base URL: it begins with one slash, and may have
    /// a query. Another host, or a whole URL, it can't name, since the access token goes to the base URL's origin
    /// alone.
    ///
    /// # Errors
    /// [`InvalidArgument`](ErrorKind::InvalidArgument) for what is no method in capitals, or no such path.
    pub fn new(method: &str, path: &str) -> Result<Self> {
        checked::method(method).map_err(invalid)?;
        checked::path(path).map_err(invalid)?;
        Ok(Self {
            method: method.to_owned(),
            path: path.to_owned(),
            query: Vec::new(),
            headers: Vec::new(),
            body: Body::None,
            output: Output::Memory,
            time_limit: None,
            largest_answer: None,
            retries: false,
            idempotency_key: None,
        })
    }

    /// Adds a parameter to the query, in any characters; several of one name are sent in their order.
    ///
    /// # Errors
    /// [`InvalidArgument`](ErrorKind::InvalidArgument) for an empty name.
    pub fn add_query(&mut self, name: &str, value: &str) -> Result<()> {
        if name.is_empty() {
            return Err(invalid("a parameter of the query has no name".into()));
        }
        self.query.push((name.to_owned(), value.to_owned()));
        Ok(())
    }

    /// Adds a header.
    ///
    /// # Errors
    /// [`InvalidArgument`](ErrorKind::InvalidArgument) for what is no name, a value with a control character in it
    /// such as a line break, and what is not the caller's to say: `Authorization`, `Host`, the body's length and
    /// the connection's own.
    pub fn add_header(&mut self, name: &str, value: &str) -> Result<()> {
        header::name(name).map_err(invalid)?;
        header::value(name, value).map_err(invalid)?;
        self.headers.push((name.to_owned(), value.to_owned()));
        Ok(())
    }

    /// The body, from memory.
    ///
    /// # Errors
    /// [`InvalidArgument`](ErrorKind::InvalidArgument) for a content type that is no header's value.
    pub fn set_body(&mut self, content_type: &str, body: &[u8]) -> Result<()> {
        self.set(content_type, Body::Bytes(Zeroizing::new(body.to_vec())))
    }

    /// The body, from a file that is read while it is sent, and anew where it is sent once more.
    ///
    /// # Errors
    /// As [`Request::set_body`]. That the file can't be read is an error of the request.
    pub fn set_body_file(&mut self, content_type: &str, path: impl Into<PathBuf>) -> Result<()> {
        self.set(content_type, Body::File(path.into()))
    }

    /// The body, from a function that fills a buffer and says how many bytes it has put there, 0 at the end. Where
    /// its length is not known it is sent in chunks. It is sent once: at a 401 the answer is that 401.
    ///
    /// # Errors
    /// As [`Request::set_body`].
    pub fn set_body_from(
        &mut self,
        content_type: &str,
        length: Option<u64>,
        read: impl FnMut(&mut [u8]) -> io::Result<usize> + Send + 'static,
    ) -> Result<()> {
        let read = Box::new(read);
        self.set(content_type, Body::callback(length, read))
    }

    fn set(&mut self, content_type: &str, body: Body) -> Result<()> {
        if content_type.is_empty() {
            return Err(invalid("the content type is empty".into()));
        }
        self.headers
            .retain(|(name, _)| !name.eq_ignore_ascii_case("content-type"));
        self.add_header("Content-Type", content_type)?;
        self.body = body;
        Ok(())
    }

    /// Puts the body of a success into a file, without holding it in memory. It gets its name when it is whole;
    /// what stood there before is replaced. The body of any other answer is in the answer, as always.
    pub fn set_output_file(&mut self, path: impl Into<PathBuf>) {
        self.output = Output::File(path.into());
    }

    /// Hands the body of a success to a function, in pieces; an error that it gives ends the request.
    pub fn set_output(&mut self, write: impl FnMut(&[u8]) -> io::Result<()> + Send + 'static) {
        self.output = Output::callback(Box::new(write));
    }

    /// How long the call may take, the token and all tries included. Unless set, the call's budget
    /// ([`Config::set_call_budget`](crate::Config::set_call_budget)).
    ///
    /// # Errors
    /// [`InvalidArgument`](ErrorKind::InvalidArgument) outside 1 ms to 1 h.
    pub fn set_time_limit(&mut self, limit: Duration) -> Result<()> {
        if limit < Duration::from_millis(1) || limit > LONGEST_TIME {
            return Err(invalid(
                "the time limit is not between 1 and 3600000 ms".into(),
            ));
        }
        self.time_limit = Some(limit);
        Ok(())
    }

    /// The largest body of an answer, in bytes. Unless set, 16 MiB; and none for what goes to a file or a callback.
    pub fn set_largest_answer(&mut self, bytes: u64) {
        self.largest_answer = Some(bytes);
    }

    /// Whether to try again within the time limit: what was not sent, whatever it is; and a `GET`, `HEAD` or `OPTIONS` after
    /// a 429, a 503 or a lost answer. It waits as long as `Retry-After` says, else a second, then two, and so on. Unless set, it does not.
    pub fn set_retry(&mut self, retry: bool) {
        self.retries = retry;
    }

    /// A key by which the server knows a request that it has seen before. It goes into the header that
    /// [`Config::set_idempotency_header`](crate::Config::set_idempotency_header) names, else into `Idempotency-Key`.
    ///
    /// # Errors
    /// [`InvalidArgument`](ErrorKind::InvalidArgument) for an empty key, and for what is no header's value.
    pub fn set_idempotency_key(&mut self, key: &str) -> Result<()> {
        if key.is_empty() {
            return Err(invalid("the idempotency key is empty".into()));
        }
        header::value(IDEMPOTENCY_KEY, key).map_err(invalid)?;
        self.idempotency_key = Some(key.to_owned());
        Ok(())
    }

    /// The key that was set, or that was made when the request was made for the first time.
    pub fn idempotency_key(&self) -> Option<&str> {
        self.idempotency_key.as_deref()
    }

    pub(crate) fn time_limit(&self) -> Option<Duration> {
        self.time_limit
    }

    /// Method and path, without the query, which may be about people.
    pub(crate) fn named(&self) -> (&str, &str) {
        let path = self.path.split('?').next().unwrap_or_default();
        (&self.method, path)
    }

    /// What was asked for behind the base URL.
    pub(crate) fn path(&self) -> &str {
        &self.path
    }

    /// By its method it changes nothing at the server (RFC 9110 §9.2.1).
    fn is_safe(&self) -> bool {
        matches!(self.method.as_str(), "GET" | "HEAD" | "OPTIONS")
    }

    /// Whether it can be sent once more, body and all.
    pub(crate) fn can_be_sent_again(&self) -> bool {
        !self.body.is_spent()
    }

    /// How long to wait before another try; `None` where none is to be made.
    pub(crate) fn pause_before_another_try(&self, result: &Result<Response>) -> Option<Duration> {
        if !self.retries || !self.can_be_sent_again() || self.output.is_spent() {
            return None;
        }
        match result {
            Ok(response) => {
                let is_asked = matches!(response.status(), 429 | 503);
                (is_asked && self.is_safe()).then(|| response.retry_after().unwrap_or_default())
            }
            Err(error) => {
                use ErrorKind::*;
                let may_pass = matches!(
                    error.kind(),
                    NameNotResolved
                        | ConnectFailed
                        | ConnectTimeout
                        | ProxyFailed
                        | TlsFailed
                        | ResponseTimeout
                        | ConnectionLost
                        | BackingOff
                        | StoreBusy
                );
                let may_be_sent = error.outcome() == Outcome::NotSent || self.is_safe();
                (may_pass && may_be_sent).then(|| error.asked_to_wait().unwrap_or_default())
            }
        }
    }

    /// Makes an idempotency key where the header for it is configured, and the request may do something twice.
    pub(crate) fn make_key(&mut self) -> Result<()> {
        if self.idempotency_key.is_none() && matches!(self.method.as_str(), "POST" | "PATCH") {
            let mut random = [0; 16];
            let filled = SystemRandom::new().fill(&mut random);
            filled.map_err(|_| Error::new(ErrorKind::Internal, "no random numbers"))?;
            self.idempotency_key = Some(hex(&random));
        }
        Ok(())
    }

    /// Has `send` send it, and puts the answer's body where it goes.
    pub(crate) fn made(
        &mut self,
        base_url: &str,
        idempotency_header: Option<&str>,
        bearer: &Secret,
        time: Duration,
        send: impl FnOnce(Call<'_>) -> Result<Answer>,
    ) -> Result<Answer> {
        let url = self.url(base_url)?;
        let mut headers = self.headers.clone();
        if let Some(key) = &self.idempotency_key {
            let name = idempotency_header.unwrap_or(IDEMPOTENCY_KEY);
            headers.push((name.to_owned(), key.clone()));
        }
        let is_safe = self.is_safe();
        let largest = match (self.largest_answer, &self.output) {
            (Some(largest), _) => largest,
            (None, Output::Memory) => LARGEST_ANSWER,
            (None, _) => u64::MAX,
        };
        let mut source = self.body.opened()?;
        let is_elsewhere = !matches!(self.output, Output::Memory);
        let mut target = self.output.target();
        let mut take = |piece: &[u8]| target.take(piece);
        let answer = send(Call {
            method: &self.method,
            url: &url,
            headers: &headers,
            bearer,
            body: source.as_mut().map(body::Source::sending),
            into: if is_elsewhere { Some(&mut take) } else { None },
            largest,
            is_safe,
            time,
        })?;
        let status = answer.status;
        target
            .done()
            .map_err(|error| output::not_taken(error, status))?;
        Ok(answer)
    }

    fn url(&self, base_url: &str) -> Result<String> {
        let mut url = format!("{base_url}{}", self.path);
        if !self.query.is_empty() {
            url.push(if self.path.contains('?') { '&' } else { '?' });
            let mut query = form_urlencoded::Serializer::new(String::new());
            query.extend_pairs(&self.query);
            url += &query.finish();
        }
        // What can't be sent is the caller's to know before a token is asked for.
        match url.parse::<Uri>() {
            Ok(_) => Ok(url),
            Err(_) => Err(invalid(
                "path and query are too long, or no part of a URL".into(),
            )),
        }
    }
}

/// Query, headers and body may be about people, or secrets.
impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (method, path) = self.named();
        write!(f, "Request({method} {path})")
    }
}

fn invalid(problem: String) -> Error {
    Error::new(ErrorKind::InvalidArgument, problem)
}
