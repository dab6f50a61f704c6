//! What hosts asked of their store, as the library that stands before the store's wrote it down
//! (`tests/c/recording_store.c`).

use std::path::Path;

use serde_json::Value;

/// A question, with its answer.
#[derive(Debug, Clone)]
pub struct Asked {
    pub process: u64,
    pub asked: i64,
    pub answered: i64,
    pub did: Did,
}

#[derive(Debug, Clone)]
pub enum Did {
    /// It was granted with a fence, or is another's.
    Lease {
        key: String,
        owner: String,
        fence: Option<i64>,
        remaining: i64,
    },
    Swap(Change),
    Release {
        key: String,
        owner: String,
        fence: i64,
    },
    Load,
    List {
        after: String,
        up_to: String,
        limit: usize,
        keys: Vec<String>,
    },
}

/// Under a lease.
#[derive(Debug, Clone)]
pub struct Change {
    pub key: String,
    pub fence: i64,
    pub expected: i64,
    pub write_id: String,
    pub removes: bool,
    pub became: Became,
}

/// What a host was told of its change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Became {
    Saved,
    Unknown,
    Refused,
}

/// Numbers of `omnifund_store_answer`.
const DONE: i64 = 0;
const UNKNOWN: i64 = 4;
const UNREACHABLE: i64 = 5;

/// All that is in a record, in the order of the answers.
pub fn read(path: &Path) -> Vec<Asked> {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let mut all: Vec<Asked> = text
        .lines()
        .map(|line| of(&serde_json::from_str(line).unwrap()))
        .collect();
    all.sort_by_key(|asked| asked.answered);
    all
}

fn of(line: &Value) -> Asked {
    let text = |name: &str| line[name].as_str().unwrap().to_owned();
    let number = |name: &str| line[name].as_i64().unwrap();
    let answer = number("answer");
    let did = match line["did"].as_str().unwrap() {
        "lease" => Did::Lease {
            key: text("key"),
            owner: text("owner"),
            fence: (answer == DONE).then(|| number("fence")),
            remaining: number("remaining"),
        },
        "swap" => Did::Swap(Change {
            key: text("key"),
            fence: number("fence"),
            expected: number("expected"),
            write_id: text("write_id"),
            removes: line["removes"] == true,
            became: match answer {
                DONE => Became::Saved,
                UNKNOWN | UNREACHABLE => Became::Unknown,
                _ => Became::Refused,
            },
        }),
        "release" => Did::Release {
            key: text("key"),
            owner: text("owner"),
            fence: number("fence"),
        },
        "list" => Did::List {
            after: text("after"),
            up_to: text("up_to"),
            limit: usize::try_from(number("limit")).unwrap(),
            keys: line["keys"]
                .as_array()
                .unwrap()
                .iter()
                .map(|key| key.as_str().unwrap().to_owned())
                .collect(),
        },
        _ => Did::Load,
    };
    Asked {
        process: line["pid"].as_u64().unwrap(),
        asked: number("asked"),
        answered: number("answered"),
        did,
    }
}
