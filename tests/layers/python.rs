//! Python's package has no circle, either.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use super::common::root;
use super::{Imports, circle, files_below};

/// What the modules of Python's package import from each other, whether at run time or for their types alone.
fn imports_in_python(modules: &BTreeMap<String, String>) -> Imports {
    let package = |module: &str| module == "omnifund" || module.starts_with("omnifund.");
    let imports = modules.iter().map(|(module, text)| {
        let mut imported = BTreeSet::new();
        for line in text.lines().map(str::trim_start) {
            let Some((from, names)) = (line.strip_prefix("from "))
                .and_then(|rest| rest.split_once(" import "))
                .or_else(|| line.strip_prefix("import ").map(|from| (from, "")))
            else {
                continue;
            };
            if !package(from) {
                continue;
            }
            // A name is a module of the package, or something in it.
            let names = names
                .split(',')
                .filter_map(|name| name.split_whitespace().next());
            let (below, others): (Vec<_>, Vec<_>) = names
                .map(|name| format!("{from}.{name}"))
                .partition(|name| modules.contains_key(name));
            if below.is_empty() || !others.is_empty() {
                imported.insert(from.to_owned());
            }
            imported.extend(below);
        }
        imported.remove(module);
        (module.clone(), imported)
    });
    imports.collect()
}

#[test]
fn nothing_in_pythons_package_goes_in_a_circle() {
    let root = root().join("bindings/python/src");
    let module = |path: &Path| {
        let name = path.strip_prefix(&root).unwrap().with_extension("");
        let name = name.to_str().unwrap().replace('/', ".");
        name.trim_end_matches(".__init__").to_owned()
    };
    let read = |path: PathBuf| (module(&path), fs::read_to_string(&path).unwrap());
    let mut modules: BTreeMap<_, _> = files_below(&root, "py").into_iter().map(read).collect();
    // Made by cffi where the package was built; it imports nothing of ours.
    modules.remove("omnifund._raw._abi");
    assert!(modules.len() > 15);
    assert_eq!(circle(&imports_in_python(&modules)), None);

    // Whatever the import looks like.
    for back in [
        "from omnifund._store import Store",
        "if TYPE_CHECKING:\n    from omnifund._store import (\n        Store,\n    )",
        "from omnifund import _store",
        "import omnifund._store",
    ] {
        let mut breached = modules.clone();
        breached
            .get_mut("omnifund._client")
            .unwrap()
            .push_str(&format!("\n{back}\n"));
        let found = circle(&imports_in_python(&breached)).expect(back);
        assert!(
            found.contains("_client") && found.contains("_store"),
            "{found}"
        );
    }
}
