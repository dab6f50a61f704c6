//! Where each function of the C interface is, for the target that calls them all.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

fn main() {
    const DESCRIPTION: &str = "../include/omnifund-api.json";
    println!("cargo::rerun-if-changed={DESCRIPTION}");
    let description = fs::read_to_string(DESCRIPTION).expect("the description");
    let description: serde_json::Value = serde_json::from_str(&description).expect("JSON");
    let functions = description["functions"].as_array().expect("functions");
    let names = functions
        .iter()
        .map(|function| function["c_name"].as_str().expect("a name"));
    let (mut declared, mut listed) = (String::new(), String::new());
    for name in names {
        writeln!(declared, "    fn {name}();").expect("memory");
        writeln!(listed, "    (\"{name}\", {name}),").expect("memory");
    }
    let made = format!(
        "unsafe extern \"C\" {{\n{declared}}}\n\n/// By their names.\npub static FUNCTIONS: &[(&str, unsafe extern \"C\" fn())] = &[\n{listed}];\n"
    );
    let directory = env::var("OUT_DIR").expect("cargo's own");
    fs::write(Path::new(&directory).join("functions.rs"), made).expect("a file");
}
