//! Libraries beside this one that bring stores by a url.

use std::env;
use std::ffi::{CStr, CString, c_char, c_void};
use std::mem::{size_of, transmute};
use std::path::{Path, PathBuf};

use super::called::{Functions, VERSION};
use super::functions::{StoreAnswer, omnifund_store_functions, omnifund_store_sink};
use super::sink::Found;
use crate::error::{Error, ErrorKind, Result};
use crate::platform::{libraries, privilege};

/// A directory to look into first.
const DIRECTORY: &str = "OMNIFUND_STORE_LIBRARIES";
/// The number of their interface.
const INTERFACE: u32 = 1;
/// What such a library exports.
const SYMBOL: &CStr = c"omnifund_store_library_1";
/// What one exports beside it whose store has to be made first.
const MIGRATE: &CStr = c"omnifund_store_migrate_1";

type Library = unsafe extern "C" fn(
    url: *const c_char,
    functions: *mut omnifund_store_functions,
    sink: *const omnifund_store_sink,
) -> i32;

/// Whether a store's place is a url, and not a path.
pub(crate) fn is_url(place: &str) -> bool {
    scheme(place).is_some()
}

/// Whatever it is: one that no library takes is refused as a url, since a path is shown with the password in it.
fn scheme(place: &str) -> Option<&str> {
    let (scheme, _) = place.split_once("://")?;
    let is_one = scheme.len() > 1 && !scheme.contains(['/', '\\']);
    is_one.then_some(scheme)
}

/// A url without what may be a secret in it: user, password, and everything behind a question mark. Databases take `?`
/// and `#` in a password as they are, and `@` in what stands behind them: where that can't be told apart, nothing is
/// shown.
pub(crate) fn shown(url: &str) -> String {
    let (scheme, rest) = url.split_once("://").unwrap_or_default();
    let (user, place) = rest.rsplit_once('@').unwrap_or(("", rest));
    let query = user.split_once(['?', '#']).unwrap_or_default().1;
    let place = match query.contains('=') {
        true => "...",
        false => place.split(['?', '#']).next().unwrap_or_default(),
    };
    format!("{scheme}://{place}")
}

type Migration = unsafe extern "C" fn(
    url: *const c_char,
    deadline_ms: i64,
    run: i32,
    sink: *const omnifund_store_sink,
) -> i32;

/// The table of a url's store; it connects to nothing yet.
///
/// # Errors
/// [`InvalidConfiguration`](ErrorKind::InvalidConfiguration) where no library is found that takes it.
pub(crate) fn table_of(url: &str) -> Result<Functions> {
    let (file, symbol, c_url) = library_of(url, SYMBOL)?;
    // SAFETY: the header says what the symbol of this name is.
    let library = unsafe { transmute::<*mut c_void, Library>(symbol) };
    let mut found = Found::default();
    let sink = found.sink();
    // SAFETY: it is a plain structure, of numbers and of functions that need not be there.
    let mut functions: omnifund_store_functions = unsafe { std::mem::zeroed() };
    functions.size = size_of::<omnifund_store_functions>();
    functions.version = VERSION;
    // SAFETY: as the header says.
    let answer = unsafe { library(c_url.as_ptr(), &raw mut functions, &sink) };
    if answer != StoreAnswer::Done as i32 {
        return Err(said(url, &file, &found));
    }
    Functions::new(&functions, shown(url))
}

/// Makes what a url's store needs in its database, within so many milliseconds; or gives the statements, and
/// connects to nothing. It may be done again at any time.
///
/// # Errors
/// [`InvalidConfiguration`](ErrorKind::InvalidConfiguration) where no library is found that does it,
/// [`StoreUnreachable`](ErrorKind::StoreUnreachable), [`StoreFailed`](ErrorKind::StoreFailed).
pub(crate) fn migrate(url: &str, deadline_ms: i64, run: bool) -> Result<String> {
    let (file, symbol, c_url) = library_of(url, MIGRATE)?;
    // SAFETY: it is documented beside the other symbol.
    let migration = unsafe { transmute::<*mut c_void, Migration>(symbol) };
    let mut found = Found::default();
    let sink = found.sink();
    // SAFETY: the url ends with a NUL, and the sink is there during the call.
    let answer = unsafe { migration(c_url.as_ptr(), deadline_ms, i32::from(run), &sink) };
    match answer {
        answer if answer == StoreAnswer::Done as i32 => Ok(found.message),
        answer if answer == StoreAnswer::Unreachable as i32 => {
            Err(said(url, &file, &found).of_kind(ErrorKind::StoreUnreachable))
        }
        _ => Err(said(url, &file, &found).of_kind(ErrorKind::StoreFailed)),
    }
}

fn refused(url: &str, why: &str) -> Error {
    let problem = format!("the store {}: {why}", shown(url));
    Error::new(ErrorKind::InvalidConfiguration, problem)
}

fn said(url: &str, file: &str, found: &Found) -> Error {
    let said = match found.message.as_str() {
        "" => "it takes no such url",
        said => said,
    };
    refused(url, &format!("{file} said: {said}"))
}

/// The library of a url's store, by its file's name; what it exports; and the url as it is handed over.
fn library_of(url: &str, symbol: &CStr) -> Result<(String, *mut c_void, CString)> {
    let scheme = scheme(url).ok_or_else(|| refused(url, "it is no url"))?;
    let library = match scheme {
        "postgres" => "postgresql",
        "mariadb" => "mysql",
        other => other,
    };
    let file = libraries::file_name(&format!("omnifund_{library}"), INTERFACE);
    let symbol = load(&file, symbol).map_err(|why| refused(url, &why))?;
    let c_url = CString::new(url).map_err(|_| refused(url, "there is a NUL in it"))?;
    Ok((file, symbol, c_url))
}

/// Loads it, for as long as the process lasts.
fn load(file: &str, wanted: &CStr) -> std::result::Result<*mut c_void, String> {
    let directories = directories();
    let paths = directories.iter().map(|directory| directory.join(file));
    let present = paths.filter(|path| path.exists());
    let mut said = String::new();
    // Last by the loader's own path.
    for path in present.chain([PathBuf::from(file)]) {
        match libraries::symbol(&path, wanted) {
            Ok(library) => return Ok(library),
            Err(problem) => said = problem,
        }
    }
    let looked: Vec<_> = directories
        .iter()
        .map(|directory| directory.display().to_string())
        .collect();
    Err(format!(
        "{file} was looked for in {} and where the loader looks: {said}. It comes with the stores of libomnifund \
         (make install-stores); {DIRECTORY} names another directory",
        looked.join(", ")
    ))
}

/// Where to look, in order: where the environment says, unless that is somebody else's; beside this library or
/// program; and in the lib beside a program's bin.
fn directories() -> Vec<PathBuf> {
    let set = privilege::variable(DIRECTORY).filter(|set| !set.is_empty());
    let mut directories: Vec<_> = set.map(PathBuf::from).into_iter().collect();
    let own = libraries::own_file().or_else(|| env::current_exe().ok());
    if let Some(own) = own.as_deref().and_then(Path::parent) {
        directories.push(own.to_owned());
        directories.extend(own.parent().map(|around| around.join("lib")));
    }
    directories
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_is_shown_without_what_may_be_a_secret() {
        for (url, expected) in [
            (
                "postgresql://fund:pa@ss/w@db.example:5432/fund?password=x",
                "postgresql://db.example:5432/fund",
            ),
            ("mysql://one,two/fund#x", "mysql://one,two/fund"),
            ("postgresql:///fund", "postgresql:///fund"),
            (
                "postgresql://fund:pa?ss@db:1/fund",
                "postgresql://db:1/fund",
            ),
            ("mysql://fund:p#a/s?s@db/fund?socket=x", "mysql://db/fund"),
            // A password with a question mark, or a host before it: one of them is the secret.
            ("postgresql://db/fund?password=pa@ss", "postgresql://..."),
            ("postgresql://fund:a?b=c@db/fund", "postgresql://..."),
            ("Postgres+SSL://fund:pass@db/fund", "Postgres+SSL://db/fund"),
        ] {
            assert_eq!(shown(url), expected);
        }
    }

    #[test]
    fn a_path_is_no_url() {
        for path in ["/var/lib/pos", "store", "a/b://c", "C://x", "://x"] {
            assert!(!is_url(path), "{path}");
        }
        assert!(is_url("postgresql://x") && is_url("mariadb:///x"));
    }

    #[test]
    fn what_looks_like_a_url_is_refused_as_one_and_never_shown_as_a_path() {
        for scheme in [
            "PostgreSQL",
            "postgres+ssl",
            "jdbc:postgresql",
            "\"postgresql",
            " mysql",
            "my_sql",
        ] {
            let url = format!("{scheme}://fund:secret@host/db");
            assert!(is_url(&url), "{url}");
            let said = table_of(&url).err().unwrap().to_string();
            assert!(said.contains("://host/db"), "{said}");
            assert!(!said.contains("secret"), "{said}");
        }
    }

    #[test]
    fn a_missing_library_says_where_it_was_looked_for_and_no_secret() {
        let error = table_of("nowhere://fund:secret@host/db").err().unwrap();
        assert_eq!(error.kind(), ErrorKind::InvalidConfiguration);
        let said = error.to_string();
        assert!(
            said.contains("libomnifund_nowhere.so.1") && said.contains("install-stores"),
            "{said}"
        );
        assert!(
            said.contains("nowhere://host/db") && !said.contains("secret"),
            "{said}"
        );
    }
}
