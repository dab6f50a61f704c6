//! Names as the system takes them: in UTF-16, and where they are long with the mark that takes the limit of 260
//! characters off.

use std::io;
use std::os::windows::ffi::OsStrExt;
use std::path::{Component, Path, PathBuf, Prefix};

/// With the zero at its end.
pub(super) fn wide_text(text: &str) -> Vec<u16> {
    text.encode_utf16().chain([0]).collect()
}

/// A path as the system's calls take it, of any length.
pub(super) fn wide(path: &Path) -> io::Result<Vec<u16>> {
    let absolute = std::path::absolute(path)?;
    let prefix = match absolute.components().next() {
        Some(Component::Prefix(prefix)) => prefix.kind(),
        _ => return Err(io::ErrorKind::InvalidInput.into()),
    };
    let (mark, rest) = match prefix {
        Prefix::Disk(_) => (r"\\?\", absolute.as_path()),
        Prefix::UNC(..) => (r"\\?\UNC\", absolute.as_path()),
        _ => ("", absolute.as_path()),
    };
    let mut wide: Vec<u16> = mark.encode_utf16().collect();
    let skipped = if matches!(prefix, Prefix::UNC(..)) {
        2
    } else {
        0
    };
    wide.extend(rest.as_os_str().encode_wide().skip(skipped));
    if wide.contains(&0) {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    wide.push(0);
    Ok(wide)
}

/// A path as people write it, without the mark for long ones.
pub(super) fn plain(path: PathBuf) -> PathBuf {
    let Some(text) = path.to_str() else {
        return path;
    };
    match (text.strip_prefix(r"\\?\UNC\"), text.strip_prefix(r"\\?\")) {
        (Some(rest), _) => format!(r"\\{rest}").into(),
        (None, Some(rest)) if rest.as_bytes().get(1) == Some(&b':') => rest.into(),
        _ => path,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_of_any_length_is_taken_and_shown_as_people_write_it() {
        let wide = |path: &str| {
            let wide = super::wide(Path::new(path)).unwrap();
            String::from_utf16(&wide[..wide.len() - 1]).unwrap()
        };
        assert_eq!(wide(r"C:\a/b\..\ü"), r"\\?\C:\a\ü");
        assert_eq!(wide(r"\\server\share\a"), r"\\?\UNC\server\share\a");
        assert_eq!(wide(r"\\?\C:\a"), r"\\?\C:\a");
        for (long, short) in [
            (r"\\?\C:\a", r"C:\a"),
            (r"\\?\UNC\server\share", r"\\server\share"),
            (r"C:\a", r"C:\a"),
            (r"\\?\Volume{1}\a", r"\\?\Volume{1}\a"),
        ] {
            assert_eq!(plain(long.into()), Path::new(short));
        }
    }
}
