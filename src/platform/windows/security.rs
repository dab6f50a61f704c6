//! Security descriptors: to whom a file belongs, and who may do what with it.

use std::ffi::c_void;
use std::io;
use std::mem::zeroed;
use std::os::windows::io::{AsRawHandle, BorrowedHandle, FromRawHandle, OwnedHandle};
use std::ptr;

use windows_sys::Win32::Foundation::{HANDLE, LocalFree};
use windows_sys::Win32::Security::Authorization::{
    ConvertSidToStringSidW, ConvertStringSecurityDescriptorToSecurityDescriptorW, GetSecurityInfo,
    SDDL_REVISION_1, SE_FILE_OBJECT,
};
use windows_sys::Win32::Security::{
    ACCESS_ALLOWED_ACE, ACL, CheckTokenMembership, CreateWellKnownSid, DACL_SECURITY_INFORMATION,
    GetAce, GetTokenInformation, OWNER_SECURITY_INFORMATION, PSID, SECURITY_ATTRIBUTES,
    SECURITY_MAX_SID_SIZE, TOKEN_QUERY, TOKEN_USER, TokenUser, WinBuiltinAdministratorsSid,
};
use windows_sys::Win32::System::Threading::{
    GetCurrentProcess, GetCurrentThread, OpenProcessToken, OpenThreadToken,
};

use super::paths::wide_text;

/// Memory that the system gave, and takes back.
pub(super) struct FromSystem(pub(super) *mut c_void);

impl Drop for FromSystem {
    fn drop(&mut self) {
        // SAFETY: it is the system's, and nobody uses it any more.
        unsafe { LocalFree(self.0) };
    }
}

/// What a new file or directory is given.
pub(super) struct Descriptor(FromSystem);

impl Descriptor {
    /// Of its text (SDDL).
    pub(super) fn of(text: &str) -> io::Result<Self> {
        let mut made = ptr::null_mut();
        let text = wide_text(text);
        // SAFETY: the text ends with a zero; what is made is kept to be given back.
        let is_made = unsafe {
            ConvertStringSecurityDescriptorToSecurityDescriptorW(
                text.as_ptr(),
                SDDL_REVISION_1,
                &mut made,
                ptr::null_mut(),
            )
        };
        match is_made {
            0 => Err(io::Error::last_os_error()),
            _ => Ok(Self(FromSystem(made))),
        }
    }

    /// As calls take it, for as long as this lives. Nothing inherits the handle.
    pub(super) fn attributes(&self) -> SECURITY_ATTRIBUTES {
        SECURITY_ATTRIBUTES {
            nLength: size_of::<SECURITY_ATTRIBUTES>() as u32,
            lpSecurityDescriptor: self.0.0,
            bInheritHandle: 0,
        }
    }
}

/// Somebody who was allowed something.
pub(super) struct Allowed {
    pub(super) sid: String,
    pub(super) mask: u32,
}

/// Whose something is, and who may do what with it; `None` where everybody may do everything.
pub(super) struct Security {
    pub(super) owner: String,
    pub(super) allowed: Option<Vec<Allowed>>,
}

const ALLOWS: u8 = 0;

/// Of what is open.
pub(super) fn of(opened: BorrowedHandle<'_>) -> io::Result<Security> {
    let (mut owner, mut list, mut descriptor): (PSID, *mut ACL, _) =
        (ptr::null_mut(), ptr::null_mut(), ptr::null_mut());
    let wanted = OWNER_SECURITY_INFORMATION | DACL_SECURITY_INFORMATION;
    // SAFETY: the handle is open; owner and list point into the descriptor, which is kept.
    unsafe {
        let status = GetSecurityInfo(
            opened.as_raw_handle(),
            SE_FILE_OBJECT,
            wanted,
            &mut owner,
            ptr::null_mut(),
            &mut list,
            ptr::null_mut(),
            &mut descriptor,
        );
        if status != 0 {
            return Err(io::Error::from_raw_os_error(status as i32));
        }
        let _descriptor = FromSystem(descriptor);
        let owner = text_of(owner)?;
        let allowed = match list.as_ref() {
            None => None,
            Some(list) => Some(entries(list)?),
        };
        Ok(Security { owner, allowed })
    }
}

/// Those that allow something; the others are not asked.
///
/// # Safety
/// The list is one of the system's.
unsafe fn entries(list: &ACL) -> io::Result<Vec<Allowed>> {
    let mut allowed = Vec::new();
    for number in 0..u32::from(list.AceCount) {
        let mut entry = ptr::null_mut();
        // SAFETY: as the caller promises; an entry of this kind ends with a SID.
        unsafe {
            if GetAce(list, number, &mut entry) == 0 {
                return Err(io::Error::last_os_error());
            }
            let entry = entry.cast::<ACCESS_ALLOWED_ACE>();
            if (*entry).Header.AceType == ALLOWS {
                let sid = (&raw mut (*entry).SidStart).cast();
                allowed.push(Allowed {
                    sid: text_of(sid)?,
                    mask: (*entry).Mask,
                });
            }
        }
    }
    Ok(allowed)
}

/// # Safety
/// It is a SID.
unsafe fn text_of(sid: PSID) -> io::Result<String> {
    let mut text = ptr::null_mut();
    // SAFETY: as the caller promises; the text ends with a zero, and is given back.
    unsafe {
        if ConvertSidToStringSidW(sid, &mut text) == 0 {
            return Err(io::Error::last_os_error());
        }
        let _text = FromSystem(text.cast());
        let mut length = 0;
        while *text.add(length) != 0 {
            length += 1;
        }
        String::from_utf16(std::slice::from_raw_parts(text, length)).map_err(io::Error::other)
    }
}

/// Of the user as whom this thread acts.
pub(super) fn own_sid() -> io::Result<String> {
    // With room for the SID behind it, and as it wants to lie.
    let mut user = [0_u64; 16];
    let room = size_of_val(&user) as u32;
    let mut length = 0;
    let token = own_token()?;
    let place = user.as_mut_ptr();
    // SAFETY: no more is written than there is room for, and the SID lies in it.
    unsafe {
        let token = token.as_raw_handle();
        if GetTokenInformation(token, TokenUser, place.cast(), room, &mut length) == 0 {
            return Err(io::Error::last_os_error());
        }
        text_of((*place.cast::<TOKEN_USER>()).User.Sid)
    }
}

fn own_token() -> io::Result<OwnedHandle> {
    let mut token: HANDLE = ptr::null_mut();
    // SAFETY: what is opened is nobody else's.
    unsafe {
        if OpenThreadToken(GetCurrentThread(), TOKEN_QUERY, 1, &mut token) == 0
            && OpenProcessToken(GetCurrentProcess(), TOKEN_QUERY, &mut token) == 0
        {
            return Err(io::Error::last_os_error());
        }
        Ok(OwnedHandle::from_raw_handle(token))
    }
}

/// Whether this thread acts as an administrator, who is let in everywhere.
pub(super) fn is_administrator() -> bool {
    let mut is_one = 0;
    // SAFETY: zeros are room for a SID, which is then one.
    unsafe {
        let mut sid: [u8; SECURITY_MAX_SID_SIZE as usize] = zeroed();
        let mut length = SECURITY_MAX_SID_SIZE;
        let place = sid.as_mut_ptr().cast();
        let kind = WinBuiltinAdministratorsSid;
        CreateWellKnownSid(kind, ptr::null_mut(), place, &mut length) != 0
            && CheckTokenMembership(ptr::null_mut(), place, &mut is_one) != 0
            && is_one != 0
    }
}
