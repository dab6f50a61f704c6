//! Writes what the bindings have of the description:
//!
//!     omnifund-interface CHECKOUT
//!
//! or the manual pages of section 3 into a directory, which is made where there is none:
//!
//!     omnifund-interface CHECKOUT --manual DIRECTORY

use std::path::PathBuf;
use std::{env, fs, process};

use omnifund_interface::{Interface, made};

fn main() {
    if let Err(problem) = run() {
        eprintln!("omnifund-interface: {problem}");
        process::exit(1);
    }
}

fn run() -> Result<(), String> {
    let root = env::args_os()
        .nth(1)
        .ok_or("it wants to know the checkout")?;
    let root = PathBuf::from(root);
    let description = root.join("include/omnifund-api.json");
    let failed = |path: &PathBuf| {
        let path = path.display().to_string();
        move |error| format!("{path}: {error}")
    };
    let json = fs::read_to_string(&description).map_err(failed(&description))?;
    let interface = Interface::from_json(&json)?;
    let arguments: Vec<String> = env::args().skip(2).collect();
    let files = match arguments.as_slice() {
        [] => made::all(&interface),
        [option, directory] if option == "--manual" => {
            let directory = root.join(directory);
            fs::create_dir_all(&directory).map_err(failed(&directory))?;
            made::manual::pages(&interface, &directory.to_string_lossy())
        }
        _ => return Err("it wants --manual DIRECTORY behind the checkout, or nothing".to_owned()),
    };
    for file in files {
        let path = root.join(&file.path);
        // What is as it should be keeps its time.
        if fs::read_to_string(&path).ok().as_ref() != Some(&file.text) {
            // A language that is new has no directory yet.
            if let Some(directory) = path.parent() {
                fs::create_dir_all(directory).map_err(failed(&path))?;
            }
            fs::write(&path, &file.text).map_err(failed(&path))?;
            println!("{}", file.path);
        }
    }
    Ok(())
}
