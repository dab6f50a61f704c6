//! The faults of a running server: an ordered list, of which each request takes the first that
//! is for it and not used up.

pub mod misbehave;
pub mod rule;
pub mod wire;

use std::sync::{Mutex, MutexGuard, PoisonError};

use axum::http::Method;
use serde_json::{Map, Value};

use self::rule::{Action, At, Rule};

/// What a rule is compared with.
#[derive(Debug, Clone, Copy)]
pub enum Subject<'a> {
    /// A connection that was just accepted.
    Connection,
    /// A request to the token endpoint for this grant.
    Token(Option<&'a str>),
    /// A token login.
    Login,
    /// A request to the REST API by this method.
    Call(&'a Method),
}

/// The rules and how often each was used.
#[derive(Debug, Default)]
pub struct Faults(Mutex<Rules>);

#[derive(Debug, Default)]
struct Rules {
    /// The number of the rule that was put there last.
    last: u64,
    used: Vec<Used>,
}

impl Rules {
    fn push(&mut self, rule: Rule) {
        self.last += 1;
        self.used.push(Used::new(rule, self.last));
    }
}

/// A rule as it is shown.
#[derive(Debug)]
pub struct Shown {
    /// Its number, which no other rule ever has.
    pub number: u64,
    /// As it was given.
    pub rule: Map<String, Value>,
    /// How often it was used.
    pub used: u64,
}

impl Faults {
    /// These rules, none of them used.
    #[must_use]
    pub fn new(rules: Vec<Rule>) -> Self {
        let faults = Self::default();
        faults.replace(rules);
        faults
    }

    /// What is to be done to the subject. This uses the rule up by one.
    ///
    /// A rule that still lets requests through counts this one, and the next rule has its turn.
    #[must_use]
    pub fn take(&self, subject: Subject<'_>) -> Option<Action> {
        self.lock()
            .used
            .iter_mut()
            .find_map(|used| used.take(subject).then(|| used.rule.action.clone()))
    }

    /// Puts other rules in the place of all.
    pub fn replace(&self, rules: Vec<Rule>) {
        let mut all = self.lock();
        all.used.clear();
        rules.into_iter().for_each(|rule| all.push(rule));
    }

    /// Puts a rule behind the others.
    pub fn add(&self, rule: Rule) {
        self.lock().push(rule);
    }

    /// Takes the rule of this number away; false where there is none.
    pub fn remove(&self, number: u64) -> bool {
        let mut all = self.lock();
        let before = all.used.len();
        all.used.retain(|used| used.number != number);
        all.used.len() < before
    }

    /// Every rule, in order.
    #[must_use]
    pub fn shown(&self) -> Vec<Shown> {
        let show = |used: &Used| Shown {
            number: used.number,
            rule: used.rule.said.clone(),
            used: used.used,
        };
        self.lock().used.iter().map(show).collect()
    }

    /// Every rule as it was given, with how often it was `used`.
    #[must_use]
    pub fn list(&self) -> Vec<Map<String, Value>> {
        let show = |mut shown: Shown| {
            shown.rule.insert("used".to_owned(), shown.used.into());
            shown.rule
        };
        self.shown().into_iter().map(show).collect()
    }

    fn lock(&self) -> MutexGuard<'_, Rules> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A rule and what became of it.
#[derive(Debug)]
struct Used {
    number: u64,
    rule: Rule,
    skipped: u64,
    used: u64,
}

impl Used {
    fn new(rule: Rule, number: u64) -> Self {
        Self {
            number,
            rule,
            skipped: 0,
            used: 0,
        }
    }

    /// Whether the rule applies, and counts that it did.
    fn take(&mut self, subject: Subject<'_>) -> bool {
        if !self.matches(subject) {
            return false;
        }
        if self.skipped < self.rule.skip {
            self.skipped += 1;
            return false;
        }
        let left = self.rule.times.is_none_or(|times| self.used < times);
        self.used += u64::from(left);
        left
    }

    fn matches(&self, subject: Subject<'_>) -> bool {
        let Rule {
            at, grant, method, ..
        } = &self.rule;
        let (at, grant) = (*at, *grant);
        match subject {
            Subject::Connection => !self.rule.is_for_requests(),
            _ if !self.rule.is_for_requests() => false,
            Subject::Token(asked) => {
                is_at(at, At::Token) && method.is_none() && (grant.is_none() || grant == asked)
            }
            Subject::Login => is_at(at, At::Login) && grant.is_none() && method.is_none(),
            Subject::Call(asked) => {
                let by = method.as_ref();
                is_at(at, At::Api) && grant.is_none() && by.is_none_or(|method| method == asked)
            }
        }
    }
}

/// Whether a rule that is for these endpoints is for this one.
fn is_at(rule: At, endpoint: At) -> bool {
    rule == At::Any || rule == endpoint
}

#[cfg(test)]
mod tests {
    use super::*;

    const PASSWORD: Subject<'_> = Subject::Token(Some("password"));
    const REFRESH: Subject<'_> = Subject::Token(Some("refresh_token"));

    fn faults(rules: &[&str]) -> Faults {
        Faults::new(rules.iter().map(|rule| rule.parse().unwrap()).collect())
    }

    fn taken(faults: &Faults, subject: Subject<'_>) -> Option<&'static str> {
        faults.take(subject).map(|action| action.name())
    }

    #[test]
    fn the_first_rule_that_matches_and_has_times_left_is_taken() {
        let faults = faults(&[
            r#"{"grant":"refresh_token","times":1,"drop_reply":true}"#,
            r#"{"at":"token","times":2,"garbage":true}"#,
        ]);
        assert_eq!(taken(&faults, PASSWORD), Some("garbage"));
        assert_eq!(taken(&faults, REFRESH), Some("drop_reply"));
        assert_eq!(taken(&faults, REFRESH), Some("garbage"));
        assert_eq!(taken(&faults, REFRESH), None);
        let used: Vec<u64> = faults
            .list()
            .iter()
            .map(|rule| rule["used"].as_u64().unwrap())
            .collect();
        assert_eq!(used, [1, 2]);
    }

    #[test]
    fn a_rule_lets_as_many_through_as_it_is_told_to() {
        let faults = faults(&[r#"{"at":"login","skip":2,"times":1,"cut_request":true}"#]);
        let all = [(); 4].map(|()| taken(&faults, Subject::Login));
        assert_eq!(all, [None, None, Some("cut_request"), None]);
    }

    #[test]
    fn while_one_rule_skips_the_next_has_its_turn() {
        let faults = faults(&[r#"{"skip":1,"drop_reply":true}"#, r#"{"garbage":true}"#]);
        assert_eq!(taken(&faults, REFRESH), Some("garbage"));
        assert_eq!(taken(&faults, REFRESH), Some("drop_reply"));
    }

    #[test]
    fn one_rule_is_taken_away_and_no_number_comes_twice() {
        let faults = faults(&[r#"{"garbage":true}"#, r#"{"drop_reply":true}"#]);
        let first = faults.shown()[0].number;
        assert!(faults.remove(first) && !faults.remove(first));
        assert_eq!(taken(&faults, PASSWORD), Some("drop_reply"));
        faults.replace(vec![r#"{"garbage":true}"#.parse().unwrap()]);
        assert!(!faults.remove(first) && faults.shown().len() == 1);
    }

    #[test]
    fn connections_and_requests_are_kept_apart() {
        let faults = faults(&[r#"{"cut_at_accept":true}"#]);
        assert_eq!(taken(&faults, PASSWORD), None);
        assert_eq!(taken(&faults, Subject::Login), None);
        assert_eq!(taken(&faults, Subject::Connection), Some("cut_at_accept"));
        faults.replace(vec![r#"{"garbage":true}"#.parse().unwrap()]);
        assert_eq!(taken(&faults, Subject::Connection), None);
    }

    #[test]
    fn a_rule_for_the_rest_api_may_name_a_method() {
        let faults = faults(&[r#"{"at":"api","method":"POST","garbage":true}"#]);
        assert_eq!(taken(&faults, Subject::Call(&Method::GET)), None);
        assert_eq!(taken(&faults, PASSWORD), None);
        assert_eq!(taken(&faults, Subject::Login), None);
        assert_eq!(
            taken(&faults, Subject::Call(&Method::POST)),
            Some("garbage")
        );
    }

    #[test]
    fn a_rule_for_a_grant_is_not_for_token_login() {
        let faults = faults(&[r#"{"grant":"password","garbage":true}"#]);
        assert_eq!(taken(&faults, Subject::Login), None);
        assert_eq!(taken(&faults, Subject::Token(None)), None);
    }
}
