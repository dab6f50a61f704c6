//! What is made for Windows, as others meet it: what a DLL wants and gives, what other compilers and linkers make of
//! header and import library, and the entry points for Visual Basic.

#![cfg(all(target_os = "linux", target_arch = "x86_64", feature = "capi"))]
#![allow(missing_docs)]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use common::windows::{Bits, path};
use common::{LocalServer, PASSWORD, Scratch, USERNAME, c, root};

#[track_caller]
fn said(output: Output) -> String {
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success(),
        "{}\n{text}\n{complaint}",
        output.status
    );
    text.replace('\r', "")
}

#[track_caller]
fn run(command: &mut Command) -> String {
    said(command.output().unwrap())
}

/// What `objdump` tells of a file.
fn dumped(bits: Bits, file: &Path) -> String {
    run(bits.tool("objdump").arg("-p").arg(file))
}

fn exports(dumped: &str) -> BTreeSet<String> {
    let (_, table) = dumped.split_once("[Ordinal/Name Pointer] Table").unwrap();
    let names = table
        .lines()
        .filter(|line| line.trim_start().starts_with('['));
    names
        .map(|line| line.split_whitespace().last().unwrap().to_owned())
        .collect()
}

fn functions() -> BTreeSet<String> {
    let described = c::description();
    let functions = described["functions"].as_array().unwrap();
    functions
        .iter()
        .map(|one| one["c_name"].as_str().unwrap().to_owned())
        .collect()
}

/// The entry points of `stdcall`, and how many bytes each takes.
fn entry_points() -> BTreeMap<String, usize> {
    let list = fs::read_to_string(root().join("bindings/vb6/stdcall.def")).unwrap();
    let entries = list.lines().filter_map(|line| line.trim().split_once('='));
    entries
        .map(|(name, decorated)| {
            let (same, bytes) = decorated.split_once('@').unwrap();
            assert_eq!(name, same);
            (name.to_owned(), bytes.parse().unwrap())
        })
        .collect()
}

#[test]
fn a_dll_gives_the_header_s_functions_and_wants_nothing_beside_windows() {
    for bits in Bits::at_hand() {
        let told = dumped(bits, &bits.artefacts().join("omnifund.dll"));
        let mut expected = functions();
        if bits == Bits::X86 {
            expected.extend(entry_points().into_keys());
        }
        assert_eq!(exports(&told), expected);
        let wanted: BTreeSet<String> = told
            .lines()
            .filter_map(|line| line.trim().strip_prefix("DLL Name: "))
            .map(str::to_lowercase)
            .collect();
        // All of them are Windows 7's.
        let there = [
            "advapi32.dll",
            "bcrypt.dll",
            "crypt32.dll",
            "kernel32.dll",
            "msvcrt.dll",
            "ntdll.dll",
            "ws2_32.dll",
        ];
        assert_eq!(wanted, there.map(str::to_owned).into(), "{bits:?}");
    }
}

/// A number of 32 bits.
fn number(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap())
}

#[test]
fn what_is_made_does_not_tell_when_and_tells_what_it_is() {
    for bits in Bits::at_hand() {
        for (file, about) in [
            ("omnifund.dll", "A valid OmniFund OAuth2 access token"),
            ("omnifund.exe", "OmniFund's sessions for shells"),
            ("omnifund-local.exe", "Stands in for OmniFund"),
        ] {
            let file = bits.artefacts().join(file);
            let bytes = fs::read(&file).unwrap();
            let header = usize::try_from(number(&bytes, 0x3c)).unwrap();
            assert_eq!(&bytes[header..header + 4], b"PE\0\0");
            assert_eq!(number(&bytes, header + 8), 0, "{}", file.display());
            for text in [about, env!("CARGO_PKG_VERSION")] {
                let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
                let is_there = bytes.windows(wide.len()).any(|some| some == wide);
                assert!(is_there, "{}: {text}", file.display());
            }
            let told = dumped(bits, &file);
            let stamps: Vec<&str> = told
                .lines()
                .filter(|line| line.starts_with("Time/Date"))
                .collect();
            // Of the file, and of the list of its functions where it has one.
            let is_none = |line: &&str| line.ends_with("1970") || line.ends_with("\t0");
            assert!(stamps.iter().all(is_none), "{stamps:?}");
        }
    }
}

/// The half of the header that Windows' compilers read.
fn half_of_windows() -> String {
    let header = fs::read_to_string(root().join("include/omnifund.h")).unwrap();
    let (_, half) = header.split_once("#else /* _WIN32 */\n\n").unwrap();
    half.split_once("\n#endif /* _WIN32 */")
        .unwrap()
        .0
        .to_owned()
}

#[test]
fn the_header_declares_for_windows_what_it_declares_everywhere() {
    let plain = half_of_windows()
        .replace("OMNIFUND_API ", "")
        .replace("OMNIFUND_CALL ", "");
    let php = fs::read_to_string(root().join("bindings/php/src/Raw/omnifund.h")).unwrap();
    let (_, everywhere) = php.split_once('\n').unwrap();
    // Not every compiler takes a comma there.
    let everywhere = everywhere.replace(",\n}", "\n}");
    assert_eq!(plain.trim(), everywhere.trim());
    for line in half_of_windows().lines() {
        let declares = line.ends_with(");") && !line.trim_start().starts_with("typedef");
        let is_member = line.starts_with("    ");
        assert_eq!(
            declares && !is_member,
            line.starts_with("OMNIFUND_API "),
            "{line}"
        );
        assert!(
            !line.ends_with(");") || line.contains("OMNIFUND_CALL "),
            "{line}"
        );
    }
}

#[test]
fn compilers_for_windows_take_the_header_from_c89_and_cpp98_on() {
    let strictly = [
        "-Wall",
        "-Wextra",
        "-Wpedantic",
        "-Werror",
        "-fsyntax-only",
        "-x",
    ];
    let header = root().join("include/omnifund.h");
    for (bits, machine) in [(Bits::X64, "x86_64"), (Bits::X86, "i686")] {
        for standard in ["-std=c89", "-std=c17"] {
            let mut mingw = bits.tool("gcc");
            run(mingw.arg(standard).args(strictly).arg("c").arg(&header));
        }
        for (language, standard) in [
            ("c", "-std=c89"),
            ("c", "-std=c17"),
            ("c++", "-std=c++98"),
            ("c++", "-std=c++17"),
        ] {
            let mut microsoft = clang(machine);
            run(microsoft
                .arg(standard)
                .args(strictly)
                .arg(language)
                .arg(&header));
        }
    }
}

/// Clang as Microsoft's compiler: its own words, its way to call, and none of its headers.
fn clang(machine: &str) -> Command {
    let mut clang = Command::new("clang");
    clang
        .arg(format!("--target={machine}-pc-windows-msvc"))
        .args(["-ffreestanding", "-Wall", "-Wextra", "-Werror", "-I"])
        .arg(root().join("include"));
    clang
}

#[test]
fn a_compiler_that_calls_in_another_way_is_told_how_the_library_is_called() {
    let scratch = Scratch::new("windows-calls");
    let source = fs::read_to_string(root().join("tests/c/microsoft.c")).unwrap();
    let wrong = scratch.path("wrong.c");
    fs::write(&wrong, source.replace("OMNIFUND_CALL ", "")).unwrap();
    // As /Gz does: stdcall, where nothing else is said.
    let compile = |source: &Path| {
        let mut command = clang("i686");
        command.args(["-mrtd", "-fsyntax-only"]).arg(source);
        command.output().unwrap()
    };
    said(compile(&root().join("tests/c/microsoft.c")));
    let refused = compile(&wrong);
    let complaint = String::from_utf8_lossy(&refused.stderr);
    assert!(!refused.status.success());
    assert!(complaint.contains("incompatible"), "{complaint}");
}

#[test]
fn a_program_of_another_compiler_links_with_the_import_library_and_runs() {
    let scratch = Scratch::new("windows-linker");
    let names = Bits::X64.artefacts().join("omnifund.def");
    for (bits, machine, linked_for, symbol) in [
        (Bits::X64, "x86_64", "x64", "__imp_omnifund_config_new"),
        (Bits::X86, "i686", "x86", "__imp__omnifund_config_new"),
    ] {
        let [object, library, program] =
            ["o", "lib", "exe"].map(|ending| scratch.path(&format!("{linked_for}.{ending}")));
        let mut compile = clang(machine);
        compile
            .arg("-c")
            .arg(root().join("tests/c/microsoft.c"))
            .arg("-o")
            .arg(&object);
        run(&mut compile);
        let symbols = run(bits.tool("objdump").arg("-t").arg(&object));
        assert!(symbols.contains(symbol), "{symbols}");
        let with = |option: &str, file: &Path| format!("{option}{}", file.display());
        let machine = format!("/machine:{linked_for}");
        // The same names make the library for 32 bits, which is not always built here.
        let library = match bits {
            Bits::X64 => bits.artefacts().join("omnifund.lib"),
            Bits::X86 => {
                let mut make = Command::new(root().join("tools/windows/import-library"));
                run(make.arg(linked_for).args([&names, &library]));
                library
            }
        };
        let mut link = Command::new("lld-link");
        link.args([
            &machine,
            "/nodefaultlib",
            "/entry:start",
            "/subsystem:console",
            "/safeseh:no",
        ])
        .arg(with("/out:", &program))
        .args([&object, &library]);
        run(&mut link);
        let wanted = dumped(bits, &program);
        assert!(wanted.contains("omnifund_abi_version"), "{wanted}");
        if Bits::at_hand().any(|here| here == bits) {
            let status = bits.run(&program).status().unwrap();
            assert_eq!(status.code(), Some(42), "{bits:?}");
        }
    }
}

/// What each `Declare` of the module for Visual Basic puts on the stack.
fn declared() -> BTreeMap<String, usize> {
    let module = fs::read_to_string(root().join("bindings/vb6/Omnifund.bas")).unwrap();
    let declared = module.split("Public Declare ").skip(1);
    declared
        .map(|one| {
            let name = one.split_whitespace().nth(1).unwrap();
            let (parameters, _) = one.split_once('(').unwrap().1.split_once(')').unwrap();
            let bytes = parameters
                .split(',')
                .filter(|one| one.contains(" As "))
                .map(|one| {
                    let is_long = one
                        .trim_start_matches(|letter: char| " _\r\n".contains(letter))
                        .starts_with("ByVal")
                        && one.contains("As Double");
                    if is_long { 8 } else { 4 }
                });
            (name.to_owned(), bytes.sum())
        })
        .collect()
}

#[test]
fn visual_basic_s_declarations_take_from_the_stack_what_the_entry_points_do() {
    let entries = entry_points();
    assert_eq!(declared(), entries);
    assert!(entries.len() > 190, "{}", entries.len());
    // They are linked as in the DLL of 32 bits, over its import library in the place of the library itself.
    let scratch = Scratch::new("windows-stdcall");
    let [names, library, dll] =
        ["names.def", "libomnifund.a", "stubs.dll"].map(|name| scratch.path(name));
    let text: String = functions().into_iter().map(|name| name + "\n").collect();
    fs::write(&names, format!("LIBRARY omnifund.dll\nEXPORTS\n{text}")).unwrap();
    run(Bits::X86
        .tool("dlltool")
        .arg("-d")
        .arg(&names)
        .arg("-l")
        .arg(&library));
    let mut link = Bits::X86.tool("gcc");
    link.args([
        "-std=gnu99",
        "-O2",
        "-Wall",
        "-Wextra",
        "-Werror",
        "-shared",
        "-I",
    ])
    .arg(root().join("include"))
    .args(["stdcall.c", "stdcall.def"].map(|name| root().join("bindings/vb6").join(name)))
    .arg(&library)
    .arg("-o")
    .arg(&dll);
    run(&mut link);
    assert_eq!(
        exports(&dumped(Bits::X86, &dll)),
        entries.into_keys().collect()
    );
}

#[test]
fn visual_basic_s_entry_points_keep_a_session() {
    if !Bits::at_hand().any(|bits| bits == Bits::X86) {
        eprintln!("not run: no Wine for 32 bits here");
        return;
    }
    let program: PathBuf = Bits::X86.compiled_with("stdcall", &[]);
    let server = LocalServer::controlled(&[]);
    let scratch = Scratch::new("windows-visual-basic");
    let mut command = Bits::X86.run_for(&program, &server);
    command
        .env("DIRECTORY", path(&scratch.path("Kasse Ω")))
        .env("USERNAME_OF_OMNIFUND", USERNAME)
        .env("PASSWORD_OF_OMNIFUND", PASSWORD);
    assert_eq!(run(&mut command), "1 sealed, login 200\n");
    assert!(scratch.path("Kasse Ω/store.json").exists());
}
