//! Prometheus' text format, version 0.0.4, read as strictly as a scraper reads it.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::process::{Command, Stdio};

/// What a text in the format says.
#[derive(Debug)]
pub struct Exposition {
    pub samples: Vec<Sample>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Sample {
    pub name: String,
    pub labels: BTreeMap<String, String>,
    pub value: f64,
}

impl Exposition {
    /// Each metric has its HELP and TYPE once, before its samples, and these stand together; no series comes
    /// twice.
    #[track_caller]
    pub fn of(text: &str) -> Self {
        assert!(text.is_empty() || text.ends_with('\n'), "{text}");
        let (mut samples, mut seen, mut begun) = (Vec::new(), BTreeSet::new(), BTreeSet::new());
        let (mut helped, mut typed) = (String::new(), String::new());
        for line in text.lines() {
            if let Some(help) = line.strip_prefix("# HELP ") {
                let (name, words) = help.split_once(' ').expect(line);
                assert!(!words.is_empty() && begun.insert(name.to_owned()), "{line}");
                name.clone_into(&mut helped);
            } else if let Some(kind) = line.strip_prefix("# TYPE ") {
                let (name, kind) = kind.split_once(' ').expect(line);
                assert_eq!(name, helped, "{line}");
                assert!(["gauge", "counter"].contains(&kind), "{line}");
                assert_eq!(name.ends_with("_total"), kind == "counter", "{line}");
                name.clone_into(&mut typed);
            } else {
                assert!(!line.starts_with('#'), "{line}");
                let sample = Sample::of(line);
                assert_eq!(sample.name, typed, "{line}");
                assert!(
                    seen.insert(line.rsplit_once(' ').unwrap().0),
                    "twice: {line}"
                );
                samples.push(sample);
            }
        }
        Self { samples }
    }

    /// The values of a metric, of those of its series that have these labels.
    pub fn values(&self, name: &str, labels: &[(&str, &str)]) -> Vec<f64> {
        let has = |sample: &&Sample| {
            sample.name == name
                && labels
                    .iter()
                    .all(|(label, value)| sample.labels.get(*label).is_some_and(|is| is == value))
        };
        self.samples
            .iter()
            .filter(has)
            .map(|sample| sample.value)
            .collect()
    }

    /// The one value of a metric with these labels.
    #[track_caller]
    pub fn value(&self, name: &str, labels: &[(&str, &str)]) -> f64 {
        let values = self.values(name, labels);
        assert_eq!(values.len(), 1, "{name} {labels:?}: {self:#?}");
        values[0]
    }

    /// What a label says, over all series of a metric.
    pub fn labels(&self, name: &str, label: &str) -> Vec<String> {
        let of = self.samples.iter().filter(|sample| sample.name == name);
        let mut found: Vec<_> = of.map(|sample| sample.labels[label].clone()).collect();
        found.sort();
        found
    }

    pub fn names(&self) -> BTreeSet<String> {
        self.samples
            .iter()
            .map(|sample| sample.name.clone())
            .collect()
    }
}

impl Sample {
    #[track_caller]
    fn of(line: &str) -> Self {
        let split = line.find(['{', ' ']).expect(line);
        let (name, mut rest) = line.split_at(split);
        let is_name = |name: &str| {
            let plain = |byte: u8| byte.is_ascii_lowercase() || byte == b'_';
            !name.is_empty() && name.bytes().all(plain)
        };
        assert!(is_name(name), "{line}");
        let mut labels = BTreeMap::new();
        while let Some(label) = rest.strip_prefix(['{', ',']) {
            let (label, quoted) = label.split_once("=\"").expect(line);
            assert!(is_name(label), "{line}");
            let (value, behind) = unescaped(quoted);
            assert!(labels.insert(label.to_owned(), value).is_none(), "{line}");
            rest = behind;
        }
        let value = rest
            .strip_prefix('}')
            .unwrap_or(rest)
            .strip_prefix(' ')
            .expect(line);
        Self {
            name: name.to_owned(),
            labels,
            value: value.parse().expect(line),
        }
    }
}

/// A label's value up to its quotation mark, and what stands behind that.
#[track_caller]
fn unescaped(quoted: &str) -> (String, &str) {
    let (mut value, mut letters) = (String::new(), quoted.char_indices());
    while let Some((at, letter)) = letters.next() {
        match letter {
            '"' => return (value, &quoted[at + 1..]),
            '\\' => value.push(match letters.next() {
                Some((_, 'n')) => '\n',
                Some((_, letter @ ('\\' | '"'))) => letter,
                other => panic!("no escape: {other:?} in {quoted}"),
            }),
            letter => value.push(letter),
        }
    }
    panic!("no end: {quoted}")
}

/// Prometheus' own tool, with these arguments and this input; `None`, with a note, where this machine does not
/// have it: it comes with Debian's package prometheus, which is too large to be installed for a test.
pub fn promtool(arguments: &[&str], input: &str) -> Option<(bool, String)> {
    let promtool = Command::new("promtool")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let Ok(mut promtool) = promtool else {
        eprintln!(
            "skipped: promtool {arguments:?}: there is no promtool (Debian's package prometheus)"
        );
        return None;
    };
    let mut stdin = promtool.stdin.take().unwrap();
    // One that reads nothing has closed it already.
    let _ = stdin.write_all(input.as_bytes());
    drop(stdin);
    let output = promtool.wait_with_output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    Some((output.status.success(), String::from_utf8(said).unwrap()))
}
