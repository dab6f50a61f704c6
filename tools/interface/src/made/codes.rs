//! The table of codes, for those who read a log.

use super::Made;
use crate::doc::flowing;
use crate::model::Interface;

pub fn table(interface: &Interface) -> Made {
    let mut lines = vec![
        "<!-- Made of include/omnifund-api.json by tools/interface; edits here are lost: make header. -->".to_owned(),
        "# Codes".to_owned(),
        String::new(),
        "What an error's code means, what became of the request, what is to be done by its advice, and what the".to_owned(),
        "message says to the person who reads it. A program needs to switch on the advice alone.".to_owned(),
        String::new(),
        "| code | name | meaning | request | advice | to do |".to_owned(),
        "|---|---|---|---|---|---|".to_owned(),
    ];
    let codes = interface.enums.iter().flat_map(|one| &one.values);
    lines.extend(codes.filter_map(|code| {
        let verdict = code.verdict.as_ref()?;
        let plain = |name: &str| name.to_lowercase().replace('_', " ");
        Some(format!(
            "| {} | `{}` | {} | {} | {} | {} |",
            code.number,
            code.name,
            flowing(&code.doc),
            plain(&verdict.outcome),
            plain(&verdict.advice),
            verdict.remedy,
        ))
    }));
    Made::new("docs/codes.md", lines.join("\n") + "\n")
}
