//! Users as the system names them.

use windows_sys::Win32::System::WindowsProgramming::GetUserNameW;

use super::security;

/// A user of the operating system.
pub(crate) struct Person {
    /// The last number of its SID.
    pub(crate) id: i64,
    pub(crate) name: Option<String>,
}

/// Who runs this process. They do not differ here.
pub(crate) struct People {
    pub(crate) real: Person,
    pub(crate) effective: Person,
}

impl People {
    pub(crate) fn of_this_process() -> Self {
        Self {
            real: me(),
            effective: me(),
        }
    }
}

/// The number of the user as whom the process acts.
#[cfg(feature = "capi")]
pub(crate) fn acting() -> i64 {
    me().id
}

fn me() -> Person {
    let sid = security::own_sid().unwrap_or_default();
    let number = sid.rsplit('-').next().and_then(|last| last.parse().ok());
    Person {
        id: number.unwrap_or(-1),
        name: name(),
    }
}

/// That a user signs on with, which has 256 characters at most.
fn name() -> Option<String> {
    let mut name = [0_u16; 257];
    let mut length = u32::try_from(name.len()).ok()?;
    // SAFETY: no more than so many units are written.
    let found = unsafe { GetUserNameW(name.as_mut_ptr(), &mut length) };
    let units = usize::try_from(length).ok()?.checked_sub(1)?;
    if found == 0 {
        return None;
    }
    String::from_utf16(name.get(..units)?).ok()
}
