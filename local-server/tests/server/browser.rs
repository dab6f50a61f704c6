//! A person at the portal, with cookies and forms and without script.

use std::cell::RefCell;
use std::collections::BTreeMap;

use crate::answer::Answer;
use crate::support::{PASSWORD, Server, USER};

pub const CLIENTS: &str = "/profile/api-access";

pub struct Browser<'a> {
    pub server: &'a Server,
    pub cookies: RefCell<BTreeMap<String, String>>,
    /// The token of the last page's forms.
    pub form_token: RefCell<String>,
}

impl<'a> Browser<'a> {
    /// Nobody is logged in.
    pub fn new(server: &'a Server) -> Self {
        Self {
            server,
            cookies: RefCell::default(),
            form_token: RefCell::default(),
        }
    }

    /// The example user is logged in.
    pub fn logged_in(server: &'a Server) -> Self {
        Self::logged_in_as(server, USER, PASSWORD)
    }

    pub fn logged_in_as(server: &'a Server, username: &str, password: &str) -> Self {
        let browser = Self::new(server);
        let answer = browser.log_in(username, password);
        assert_eq!(answer.status, 303, "{}", answer.body);
        browser
    }

    /// Fills the log-in form in and sends it.
    pub fn log_in(&self, username: &str, password: &str) -> Answer {
        self.get("/login");
        self.post(
            "/login_check",
            &[("username", username), ("password", password)],
        )
    }

    pub fn get(&self, path: &str) -> Answer {
        let url = format!("{}{path}", self.server.base_url());
        let request = self.server.agent().get(url).header("Cookie", self.cookie());
        self.seen(request.call().unwrap().into())
    }

    /// Sends a form with the token of the last page.
    pub fn post(&self, path: &str, form: &[(&str, &str)]) -> Answer {
        let token = self.form_token.borrow().clone();
        let form = [form, &[("form_token", token.as_str())]].concat();
        self.post_with(path, &form, &[])
    }

    /// Sends exactly this form with these headers.
    pub fn post_with(&self, path: &str, form: &[(&str, &str)], headers: &[(&str, &str)]) -> Answer {
        let url = format!("{}{path}", self.server.base_url());
        let mut request = self
            .server
            .agent()
            .post(url)
            .header("Cookie", self.cookie());
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let form = form.iter().copied();
        self.seen(request.send_form(form).unwrap().into())
    }

    /// Makes an OAuth client; gives its id, and the page with its secret.
    pub fn new_client(&self, name: &str) -> (String, Answer) {
        self.get(CLIENTS);
        let made = self.post(CLIENTS, &[("name", name)]);
        assert_eq!(made.status, 303, "{}", made.body);
        let place = made.header("Location").unwrap();
        let id = place.rsplit('/').next().unwrap().to_owned();
        (id, self.get(place))
    }

    pub fn cookie(&self) -> String {
        let cookies = self.cookies.borrow();
        let pairs = cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"));
        pairs.collect::<Vec<_>>().join("; ")
    }

    fn seen(&self, answer: Answer) -> Answer {
        for set in answer.headers.get_all("Set-Cookie") {
            let pair = set.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            self.cookies
                .borrow_mut()
                .insert(name.to_owned(), value.to_owned());
        }
        if let Some(token) = between(&answer.body, "name=\"form_token\" value=\"", "\"") {
            *self.form_token.borrow_mut() = token.to_owned();
        }
        answer
    }
}

/// The secret that a page shows.
pub fn secret(page: &Answer) -> Option<&str> {
    between(&page.body, "<code id=\"secret\">", "<")
}

pub fn between<'t>(text: &'t str, before: &str, after: &str) -> Option<&'t str> {
    let (_, rest) = text.split_once(before)?;
    Some(rest.split_once(after)?.0)
}
