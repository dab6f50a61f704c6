//! The local server's control endpoint: what it is told to do wrong, and what it saw.

use serde_json::{Value, json};

use super::LocalServer;

impl LocalServer {
    /// With the example client and user, and a control endpoint.
    pub fn controlled(options: &[&str]) -> Self {
        Self::with(&[&["--control", "127.0.0.1:0"], options].concat())
    }

    fn control(&self, method: &str, path: &str, body: Option<Value>) -> Value {
        let url = self.control.as_ref().expect("a control endpoint").clone() + path;
        // What no page in a browser can send: the server takes changes from programs only.
        let request = http::Request::builder()
            .method(method)
            .uri(url)
            .header("Content-Type", "application/json")
            .header("Omnifund-Control", "1");
        let agent: ureq::Agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .proxy(None)
            .allow_non_standard_methods(true)
            .build()
            .into();
        let body = body.map_or_else(String::new, |body| body.to_string());
        let mut answer = agent.run(request.body(body).unwrap()).unwrap();
        let text = answer.body_mut().read_to_string().unwrap();
        assert_eq!(answer.status(), 200, "{method} {path}: {text}");
        serde_json::from_str(&text).unwrap()
    }

    /// Replaces all faults.
    pub fn faults(&self, faults: Value) {
        self.control("PUT", "/faults", Some(faults));
    }

    /// Waits until a request has met the first fault.
    pub fn wait_for_fault(&self) {
        super::until(|| {
            let faults = self.control("GET", "/faults", None);
            (faults[0]["used"].as_u64()? > 0).then_some(())
        });
    }

    /// From here on it does what it should.
    pub fn behave(&self) {
        self.control("DELETE", "/faults", None);
    }

    /// Ends tokens now: `access`, `refresh` or `all`.
    pub fn expire(&self, tokens: &str) {
        self.control("POST", "/expire", Some(json!({ "tokens": tokens })));
    }

    /// Makes tokens unknown.
    pub fn revoke(&self, tokens: &str) {
        self.control("POST", "/revoke", Some(json!({ "tokens": tokens })));
    }

    /// A code, as if the example user had allowed the example client.
    pub fn allow(&self, redirect_uri: &str) -> String {
        let allowed = json!({
            "client": super::CLIENT_ID,
            "user": super::USERNAME,
            "redirect_uri": redirect_uri,
        });
        let issued = self.control("POST", "/codes", Some(allowed));
        issued["code"].as_str().unwrap().to_owned()
    }

    /// Moves the server's clock, so many seconds ahead of this machine's.
    pub fn move_clock(&self, seconds: i64) {
        self.control("PUT", "/clock", Some(json!({ "offset": seconds })));
    }

    /// Gives a user another password.
    pub fn change_password(&self, username: &str, password: &str) {
        let path = format!("/users/{username}/password");
        self.control("PUT", &path, Some(json!({ "password": password })));
    }

    /// Gives an OAuth client another secret.
    pub fn change_secret(&self, client_id: &str, secret: &str) {
        let path = format!("/clients/{client_id}/secret");
        self.control("PUT", &path, Some(json!({ "secret": secret })));
    }

    /// Every request that reached the token endpoint.
    pub fn exchanges(&self) -> Vec<Value> {
        let all = self.control("GET", "/exchanges?after=0", None);
        all.as_array().unwrap().clone()
    }

    /// Every request that reached the token endpoint, once nothing is under way any more: a killed client's request can still be in the
    /// server's hands.
    pub fn settled_exchanges(&self) -> Vec<Value> {
        let mut before = usize::MAX;
        super::until(|| {
            let all = self.exchanges();
            let settled =
                all.len() == before && all.iter().all(|one| !one["answered_ms"].is_null());
            before = all.len();
            std::thread::sleep(std::time::Duration::from_millis(10));
            settled.then_some(all)
        })
    }

    /// Forgets those that reached the token endpoint so far.
    pub fn forget_exchanges(&self) {
        self.control("DELETE", "/exchanges", None);
    }

    /// Every request that reached the token login.
    pub fn logins(&self) -> Vec<Value> {
        let all = self.control("GET", "/logins?after=0", None);
        all.as_array().unwrap().clone()
    }

    /// The refreshes among them.
    pub fn refreshes(&self) -> Vec<Value> {
        let mut all = self.exchanges();
        all.retain(|one| one["grant"] == "refresh_token");
        all
    }
}
