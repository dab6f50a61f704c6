//! `omnifund_token`
//!
//! One piece of memory, since programs ask for a token with every request: words that tell its size and
//! its numbers and where its strings begin, then the strings.

use std::ffi::c_char;
use std::ptr;

use zeroize::Zeroize;

use super::guard::infallible;
use crate::session::Exported;
use crate::token::TokenSet;

/// What a grant brought, or a session. Immutable: any thread may read it. Its strings live as long as
/// it does, and are wiped when it is freed.
pub struct omnifund_token {
    /// The words behind it are reached by [`Word`] only.
    _words: [u64; 0],
}

/// What stands in which word.
#[derive(Clone, Copy)]
enum Word {
    /// How many words there are, these included.
    Size,
    ExpiresIn,
    ExpiresAt,
    /// Where a string begins, in bytes from the first word; 0 where there is none.
    AccessToken,
    RefreshToken,
    TokenType,
    Scope,
}

const WORDS: usize = Word::Scope as usize + 1;

/// What is put into one.
#[derive(Default)]
struct Contents<'a> {
    access_token: Option<&'a str>,
    refresh_token: Option<&'a str>,
    token_type: Option<&'a str>,
    scope: Option<&'a str>,
    expires_in: Option<i64>,
    expires_at: Option<i64>,
}

impl Contents<'_> {
    fn give(&self) -> *mut omnifund_token {
        let texts = [
            (Word::AccessToken, self.access_token),
            (Word::RefreshToken, self.refresh_token),
            (Word::TokenType, self.token_type),
            (Word::Scope, self.scope),
        ];
        let bytes: usize = texts
            .iter()
            .filter_map(|(_, text)| text.map(|text| text.len() + 1))
            .sum();
        let mut words = vec![0_u64; WORDS + bytes.div_ceil(size_of::<u64>())].into_boxed_slice();
        words[Word::Size as usize] = words.len() as u64;
        words[Word::ExpiresIn as usize] = self.expires_in.unwrap_or(0) as u64;
        words[Word::ExpiresAt as usize] = self.expires_at.unwrap_or(0) as u64;
        let mut at = WORDS * size_of::<u64>();
        for (word, text) in texts {
            let Some(text) = text else {
                continue;
            };
            words[word as usize] = at as u64;
            at += write(&mut words, at, text) + 1;
        }
        Box::into_raw(words).cast()
    }
}

/// Writes a string as C reads it, from byte `at` on, and tells its length. What stands behind a NUL would
/// be out of C's sight, so NULs are left out.
fn write(words: &mut [u64], at: usize, text: &str) -> usize {
    let size = size_of_val(words);
    // SAFETY: all of a word's bytes may be written, one by one.
    let bytes = unsafe { std::slice::from_raw_parts_mut(words.as_mut_ptr().cast::<u8>(), size) };
    let room = &mut bytes[at..at + text.len()];
    if !text.as_bytes().contains(&0) {
        room.copy_from_slice(text.as_bytes());
        return text.len();
    }
    let kept = text.bytes().filter(|byte| *byte != 0);
    room.iter_mut()
        .zip(kept)
        .map(|(place, byte)| *place = byte)
        .count()
}

pub(super) fn of(token: &TokenSet) -> *mut omnifund_token {
    Contents {
        access_token: Some(token.access_token().expose()),
        refresh_token: token.refresh_token().map(|token| token.expose()),
        token_type: token.token_type(),
        scope: token.scope(),
        expires_in: token.expires_in(),
        expires_at: token.expires_at(),
    }
    .give()
}

pub(super) fn of_exported(pair: &Exported) -> *mut omnifund_token {
    Contents {
        access_token: pair.access_token.as_ref().map(|token| token.expose()),
        refresh_token: Some(pair.refresh_token.expose()),
        expires_at: pair.expires_at,
        ..Contents::default()
    }
    .give()
}

/// A word of a token; 0 for NULL.
///
/// # Safety
/// `token` is NULL or from [`of`] or [`of_exported`], and is not freed meanwhile.
unsafe fn word(token: *const omnifund_token, word: Word) -> u64 {
    infallible(0, || {
        if token.is_null() {
            return 0;
        }
        // SAFETY: as the caller promises; each token has all these words.
        unsafe { token.cast::<u64>().add(word as usize).read() }
    })
}

/// A string of a token; NULL where it has none, and for NULL.
///
/// # Safety
/// As for [`word`].
unsafe fn text(token: *const omnifund_token, place: Word) -> *const c_char {
    // SAFETY: as the caller promises; the string lies within the token.
    unsafe {
        match word(token, place) {
            0 => ptr::null(),
            at => token.cast::<c_char>().add(at as usize),
        }
    }
}

/// The access token, for the header "Authorization: Bearer ...", with a capital B. NULL for an exported
/// pair without one, and for NULL. Borrowed from the token. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_token_access_token(
    token: *const omnifund_token,
) -> *const c_char {
    unsafe { text(token, Word::AccessToken) }
}

/// The refresh token, good for one refresh. NULL where the server gave none: after a refresh, the
/// one that was sent stays good (RFC 6749 section 6). NULL for NULL. Borrowed from the token. Never
/// blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_token_refresh_token(
    token: *const omnifund_token,
) -> *const c_char {
    unsafe { text(token, Word::RefreshToken) }
}

/// The token type as the server wrote it, mostly "bearer"; in a request it is written "Bearer"
/// whatever stands here. NULL where the server gave none, and for NULL. Borrowed from the token.
/// Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_token_token_type(token: *const omnifund_token) -> *const c_char {
    unsafe { text(token, Word::TokenType) }
}

/// The scope, space-separated. NULL where it was null or absent, and for NULL. Borrowed from the
/// token. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_token_scope(token: *const omnifund_token) -> *const c_char {
    unsafe { text(token, Word::Scope) }
}

/// How many seconds the access token lives from the moment the request left, 0 to 315360000 (ten
/// years): less is read as 0, more as ten years, digits in a string as a number. 0 also where the
/// server gave nothing of the kind, and for NULL. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_token_expires_in(token: *const omnifund_token) -> i64 {
    unsafe { word(token, Word::ExpiresIn) as i64 }
}

/// The end of the access token as a Unix time in seconds by this machine's clock: the moment the
/// request left, and expires_in more. 0 where the server gave no expires_in, and for NULL. Never
/// blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_token_expires_at(token: *const omnifund_token) -> i64 {
    unsafe { word(token, Word::ExpiresAt) as i64 }
}

/// Ends a token, and wipes its strings. NULL does nothing. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_token_free(token: *mut omnifund_token) {
    infallible((), || {
        if token.is_null() {
            return;
        }
        // SAFETY: the header's manual; the first word tells how many were made into a box.
        let mut words = unsafe {
            let size = word(token, Word::Size) as usize;
            Box::from_raw(ptr::slice_from_raw_parts_mut(token.cast::<u64>(), size))
        };
        words.zeroize();
    });
}
