//! Each model holds for the library as it is, and each step that is left out is noticed by one of them.

#![allow(missing_docs)]

use std::process::Command;

use omnifund_models::forks;
use omnifund_models::models;
use omnifund_models::protocol::Step;
use omnifund_models::removals::REMOVALS;
use shuttle::scheduler::{DfsScheduler, PctScheduler};
use shuttle::{Config, Runner};

/// So many orders of the library as it is are tried one after the other, in the short form and in the long one.
const MOST: usize = 70_000;
const MOST_IN_TORTURE: usize = 5_000_000;
/// And so many where a step is missing, which is noticed early or never.
const MOST_WITHOUT: usize = 10_000;
/// Where there are more, so many are drawn beside, with few changes of threads in them, put anywhere.
const DRAWN: usize = 5_000;

/// What a child of this test is to try: a variant, a model's place, a step's name, and so many orders at most.
const PART: &str = "OMNIFUND_MODEL";

const STEPS: [Step; 5] = [
    Step::LookAgain,
    Step::KeepTheLock,
    Step::SaveFirst,
    Step::CountFirst,
    Step::CompareTheCount,
];

/// Tries a model in all orders, or in as many as there is time for.
fn tried(variant: &str, model: usize, without: Option<Step>, most: usize) {
    let (name, model) = models::of(variant)[model];
    let work = move || {
        forks::begin();
        model(without);
    };
    let orders = Runner::new(DfsScheduler::new(Some(most), false), Config::new()).run(work);
    if orders == most {
        Runner::new(PctScheduler::new(3, DRAWN), Config::new()).run(work);
        println!("{name}: {orders} orders, and {DRAWN} drawn of the others");
    } else {
        println!("{name}: all orders, {orders}");
    }
}

/// In a process of its own: one that fails may leave locks and panics behind.
#[test]
fn plays_its_part() {
    let Ok(part) = std::env::var(PART) else {
        return;
    };
    let mut words = part.split(' ');
    let mut next = || words.next().expect("four words");
    let (variant, model, step, most) = (next(), next(), next(), next());
    let without = STEPS.into_iter().find(|one| format!("{one:?}") == step);
    let number = |word: &str| word.parse().expect("a number");
    tried(variant, number(model), without, number(most));
}

/// What a model says of a variant without a step, and whether it holds.
fn played(variant: &str, model: usize, without: Option<Step>, most: usize) -> (bool, String) {
    let step = without.map_or_else(|| "-".to_owned(), |step| format!("{step:?}"));
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "plays_its_part", "--nocapture"])
        .env(PART, format!("{variant} {model} {step} {most}"))
        .env("RUST_BACKTRACE", "0")
        .output()
        .unwrap();
    let said = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8(said).unwrap())
}

/// The first model that fails, for a reason of its own.
fn noticed_by(variant: &str, without: Option<Step>) -> Option<&'static str> {
    let models = models::of(variant);
    let fails = |model: &usize| {
        let (holds, said) = played(variant, *model, without, MOST_WITHOUT);
        let reason = [
            "assertion",
            "deadlock",
            "presented twice",
            "handed out",
            "durable",
        ];
        assert!(
            holds || reason.iter().any(|reason| said.contains(reason)),
            "{said}"
        );
        !holds
    };
    (0..models.len()).find(fails).map(|model| models[model].0)
}

#[test]
fn the_library_as_it_is_holds_in_every_order() {
    let is_long = std::env::var_os("OMNIFUND_TORTURE").is_some();
    let most = if is_long { MOST_IN_TORTURE } else { MOST };
    for model in 0..models::of("as_it_is").len() {
        let (holds, said) = played("as_it_is", model, None, most);
        assert!(holds, "{said}");
        let told = said.lines().find(|line| line.contains("orders"));
        println!("{}", told.expect("it tells what it tried"));
    }
}

#[test]
fn whatever_step_of_the_librarys_is_left_out_a_model_fails() {
    for (removal, ..) in REMOVALS {
        let noticed = noticed_by(removal, None);
        println!("{removal}: {}", noticed.unwrap_or("nobody"));
        assert!(noticed.is_some(), "{removal} is not noticed");
    }
}

#[test]
fn whatever_step_around_it_is_left_out_a_model_fails() {
    for step in STEPS {
        let noticed = noticed_by("as_it_is", Some(step));
        println!("{step:?}: {}", noticed.unwrap_or("nobody"));
        assert!(noticed.is_some(), "{step:?} is not noticed");
    }
}
