//! Each model holds for the library as it is, and each step that is left out is noticed by one of them.

#![allow(missing_docs)]

use std::process::Command;

use omnifund_models::forks;
use omnifund_models::models;
use omnifund_models::protocol::Step;
use omnifund_models::removals::REMOVALS;
use shuttle::scheduler::{DfsScheduler, PctScheduler};
use shuttle::{Config, Runner};

/// So many orders are tried one after the other, and all there are in the long form.
const MOST: usize = 10_000;
/// Where there are more, so many are drawn beside, with few changes of threads in them, put anywhere.
const DRAWN: usize = 5_000;

/// What a child of this test is to try: a variant, a model's place, a step's name.
const PART: &str = "OMNIFUND_MODEL";

const STEPS: [Step; 5] = [
    Step::LookAgain,
    Step::KeepTheLock,
    Step::SaveFirst,
    Step::CountFirst,
    Step::CompareTheCount,
];

fn is_long() -> bool {
    std::env::var_os("OMNIFUND_TORTURE").is_some()
}

/// Tries a model in all orders, or in as many as there is time for.
fn tried(variant: &str, model: usize, without: Option<Step>) {
    let (name, model) = models::of(variant)[model];
    let work = move || {
        forks::begin();
        model(without);
    };
    let most = if is_long() { usize::MAX } else { MOST };
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
    let mut next = || words.next().expect("three words");
    let (variant, model, step) = (next(), next(), next());
    let without = STEPS.into_iter().find(|one| format!("{one:?}") == step);
    tried(variant, model.parse().expect("a number"), without);
}

/// What a model says of a variant without a step, and whether it holds.
fn played(variant: &str, model: usize, without: Option<Step>) -> (bool, String) {
    let step = without.map_or_else(|| "-".to_owned(), |step| format!("{step:?}"));
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "plays_its_part", "--nocapture"])
        .env(PART, format!("{variant} {model} {step}"))
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
        let (holds, said) = played(variant, *model, without);
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
    for model in 0..models::of("as_it_is").len() {
        let (holds, said) = played("as_it_is", model, None);
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
