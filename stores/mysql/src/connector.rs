//! What is needed of MariaDB's Connector/C, as its `mysql.h` declares it.

#![allow(
    clippy::upper_case_acronyms,
    non_camel_case_types,
    reason = "C names are C's"
)]

use std::ffi::{c_char, c_int, c_uint, c_ulong, c_void};

pub(crate) enum MYSQL {}
pub(crate) enum MYSQL_RES {}
pub(crate) type MYSQL_ROW = *mut *mut c_char;

pub(crate) const MYSQL_READ_DEFAULT_FILE: c_int = 4;
pub(crate) const MYSQL_READ_DEFAULT_GROUP: c_int = 5;
pub(crate) const MYSQL_SET_CHARSET_NAME: c_int = 7;
pub(crate) const MYSQL_OPT_LOCAL_INFILE: c_int = 8;
pub(crate) const MYSQL_OPT_SSL_VERIFY_SERVER_CERT: c_int = 21;
pub(crate) const MYSQL_OPT_SSL_KEY: c_int = 25;
pub(crate) const MYSQL_OPT_SSL_CERT: c_int = 26;
pub(crate) const MYSQL_OPT_SSL_CA: c_int = 27;
pub(crate) const MYSQL_OPT_SSL_CAPATH: c_int = 28;
pub(crate) const MYSQL_OPT_SSL_ENFORCE: c_int = 38;
pub(crate) const MYSQL_OPT_NONBLOCK: c_int = 6000;

/// Rows that an `UPDATE` found, whether or not it changed them.
pub(crate) const CLIENT_FOUND_ROWS: c_ulong = 2;

pub(crate) const MYSQL_WAIT_READ: c_int = 1;
pub(crate) const MYSQL_WAIT_WRITE: c_int = 2;
pub(crate) const MYSQL_WAIT_EXCEPT: c_int = 4;
pub(crate) const MYSQL_WAIT_TIMEOUT: c_int = 8;

#[link(name = "mariadb")]
unsafe extern "C" {
    pub(crate) fn mysql_server_init(
        count: c_int,
        arguments: *const *const c_char,
        groups: *const *const c_char,
    ) -> c_int;
    pub(crate) fn mysql_init(mysql: *mut MYSQL) -> *mut MYSQL;
    pub(crate) fn mysql_close(mysql: *mut MYSQL);
    pub(crate) fn mysql_options(mysql: *mut MYSQL, option: c_int, value: *const c_void) -> c_int;
    pub(crate) fn mysql_get_socket(mysql: *mut MYSQL) -> c_int;
    pub(crate) fn mysql_get_timeout_value_ms(mysql: *const MYSQL) -> c_uint;
    pub(crate) fn mysql_errno(mysql: *mut MYSQL) -> c_uint;
    pub(crate) fn mysql_error(mysql: *mut MYSQL) -> *const c_char;

    pub(crate) fn mysql_real_connect_start(
        opened: *mut *mut MYSQL,
        mysql: *mut MYSQL,
        host: *const c_char,
        user: *const c_char,
        password: *const c_char,
        database: *const c_char,
        port: c_uint,
        socket: *const c_char,
        flags: c_ulong,
    ) -> c_int;
    pub(crate) fn mysql_real_connect_cont(
        opened: *mut *mut MYSQL,
        mysql: *mut MYSQL,
        ready: c_int,
    ) -> c_int;

    pub(crate) fn mysql_real_query_start(
        error: *mut c_int,
        mysql: *mut MYSQL,
        query: *const c_char,
        length: c_ulong,
    ) -> c_int;
    pub(crate) fn mysql_real_query_cont(
        error: *mut c_int,
        mysql: *mut MYSQL,
        ready: c_int,
    ) -> c_int;
    pub(crate) fn mysql_store_result_start(result: *mut *mut MYSQL_RES, mysql: *mut MYSQL)
    -> c_int;
    pub(crate) fn mysql_store_result_cont(
        result: *mut *mut MYSQL_RES,
        mysql: *mut MYSQL,
        ready: c_int,
    ) -> c_int;

    pub(crate) fn mysql_field_count(mysql: *mut MYSQL) -> c_uint;
    pub(crate) fn mysql_affected_rows(mysql: *mut MYSQL) -> u64;
    pub(crate) fn mysql_num_fields(result: *mut MYSQL_RES) -> c_uint;
    pub(crate) fn mysql_fetch_row(result: *mut MYSQL_RES) -> MYSQL_ROW;
    pub(crate) fn mysql_fetch_lengths(result: *mut MYSQL_RES) -> *const c_ulong;
    pub(crate) fn mysql_free_result(result: *mut MYSQL_RES);
}
