//! `omnifund_token`
//!
//! One piece of memory, since programs ask for a token with every request: words that tell its size and
//! its numbers and where its strings begin, then the strings. What reads and ends one looks at memory alone:
//! nothing in it can panic, so it passes no guard.

use std::alloc::{Layout, alloc, dealloc, handle_alloc_error};
use std::ffi::c_char;
use std::ptr::{self, NonNull};

use super::handle::{self, Handle, Owned, Ownership};
use super::kinds::{Milliseconds, Seconds, SecretChar, UnixTime};
use crate::session::Exported;
use crate::token::TokenSet;

/// What a grant brought, or a session. Immutable: any thread may read it. Its strings live as long as
/// it does, and are wiped when it is freed.
pub struct omnifund_token {
    /// The words behind it are reached by [`Word`] only.
    _words: [u64; 0],
}

impl Handle for omnifund_token {
    type Ownership = InOnePiece;
}

/// The first word tells how many there are.
pub(super) enum InOnePiece {}

impl Ownership<omnifund_token> for InOnePiece {
    #[inline(always)]
    unsafe fn end(handle: NonNull<omnifund_token>) {
        // SAFETY: as the caller promises, it is from `Contents::made`.
        unsafe {
            let size = word(handle.as_ptr(), Word::Size) as usize;
            dealloc(handle.as_ptr().cast(), layout(size));
        }
    }
}

/// What stands in which word.
#[derive(Clone, Copy)]
enum Word {
    /// How many words there are, these included.
    Size,
    ExpiresIn,
    ExpiresAt,
    FreshFor,
    /// Where a string begins, in bytes from the first word; 0 where there is none.
    AccessToken,
    RefreshToken,
    TokenType,
    Scope,
}

const WORDS: usize = Word::Scope as usize + 1;
const WORD: usize = size_of::<u64>();

/// What is put into one. No string has a NUL in it: what stands behind one would be out of C's sight.
#[derive(Default)]
struct Contents<'a> {
    access_token: Option<&'a str>,
    refresh_token: Option<&'a str>,
    token_type: Option<&'a str>,
    scope: Option<&'a str>,
    expires_in: Option<i64>,
    expires_at: Option<i64>,
    fresh_for: i64,
}

impl Contents<'_> {
    /// Each word and each byte is written once: allocators give zeroed memory by a slower way, and all
    /// of this is done with every request. The crate is optimised for size, hence the attribute.
    #[inline(always)]
    fn made(self) -> Owned<omnifund_token> {
        let with_nul = |text: Option<&str>| text.map_or(0, |text| text.len() + 1);
        let bytes = with_nul(self.access_token)
            + with_nul(self.refresh_token)
            + with_nul(self.token_type)
            + with_nul(self.scope);
        let size = WORDS + bytes.div_ceil(WORD);
        // SAFETY: there are `size` words, and not none. The last one is written first, since the strings may
        // leave its end; then the numbers, and for each string its word and its bytes, one behind the other.
        unsafe {
            let Some(piece) = NonNull::new(alloc(layout(size))) else {
                handle_alloc_error(layout(size));
            };
            let words = piece.as_ptr().cast::<u64>();
            words.add(size - 1).write(0);
            let number = |word: Word, number: i64| words.add(word as usize).write(number as u64);
            number(Word::Size, size as i64);
            number(Word::ExpiresIn, self.expires_in.unwrap_or(0));
            number(Word::ExpiresAt, self.expires_at.unwrap_or(0));
            number(Word::FreshFor, self.fresh_for);
            let at = WORDS * WORD;
            let at = put(words, Word::AccessToken, at, self.access_token);
            let at = put(words, Word::RefreshToken, at, self.refresh_token);
            let at = put(words, Word::TokenType, at, self.token_type);
            put(words, Word::Scope, at, self.scope);
            Owned::made(piece.cast())
        }
    }
}

/// Of so many words.
#[inline(always)]
fn layout(words: usize) -> Layout {
    // SAFETY: the alignment is one, and what lies in memory rounds up to no more than there is.
    unsafe { Layout::from_size_align_unchecked(words * WORD, align_of::<u64>()) }
}

/// Writes a string's word, and the string with a NUL from byte `at` on; tells where the next one begins.
///
/// # Safety
/// There are bytes for both.
unsafe fn put(words: *mut u64, word: Word, at: usize, text: Option<&str>) -> usize {
    // SAFETY: as the caller promises.
    unsafe {
        let Some(text) = text else {
            words.add(word as usize).write(0);
            return at;
        };
        words.add(word as usize).write(at as u64);
        let start = words.cast::<u8>().add(at);
        ptr::copy_nonoverlapping(text.as_ptr(), start, text.len());
        start.add(text.len()).write(0);
        at + text.len() + 1
    }
}

/// Of a raw grant: nobody but the program looks after it.
pub(super) fn of(token: &TokenSet) -> Owned<omnifund_token> {
    of_session(token, 0)
}

/// Of a session, which looks after it for so many milliseconds.
#[inline(always)]
pub(super) fn of_session(token: &TokenSet, fresh_for: i64) -> Owned<omnifund_token> {
    Contents {
        access_token: Some(token.access_token().expose()),
        refresh_token: token.refresh_token().map(|token| token.expose()),
        token_type: token.token_type(),
        scope: token.scope(),
        expires_in: token.expires_in(),
        expires_at: token.expires_at(),
        fresh_for,
    }
    .made()
}

pub(super) fn of_exported(pair: &Exported) -> Owned<omnifund_token> {
    Contents {
        access_token: pair.access_token.as_ref().map(|token| token.expose()),
        refresh_token: Some(pair.refresh_token.expose()),
        expires_at: pair.expires_at,
        ..Contents::default()
    }
    .made()
}

/// A word of a token; 0 for NULL.
///
/// # Safety
/// `token` is NULL or from [`of`] or [`of_exported`], and is not freed meanwhile.
#[inline(always)]
unsafe fn word(token: *const omnifund_token, word: Word) -> u64 {
    if token.is_null() {
        return 0;
    }
    // SAFETY: as the caller promises; each token has all these words.
    unsafe { token.cast::<u64>().add(word as usize).read() }
}

/// A string of a token; NULL where it has none, and for NULL.
///
/// # Safety
/// As for [`word`].
unsafe fn text(token: *const omnifund_token, of: Word) -> *const c_char {
    // SAFETY: as the caller promises; the string lies within the token.
    unsafe {
        match word(token, of) {
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
) -> *const SecretChar {
    unsafe { text(token, Word::AccessToken) }
}

/// The refresh token, good for one refresh. NULL where the server gave none: after a refresh, the
/// one that was sent stays good (RFC 6749 section 6). NULL for NULL. Borrowed from the token. Never
/// blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_token_refresh_token(
    token: *const omnifund_token,
) -> *const SecretChar {
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
pub unsafe extern "C" fn omnifund_token_expires_in(token: *const omnifund_token) -> Seconds {
    unsafe { word(token, Word::ExpiresIn) as i64 }
}

/// The end of the access token as a Unix time in seconds by this machine's clock: the moment the
/// request left, and expires_in more. 0 where the server gave no expires_in, and for NULL. Never
/// blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_token_expires_at(token: *const omnifund_token) -> UnixTime {
    unsafe { word(token, Word::ExpiresAt) as i64 }
}

/// For how many milliseconds from when it was handed out a session's token needs nothing: until then
/// omnifund_session_token would give the same one again, unless it was rejected, signed out or refreshed
/// meanwhile. For programs to which a call costs much. 0 for a token near its end, for one of a raw grant,
/// and for NULL. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_token_fresh_for(token: *const omnifund_token) -> Milliseconds {
    unsafe { word(token, Word::FreshFor) as i64 }
}

/// Ends a token, and wipes its strings. NULL does nothing. Never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn omnifund_token_free(token: *mut omnifund_token) {
    unsafe { handle::free(token) };
}

#[cfg(test)]
mod tests {
    use std::ffi::CStr;
    use std::time::UNIX_EPOCH;

    use super::*;
    use crate::secret::Secret;
    use crate::token::Life;

    fn read(text: *const c_char) -> Option<String> {
        // SAFETY: a string of a token that is not freed yet, or NULL.
        let text = (!text.is_null()).then(|| unsafe { CStr::from_ptr(text) });
        text.map(|text| text.to_str().unwrap().to_owned())
    }

    #[test]
    fn a_token_is_read_as_it_was_whatever_its_strings_lengths() {
        for length in 1..40 {
            let word = "x".repeat(length);
            for (token_type, shown) in [
                (None, None),
                (Some(""), Some("")),
                (Some("bearer"), Some("bearer")),
            ] {
                let token = TokenSet {
                    access_token: Secret::from(word.as_str()),
                    refresh_token: Some(Secret::from("refresh")),
                    token_type: token_type.map(str::to_owned),
                    scope: Some(word.clone()),
                    life: Life::new(Some(3600), UNIX_EPOCH),
                };
                let token = of(&token).into_c();
                // SAFETY: it was just made, and is freed last.
                unsafe {
                    assert_eq!(read(omnifund_token_access_token(token)), Some(word.clone()));
                    assert_eq!(
                        read(omnifund_token_refresh_token(token)).as_deref(),
                        Some("refresh")
                    );
                    assert_eq!(read(omnifund_token_token_type(token)).as_deref(), shown);
                    assert_eq!(read(omnifund_token_scope(token)), Some(word.clone()));
                    assert_eq!(omnifund_token_expires_in(token), 3600);
                    assert_eq!(omnifund_token_expires_at(token), 3600);
                    omnifund_token_free(token);
                }
            }
        }
    }
}
