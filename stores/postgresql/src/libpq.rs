//! What is needed of libpq, as its `libpq-fe.h` declares it. It has not changed since version 9.

use std::ffi::{c_char, c_int, c_uint, c_void};

pub(crate) enum PGconn {}
pub(crate) enum PGresult {}

#[repr(C)]
pub(crate) struct PQconninfoOption {
    pub(crate) keyword: *mut c_char,
    pub(crate) envvar: *mut c_char,
    pub(crate) compiled: *mut c_char,
    pub(crate) val: *mut c_char,
    pub(crate) label: *mut c_char,
    pub(crate) dispchar: *mut c_char,
    pub(crate) dispsize: c_int,
}

pub(crate) const CONNECTION_OK: c_uint = 0;
pub(crate) const CONNECTION_BAD: c_uint = 1;

pub(crate) const PGRES_POLLING_FAILED: c_uint = 0;
pub(crate) const PGRES_POLLING_READING: c_uint = 1;
pub(crate) const PGRES_POLLING_WRITING: c_uint = 2;
pub(crate) const PGRES_POLLING_OK: c_uint = 3;

pub(crate) const PGRES_COMMAND_OK: c_uint = 1;
pub(crate) const PGRES_TUPLES_OK: c_uint = 2;

pub(crate) const PG_DIAG_SQLSTATE: c_int = b'C' as c_int;
pub(crate) const PG_DIAG_MESSAGE_PRIMARY: c_int = b'M' as c_int;

type NoticeReceiver = Option<unsafe extern "C" fn(*mut c_void, *const PGresult)>;

#[link(name = "pq")]
unsafe extern "C" {
    pub(crate) fn PQconninfoParse(
        conninfo: *const c_char,
        errmsg: *mut *mut c_char,
    ) -> *mut PQconninfoOption;
    pub(crate) fn PQconninfoFree(options: *mut PQconninfoOption);
    pub(crate) fn PQfreemem(memory: *mut c_void);

    pub(crate) fn PQconnectStartParams(
        keywords: *const *const c_char,
        values: *const *const c_char,
        expand_dbname: c_int,
    ) -> *mut PGconn;
    pub(crate) fn PQconnectPoll(connection: *mut PGconn) -> c_uint;
    pub(crate) fn PQfinish(connection: *mut PGconn);
    pub(crate) fn PQstatus(connection: *const PGconn) -> c_uint;
    pub(crate) fn PQsocket(connection: *const PGconn) -> c_int;
    pub(crate) fn PQerrorMessage(connection: *const PGconn) -> *const c_char;
    pub(crate) fn PQsetnonblocking(connection: *mut PGconn, on: c_int) -> c_int;
    pub(crate) fn PQsetNoticeReceiver(
        connection: *mut PGconn,
        receiver: NoticeReceiver,
        argument: *mut c_void,
    ) -> NoticeReceiver;

    pub(crate) fn PQsendQuery(connection: *mut PGconn, query: *const c_char) -> c_int;
    pub(crate) fn PQflush(connection: *mut PGconn) -> c_int;
    pub(crate) fn PQconsumeInput(connection: *mut PGconn) -> c_int;
    pub(crate) fn PQisBusy(connection: *mut PGconn) -> c_int;
    pub(crate) fn PQgetResult(connection: *mut PGconn) -> *mut PGresult;

    pub(crate) fn PQresultStatus(result: *const PGresult) -> c_uint;
    pub(crate) fn PQresultErrorField(result: *const PGresult, field: c_int) -> *const c_char;
    pub(crate) fn PQcmdTuples(result: *mut PGresult) -> *const c_char;
    pub(crate) fn PQntuples(result: *const PGresult) -> c_int;
    pub(crate) fn PQnfields(result: *const PGresult) -> c_int;
    pub(crate) fn PQgetvalue(result: *const PGresult, row: c_int, column: c_int) -> *const c_char;
    pub(crate) fn PQgetisnull(result: *const PGresult, row: c_int, column: c_int) -> c_int;
    pub(crate) fn PQclear(result: *mut PGresult);
}
