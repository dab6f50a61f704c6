//! Enumerations that C gives by their numbers: no Rust enum is a parameter, since C can hand over any number.

use crate::config::Replay;
use crate::error::{Error, ErrorKind, Result};
use crate::log::LogLevel;
use crate::session::SavePassword;

/// An enumeration of the header.
pub(super) trait Numbered: Copy + 'static {
    /// As the header calls it.
    const NAME: &'static str;
    const ALL: &'static [Self];

    fn number(self) -> i32;
}

/// With all its values: one that is forgotten does not compile.
macro_rules! numbered {
    ($name:literal, $numbered:ident: $($value:ident),+) => {
        impl Numbered for $numbered {
            const NAME: &'static str = $name;
            const ALL: &'static [Self] = &[$(Self::$value),+];

            fn number(self) -> i32 {
                match self {
                    $(Self::$value => self as i32),+
                }
            }
        }
    };
}

numbered!("omnifund_log_level", LogLevel: Error, Warn, Info, Debug);
numbered!("omnifund_replay", Replay: UntilAnswered, Once, Never);
numbered!("omnifund_save_password", SavePassword: No, InMemory, Sealed);

/// The value of a number that C gave as `parameter`.
pub(super) fn numbered<T: Numbered>(number: i32, parameter: &str) -> Result<T> {
    let found = T::ALL.iter().find(|value| value.number() == number);
    let none = || out_of_range(parameter, number, &format!("an {}", T::NAME));
    found.copied().ok_or_else(none)
}

/// What a number is not.
pub(super) fn out_of_range(parameter: &str, number: i32, wanted: &str) -> Error {
    Error::new(
        ErrorKind::InvalidArgument,
        format!("{parameter} is {number}, and not {wanted}"),
    )
}
