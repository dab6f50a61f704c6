//! What the doctor found.

use omnifund::{Advice, Error};
use serde_json::{Value, json};

use crate::failure::Failure;
use crate::show;

/// How a finding is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// As it should be.
    Good,
    /// Worth knowing.
    Note,
    /// Somebody must do something.
    Bad(Advice),
}

struct Finding {
    sign: Sign,
    about: &'static str,
    what: String,
    remedy: String,
}

/// All findings, in the order in which they were made.
#[derive(Default)]
pub struct Findings(Vec<Finding>);

impl Findings {
    /// Something is as it should be.
    pub fn good(&mut self, about: &'static str, what: impl Into<String>) {
        self.add(Sign::Good, about, what, "");
    }

    /// A finding, and what to do about it.
    pub fn add(
        &mut self,
        sign: Sign,
        about: &'static str,
        what: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        self.0.push(Finding {
            sign,
            about,
            what: show::squeezed(&what.into()),
            remedy: show::squeezed(&remedy.into()),
        });
    }

    /// An error of the library, which says itself what to do.
    pub fn error(&mut self, about: &'static str, error: &Error) {
        self.add(Sign::Bad(error.advice()), about, error.to_string(), "");
    }

    /// A failure of the command.
    pub fn failure(&mut self, about: &'static str, failure: Failure) {
        match failure {
            Failure::Library(error) => self.error(about, &error),
            other => self.add(
                Sign::Bad(Advice::FixConfiguration),
                about,
                other.to_string(),
                "",
            ),
        }
    }

    /// What to do first: about the first bad finding, since the later ones mostly follow from it.
    pub fn worst(&self) -> Option<Advice> {
        self.0.iter().find_map(|finding| match finding.sign {
            Sign::Bad(advice) => Some(advice),
            _ => None,
        })
    }

    /// For people.
    pub fn show(&self) -> Result<(), Failure> {
        let width = self.0.iter().map(|finding| finding.about.len()).max();
        let width = width.unwrap_or(0);
        for Finding {
            sign,
            about,
            what,
            remedy,
        } in &self.0
        {
            let mark = match sign {
                Sign::Good => "ok  ",
                Sign::Note => "note",
                Sign::Bad(_) => "BAD ",
            };
            show::line(format!("{mark}  {about:width$}  {what}"))?;
            if !remedy.is_empty() {
                show::line(format!("      {:width$}  -> {remedy}", ""))?;
            }
        }
        let bad = self.0.iter().filter(|one| matches!(one.sign, Sign::Bad(_)));
        show::line(match bad.count() {
            0 => "Nothing is wrong.".to_owned(),
            1 => "One thing is wrong.".to_owned(),
            more => format!("{more} things are wrong; begin with the first."),
        })
    }

    /// For programs.
    pub fn json(&self) -> Value {
        let findings = self.0.iter().map(|finding| {
            let sign = match finding.sign {
                Sign::Good => "ok",
                Sign::Note => "note",
                Sign::Bad(_) => "bad",
            };
            json!({
                "sign": sign,
                "about": finding.about,
                "what": finding.what,
                "remedy": finding.remedy,
            })
        });
        json!(findings.collect::<Vec<_>>())
    }
}
