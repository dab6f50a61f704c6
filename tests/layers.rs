//! The house keeps its floors: no import upwards, no circle, no file that wants to be two, and every module in the
//! map. The map of the library stands in `src/lib.rs`, that of the local server in its own.

#![allow(missing_docs)]

#[path = "layers/blocking.rs"]
mod blocking;
mod common;
#[path = "layers/python.rs"]
mod python;
#[path = "layers/systems.rs"]
mod systems;
#[path = "layers/words.rs"]
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use common::{Scratch, root};

/// In lines.
const LONGEST: usize = 400;

/// The languages of what a person writes.
const WRITTEN_IN: [&str; 8] = ["rs", "c", "cs", "h", "py", "go", "php", "mjs"];
/// What a language's own tools put beside it.
const INSTALLED: [&str; 6] = [
    ".venv",
    ".psalm",
    ".mago",
    ".dotnet",
    "node_modules",
    "vendor",
];

/// The sources of a crate, by their paths from its root.
struct House(BTreeMap<String, String>);

/// Who imports whom.
type Imports = BTreeMap<String, BTreeSet<String>>;

impl House {
    fn of(directory: &str) -> Self {
        let root = root().join(directory);
        let mut sources = BTreeMap::new();
        for path in sources_below(&root) {
            let name = path.strip_prefix(&root).unwrap().to_str().unwrap();
            sources.insert(name.to_owned(), fs::read_to_string(&path).unwrap());
        }
        assert!(sources.len() > 5, "{directory}");
        Self(sources)
    }

    /// The modules in the order of the map: those in back quotes, or links, of the lines between these two.
    fn map(&self, begins: &str, ends: &str) -> Vec<String> {
        let text = &self.0["lib.rs"];
        let (_, map) = text.split_once(begins).expect("the map begins");
        let (map, _) = map.split_once(ends).expect("the map ends");
        map.split('`')
            .skip(1)
            .step_by(2)
            .map(str::to_owned)
            .collect()
    }

    /// What the modules of the ground plan import from each other.
    fn modules(&self) -> Imports {
        let mut modules = Imports::new();
        for (name, code) in self.code() {
            let module = module_of(name);
            if module == "lib" || module == "main" {
                continue;
            }
            let imported = modules.entry(module.clone()).or_default();
            imported.extend(named_behind(&code, "crate::"));
            imported.remove(&module);
        }
        let known: BTreeSet<String> = modules.keys().cloned().collect();
        for imported in modules.values_mut() {
            imported.retain(|module| known.contains(module));
        }
        modules
    }

    /// What the files of a folder import from each other; its `mod.rs` stands under the folder's own name. A type of
    /// that one may have its methods in any file beside it.
    fn files(&self, folder: &str) -> Imports {
        let is_here = |name: &str| name.rsplit_once('/').is_some_and(|(at, _)| at == folder);
        let module = |name: &str| {
            let name = name.strip_suffix(".rs").unwrap_or(name);
            let name = name.strip_suffix("/mod").unwrap_or(name);
            name.rsplit('/').next().unwrap_or(name).to_owned()
        };
        // A folder in it is one of its files, as a whole.
        let child = |name: &str| {
            let below = name.strip_prefix(&format!("{folder}/"))?;
            Some(module(below.split('/').next()?))
        };
        let own = module(&format!("{folder}/mod.rs"));
        let children: BTreeSet<_> = self.0.keys().filter_map(|name| child(name)).collect();
        let mut files = Imports::new();
        for (name, code) in self.code() {
            if !is_here(name) {
                continue;
            }
            let is_own = name.ends_with("/mod.rs");
            let this = if is_own { own.clone() } else { module(name) };
            let imported = files.entry(this.clone()).or_default();
            let behind = if is_own { "self::" } else { "super::" };
            for item in named_behind(&code, behind) {
                if children.contains(&item) {
                    imported.insert(item);
                } else if !is_own && !item.starts_with(char::is_uppercase) {
                    imported.insert(own.clone());
                }
            }
            imported.remove(&this);
        }
        files
    }

    fn folders(&self) -> BTreeSet<String> {
        let folders = self.0.keys().filter_map(|name| name.rsplit_once('/'));
        folders.map(|(folder, _)| folder.to_owned()).collect()
    }

    /// Without comments, and without what is for tests alone.
    fn code(&self) -> impl Iterator<Item = (&String, String)> {
        let is_test = |name: &str| {
            ["tests", "simulated"].iter().any(|test| {
                name.contains(&format!("{test}/")) || name.ends_with(&format!("{test}.rs"))
            })
        };
        self.0
            .iter()
            .filter(move |(name, _)| !is_test(name))
            .map(|(name, text)| {
                let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
                let lines = code.lines().map(|line| line.split("//").next().unwrap());
                (name, lines.collect::<Vec<_>>().join("\n"))
            })
    }

    /// Imports of what stands later in the map.
    fn upwards(&self, map: &[String]) -> Vec<String> {
        let floor = |module: &String| map.iter().position(|known| known == module);
        let mut upwards = Vec::new();
        for (module, imported) in self.modules() {
            let Some(own) = floor(&module) else {
                upwards.push(format!("{module} is not in the map"));
                continue;
            };
            let above = imported.iter().filter(|other| floor(other) > Some(own));
            upwards
                .extend(above.map(|other| format!("{module} imports {other}, which is above it")));
        }
        let missing = map
            .iter()
            .filter(|module| !self.modules().contains_key(*module));
        upwards.extend(missing.map(|module| format!("{module} is in the map only")));
        upwards
    }

    /// Circles of files in a folder, and of modules.
    fn circles(&self) -> Vec<String> {
        let mut circles: Vec<_> = circle(&self.modules()).into_iter().collect();
        for folder in self.folders() {
            circles
                .extend(circle(&self.files(&folder)).map(|circle| format!("{folder}: {circle}")));
        }
        circles
    }
}

fn sources_below(directory: &Path) -> Vec<PathBuf> {
    files_below(directory, "rs")
}

/// A file with its length, where a person wrote it.
fn too_long(path: PathBuf) -> Option<String> {
    let text = fs::read_to_string(&path).unwrap();
    let is_made = text
        .lines()
        .take(3)
        .any(|line| line.contains("tools/interface"));
    let lines = text.lines().count();
    (lines > LONGEST && !is_made).then(|| format!("{}: {lines}", path.display()))
}

fn files_below(directory: &Path, wanted: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        let is_installed = INSTALLED.iter().any(|name| path.ends_with(name));
        if path.is_dir() && !is_installed {
            found.extend(files_below(&path, wanted));
        } else if path.extension().is_some_and(|ending| ending == wanted) {
            found.push(path);
        }
    }
    found
}

fn module_of(name: &str) -> String {
    let module = name.split('/').next().unwrap();
    module.strip_suffix(".rs").unwrap_or(module).to_owned()
}

/// The names that stand behind a prefix, also several in braces.
fn named_behind(code: &str, prefix: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let word = |text: &str| {
        let end = text.find(|letter: char| !letter.is_alphanumeric() && letter != '_');
        text[..end.unwrap_or(text.len())].to_owned()
    };
    for (at, _) in code.match_indices(prefix) {
        let behind = &code[at + prefix.len()..];
        match behind.strip_prefix('{') {
            None => {
                names.insert(word(behind));
            }
            Some(group) => {
                let mut depth = 0;
                let mut begins = true;
                for (at, letter) in group.char_indices() {
                    match letter {
                        '{' => depth += 1,
                        '}' if depth == 0 => break,
                        '}' => depth -= 1,
                        ',' if depth == 0 => begins = true,
                        letter if begins && !letter.is_whitespace() => {
                            names.insert(word(&group[at..]));
                            begins = false;
                        }
                        _ => {}
                    }
                }
            }
        }
    }
    names
}

/// One that goes back to where it began, if there is one.
fn circle(imports: &Imports) -> Option<String> {
    fn walk(imports: &Imports, path: &mut Vec<String>, done: &mut BTreeSet<String>) -> bool {
        let here = path.last().unwrap().clone();
        for next in imports.get(&here).into_iter().flatten() {
            if let Some(begins) = path.iter().position(|one| one == next) {
                path.drain(..begins);
                path.push(next.clone());
                return true;
            }
            if !done.contains(next) {
                path.push(next.clone());
                if walk(imports, path, done) {
                    return true;
                }
                path.pop();
            }
        }
        done.insert(here);
        false
    }
    let mut done = BTreeSet::new();
    imports.keys().find_map(|start| {
        let mut path = vec![start.clone()];
        walk(imports, &mut path, &mut done).then(|| path.join(" → "))
    })
}

fn library() -> (House, Vec<String>) {
    let house = House::of("src");
    let map = house.map("# The map of the house", "//!\n//! `unsafe` lives");
    (
        house,
        map.into_iter().filter(|module| module != "capi").collect(),
    )
}

#[test]
fn the_library_imports_nothing_from_above() {
    let (house, map) = library();
    assert_eq!(house.upwards(&map), [""; 0]);
}

#[test]
fn the_local_server_imports_nothing_from_above() {
    let house = House::of("local-server/src");
    let map = house.map("The floors, from the ground up", "#![forbid");
    assert_eq!(house.upwards(&map), [""; 0]);
}

#[test]
fn nothing_goes_in_a_circle() {
    for crate_ in [
        "src",
        "cli/src",
        "local-server/src",
        "stores/databases/src",
        "stores/mysql/src",
        "stores/postgresql/src",
        "stores/sql/src",
        "tools/interface/src",
    ] {
        assert_eq!(House::of(crate_).circles(), [""; 0], "{crate_}");
    }
}

#[test]
fn no_file_is_longer_than_400_lines() {
    let directories = [
        "src",
        "bindings",
        "cli",
        "conformance",
        "examples",
        "fuzz",
        "local-server/src",
        "local-server/tests",
        "models",
        "stores",
        "tests",
        "tools",
    ];
    let long = directories.iter().flat_map(|directory| {
        let of = move |ending: &&str| files_below(&root().join(directory), ending);
        WRITTEN_IN.iter().flat_map(of).filter_map(too_long)
    });
    assert_eq!(long.collect::<Vec<_>>(), [""; 0]);
}

#[test]
fn a_long_file_is_found_unless_it_was_made() {
    let scratch = Scratch::new("a long file");
    let written = |name: &str, head: &str| {
        let path = scratch.path(name);
        fs::write(&path, head.to_owned() + &"line\n".repeat(LONGEST)).unwrap();
        path
    };
    assert!(too_long(written("long.go", "package long\n")).is_some());
    assert_eq!(too_long(written("short.go", "")), None);
    let made = "// Code generated by tools/interface from omnifund-api.json; DO NOT EDIT.\n";
    assert_eq!(too_long(written("made.go", made)), None);
}

#[test]
fn a_breach_is_found() {
    let house = |files: &[(&str, &str)]| {
        let sources = files
            .iter()
            .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
        House(sources.collect())
    };
    let map = ["ground".to_owned(), "roof".to_owned()];
    let upwards = house(&[
        ("ground.rs", "use crate::{std_like, roof::Tile};"),
        ("roof.rs", ""),
    ]);
    assert_eq!(
        upwards.upwards(&map),
        ["ground imports roof, which is above it"]
    );
    assert!(upwards.circles().is_empty());
    let unknown = house(&[("ground.rs", ""), ("roof.rs", ""), ("cellar/mod.rs", "")]);
    assert_eq!(unknown.upwards(&map), ["cellar is not in the map"]);
    let modules = house(&[("a.rs", "use crate::b::B;"), ("b/mod.rs", "crate::a::a()")]);
    assert_eq!(modules.circles(), ["a → b → a"]);
    let files = house(&[
        ("a/mod.rs", "pub struct A; use self::b::B;"),
        ("a/b.rs", "use super::c::C;"),
        ("a/c.rs", "use super::{A, b::B};"),
    ]);
    assert_eq!(files.circles(), ["a: b → c → b"]);
    let face = house(&[
        ("a/mod.rs", "use self::b::B; fn help() {}"),
        ("a/b.rs", "use super::{A, help};"),
    ]);
    assert_eq!(face.circles(), ["a: a → b → a"]);
    // In comments and in tests anything may be named.
    let sound = house(&[
        (
            "ground.rs",
            "// crate::roof\n#[cfg(test)]\nmod tests {\n    use crate::roof;\n}",
        ),
        ("roof.rs", "use crate::ground;"),
    ]);
    assert_eq!(sound.upwards(&map), [""; 0]);
}
