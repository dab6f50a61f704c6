//! What a code is, where no error was asked for

use std::ffi::c_char;
use std::ptr;

use super::code_words::described;
use super::kinds::CodeNumber;

/// The name of a code, such as "OMNIFUND_CODE_CONNECT_FAILED", or "OMNIFUND_OK": for a log. NULL where this version
/// of the library knows no such code. It is static: valid for ever, not to be freed. Never blocks, any thread.
#[unsafe(no_mangle)]
pub extern "C" fn omnifund_code_name(code: CodeNumber) -> *const c_char {
    described(code).map_or(ptr::null(), |(name, _)| name.as_ptr())
}

/// What a code means, in a sentence for a person, where no error was asked for: omnifund_error_message says what was
/// tried and what came back, and this can't. It is static: valid for ever, not to be freed, and never NULL. Never
/// blocks, any thread.
#[unsafe(no_mangle)]
pub extern "C" fn omnifund_code_text(code: CodeNumber) -> *const c_char {
    let unknown = c"A code that this version of the library does not know.";
    described(code).map_or(unknown, |(_, text)| text).as_ptr()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorKind;

    #[test]
    fn a_code_has_the_name_and_the_sentence_of_the_header() {
        let told = |code| {
            let (name, text) = described(code).unwrap();
            (name.to_str().unwrap(), text.to_str().unwrap())
        };
        assert_eq!(told(0), ("OMNIFUND_OK", "There was no error."));
        let (name, text) = told(ErrorKind::NameNotResolved.code());
        assert_eq!(name, "OMNIFUND_CODE_NAME_NOT_RESOLVED");
        assert_eq!(
            text,
            "The host name has no address, or the name server did not answer."
        );
        assert!(described(1).is_none());
        assert!(omnifund_code_name(-1).is_null());
        assert!(!omnifund_code_text(-1).is_null());
    }
}
