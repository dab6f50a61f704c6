//! What a server answered, and checks of it to the letter.

use ureq::Body;
use ureq::http::{HeaderMap, Response};

/// What a server answered.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: String,
}

impl From<Response<Body>> for Answer {
    fn from(mut response: Response<Body>) -> Self {
        Self {
            status: response.status().as_u16(),
            headers: response.headers().clone(),
            body: response.body_mut().read_to_string().unwrap(),
        }
    }
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    /// A member of a successful token answer; empty where it is missing.
    pub fn member(&self, name: &str) -> String {
        assert_eq!(self.status, 200, "{}", self.body);
        let body: serde_json::Value = serde_json::from_str(&self.body).unwrap();
        body[name].as_str().unwrap_or_default().to_owned()
    }

    pub fn access_token(&self) -> String {
        self.member("access_token")
    }

    pub fn refresh_token(&self) -> String {
        self.member("refresh_token")
    }

    /// Checks the headers that every answer of the endpoints carries.
    #[track_caller]
    pub fn has_vendor_headers(&self) {
        assert_eq!(self.header("Content-Type"), Some("application/json"));
        assert_eq!(self.header("Cache-Control"), Some("no-store, private"));
        assert_eq!(self.header("Pragma"), Some("no-cache"));
        assert_eq!(self.header("Connection"), Some("close"));
    }

    /// Checks a refusal of the token endpoint to the letter.
    #[track_caller]
    pub fn is_token_refusal(&self, error: &str, description: Option<&str>) {
        let description = serde_json::to_string(&description).unwrap();
        let body = format!(r#"{{"error":"{error}","error_description":{description}}}"#);
        assert_eq!((self.status, &self.body), (400, &body));
        assert_eq!(self.header("WWW-Authenticate"), None);
        self.has_vendor_headers();
    }

    /// Checks a refusal of token login to the letter.
    #[track_caller]
    pub fn is_bearer_refusal(&self, status: u16, error: &str, description: &str) {
        self.is_bearer_refusal_for("", status, error, description);
    }

    /// Checks a refusal of a token login that wants a scope, to the letter.
    #[track_caller]
    pub fn is_bearer_refusal_for(&self, scope: &str, status: u16, error: &str, description: &str) {
        let (member, parameter) = match scope {
            "" => (String::new(), String::new()),
            scope => (
                format!(r#","scope":"{scope}""#),
                format!(r#", scope="{scope}""#),
            ),
        };
        let body = format!(r#"{{"error":"{error}","error_description":"{description}"{member}}}"#);
        assert_eq!((self.status, &self.body), (status, &body));
        let challenge = format!(
            r#"Bearer realm="Service", error="{error}", error_description="{description}"{parameter}"#
        );
        assert_eq!(self.header("WWW-Authenticate"), Some(challenge.as_str()));
        assert_eq!(self.header("Set-Cookie"), None);
        self.has_vendor_headers();
    }
}
