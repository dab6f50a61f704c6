//! Runs the simulator: `run [histories] [first seed]`, `removals [histories] [step]`, `replay <file> [step]`.

#![allow(missing_docs)]

use std::process::ExitCode;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use omnifund::simulation::{self, Told};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = |at: usize| arguments.get(at).and_then(|text| text.parse::<u64>().ok());
    let workers = std::thread::available_parallelism().map_or(2, |found| found.get().min(8));
    match arguments.first().map(String::as_str) {
        Some("run") => run(number(1).unwrap_or(20_000), number(2), workers),
        Some("removals") => {
            let wanted = arguments.get(2).map(String::as_str);
            removals(number(1).unwrap_or(100_000), wanted, workers)
        }
        Some("replay") => replay(arguments.get(1), arguments.get(2)),
        _ => {
            eprintln!(
                "run [histories] [first seed] | removals [histories] [step] | replay <file> [step]"
            );
            ExitCode::from(2)
        }
    }
}

fn run(histories: u64, first: Option<u64>, workers: usize) -> ExitCode {
    let since_1970 = SystemTime::now().duration_since(UNIX_EPOCH);
    let first = first.unwrap_or_else(|| since_1970.map_or(1, |since| since.as_nanos() as u64 >> 8));
    println!("{histories} histories from seed {first} on, by {workers} threads");
    let start = Instant::now();
    match simulation::many(first, histories, workers) {
        Ok(Told {
            histories,
            steps,
            requests,
        }) => {
            let seconds = start.elapsed().as_secs_f64();
            let rate = histories as f64 / seconds * 60.0;
            println!(
                "{histories} histories held: {steps} steps, {requests} requests, {seconds:.1} s, {rate:.0} a minute"
            );
            ExitCode::SUCCESS
        }
        Err(broken) => {
            println!("after {} histories\n{}", broken.after, broken.story());
            ExitCode::FAILURE
        }
    }
}

fn removals(histories: u64, wanted: Option<&str>, workers: usize) -> ExitCode {
    println!("| step left out | found after | what was seen |\n|---|---|---|");
    let mut all = true;
    for removal in simulation::removed(1, histories, workers, wanted) {
        match &removal.found {
            Some(broken) => println!("| {} | {} | {} |", removal.step, broken.after, broken.what),
            None => {
                all = false;
                println!("| {} | not in {histories} | |", removal.step);
            }
        }
        if wanted.is_some() {
            println!(
                "{}: {}",
                removal.name(),
                removal.story().unwrap_or_default()
            );
        }
    }
    if all {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn replay(file: Option<&String>, without: Option<&String>) -> ExitCode {
    let Some(Ok(written)) = file.map(std::fs::read_to_string) else {
        eprintln!("there is no such file");
        return ExitCode::from(2);
    };
    match simulation::replayed(&written, without.map(String::as_str)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(story) => {
            println!("{story}");
            ExitCode::FAILURE
        }
    }
}
