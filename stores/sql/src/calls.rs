//! The table's functions: from C's arguments to [`Records`], and no panic leaves.

use std::ffi::{CStr, c_char, c_void};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::{ptr, slice};

use crate::database::{Database, Deadline, Failure};
use crate::migration;
use crate::record::Records;
use crate::statements::{Held, Id};
use crate::table::{Code, Functions, Sink};

/// Fills `functions` for the database at `url`.
///
/// # Safety
/// `url` is text that ends with NUL; `functions` and `sink` point at what they say, with their sizes set.
pub unsafe fn fill<D: Database>(
    url: *const c_char,
    functions: *mut Functions,
    sink: *const Sink,
) -> i32 {
    // SAFETY: as the caller promises.
    unsafe {
        guarded(sink, Code::Failed, |_| {
            // The size alone is known before it is compared.
            let size = (&raw const (*functions).size).read();
            if size < size_of::<Functions>() {
                return Err(refused("its libomnifund is of another version"));
            }
            let database = D::of_url(text(url)?).map_err(Failure::Refused)?;
            functions.write(Functions {
                size: size_of::<Functions>(),
                version: Functions::VERSION,
                userdata: Box::into_raw(Box::new(database)).cast(),
                connect: Some(connect::<D>),
                disconnect: Some(disconnect::<D>),
                identify: Some(identify::<D>),
                load: Some(load::<D>),
                lease: Some(lease::<D>),
                swap: Some(swap::<D>),
                release: Some(release::<D>),
                list: Some(list::<D>),
                // Behind a pooler nothing wakes: who waits asks again.
                wait: None,
                destroy: Some(destroy::<D>),
            });
            Ok(Code::Done)
        })
    }
}

/// Makes the table at `url`, or gives the SQL for it as a message.
///
/// # Safety
/// `url` is text that ends with NUL; `sink` points at one with its size set.
pub unsafe fn migrate<D: Database>(
    url: *const c_char,
    deadline_ms: i64,
    run: bool,
    sink: *const Sink,
) -> i32 {
    // SAFETY: as the caller promises.
    unsafe {
        guarded(sink, Code::Failed, |sink| {
            if !run {
                sink.put_message(D::DIALECT.migration);
                return Ok(Code::Done);
            }
            let database = D::of_url(text(url)?).map_err(Failure::Refused)?;
            migration::run(&database, Deadline::within_ms(deadline_ms))
        })
    }
}

unsafe extern "C" fn connect<D: Database>(
    userdata: *mut c_void,
    deadline_ms: i64,
    connection: *mut *mut c_void,
    sink: *const Sink,
) -> i32 {
    // SAFETY: userdata is what `fill` made; the caller gives a place for the connection.
    unsafe {
        connection.write(ptr::null_mut());
        guarded(sink, Code::Failed, |_| {
            let database = &*userdata.cast::<D>();
            let opened = database.connect(Deadline::within_ms(deadline_ms))?;
            connection.write(Box::into_raw(Box::new(opened)).cast());
            Ok(Code::Done)
        })
    }
}

unsafe extern "C" fn disconnect<D: Database>(_: *mut c_void, connection: *mut c_void) {
    if !connection.is_null() {
        // SAFETY: what `connect` made, and nobody uses it any more.
        let connection = unsafe { Box::from_raw(connection.cast::<D::Connection>()) };
        let _ = catch_unwind(AssertUnwindSafe(|| drop(connection)));
    }
}

unsafe extern "C" fn destroy<D: Database>(userdata: *mut c_void) {
    // SAFETY: what `fill` made, and nobody uses it any more.
    drop(unsafe { Box::from_raw(userdata.cast::<D>()) });
}

unsafe extern "C" fn identify<D: Database>(
    _: *mut c_void,
    connection: *mut c_void,
    deadline_ms: i64,
    sink: *const Sink,
) -> i32 {
    // SAFETY: as the caller of the table promises, here and below.
    unsafe {
        asked::<D>(connection, deadline_ms, sink, Code::Failed, |records| {
            records.identify()
        })
    }
}

unsafe extern "C" fn load<D: Database>(
    _: *mut c_void,
    connection: *mut c_void,
    deadline_ms: i64,
    key: *const c_char,
    sink: *const Sink,
) -> i32 {
    unsafe {
        asked::<D>(connection, deadline_ms, sink, Code::Failed, |records| {
            records.load(text(key)?)
        })
    }
}

unsafe extern "C" fn lease<D: Database>(
    _: *mut c_void,
    connection: *mut c_void,
    deadline_ms: i64,
    key: *const c_char,
    owner: *const c_char,
    lasting_ms: i64,
    sink: *const Sink,
) -> i32 {
    unsafe {
        asked::<D>(connection, deadline_ms, sink, Code::Failed, |records| {
            records.lease(text(key)?, id(owner)?, lasting_ms)
        })
    }
}

unsafe extern "C" fn swap<D: Database>(
    _: *mut c_void,
    connection: *mut c_void,
    deadline_ms: i64,
    key: *const c_char,
    owner: *const c_char,
    fence: i64,
    expected: i64,
    write_id: *const c_char,
    bytes: *const u8,
    length: usize,
    sink: *const Sink,
) -> i32 {
    unsafe {
        asked::<D>(connection, deadline_ms, sink, Code::Unknown, |records| {
            let bytes = (!bytes.is_null()).then(|| slice::from_raw_parts(bytes, length));
            let held = held(owner, fence)?;
            records.swap(text(key)?, &held, expected, id(write_id)?, bytes)
        })
    }
}

unsafe extern "C" fn release<D: Database>(
    _: *mut c_void,
    connection: *mut c_void,
    deadline_ms: i64,
    key: *const c_char,
    owner: *const c_char,
    fence: i64,
    sink: *const Sink,
) -> i32 {
    unsafe {
        asked::<D>(connection, deadline_ms, sink, Code::Failed, |records| {
            records.release(text(key)?, &held(owner, fence)?)
        })
    }
}

unsafe extern "C" fn list<D: Database>(
    _: *mut c_void,
    connection: *mut c_void,
    deadline_ms: i64,
    after: *const c_char,
    up_to: *const c_char,
    limit: i64,
    sink: *const Sink,
) -> i32 {
    unsafe {
        asked::<D>(connection, deadline_ms, sink, Code::Failed, |records| {
            records.list(text(after)?, text(up_to)?, limit)
        })
    }
}

/// # Safety
/// `connection` is one of `connect`'s that nobody else uses now; `sink` as for [`guarded`].
unsafe fn asked<D: Database>(
    connection: *mut c_void,
    deadline_ms: i64,
    sink: *const Sink,
    panicked: Code,
    call: impl FnOnce(&mut Records<D::Connection>) -> Result<Code, Failure>,
) -> i32 {
    // SAFETY: as the caller promises.
    unsafe {
        guarded(sink, panicked, |sink| {
            call(&mut Records {
                connection: &mut *connection.cast(),
                dialect: &D::DIALECT,
                deadline: Deadline::within_ms(deadline_ms),
                sink,
            })
        })
    }
}

/// # Safety
/// `sink` points at one with its size set.
unsafe fn guarded(
    sink: *const Sink,
    panicked: Code,
    call: impl FnOnce(&Sink) -> Result<Code, Failure>,
) -> i32 {
    // SAFETY: as the caller promises; of one that is smaller there is nothing to read but its size.
    let sink = unsafe {
        if (&raw const (*sink).size).read() < size_of::<Sink>() {
            return Code::Failed as i32;
        }
        &*sink
    };
    let outcome = catch_unwind(AssertUnwindSafe(|| call(sink)));
    let (code, why) = match outcome {
        Ok(Ok(code)) => return code as i32,
        Ok(Err(Failure::Unreachable(why) | Failure::Collided(why))) => (Code::Unreachable, why),
        Ok(Err(Failure::Unknown(why))) if panicked == Code::Unknown => (Code::Unknown, why),
        // What changes nothing that matters is asked once more.
        Ok(Err(Failure::Unknown(why))) => (Code::Unreachable, why),
        Ok(Err(Failure::Refused(why))) => (Code::Failed, why),
        Err(_) => (panicked, "the store's library panicked".to_owned()),
    };
    sink.put_message(&why);
    code as i32
}

/// # Safety
/// Text that ends with NUL, or NULL.
unsafe fn text<'text>(text: *const c_char) -> Result<&'text str, Failure> {
    if text.is_null() {
        return Err(refused("a text is NULL"));
    }
    // SAFETY: as the caller promises.
    let text = unsafe { CStr::from_ptr(text) };
    text.to_str().map_err(|_| refused("a text is no UTF-8"))
}

/// # Safety
/// As for [`text`].
unsafe fn id<'text>(id: *const c_char) -> Result<Id<'text>, Failure> {
    // SAFETY: as the caller promises.
    Id::of(unsafe { text(id)? }).ok_or_else(|| refused("an id is not 32 hex digits"))
}

/// # Safety
/// As for [`text`].
unsafe fn held<'text>(owner: *const c_char, fence: i64) -> Result<Held<'text>, Failure> {
    // SAFETY: as the caller promises.
    let owner = unsafe { id(owner)? };
    Ok(Held { owner, fence })
}

fn refused(why: &str) -> Failure {
    Failure::Refused(why.to_owned())
}
