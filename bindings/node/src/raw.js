// Made by tools/interface from omnifund-api.json; edits here are lost.
'use strict';

/**
 * The C interface as it is; classes.js has classes over it. What functions give is the caller's to end, by the
 * function of its noun that ends in _free; texts are copied. Those that block have an async beside them, as each
 * function of koffi's.
 */

const koffi = require('koffi');
const { library } = require('./library.js');

/**
 * Ends what `userdata` points to. It is called once, when the library has no more need of it, on whatever thread
 * that is; it must not call the library.
 */
exports.UserdataCallback = koffi.proto('omnifund_userdata_callback', 'void', ['void *']);

/** Takes a line of the log. `message` is valid during the call only. */
exports.LogCallback = koffi.proto('omnifund_log_callback', 'void', ['void *', 'int32_t', 'str']);

/** Takes a line of the log with what a machine can read. `entry` is valid during the call only. */
exports.LogEntryCallback = koffi.proto('omnifund_log_entry_callback', 'void', ['void *', 'void *']);

/**
 * Puts the next bytes of a body into `buffer`, `room` of them at most. Returns how many it has put there: 0 at the
 * end, and -1 where it can't go on.
 */
exports.BodyCallback = koffi.proto('omnifund_body_callback', 'int64_t', ['void *', 'void *', 'int64_t']);

/**
 * Takes the next bytes of an answer's body, `length` of them; `bytes` is valid during the call only. Returns 1, or
 * 0 to end the request.
 */
exports.OutputCallback = koffi.proto('omnifund_output_callback', 'int32_t', ['void *', 'void *', 'int64_t']);

/**
 * Told of each session that was kept alive: `err` is NULL where it was refreshed, else why not. `username` is
 * empty where its record can't be read. `username` and `err` are borrowed for the call.
 */
exports.KeptAliveCallback = koffi.proto('omnifund_kept_alive_callback', 'void', ['void *', 'str', 'void *']);

/**
 * Where a function of omnifund_store_functions puts what it found, before it returns. Each takes `call` first;
 * what it is given need not outlive it. The functions are the library's, valid during that call alone.
 */
exports.StoreSink = koffi.struct('omnifund_store_sink', {
  /** The size of this structure, since later libraries may add to its end. */
  size: 'size_t',
  /** Handed to each function as it is. */
  call: 'void *',
  /**
   * Takes the record that `load` found: its version, the write id of the swap that made it, and for how long it
   * has stood there by the store's own clock; -1 where the store can't tell.
   */
  record: koffi.pointer(koffi.proto('omnifund_store_sink_record', 'void', ['void *', 'int64_t', 'str', 'int64_t', 'void *', 'size_t'])),
  /**
   * Takes what `lease` found. With OMNIFUND_STORE_ANSWER_DONE its fence, and how much is left of it; with
   * OMNIFUND_STORE_ANSWER_BUSY how much is left of the other's.
   */
  lease: koffi.pointer(koffi.proto('omnifund_store_sink_lease', 'void', ['void *', 'int64_t', 'int64_t'])),
  /** Takes a key that `list` found, in their order, and the store's id from `identify`. */
  key: koffi.pointer(koffi.proto('omnifund_store_sink_key', 'void', ['void *', 'str'])),
  /**
   * Takes what went wrong, for a person who reads it in an error: what was tried, and what came back. Never a
   * secret: no password of a url.
   */
  message: koffi.pointer(koffi.proto('omnifund_store_sink_message', 'void', ['void *', 'str'])),
});

/**
 * A store of somebody else's: sealed records in a database, over a connection that the program has, or over one of
 * a library's. It is a dumb keeper: sealing, waiting and the journal are this library's.
 *
 * All functions but `wait` and `destroy` must be there. Each takes `userdata` first, and answers an
 * omnifund_store_answer. One connection is used by one thread at a time, which need not be the thread that it was
 * made on; several connections may be at work at once, on several threads, where the program uses the store on
 * several. A connection is made when a call needs one, ended when no call needs it any more, and never used, nor
 * ended, in a process that was forked since: there another one is made. A function calls nothing of this library
 * but the functions of the sink that it is given. Nothing may be thrown, and no longjmp made, out of a function:
 * catch what your language throws, and answer.
 *
 * Texts end with a NUL and are ASCII: a key is at most 80 characters long, and keys are ordered by their bytes;
 * `owner` and `write_id` are 32 hexadecimal digits each. A record has at most 1048576 bytes. `deadline_ms` is how
 * long the call may take: then answer, at the latest.
 *
 * A lease is a row of its own, beside the record's, and outlives it: its fence only grows, also where the record
 * was taken away. Whether a lease has ended is for the store's own clock to say, and for nobody else's.
 *
 * A library that brings stores by a url ("postgresql://...") exports one function, and connects to nothing in it:
 * int32_t omnifund_store_library_1(const char *url, omnifund_store_functions *functions, const omnifund_store_sink
 * *sink). It sets what `functions` points to, whose `size` and `version` are set already and say what there is
 * room for, and answers OMNIFUND_STORE_ANSWER_DONE, or OMNIFUND_STORE_ANSWER_FAILED with a message where the url
 * is none of its own.
 */
exports.StoreFunctions = koffi.struct('omnifund_store_functions', {
  /** The size of this structure, since later headers may add to its end. */
  size: 'size_t',
  /** Of this table: 1. */
  version: 'uint32_t',
  /** Handed to each function as it is. */
  userdata: 'void *',
  /** Makes a connection, and puts it into `connection`. */
  connect: koffi.pointer(koffi.proto('omnifund_store_functions_connect', 'int32_t', ['void *', 'int64_t', 'void *', 'void *'])),
  /** Ends a connection. Never called in a forked child for one that its parent made. */
  disconnect: koffi.pointer(koffi.proto('omnifund_store_functions_disconnect', 'void', ['void *', 'void *'])),
  /**
   * Gives the store's id to `key` of the sink: 32 hexadecimal digits, chosen at random once, when the store was
   * made, and copied with it.
   */
  identify: koffi.pointer(koffi.proto('omnifund_store_functions_identify', 'int32_t', ['void *', 'void *', 'int64_t', 'void *'])),
  /**
   * Reads a record. Where there is none, OMNIFUND_STORE_ANSWER_DONE without a call of `record` says so. It reads
   * what was swapped last, and nothing older: no replica that lags behind.
   */
  load: koffi.pointer(koffi.proto('omnifund_store_functions_load', 'int32_t', ['void *', 'void *', 'int64_t', 'str', 'void *'])),
  /**
   * Tries to take the lease of a record, which need not be there, and does not wait for it. It is free where
   * nobody ever had it, where it was released or has ended, and where this owner has it: then it begins anew, to
   * last `lasting_ms` from now, with a fence greater than any before.
   */
  lease: koffi.pointer(koffi.proto(
    'omnifund_store_functions_lease',
    'int32_t',
    ['void *', 'void *', 'int64_t', 'str', 'str', 'int64_t', 'void *'],
  )),
  /**
   * Puts `bytes` in the place of version `expected`, as version `expected` + 1, together with `write_id`; 0 is a
   * record that is not there. In one step: only while `owner` has the lease of `key` with this fence, and it has
   * not ended (else OMNIFUND_STORE_ANSWER_LOST), and only where the version is `expected` (else
   * OMNIFUND_STORE_ANSWER_CONFLICT). Where `bytes` is NULL, the record is taken away. `bytes` may be NULL.
   */
  swap: koffi.pointer(koffi.proto(
    'omnifund_store_functions_swap',
    'int32_t',
    ['void *', 'void *', 'int64_t', 'str', 'str', 'int64_t', 'int64_t', 'str', 'void *', 'size_t', 'void *'],
  )),
  /** Ends a lease early, where it still is the owner's with this fence; else it does nothing. The fence stays. */
  release: koffi.pointer(koffi.proto(
    'omnifund_store_functions_release',
    'int32_t',
    ['void *', 'void *', 'int64_t', 'str', 'str', 'int64_t', 'void *'],
  )),
  /**
   * Gives the keys of records, `limit` at most, that lie behind `after` and before `up_to`, in the order of their
   * bytes. A record that is there during all of a listing is in it, whatever else changes meanwhile.
   */
  list: koffi.pointer(koffi.proto(
    'omnifund_store_functions_list',
    'int32_t',
    ['void *', 'void *', 'int64_t', 'str', 'str', 'int64_t', 'void *'],
  )),
  /**
   * Waits until the lease of a record may have become free, for `at_most_ms` at most. It may return at any time
   * before. NULL where the store can't tell: then the library asks `lease` now and then.
   */
  wait: koffi.pointer(koffi.proto('omnifund_store_functions_wait', 'int32_t', ['void *', 'void *', 'str', 'int64_t', 'void *'])),
  /**
   * Ends `userdata`, once, when the store and all that was opened in it have ended and no function is at work any
   * more. NULL where there is nothing to end.
   */
  destroy: koffi.pointer(koffi.proto('omnifund_store_functions_destroy', 'void', ['void *'])),
});

/**
 * The version of the library, such as "0.1.0". It is static: valid for ever, not to be freed. Never blocks, any
 * thread.
 */
exports.omnifund_version = library.func('omnifund_version', 'str', []);

/**
 * The number of the binary interface, 1. It is raised when a program compiled against an older header would go
 * wrong; functions and constants are added without raising it. A program that loads the library at run time
 * compares it with its header's OMNIFUND_ABI_VERSION. Never blocks, any thread.
 */
exports.omnifund_abi_version = library.func('omnifund_abi_version', 'int32_t', []);

/** The code: an omnifund_code, the same that the function returned. OMNIFUND_OK for NULL. Never blocks. */
exports.omnifund_error_code = library.func('omnifund_error_code', 'int32_t', ['void *']);

/**
 * What to do: an omnifund_advice. OMNIFUND_ADVICE_NONE for NULL. A program that switches on this alone goes on
 * working when codes are added. Never blocks.
 */
exports.omnifund_error_advice = library.func('omnifund_error_advice', 'int32_t', ['void *']);

/** What became of the request: an omnifund_outcome. 0 for NULL. Never blocks. */
exports.omnifund_error_outcome = library.func('omnifund_error_outcome', 'int32_t', ['void *']);

/**
 * What was tried, what came back and what to do, in English, for the person who reads it: for a log or a screen,
 * not for a program to take apart. Borrowed from the error. NULL for NULL. Never blocks.
 */
exports.omnifund_error_message = library.func('omnifund_error_message', 'str', ['void *']);

/** The HTTP status of the answer; 0 where none was read, and for NULL. Never blocks. */
exports.omnifund_error_http_status = library.func('omnifund_error_http_status', 'int32_t', ['void *']);

/**
 * The OAuth error as the server wrote it, such as "invalid_grant" (RFC 6749 section 5.2, RFC 6750 section 3). NULL
 * where it said none, and for NULL. Borrowed from the error. Never blocks.
 */
exports.omnifund_error_oauth_error = library.func('omnifund_error_oauth_error', 'str', ['void *']);

/**
 * The server's own words, such as "Refresh token has expired": they tell apart what shares a code. At most 500
 * characters on one line. NULL where it said none, and for NULL. Borrowed from the error. Never blocks.
 */
exports.omnifund_error_oauth_error_description = library.func(
  'omnifund_error_oauth_error_description',
  'str',
  ['void *'],
);

/**
 * How many seconds to wait before another try: what the server asked for, 1 to 900, else 5. 0 where the advice is
 * not OMNIFUND_ADVICE_WAIT, and for NULL. Never blocks.
 */
exports.omnifund_error_retry_after = library.func('omnifund_error_retry_after', 'int64_t', ['void *']);

/** Ends an error, and its strings with it. NULL does nothing. Never blocks. */
exports.omnifund_error_free = library.func('omnifund_error_free', 'void', ['void *']);

/**
 * The name of a code, such as "OMNIFUND_CODE_CONNECT_FAILED", or "OMNIFUND_OK": for a log. NULL where this version
 * of the library knows no such code. It is static: valid for ever, not to be freed. Never blocks, any thread.
 */
exports.omnifund_code_name = library.func('omnifund_code_name', 'str', ['int32_t']);

/**
 * What a code means, in a sentence for a person, where no error was asked for: omnifund_error_message says what
 * was tried and what came back, and this can't. It is static: valid for ever, not to be freed, and never NULL.
 * Never blocks, any thread.
 */
exports.omnifund_code_text = library.func('omnifund_code_text', 'str', ['int32_t']);

/**
 * A config with nothing set but the defaults, which the setters tell: proxy from the environment variables, the
 * system's certificates, no log. Never NULL. End it with omnifund_config_free. Never blocks.
 */
exports.omnifund_config_new = library.func('omnifund_config_new', 'void *', []);

/**
 * A config from a file of NAME=value lines, or from environment variables of the same names where `path` is NULL;
 * `path` may be NULL. Nothing is ever read that was not asked for. OMNIFUND_ENVIRONMENT=sandbox or production: one
 * of the vendor's hosts OMNIFUND_BASE_URL=https://... any other OmniFund; it replaces the environment's
 * OMNIFUND_ALLOW_PLAIN_HTTP=yes takes plain http:// beyond loopback; secrets then cross the network readable; no
 * unless set OMNIFUND_CLIENT=Till 7 an OAuth client that the store keeps under this name
 * OMNIFUND_CLIENT_SECRET=... the secret of OMNIFUND_CLIENT_ID OMNIFUND_CLIENT_SECRET_FILE=... a file that holds
 * that secret, instead OMNIFUND_CLIENT_ID=... an OAuth client that the store does not keep OMNIFUND_BODY=json or
 * form: how bodies to the token endpoint are written; form unless set OMNIFUND_CA_FILE=... certificates to trust
 * beside the system's OMNIFUND_CA_ONLY=yes trusts that file alone; no unless set OMNIFUND_PROXY=http://... a
 * proxy, or none; unless set, the variables https_proxy, all_proxy and no_proxy decide
 * OMNIFUND_CONNECT_TIMEOUT=2.5 seconds that a connection may take, TLS handshake included; 5 unless set
 * OMNIFUND_EXCHANGE_TIMEOUT=60 seconds that one request may take; 15 unless set OMNIFUND_CALL_BUDGET=60 seconds
 * that one call may take, all that it does included; 25 unless set OMNIFUND_IDEMPOTENCY_HEADER=Idempotency-Key the
 * header by which the server knows a POST that it has seen before OMNIFUND_REPLAY=never or once, until_answered:
 * of a refresh token whose answer was lost; until_answered unless set OMNIFUND_REFRESH_LIFETIME=2592000 seconds
 * that a refresh token presumably lives, for its status alone; 1209600 unless set
 * OMNIFUND_STORE=/var/lib/pos/omnifund the store's directory, or the url of a database that several hosts share
 * OMNIFUND_STORE_MODE=group or private: group where two users share the store; private unless set
 * OMNIFUND_STORE_ALLOW_NETWORK=yes takes a file system that other machines can be at; no unless set
 * OMNIFUND_STORE_MUST_EXIST=yes programs make no store where the path is wrong or the disk away; the omnifund
 * command does; no unless set OMNIFUND_STORE_KEY=... the sealing key itself, 64 hexadecimal digits
 * OMNIFUND_STORE_OLDER_KEY=... beside it, a key that opens records and seals none OMNIFUND_STORE_KEY_FILE=...
 * another key file than that beside the store, whose name ends in .key OMNIFUND_STORE_KEY_PROTECTION=user or
 * machine, none: whom Windows (DPAPI) lets open the key file OMNIFUND_STORE_JOURNAL=/var/lib/pos/journal beside a
 * database, this host's own directory; in its state directory unless set OMNIFUND_MACHINE=... this machine's name,
 * where it has no /etc/machine-id OMNIFUND_LOG=info:stderr level and sink: stderr, syslog, file:PATH
 * OMNIFUND_AUDIT=syslog or file:PATH: a line for each act that changes who may act Seconds may have a fraction:
 * "0.5". An end of line behind a value, as variables and files of secrets have it, is no part of it; other control
 * characters are refused. In a file empty lines and lines that begin with # are skipped, a value may stand in
 * quotation marks, and relative paths begin at the file's directory (of a variable, at the process's as it is
 * now); it must not be readable by everybody, nor writable by its group. PHP-FPM hides the environment from its
 * workers unless its pool says env[...]: a file is the better way there. Gives a config, to be ended with
 * omnifund_config_free. Returns OMNIFUND_CODE_INVALID_CONFIGURATION, with the line: a name that is not known or
 * stands twice, a bad value, names that exclude each other, a file that can't be read or that others may; and for
 * the environment of a program that has rights which its caller has not (setuid). Blocks on the file system only.
 */
exports.omnifund_config_load = library.func(
  'omnifund_config_load',
  'int32_t',
  ['str', koffi.out(koffi.pointer('void *')), koffi.out(koffi.pointer('void *'))],
);

/**
 * One of the vendor's hosts by name: "sandbox" or "production". There is no default. Returns
 * OMNIFUND_CODE_INVALID_CONFIGURATION for any other name. Never blocks.
 */
exports.omnifund_config_set_environment = library.func(
  'omnifund_config_set_environment',
  'int32_t',
  ['void *', 'str', koffi.out(koffi.pointer('void *'))],
);

/**
 * Any other OmniFund, such as a local server: "https://host[:port][/path]". It replaces the environment's, in
 * whatever order the two are set. "http://" is taken for a loopback address only, or after
 * omnifund_config_allow_plain_http. Returns OMNIFUND_CODE_INVALID_CONFIGURATION for what is no such URL. Never
 * blocks.
 */
exports.omnifund_config_set_base_url = library.func(
  'omnifund_config_set_base_url',
  'int32_t',
  ['void *', 'str', koffi.out(koffi.pointer('void *'))],
);

/**
 * Client id and client secret, as the OmniFund portal showed them once (Profile, API Access, New OAuth Client).
 * Both are copied. Returns OMNIFUND_CODE_INVALID_CONFIGURATION where one is empty, or has a control character in
 * it, such as the end of a line. Never blocks.
 */
exports.omnifund_config_set_credentials = library.func(
  'omnifund_config_set_credentials',
  'int32_t',
  ['void *', 'str', 'str', koffi.out(koffi.pointer('void *'))],
);

/**
 * Whether bodies to the token endpoint are written as JSON, as the vendor's own examples do, and not as a form
 * (RFC 6749); a form unless set. `json` is 1 or 0. Returns OMNIFUND_CODE_INVALID_ARGUMENT for any other number.
 * Never blocks.
 */
exports.omnifund_config_set_json_body = library.func(
  'omnifund_config_set_json_body',
  'int32_t',
  ['void *', 'int32_t', koffi.out(koffi.pointer('void *'))],
);

/**
 * How long a connection may take, TLS handshake included; 5 s unless set. In milliseconds, 1 to 3600000. Looking
 * up the name comes before it, as long as the system's resolver takes. Returns OMNIFUND_CODE_INVALID_CONFIGURATION
 * out of that range. Never blocks.
 */
exports.omnifund_config_set_connect_timeout = library.func(
  'omnifund_config_set_connect_timeout',
  'int32_t',
  ['void *', 'int64_t', koffi.out(koffi.pointer('void *'))],
);

/**
 * How long one request may take, from the name look-up to the answer's last byte; 15 s unless set. In
 * milliseconds, 1 to 3600000. Unless set, it is as long as the call where that has a budget of its own
 * (omnifund_config_set_call_budget, omnifund_session_token_within). Set, it holds within any budget. Returns
 * OMNIFUND_CODE_INVALID_CONFIGURATION out of that range. Never blocks.
 */
exports.omnifund_config_set_exchange_timeout = library.func(
  'omnifund_config_set_exchange_timeout',
  'int32_t',
  ['void *', 'int64_t', koffi.out(koffi.pointer('void *'))],
);

/**
 * Which header carries the idempotency key of each POST and PATCH that a session makes, so that the server knows
 * one that it has seen before. A request without a key of its own (omnifund_request_set_idempotency_key) gets one,
 * and keeps it. Unless this is set, only a key that is set is sent. Returns OMNIFUND_CODE_INVALID_CONFIGURATION
 * for what is no header's name, or one that HTTP or the access token needs. Never blocks.
 */
exports.omnifund_config_set_idempotency_header = library.func(
  'omnifund_config_set_idempotency_header',
  'int32_t',
  ['void *', 'str', koffi.out(koffi.pointer('void *'))],
);

/**
 * How long one call of this library may take, all that it does included; 25 s unless set. In milliseconds, 1 to
 * 3600000; many servers kill a worker after 30 s. Set, one request may take all of it, unless
 * omnifund_config_set_exchange_timeout says otherwise. Returns OMNIFUND_CODE_INVALID_CONFIGURATION out of that
 * range. Never blocks.
 */
exports.omnifund_config_set_call_budget = library.func(
  'omnifund_config_set_call_budget',
  'int32_t',
  ['void *', 'int64_t', koffi.out(koffi.pointer('void *'))],
);

/**
 * The proxy for every request: "http://[user:password@]host[:port]", or "https://...". Unless set, the variables
 * https_proxy, HTTPS_PROXY, all_proxy, ALL_PROXY and no_proxy, NO_PROXY decide when a client is made (for a plain
 * HTTP base URL http_proxy; never HTTP_PROXY, which a web server fills from a request's header); a loopback
 * address is then reached directly. A program that has rights which its caller has not (setuid) looks neither at
 * them nor at SSL_CERT_FILE and SSL_CERT_DIR. Returns OMNIFUND_CODE_INVALID_CONFIGURATION for what is no such URL;
 * the message does not repeat it, since it may hold a password. Never blocks.
 */
exports.omnifund_config_set_proxy = library.func(
  'omnifund_config_set_proxy',
  'int32_t',
  ['void *', 'str', koffi.out(koffi.pointer('void *'))],
);

/** No proxy, whatever the environment variables say. Never blocks. */
exports.omnifund_config_disable_proxy = library.func(
  'omnifund_config_disable_proxy',
  'int32_t',
  ['void *', koffi.out(koffi.pointer('void *'))],
);

/**
 * A file of certificates to trust beside the system's: a local server's authority, a company's own, or the
 * server's own certificate, which then counts for its names and dates whoever signed it. PEM or DER. It is read at
 * the first request, once for all clients of the process that name it, and again after the server's authority was
 * not trusted. What is in it and can't be taken is an error, never left out. A relative path is taken from the
 * directory that the process is in now. Returns OMNIFUND_CODE_INVALID_CONFIGURATION where there is no such file.
 * Blocks on the file system only.
 */
exports.omnifund_config_set_ca_file = library.func(
  'omnifund_config_set_ca_file',
  'int32_t',
  ['void *', 'str', koffi.out(koffi.pointer('void *'))],
);

/**
 * Trusts the CA file alone, and none of the system's authorities, which are then not read; for a proxy that is
 * reached by "https://" too. Without a CA file omnifund_client_new fails. Never blocks.
 */
exports.omnifund_config_trust_ca_file_only = library.func(
  'omnifund_config_trust_ca_file_only',
  'int32_t',
  ['void *', koffi.out(koffi.pointer('void *'))],
);

/**
 * Takes a base URL of plain "http://" that is no loopback address. Secrets then cross the network readable. Never
 * blocks.
 */
exports.omnifund_config_allow_plain_http = library.func(
  'omnifund_config_allow_plain_http',
  'int32_t',
  ['void *', koffi.out(koffi.pointer('void *'))],
);

/**
 * What a session does with a refresh token whose last exchange has an unknown outcome;
 * OMNIFUND_REPLAY_UNTIL_ANSWERED unless set. `replay` is an omnifund_replay. Returns
 * OMNIFUND_CODE_INVALID_ARGUMENT for another number. Never blocks.
 */
exports.omnifund_config_set_replay = library.func(
  'omnifund_config_set_replay',
  'int32_t',
  ['void *', 'int32_t', koffi.out(koffi.pointer('void *'))],
);

/**
 * How long a refresh token presumably lives, for a session's status alone, since the server never says it; 14 days
 * unless set. In seconds, 1 to 315360000 (ten years). Returns OMNIFUND_CODE_INVALID_CONFIGURATION out of that
 * range. Never blocks.
 */
exports.omnifund_config_set_refresh_lifetime = library.func(
  'omnifund_config_set_refresh_lifetime',
  'int32_t',
  ['void *', 'int64_t', koffi.out(koffi.pointer('void *'))],
);

/** Ends a config. NULL does nothing. Clients made from it go on. Never blocks. */
exports.omnifund_config_free = library.func('omnifund_config_free', 'void', ['void *']);

/**
 * Logs to standard error: lines of `level`, an omnifund_log_level, and of what matters more. Each such call adds
 * one sink, but where standard error is closed it adds none: its number may become a socket's. A line that can't
 * be written is dropped: a log never makes a call fail, nor ends the program. A pipe whose reader has stopped
 * reading is waited for, when no lock is held and no pair is unsaved. Returns OMNIFUND_CODE_INVALID_ARGUMENT for
 * what is no level. Never blocks.
 */
exports.omnifund_config_log_to_stderr = library.func(
  'omnifund_config_log_to_stderr',
  'int32_t',
  ['void *', 'int32_t', koffi.out(koffi.pointer('void *'))],
);

/**
 * Logs to the end of a file, made where there is none. It is opened for each line, so that it can be rotated at
 * any time. Where it is a pipe that nobody reads or that is full, the line is dropped. Levels and errors as for
 * omnifund_config_log_to_stderr, and OMNIFUND_CODE_INVALID_ARGUMENT for an empty path. A relative path is taken
 * from the directory that the process is in now. Never blocks.
 */
exports.omnifund_config_log_to_file = library.func(
  'omnifund_config_log_to_file',
  'int32_t',
  ['void *', 'str', 'int32_t', koffi.out(koffi.pointer('void *'))],
);

/**
 * Logs to the system's log by its local socket, as facility daemon; to nowhere where there is none. Levels and
 * errors as for omnifund_config_log_to_stderr. Never blocks.
 */
exports.omnifund_config_log_to_syslog = library.func(
  'omnifund_config_log_to_syslog',
  'int32_t',
  ['void *', 'int32_t', koffi.out(koffi.pointer('void *'))],
);

/**
 * Logs to a function of yours. It is called on the thread that made the call, several at a time where several
 * threads call. It may call the library: lines of a session come before its locks are taken, or after they were
 * given up, in the same call. It and `userdata` must stay good until the program ends: the config, each client,
 * session and store that is made from it, and what a process remembers of a session without a handle, log to it.
 * omnifund_config_log_to_callback_with tells when nobody does any more. `userdata` may be NULL. Levels and errors
 * as for omnifund_config_log_to_stderr. It must return: no C++ exception, no longjmp. Not for PHP, whose closures
 * end with their request: omnifund_config_log_to_queue is. Never blocks.
 */
exports.omnifund_config_log_to_callback = library.func(
  'omnifund_config_log_to_callback',
  'int32_t',
  ['void *', koffi.pointer(exports.LogCallback), 'void *', 'int32_t', koffi.out(koffi.pointer('void *'))],
);

/**
 * As omnifund_config_log_to_callback, and `destroy` is called with `userdata`, once, when nothing logs to the
 * function any more, and also where this call fails; in a process that ends before that it is not called.
 * `destroy` may be NULL, `userdata` may be NULL. Never blocks.
 */
exports.omnifund_config_log_to_callback_with = library.func(
  'omnifund_config_log_to_callback_with',
  'int32_t',
  ['void *', koffi.pointer(exports.LogCallback), 'void *', koffi.pointer(exports.UserdataCallback), 'int32_t', koffi.out(koffi.pointer('void *'))],
);

/**
 * As omnifund_config_log_to_callback, to a function that gets each line as an entry. `userdata` may be NULL. Never
 * blocks.
 */
exports.omnifund_config_log_entries_to_callback = library.func(
  'omnifund_config_log_entries_to_callback',
  'int32_t',
  ['void *', koffi.pointer(exports.LogEntryCallback), 'void *', 'int32_t', koffi.out(koffi.pointer('void *'))],
);

/**
 * As omnifund_config_log_to_callback_with, to a function that gets each line as an entry. `destroy` may be NULL,
 * `userdata` may be NULL. Never blocks.
 */
exports.omnifund_config_log_entries_to_callback_with = library.func(
  'omnifund_config_log_entries_to_callback_with',
  'int32_t',
  ['void *', koffi.pointer(exports.LogEntryCallback), 'void *', koffi.pointer(exports.UserdataCallback), 'int32_t', koffi.out(koffi.pointer('void *'))],
);

/**
 * Logs to a queue, which keeps the newest 1000 lines. It may be freed before the clients that are made from this
 * config. Levels and errors as for omnifund_config_log_to_stderr. Never blocks.
 */
exports.omnifund_config_log_to_queue = library.func(
  'omnifund_config_log_to_queue',
  'int32_t',
  ['void *', 'void *', 'int32_t', koffi.out(koffi.pointer('void *'))],
);

/**
 * Where audit lines go: "syslog" (facility authpriv) or "file:PATH". Each act that changes who may act leaves one:
 * sign-in, sign-out, adopt, export, a believed rejection, a lost session, changes of OAuth clients and of the
 * sealing key; docs/operations.md has its form, a JSON object in one line. It goes before the sink that the
 * environment variable OMNIFUND_AUDIT names, which holds for each process whose clients and stores say nothing
 * else. A store that is opened without a config has omnifund_store_options_set_audit. An act never fails for its
 * line: one that a file does not take goes to the system's log, and into the log as an error. Returns
 * OMNIFUND_CODE_INVALID_CONFIGURATION for what is no sink. Never blocks.
 */
exports.omnifund_config_set_audit = library.func(
  'omnifund_config_set_audit',
  'int32_t',
  ['void *', 'str', koffi.out(koffi.pointer('void *'))],
);

/** How much it matters, an omnifund_log_level; 0 for NULL. Never blocks. */
exports.omnifund_log_entry_level = library.func('omnifund_log_entry_level', 'int32_t', ['void *']);

/**
 * What happened, by a name that stays: "renewing", "signing-in", "asking", "exchange", "login", "request",
 * "opened", "saved", "unsaved", "unsettled", "unwritten", "failed", "keep-alive", "clone" or "audit"; later
 * versions may have more. NULL for NULL. Borrowed from the entry. Never blocks.
 */
exports.omnifund_log_entry_event = library.func('omnifund_log_entry_event', 'str', ['void *']);

/** The words for people. NULL for NULL. Borrowed from the entry. Never blocks. */
exports.omnifund_log_entry_message = library.func('omnifund_log_entry_message', 'str', ['void *']);

/** OmniFund's user. NULL where the line is about none, and for NULL. Borrowed from the entry. Never blocks. */
exports.omnifund_log_entry_user = library.func('omnifund_log_entry_user', 'str', ['void *']);

/**
 * The OAuth client, by its client id. NULL where the line is about none, and for NULL. Borrowed from the entry.
 * Never blocks.
 */
exports.omnifund_log_entry_client_id = library.func('omnifund_log_entry_client_id', 'str', ['void *']);

/**
 * When, as a Unix time in seconds; 0 for NULL. A line of a session comes later than that: when its locks are given
 * up. Never blocks.
 */
exports.omnifund_log_entry_time = library.func('omnifund_log_entry_time', 'int64_t', ['void *']);

/**
 * How many milliseconds an exchange, a token login or a request took, from 1; 0 of other lines, and for NULL.
 * Never blocks.
 */
exports.omnifund_log_entry_milliseconds = library.func('omnifund_log_entry_milliseconds', 'int64_t', ['void *']);

/** The omnifund_code of the error that the line tells of; 0 where it tells of none, and for NULL. Never blocks. */
exports.omnifund_log_entry_code = library.func('omnifund_log_entry_code', 'int32_t', ['void *']);

/** Ends an entry that omnifund_log_queue_take gave. NULL does nothing. Never blocks. */
exports.omnifund_log_entry_free = library.func('omnifund_log_entry_free', 'void', ['void *']);

/** A queue without a line. NULL only where there is no memory. End it with omnifund_log_queue_free. Never blocks. */
exports.omnifund_log_queue_new = library.func('omnifund_log_queue_new', 'void *', []);

/**
 * Takes the oldest line out of a queue. Returns an entry, to be ended with omnifund_log_entry_free; NULL where
 * there is none, and for NULL. Never blocks.
 */
exports.omnifund_log_queue_take = library.func('omnifund_log_queue_take', 'void *', ['void *']);

/** Ends a queue and the lines in it. NULL does nothing. Never blocks. */
exports.omnifund_log_queue_free = library.func('omnifund_log_queue_free', 'void', ['void *']);

/**
 * Makes a client from a copy of `cfg`. Touches neither the network nor certificates. Returns
 * OMNIFUND_CODE_INVALID_CONFIGURATION, with the name of the setting in the message, where one is missing or does
 * not go with the others. End it with omnifund_client_free. Never blocks.
 */
exports.omnifund_client_new = library.func(
  'omnifund_client_new',
  'int32_t',
  ['void *', koffi.out(koffi.pointer('void *')), koffi.out(koffi.pointer('void *'))],
);

/**
 * An access token by user name and password (RFC 6749 section 4.3; the specification's "Obtaining an Access
 * Token"). Gives a token, to be ended with omnifund_token_free. Returns OMNIFUND_CODE_MISSING_CREDENTIALS where
 * one of the two is empty, OMNIFUND_CODE_WRONG_PASSWORD or another code of the 300s where the server refused, a
 * code of the 200s or 400s where it could not be asked or did not answer as it should. Blocks, see
 * omnifund_client.
 */
exports.omnifund_client_password_grant = library.func(
  'omnifund_client_password_grant',
  'int32_t',
  ['void *', 'str', 'str', koffi.out(koffi.pointer('void *')), koffi.out(koffi.pointer('void *'))],
);

/**
 * A new access token and refresh token by refresh token (RFC 6749 section 6; the specification's "Refreshing an
 * Access Token"). OmniFund takes each refresh token once: save the new one before you do anything else. Where an
 * error's outcome is OMNIFUND_OUTCOME_UNKNOWN, the old one may be spent or not. Gives a token, to be ended with
 * omnifund_token_free. Returns OMNIFUND_CODE_INVALID_ARGUMENT for what is no token,
 * OMNIFUND_CODE_REFRESH_TOKEN_REFUSED or another code of the 300s where the server refused, a code of the 200s or
 * 400s where it could not be asked or did not answer as it should. Blocks, see omnifund_client.
 */
exports.omnifund_client_refresh_grant = library.func(
  'omnifund_client_refresh_grant',
  'int32_t',
  ['void *', 'str', koffi.out(koffi.pointer('void *')), koffi.out(koffi.pointer('void *'))],
);

/**
 * Logs the access token's user in (the specification's "Token Login", RFC 6750 section 2.1). Gives what the server
 * answered, status 200 to 399, to be ended with omnifund_login_free; no redirect is followed. Returns
 * OMNIFUND_CODE_INVALID_ARGUMENT for what is no token, OMNIFUND_CODE_ACCESS_TOKEN_REFUSED or
 * OMNIFUND_CODE_ACCESS_DENIED for 401, OMNIFUND_CODE_INSUFFICIENT_SCOPE for 403, with the words of
 * WWW-Authenticate, another code of the 200s to 400s where the server could not be asked or did not answer as it
 * should. Blocks, see omnifund_client.
 */
exports.omnifund_client_token_login = library.func(
  'omnifund_client_token_login',
  'int32_t',
  ['void *', 'str', koffi.out(koffi.pointer('void *')), koffi.out(koffi.pointer('void *'))],
);

/** Ends a client, once no thread uses it any more. NULL does nothing. Never blocks. */
exports.omnifund_client_free = library.func('omnifund_client_free', 'void', ['void *']);

/**
 * The access token, for the header "Authorization: Bearer ...", with a capital B. NULL for an exported pair
 * without one, and for NULL. Borrowed from the token. Never blocks.
 */
exports.omnifund_token_access_token = library.func('omnifund_token_access_token', 'str', ['void *']);

/**
 * The refresh token, good for one refresh. NULL where the server gave none: after a refresh, the one that was sent
 * stays good (RFC 6749 section 6). NULL for NULL. Borrowed from the token. Never blocks.
 */
exports.omnifund_token_refresh_token = library.func('omnifund_token_refresh_token', 'str', ['void *']);

/**
 * The token type as the server wrote it, mostly "bearer"; in a request it is written "Bearer" whatever stands
 * here. NULL where the server gave none, and for NULL. Borrowed from the token. Never blocks.
 */
exports.omnifund_token_token_type = library.func('omnifund_token_token_type', 'str', ['void *']);

/**
 * The scope, space-separated. NULL where it was null or absent, and for NULL. Borrowed from the token. Never
 * blocks.
 */
exports.omnifund_token_scope = library.func('omnifund_token_scope', 'str', ['void *']);

/**
 * How many seconds the access token lives from the moment the request left, 0 to 315360000 (ten years): less is
 * read as 0, more as ten years, digits in a string as a number. 0 also where the server gave nothing of the kind,
 * and for NULL. Never blocks.
 */
exports.omnifund_token_expires_in = library.func('omnifund_token_expires_in', 'int64_t', ['void *']);

/**
 * The end of the access token as a Unix time in seconds by this machine's clock: the moment the request left, and
 * expires_in more. 0 where the server gave no expires_in, and for NULL. Never blocks.
 */
exports.omnifund_token_expires_at = library.func('omnifund_token_expires_at', 'int64_t', ['void *']);

/**
 * For how many milliseconds from when it was handed out a session's token needs nothing: until then
 * omnifund_session_token would give the same one again, unless it was rejected, signed out or refreshed meanwhile.
 * For programs to which a call costs much. 0 for a token near its end, for one of a raw grant, and for NULL. Never
 * blocks.
 */
exports.omnifund_token_fresh_for = library.func('omnifund_token_fresh_for', 'int64_t', ['void *']);

/** Ends a token, and wipes its strings. NULL does nothing. Never blocks. */
exports.omnifund_token_free = library.func('omnifund_token_free', 'void', ['void *']);

/**
 * Makes one, with a random state. `redirect_uri` is where the user comes back to; the OAuth client has to have it
 * under Profile, API Access, to the letter. Sends nothing. Returns OMNIFUND_CODE_INVALID_ARGUMENT for what is no
 * redirect URI: not absolute, with a fragment, or over 2000 bytes. End it with omnifund_authorization_free. Never
 * blocks.
 */
exports.omnifund_client_authorization = library.func(
  'omnifund_client_authorization',
  'int32_t',
  ['void *', 'str', koffi.out(koffi.pointer('void *')), koffi.out(koffi.pointer('void *'))],
);

/**
 * Makes one that was made before, where the user comes back to another process or request than the one that asked,
 * as in a web application: keep omnifund_authorization_state in the user's web session, and nowhere else. Sends
 * nothing. Returns OMNIFUND_CODE_INVALID_ARGUMENT for an empty state or one over 2000 bytes, and as
 * omnifund_client_authorization. End it with omnifund_authorization_free. Never blocks.
 */
exports.omnifund_client_authorization_with_state = library.func(
  'omnifund_client_authorization_with_state',
  'int32_t',
  ['void *', 'str', 'str', koffi.out(koffi.pointer('void *')), koffi.out(koffi.pointer('void *'))],
);

/** Where the user's browser is to go. NULL for NULL. Borrowed from the authorization. Never blocks. */
exports.omnifund_authorization_url = library.func('omnifund_authorization_url', 'str', ['void *']);

/**
 * What the answer is known by, random: for omnifund_client_authorization_with_state, and for nobody's eyes but the
 * user's. NULL for NULL. Borrowed from the authorization. Never blocks.
 */
exports.omnifund_authorization_state = library.func('omnifund_authorization_state', 'str', ['void *']);

/**
 * A token for the code that the user came back with (RFC 6749 section 4.1.3), for programs that keep their tokens;
 * with a session, see omnifund_session_sign_in_with_code. `redirect_url` is the URL that the user came back with,
 * whole or path and query as a web server sees it. A code is good once, for 30 seconds: where an error's outcome
 * is OMNIFUND_OUTCOME_UNKNOWN, try again at once, or send the user once more. Gives a token, to be ended with
 * omnifund_token_free. Returns OMNIFUND_CODE_FOREIGN_REDIRECT where the URL is no answer to this authorization,
 * OMNIFUND_CODE_AUTHORIZATION_DENIED where the user denied it, OMNIFUND_CODE_CODE_REFUSED,
 * OMNIFUND_CODE_REDIRECT_URI_REFUSED or another code of the 300s where the server refused, a code of the 200s or
 * 400s where it could not be asked or did not answer as it should. Blocks, see omnifund_client.
 */
exports.omnifund_client_authorization_code_grant = library.func(
  'omnifund_client_authorization_code_grant',
  'int32_t',
  ['void *', 'void *', 'str', koffi.out(koffi.pointer('void *')), koffi.out(koffi.pointer('void *'))],
);

/** Ends an authorization, and wipes its state. NULL does nothing. Never blocks. */
exports.omnifund_authorization_free = library.func('omnifund_authorization_free', 'void', ['void *']);

/** The HTTP status, 200 to 399; 0 for NULL. Never blocks. */
exports.omnifund_login_status = library.func('omnifund_login_status', 'int32_t', ['void *']);

/** How many headers there are; 0 for NULL. Never blocks. */
exports.omnifund_login_header_count = library.func('omnifund_login_header_count', 'int64_t', ['void *']);

/**
 * The name of a header, in lower case, by its index from 0. NULL outside, and for NULL. Borrowed from the login.
 * Never blocks.
 */
exports.omnifund_login_header_name = library.func('omnifund_login_header_name', 'str', ['void *', 'int64_t']);

/** The value of a header by its index from 0. NULL outside, and for NULL. Borrowed from the login. Never blocks. */
exports.omnifund_login_header_value = library.func('omnifund_login_header_value', 'str', ['void *', 'int64_t']);

/**
 * The value of the first header of a name, whatever its case; the name is compared as it is. NULL where there is
 * none, and for NULL. Borrowed from the login. Never blocks.
 */
exports.omnifund_login_header = library.func('omnifund_login_header', 'str', ['void *', 'str']);

/** How many cookies the answer sets; 0 for NULL. Never blocks. */
exports.omnifund_login_cookie_count = library.func('omnifund_login_cookie_count', 'int64_t', ['void *']);

/** The name of a cookie by its index from 0. NULL outside, and for NULL. Borrowed from the login. Never blocks. */
exports.omnifund_login_cookie_name = library.func('omnifund_login_cookie_name', 'str', ['void *', 'int64_t']);

/**
 * The value of a cookie, as it goes into a Cookie header, by its index from 0. NULL outside, and for NULL.
 * Borrowed from the login. Never blocks.
 */
exports.omnifund_login_cookie_value = library.func('omnifund_login_cookie_value', 'str', ['void *', 'int64_t']);

/**
 * The whole Set-Cookie value of a cookie, attributes included (RFC 6265 section 4.1), by its index from 0: what a
 * web application sends on to its user's browser. NULL outside, and for NULL. Borrowed from the login. Never
 * blocks.
 */
exports.omnifund_login_cookie_header = library.func('omnifund_login_cookie_header', 'str', ['void *', 'int64_t']);

/**
 * Where the answer sends the browser, as the server wrote it: it may be relative. NULL where it sends nowhere, and
 * for NULL. Borrowed from the login. Never blocks.
 */
exports.omnifund_login_location = library.func('omnifund_login_location', 'str', ['void *']);

/**
 * The body, 1 MiB at most, with a NUL behind it. It can hold NULs of its own: its length is
 * omnifund_login_body_length. NULL for NULL. Borrowed from the login. Never blocks.
 */
exports.omnifund_login_body = library.func('omnifund_login_body', 'void *', ['void *']);

/** The length of the body in bytes, without the NUL behind it; 0 for NULL. Never blocks. */
exports.omnifund_login_body_length = library.func('omnifund_login_body_length', 'int64_t', ['void *']);

/** Ends a login, and wipes its strings. NULL does nothing. Never blocks. */
exports.omnifund_login_free = library.func('omnifund_login_free', 'void', ['void *']);

/**
 * Takes over the bytes of a sealing key: `length` is 32. They are copied; wipe yours. Gives a key, to be ended
 * with omnifund_key_free. Returns OMNIFUND_CODE_INVALID_ARGUMENT for another length. Never blocks.
 */
exports.omnifund_key_from_bytes = library.func(
  'omnifund_key_from_bytes',
  'int32_t',
  ['void *', 'int64_t', koffi.out(koffi.pointer('void *')), koffi.out(koffi.pointer('void *'))],
);

/** Ends a key, and wipes it. NULL does nothing. Stores opened with it go on. Never blocks. */
exports.omnifund_key_free = library.func('omnifund_key_free', 'void', ['void *']);

/**
 * Options with nothing set: nobody but the owner may read the store, no network file system, no other machine's
 * store. NULL only where there is no memory. End them with omnifund_store_options_free. Never blocks.
 */
exports.omnifund_store_options_new = library.func('omnifund_store_options_new', 'void *', []);

/**
 * Lets the directory's group read and write the store too (directory 2770, files 0660): for a web server and a
 * cron job under two users. Never blocks.
 */
exports.omnifund_store_options_set_group = library.func(
  'omnifund_store_options_set_group',
  'int32_t',
  ['void *', koffi.out(koffi.pointer('void *'))],
);

/**
 * Takes a directory on a file system that other machines can be at (NFS, SMB, 9p, FUSE of most kinds and their
 * like), whose locks somebody has tried. Never blocks.
 */
exports.omnifund_store_options_allow_network = library.func(
  'omnifund_store_options_allow_network',
  'int32_t',
  ['void *', koffi.out(koffi.pointer('void *'))],
);

/**
 * Takes a store that another machine made, because it was moved here and that machine uses it no more. From then
 * on it is this machine's, and the other one is refused. Where both use it, sessions are lost. Never blocks.
 */
exports.omnifund_store_options_take_over = library.func(
  'omnifund_store_options_take_over',
  'int32_t',
  ['void *', koffi.out(koffi.pointer('void *'))],
);

/**
 * Takes a store that is there and makes none: where a path is mistyped or a disk is not mounted, a program that
 * only reads must say so (OMNIFUND_CODE_STORE_MISSING), and not that nobody is signed in. Never blocks.
 */
exports.omnifund_store_options_must_exist = library.func(
  'omnifund_store_options_must_exist',
  'int32_t',
  ['void *', koffi.out(koffi.pointer('void *'))],
);

/**
 * A key that opens records and seals none, beside the one that omnifund_store_open_file_with is given: to change
 * that one, give the new one as older first, in all programs, and only then the other way round;
 * omnifund_store_rotate_key then seals all records anew. It is copied. Never blocks.
 */
exports.omnifund_store_options_add_older_key = library.func(
  'omnifund_store_options_add_older_key',
  'int32_t',
  ['void *', 'void *', koffi.out(koffi.pointer('void *'))],
);

/** Keeps the sealing key in the file `path`, and not in "<store>.key". Never blocks. */
exports.omnifund_store_options_set_key_file = library.func(
  'omnifund_store_options_set_key_file',
  'int32_t',
  ['void *', 'str', koffi.out(koffi.pointer('void *'))],
);

/**
 * Whom the system lets open the key file, beside its permissions: "user" (who sealed it), "machine" (each user of
 * the machine who may read the file), "none"; all but the last on Windows alone, by DPAPI. A key file that is
 * there is sealed anew where it is sealed otherwise; unless this is said it stays as it is, and a new one is not
 * sealed. Returns OMNIFUND_CODE_INVALID_CONFIGURATION for any other word. Opening the store returns it where the
 * system can't, and for "user" together with omnifund_store_options_set_group. Never blocks.
 */
exports.omnifund_store_options_set_key_protection = library.func(
  'omnifund_store_options_set_key_protection',
  'int32_t',
  ['void *', 'str', koffi.out(koffi.pointer('void *'))],
);

/**
 * Where the audit lines of the store go, as omnifund_config_set_audit has it: those of its OAuth clients, of its
 * key and of its taking over, and those of its sessions whose config says nothing else. Returns
 * OMNIFUND_CODE_INVALID_CONFIGURATION for what is no sink. Never blocks.
 */
exports.omnifund_store_options_set_audit = library.func(
  'omnifund_store_options_set_audit',
  'int32_t',
  ['void *', 'str', koffi.out(koffi.pointer('void *'))],
);

/**
 * Names this machine, in place of /etc/machine-id: for containers, which have none, or all the same. Any text that
 * no other machine has; a store that was made under another name is refused. Never blocks.
 */
exports.omnifund_store_options_set_machine = library.func(
  'omnifund_store_options_set_machine',
  'int32_t',
  ['void *', 'str', koffi.out(koffi.pointer('void *'))],
);

/** Ends options. NULL does nothing. Never blocks. */
exports.omnifund_store_options_free = library.func('omnifund_store_options_free', 'void', ['void *']);

/**
 * A store in this process's memory, gone with it: for tests, and for programs that sign in at every start. A
 * forked child's is empty, since two processes would spend one refresh token: save OAuth clients and sign in
 * there, after the fork. Gives a store, to be ended with omnifund_store_free. Never blocks.
 */
exports.omnifund_store_open_memory = library.func(
  'omnifund_store_open_memory',
  'int32_t',
  [koffi.out(koffi.pointer('void *')), koffi.out(koffi.pointer('void *'))],
);

/**
 * A store in a directory, made where there is none, as omnifund_store_open_file_with with no options. `key` may be
 * NULL. Blocks on the file system only.
 */
exports.omnifund_store_open_file = library.func(
  'omnifund_store_open_file',
  'int32_t',
  ['str', 'void *', koffi.out(koffi.pointer('void *')), koffi.out(koffi.pointer('void *'))],
);

/**
 * A store in a directory, made where there is none; its parent must be there. Its records are sealed with `key`,
 * which is copied. `key` may be NULL: then with the key in the file "<path>.key" beside the directory, which is
 * made with it (a backup of the directory does not carry the key, and without it nobody can read the records).
 * `options` may be NULL. Gives a store, to be ended with omnifund_store_free. Returns
 * OMNIFUND_CODE_STORE_PERMISSIONS where others could read it, OMNIFUND_CODE_KEY_MISSING where there are records
 * and no key file, OMNIFUND_CODE_STORE_TOO_NEW for one of a later library, OMNIFUND_CODE_STORE_MOVED for one of
 * another machine, OMNIFUND_CODE_STORE_ON_NETWORK, OMNIFUND_CODE_STORE_FULL, OMNIFUND_CODE_STORE_FAILED. Blocks on
 * the file system only.
 */
exports.omnifund_store_open_file_with = library.func(
  'omnifund_store_open_file_with',
  'int32_t',
  ['str', 'void *', 'void *', koffi.out(koffi.pointer('void *')), koffi.out(koffi.pointer('void *'))],
);

/**
 * The store that a configuration names (OMNIFUND_STORE and what goes with it, omnifund_config_load). Gives a
 * store, to be ended with omnifund_store_free. Returns OMNIFUND_CODE_INVALID_CONFIGURATION where it names none,
 * and as omnifund_store_open. Blocks on the store only.
 */
exports.omnifund_store_open_configured = library.func(
  'omnifund_store_open_configured',
  'int32_t',
  ['void *', koffi.out(koffi.pointer('void *')), koffi.out(koffi.pointer('void *'))],
);

/**
 * The first step to change the sealing key: puts a new one into the key file. It opens records, and seals none
 * yet. Where one waits there already, nothing changes. Where several machines get the key file by hand, give it to
 * all of them before the second step. Returns OMNIFUND_CODE_INVALID_ARGUMENT where the application gave the key,
 * codes of the 500s. Blocks for 10 s at most, for other changes to end.
 */
exports.omnifund_store_prepare_key = library.func(
  'omnifund_store_prepare_key',
  'int32_t',
  ['void *', koffi.out(koffi.pointer('void *'))],
);

/**
 * The second step: the prepared key seals from here on, in all processes, and every record that is sealed with
 * another one is sealed anew. `sealed` is set to their number; `sealed` may be NULL. The older keys stay in the
 * key file, since a backup may need them. Where no key was prepared, or the application gave the key, it only
 * seals anew; so a step that was broken off is done again by another call. Returns codes of the 500s: the first
 * one, after all records were tried. Blocks while it goes through the records, and for 10 s at most for each that
 * somebody is changing.
 */
exports.omnifund_store_rotate_key = library.func(
  'omnifund_store_rotate_key',
  'int32_t',
  ['void *', koffi.out(koffi.pointer('int64_t')), koffi.out(koffi.pointer('void *'))],
);

/**
 * Gives up a store; its directory and the sessions opened in it go on. NULL does nothing. Blocks on the store only
 * where a store would not take a new pair: that is tried again.
 */
exports.omnifund_store_free = library.func('omnifund_store_free', 'void', ['void *']);

/**
 * The directory of this host's own beside a store that several hosts share: there its processes queue, and what an
 * exchange brought is durable there before the shared store has it. On a local disk, of one user, and never copied
 * to another host. Without it, it is one of the store's own in "omnifund", in the directory that systemd names in
 * STATE_DIRECTORY, else in the user's XDG state directory. Never blocks.
 */
exports.omnifund_store_options_set_journal = library.func(
  'omnifund_store_options_set_journal',
  'int32_t',
  ['void *', 'str', koffi.out(koffi.pointer('void *'))],
);

/**
 * The store at a place as OMNIFUND_STORE has it: the path of a directory, which is opened as
 * omnifund_store_open_file_with does, or the url of a database that several hosts share ("postgresql://...",
 * "mysql://..."). For the latter a library beside this one is loaded, and the sealing key comes from `key`, from
 * the key file of the options, or from "<journal>.key". All hosts have the same key: where there are records and
 * no key file, none is made. `key` may be NULL; `options` may be NULL. Gives a store, to be ended with
 * omnifund_store_free. Returns the codes of omnifund_store_open_file_with, OMNIFUND_CODE_INVALID_CONFIGURATION for
 * a url that no library takes, OMNIFUND_CODE_STORE_UNREACHABLE. Blocks on the file system, and for 10 s at most on
 * the database where this host has never opened it.
 */
exports.omnifund_store_open = library.func(
  'omnifund_store_open',
  'int32_t',
  ['str', 'void *', 'void *', koffi.out(koffi.pointer('void *')), koffi.out(koffi.pointer('void *'))],
);

/**
 * A store over a table of functions, which several hosts may share. The table is copied; its `userdata` is the
 * library's until its `destroy` is called, also where this call fails; but for a table of another version, of
 * which nothing is called. Key and journal are as for omnifund_store_open. `key` may be NULL; `options` may be
 * NULL. Gives a store, to be ended with omnifund_store_free. Returns OMNIFUND_CODE_INVALID_ARGUMENT for a table
 * that lacks a function or is of another version, and the codes of omnifund_store_open. Blocks as
 * omnifund_store_open.
 */
exports.omnifund_store_open_functions = library.func(
  'omnifund_store_open_functions',
  'int32_t',
  ['void *', 'void *', 'void *', koffi.out(koffi.pointer('void *')), koffi.out(koffi.pointer('void *'))],
);

/**
 * Ends the use of a table of functions, for who can't let them live for as long as the store: its connections are
 * ended and its `destroy` is called before this returns, and no function of it is called any more. What is opened
 * in the store goes on with OMNIFUND_CODE_STORE_UNREACHABLE. It does nothing to a store of another kind; NULL does
 * nothing. Blocks until calls that are at work in the store have ended.
 */
exports.omnifund_store_detach = library.func('omnifund_store_detach', 'void', ['void *']);

/**
 * Keeps an OAuth client in the store under a descriptive name of 1 to 200 characters, unlike any other. The secret
 * is sealed, and no function gives it back. Returns OMNIFUND_CODE_INVALID_ARGUMENT for another name, one with a
 * control in it (a line end, an escape, a mark of direction), or an id or a secret that is empty or has a control
 * character in it, OMNIFUND_CODE_CLIENT_NAME_TAKEN where name or client id are kept already, codes of the 500s.
 * Blocks for 10 s at most, for other changes to end.
 */
exports.omnifund_store_save_client = library.func(
  'omnifund_store_save_client',
  'int32_t',
  ['void *', 'str', 'str', 'str', koffi.out(koffi.pointer('void *'))],
);

/**
 * Gives an OAuth client of the store another name. Its sessions stay its sessions. Returns
 * OMNIFUND_CODE_CLIENT_NOT_FOUND, and as omnifund_store_save_client. Blocks as that does.
 */
exports.omnifund_store_rename_client = library.func(
  'omnifund_store_rename_client',
  'int32_t',
  ['void *', 'str', 'str', koffi.out(koffi.pointer('void *'))],
);

/**
 * Puts a new client id and secret in the place of lost ones: the vendor never shows a secret twice. `sessions` is
 * set to the number of signed-in sessions that this concerns; `sessions` may be NULL. A refresh token of the old
 * id is never sent under the new one: each session's live access token serves to its end, then a saved password,
 * and then a human must sign in. Running processes notice by themselves. Returns as omnifund_store_rename_client.
 * Blocks as that does.
 */
exports.omnifund_store_replace_client = library.func(
  'omnifund_store_replace_client',
  'int32_t',
  ['void *', 'str', 'str', 'str', koffi.out(koffi.pointer('int64_t')), koffi.out(koffi.pointer('void *'))],
);

/**
 * Forgets an OAuth client of the store. Its sessions stay, and can be used with its credentials only. Returns
 * OMNIFUND_CODE_CLIENT_NOT_FOUND, codes of the 500s. Blocks as omnifund_store_save_client.
 */
exports.omnifund_store_remove_client = library.func(
  'omnifund_store_remove_client',
  'int32_t',
  ['void *', 'str', koffi.out(koffi.pointer('void *'))],
);

/**
 * The OAuth clients of the store, in the order in which they were first saved; never their secrets. Gives a list,
 * to be ended with omnifund_client_list_free. Returns codes of the 500s. Blocks on the store only.
 */
exports.omnifund_store_clients = library.func(
  'omnifund_store_clients',
  'int32_t',
  ['void *', koffi.out(koffi.pointer('void *')), koffi.out(koffi.pointer('void *'))],
);

/**
 * Makes a client from an OAuth client that the store keeps under a name, and the other settings of `cfg`, whose
 * credentials are not looked at. Gives a client, to be ended with omnifund_client_free. Returns
 * OMNIFUND_CODE_CLIENT_NOT_FOUND, codes of the 500s, and as omnifund_client_new. Blocks on the store only.
 */
exports.omnifund_client_from_store = library.func(
  'omnifund_client_from_store',
  'int32_t',
  ['void *', 'void *', 'str', koffi.out(koffi.pointer('void *')), koffi.out(koffi.pointer('void *'))],
);

/**
 * Makes the client of a configuration (omnifund_config_load): of the OAuth client that it names in the store, or
 * of the one whose id and secret it has. Gives a client, to be ended with omnifund_client_free. Returns as
 * omnifund_client_from_store and omnifund_client_new. Blocks on the store only.
 */
exports.omnifund_client_open_configured = library.func(
  'omnifund_client_open_configured',
  'int32_t',
  ['void *', 'void *', koffi.out(koffi.pointer('void *')), koffi.out(koffi.pointer('void *'))],
);

/** How many OAuth clients the list has; 0 for NULL. Never blocks. */
exports.omnifund_client_list_count = library.func('omnifund_client_list_count', 'int64_t', ['void *']);

/**
 * The descriptive name of an OAuth client by its index from 0. NULL outside, and for NULL. Borrowed from the list.
 * Never blocks.
 */
exports.omnifund_client_list_name = library.func('omnifund_client_list_name', 'str', ['void *', 'int64_t']);

/**
 * The client id of an OAuth client by its index from 0. NULL outside, and for NULL. Borrowed from the list. Never
 * blocks.
 */
exports.omnifund_client_list_client_id = library.func('omnifund_client_list_client_id', 'str', ['void *', 'int64_t']);

/**
 * Since when this client id and secret are kept, as a Unix time in seconds, by index from 0. 0 outside, and for
 * NULL. Never blocks.
 */
exports.omnifund_client_list_since = library.func('omnifund_client_list_since', 'int64_t', ['void *', 'int64_t']);

/** Ends a list. NULL does nothing. Never blocks. */
exports.omnifund_client_list_free = library.func('omnifund_client_list_free', 'void', ['void *']);

/**
 * The session of `username` under the OAuth client of `client`, in `store`. Nobody needs to be signed in. Gives a
 * session, to be ended with omnifund_session_free; client and store may be freed before. Returns
 * OMNIFUND_CODE_INVALID_ARGUMENT for a user name that is empty or has a control in it (a line end, an escape, a
 * mark of direction), codes of the 500s. Blocks on the store only.
 */
exports.omnifund_session_open = library.func(
  'omnifund_session_open',
  'int32_t',
  ['void *', 'void *', 'str', koffi.out(koffi.pointer('void *')), koffi.out(koffi.pointer('void *'))],
);

/**
 * The session of `username` in `store`, under the OAuth client that the store keeps under `client_name`, with the
 * other settings of `cfg`. Gives a session, to be ended with omnifund_session_free. Returns
 * OMNIFUND_CODE_CLIENT_NOT_FOUND, and as omnifund_client_new and omnifund_session_open. Blocks on the store only.
 */
exports.omnifund_session_open_named = library.func(
  'omnifund_session_open_named',
  'int32_t',
  ['void *', 'void *', 'str', 'str', koffi.out(koffi.pointer('void *')), koffi.out(koffi.pointer('void *'))],
);

/**
 * The session of `username` in the store, and under the OAuth client, that a configuration names: the file `path`,
 * or the environment variables where `path` is NULL, as for omnifund_config_load; `path` may be NULL. Gives a
 * session, to be ended with omnifund_session_free. Of a file with an absolute path the process keeps the session
 * for the next such call, of 256 users at most: where since then neither the file, nor the session's record, nor
 * the store's OAuth clients have changed, that is a look at three files, and the environment and the CA file count
 * as they were. Returns as omnifund_config_load, omnifund_store_open, omnifund_client_from_store,
 * omnifund_client_new and omnifund_session_open. Blocks on the store only.
 */
exports.omnifund_session_open_configured = library.func(
  'omnifund_session_open_configured',
  'int32_t',
  ['str', 'str', koffi.out(koffi.pointer('void *')), koffi.out(koffi.pointer('void *'))],
);

/**
 * Signs the user in by password. A failed one leaves the pair as it was. The password is forgotten. Returns
 * OMNIFUND_CODE_WRONG_PASSWORD, and what else a password grant or the store gives. Blocks.
 */
exports.omnifund_session_sign_in = library.func(
  'omnifund_session_sign_in',
  'int32_t',
  ['void *', 'str', koffi.out(koffi.pointer('void *'))],
);

/**
 * Signs the user in by password, and saves the password with the session as `save` says, an
 * omnifund_save_password: so it can sign in anew by itself where the server's reply to a refresh was lost. Returns
 * OMNIFUND_CODE_INVALID_ARGUMENT for another number, and as omnifund_session_sign_in. Blocks.
 */
exports.omnifund_session_sign_in_saving = library.func(
  'omnifund_session_sign_in_saving',
  'int32_t',
  ['void *', 'str', 'int32_t', koffi.out(koffi.pointer('void *'))],
);

/**
 * Signs the user in with the code that it came back with from OmniFund's authorization page (RFC 6749 section
 * 4.1): `redirect_url` is the URL that the user came back with, whole or path and query as a web server sees it. A
 * failed one leaves the pair as it was, and so are saved passwords. A code is good once, for 30 seconds. OmniFund
 * does not say who logged in there: that it is this session's user, the program has to know. Returns what
 * omnifund_client_authorization_code_grant or the store gives. Blocks.
 */
exports.omnifund_session_sign_in_with_code = library.func(
  'omnifund_session_sign_in_with_code',
  'int32_t',
  ['void *', 'void *', 'str', koffi.out(koffi.pointer('void *'))],
);

/**
 * A valid access token, whatever it takes; its refresh token is NULL. One that needs nothing is handed out at
 * once, without a lock; one near its end is refreshed by one caller while all others get it as it is. Gives a
 * token, to be ended with omnifund_token_free. Fails only where no live token is left:
 * OMNIFUND_CODE_SIGN_IN_REQUIRED, OMNIFUND_CODE_BACKING_OFF after failures (with the seconds to wait), else what
 * the exchange or the store said. Blocks.
 */
exports.omnifund_session_token = library.func(
  'omnifund_session_token',
  'int32_t',
  ['void *', koffi.out(koffi.pointer('void *')), koffi.out(koffi.pointer('void *'))],
);

/**
 * A valid access token, within `budget_ms` milliseconds, 0 to 3600000. Within 0 a live token is handed out, and
 * nothing else is tried. One request may take all of it, unless omnifund_config_set_exchange_timeout says
 * otherwise. Returns OMNIFUND_CODE_INVALID_ARGUMENT out of that range, and where there is no live token and an
 * exchange would never fit into the budget; else as omnifund_session_token. Blocks for the budget at most.
 */
exports.omnifund_session_token_within = library.func(
  'omnifund_session_token_within',
  'int32_t',
  ['void *', 'int64_t', koffi.out(koffi.pointer('void *')), koffi.out(koffi.pointer('void *'))],
);

/**
 * A live token, to be ended with omnifund_token_free, or NULL: asks neither the server nor the store, and waits
 * for nobody. NULL for NULL. Never blocks.
 */
exports.omnifund_session_peek = library.func('omnifund_session_peek', 'void *', ['void *']);

/**
 * Refreshes whether it must or not. One that another thread or process ended after this call began counts: many
 * callers make one exchange. Returns as omnifund_session_token, and an error also where a live token is left.
 * Blocks.
 */
exports.omnifund_session_refresh = library.func(
  'omnifund_session_refresh',
  'int32_t',
  ['void *', koffi.out(koffi.pointer('void *'))],
);

/**
 * Hands back an access token with which you saw a 401. Where it is still the newest, no process takes it any more,
 * and the next omnifund_session_token refreshes; else nothing happens, so that sixteen workers with one stale
 * token make one refresh. Nor does anything happen where a token is rejected that has just taken the place of
 * another rejected one: that endpoint, or a gateway, refuses everything, and the token stays in use; after a pause
 * that grows to a minute it is replaced once more. A 403 is no rejection. Returns codes of the 500s; this process
 * does not hand the token out all the same. Blocks on the store only.
 */
exports.omnifund_session_reject = library.func(
  'omnifund_session_reject',
  'int32_t',
  ['void *', 'str', koffi.out(koffi.pointer('void *'))],
);

/**
 * Token login with a valid access token; once more with a new one where the server refuses it. Gives what the
 * server answered, to be ended with omnifund_login_free. Returns as omnifund_session_token and
 * omnifund_client_token_login. Blocks.
 */
exports.omnifund_session_token_login = library.func(
  'omnifund_session_token_login',
  'int32_t',
  ['void *', koffi.out(koffi.pointer('void *')), koffi.out(koffi.pointer('void *'))],
);

/**
 * Signs out here: the store forgets the pair and a saved password. OmniFund has no call to revoke tokens, so they
 * stay good at the server until they end. Returns OMNIFUND_CODE_SESSION_NOT_FOUND where nobody of that name ever
 * signed in, codes of the 500s. Blocks on the store only.
 */
exports.omnifund_session_sign_out = library.func(
  'omnifund_session_sign_out',
  'int32_t',
  ['void *', koffi.out(koffi.pointer('void *'))],
);

/**
 * Signs out here and takes the session out of the store, with its counters and all that is kept of it, for a user
 * who has left; also one whose record is damaged. At OmniFund the tokens stay good until they end. The handle
 * stays good: a sign-in begins anew. Returns OMNIFUND_CODE_SESSION_NOT_FOUND where there is none, codes of the
 * 500s. Blocks on the store only.
 */
exports.omnifund_session_forget = library.func(
  'omnifund_session_forget',
  'int32_t',
  ['void *', koffi.out(koffi.pointer('void *'))],
);

/**
 * Takes over a pair that was got elsewhere; nobody else may refresh with it from here on. `access_token` may be
 * NULL. `expires_at` is its end as a Unix time in seconds, believed to be an hour away at most, or 0 where it is
 * unknown: then the access token is not used. `replace` is 1 to replace a pair that is there, else 0. Returns
 * OMNIFUND_CODE_ALREADY_SIGNED_IN where somebody is signed in and `replace` is 0, OMNIFUND_CODE_INVALID_ARGUMENT
 * for what is no token, codes of the 500s. Blocks on the store only.
 */
exports.omnifund_session_adopt = library.func(
  'omnifund_session_adopt',
  'int32_t',
  ['void *', 'str', 'str', 'int64_t', 'int32_t', koffi.out(koffi.pointer('void *'))],
);

/**
 * Gives the newest pair away, and signs out here in the same step, so that it is never in two hands. Gives a token
 * with its refresh token, to be ended with omnifund_token_free. Returns OMNIFUND_CODE_SIGN_IN_REQUIRED where there
 * is none, OMNIFUND_CODE_STILL_UNREADABLE where an answer is kept that may hold the newest
 * (omnifund_session_recover), codes of the 500s. Blocks on the store only.
 */
exports.omnifund_session_export = library.func(
  'omnifund_session_export',
  'int32_t',
  ['void *', koffi.out(koffi.pointer('void *')), koffi.out(koffi.pointer('void *'))],
);

/**
 * Gives up a session; its record in the store stays, and so does what is needed in this process: a pair that the
 * store would not take, a password that was saved in memory. All else that the process knows of it goes with its
 * last handle, unless omnifund_session_open_configured keeps it. NULL does nothing. Blocks on the store only where
 * a store would not take a new pair: that is tried again.
 */
exports.omnifund_session_free = library.func('omnifund_session_free', 'void', ['void *']);

/**
 * What became of the request, an omnifund_outcome: OMNIFUND_OUTCOME_DONE by a status of 200 to 299,
 * OMNIFUND_OUTCOME_REFUSED by one of 400 to 499 but for 408, OMNIFUND_OUTCOME_UNKNOWN by all others, since a
 * gateway can say them after it has passed the request on. 0 for NULL. Never blocks.
 */
exports.omnifund_response_outcome = library.func('omnifund_response_outcome', 'int32_t', ['void *']);

/**
 * How many seconds the server asks to wait before another request (Retry-After, RFC 9110 section 10.2.3); 0 where
 * it does not, and for NULL. Never blocks.
 */
exports.omnifund_response_retry_after = library.func('omnifund_response_retry_after', 'int64_t', ['void *']);

/**
 * Of a collection, what to ask for to have its next page, for omnifund_request_new: hydra:next of the hydra:view
 * in the body, else the Link with rel="next" (RFC 8288); of a body that went to a file or a callback that link
 * alone. NULL where there is none, as at the last page and where the answer points to another origin, and for
 * NULL. Borrowed from the response. Never blocks.
 */
exports.omnifund_response_next = library.func('omnifund_response_next', 'str', ['void *']);

/** The HTTP status, whatever it is; 0 for NULL. Never blocks. */
exports.omnifund_response_status = library.func('omnifund_response_status', 'int32_t', ['void *']);

/** How many headers there are; 0 for NULL. Never blocks. */
exports.omnifund_response_header_count = library.func('omnifund_response_header_count', 'int64_t', ['void *']);

/**
 * The name of a header, in lower case, by its index from 0. NULL outside, and for NULL. Borrowed from the
 * response. Never blocks.
 */
exports.omnifund_response_header_name = library.func('omnifund_response_header_name', 'str', ['void *', 'int64_t']);

/** The value of a header by its index from 0. NULL outside, and for NULL. Borrowed from the response. Never blocks. */
exports.omnifund_response_header_value = library.func('omnifund_response_header_value', 'str', ['void *', 'int64_t']);

/**
 * The value of the first header of a name, whatever its case; the name is compared as it is. NULL where there is
 * none, and for NULL. Borrowed from the response. Never blocks.
 */
exports.omnifund_response_header = library.func('omnifund_response_header', 'str', ['void *', 'str']);

/** How many cookies the answer sets; 0 for NULL. Never blocks. */
exports.omnifund_response_cookie_count = library.func('omnifund_response_cookie_count', 'int64_t', ['void *']);

/** The name of a cookie by its index from 0. NULL outside, and for NULL. Borrowed from the response. Never blocks. */
exports.omnifund_response_cookie_name = library.func('omnifund_response_cookie_name', 'str', ['void *', 'int64_t']);

/**
 * The value of a cookie, as it goes into a Cookie header, by its index from 0. NULL outside, and for NULL.
 * Borrowed from the response. Never blocks.
 */
exports.omnifund_response_cookie_value = library.func('omnifund_response_cookie_value', 'str', ['void *', 'int64_t']);

/**
 * The whole Set-Cookie value of a cookie, attributes included (RFC 6265 section 4.1), by its index from 0: what a
 * web application sends on to its user's browser. NULL outside, and for NULL. Borrowed from the response. Never
 * blocks.
 */
exports.omnifund_response_cookie_header = library.func('omnifund_response_cookie_header', 'str', ['void *', 'int64_t']);

/**
 * Where the answer sends the browser, as the server wrote it: it may be relative. NULL where it sends nowhere, and
 * for NULL. Borrowed from the response. Never blocks.
 */
exports.omnifund_response_location = library.func('omnifund_response_location', 'str', ['void *']);

/**
 * The body, with a NUL behind it; empty where it went to a file or a callback. It can hold NULs of its own: its
 * length is omnifund_response_body_length. NULL for NULL. Borrowed from the response. Never blocks.
 */
exports.omnifund_response_body = library.func('omnifund_response_body', 'void *', ['void *']);

/** The length of the body in bytes, without the NUL behind it; 0 for NULL. Never blocks. */
exports.omnifund_response_body_length = library.func('omnifund_response_body_length', 'int64_t', ['void *']);

/** Ends a response, and wipes its strings. NULL does nothing. Never blocks. */
exports.omnifund_response_free = library.func('omnifund_response_free', 'void', ['void *']);

/**
 * A request by `method`, such as "GET", for `path` behind the base URL, such as "/api/customers": it begins with
 * one slash, and may have a query. It can name no other host, since the access token goes to the base URL's origin
 * alone. Gives a request, to be ended with omnifund_request_free. Returns OMNIFUND_CODE_INVALID_ARGUMENT for what
 * is no method in capitals, or no such path. Never blocks.
 */
exports.omnifund_request_new = library.func(
  'omnifund_request_new',
  'int32_t',
  ['str', 'str', koffi.out(koffi.pointer('void *')), koffi.out(koffi.pointer('void *'))],
);

/**
 * Adds a parameter to the query, in any characters, such as "tranDate[between]"; several of one name are sent in
 * their order. Returns OMNIFUND_CODE_INVALID_ARGUMENT for an empty name. Never blocks.
 */
exports.omnifund_request_add_query = library.func(
  'omnifund_request_add_query',
  'int32_t',
  ['void *', 'str', 'str', koffi.out(koffi.pointer('void *'))],
);

/**
 * Adds a header. Returns OMNIFUND_CODE_INVALID_ARGUMENT for what is no name, for a value with a control character
 * in it such as a line break, and for what is not yours to say: Authorization, Host, the body's length and the
 * connection's own. Never blocks.
 */
exports.omnifund_request_add_header = library.func(
  'omnifund_request_add_header',
  'int32_t',
  ['void *', 'str', 'str', koffi.out(koffi.pointer('void *'))],
);

/**
 * The body, of `length` bytes, which are copied; `body` may be NULL where there are none. `content_type` is such
 * as "application/json". Returns OMNIFUND_CODE_INVALID_ARGUMENT for a length below 0 or over 1 GiB, and for a
 * content type that is no header's value. Never blocks.
 */
exports.omnifund_request_set_body = library.func(
  'omnifund_request_set_body',
  'int32_t',
  ['void *', 'str', 'void *', 'int64_t', koffi.out(koffi.pointer('void *'))],
);

/**
 * The body, from the file `path`, which is read while it is sent, and anew where it is sent once more. Returns as
 * omnifund_request_set_body; that the file can't be read tells omnifund_session_request. Never blocks.
 */
exports.omnifund_request_set_body_file = library.func(
  'omnifund_request_set_body_file',
  'int32_t',
  ['void *', 'str', 'str', koffi.out(koffi.pointer('void *'))],
);

/**
 * The body, from a function that is called while it is sent, on the thread that calls omnifund_session_request.
 * `length` is how many bytes it gives, or -1 where that is not known: then it is sent in chunks. It is sent once:
 * at a 401 the answer is that 401. `destroy` is called with `userdata`, once, when the request needs it no more,
 * and also where this call fails; `destroy` may be NULL, `userdata` may be NULL. Returns as
 * omnifund_request_set_body. Never blocks.
 */
exports.omnifund_request_set_body_callback = library.func(
  'omnifund_request_set_body_callback',
  'int32_t',
  ['void *', 'str', 'int64_t', koffi.pointer(exports.BodyCallback), 'void *', koffi.pointer(exports.UserdataCallback), koffi.out(koffi.pointer('void *'))],
);

/**
 * Puts the body of a success, a status of 200 to 299, into the file `path`, without holding it in memory. The file
 * gets its name when it is whole, and replaces what stood there; where something stands there that is no plain
 * file, such as a pipe, that is written to. Of any other answer the body is in the response. Returns
 * OMNIFUND_CODE_INVALID_ARGUMENT for an empty path. Never blocks.
 */
exports.omnifund_request_set_output_file = library.func(
  'omnifund_request_set_output_file',
  'int32_t',
  ['void *', 'str', koffi.out(koffi.pointer('void *'))],
);

/**
 * Hands the body of a success, a status of 200 to 299, to a function as it comes, on the thread that calls
 * omnifund_session_request. Of any other answer the body is in the response. `destroy` is called with `userdata`,
 * once, when the request needs it no more, and also where this call fails; `destroy` may be NULL, `userdata` may
 * be NULL. Never blocks.
 */
exports.omnifund_request_set_output_callback = library.func(
  'omnifund_request_set_output_callback',
  'int32_t',
  ['void *', koffi.pointer(exports.OutputCallback), 'void *', koffi.pointer(exports.UserdataCallback), koffi.out(koffi.pointer('void *'))],
);

/**
 * How long omnifund_session_request may take with it, the token and all tries included, in milliseconds: 1 to
 * 3600000. Unless set, the call budget. Returns OMNIFUND_CODE_INVALID_ARGUMENT out of that range. Never blocks.
 */
exports.omnifund_request_set_time_limit = library.func(
  'omnifund_request_set_time_limit',
  'int32_t',
  ['void *', 'int64_t', koffi.out(koffi.pointer('void *'))],
);

/**
 * The largest body of an answer, in bytes. Unless set, 16 MiB; and none for what goes to a file or a callback.
 * Returns OMNIFUND_CODE_INVALID_ARGUMENT below 0. Never blocks.
 */
exports.omnifund_request_set_largest_answer = library.func(
  'omnifund_request_set_largest_answer',
  'int32_t',
  ['void *', 'int64_t', koffi.out(koffi.pointer('void *'))],
);

/**
 * With `retry` 1, tries again within the time limit: what was not sent, whatever it is; and a GET, HEAD or OPTIONS
 * after a 429, a 503 or a lost answer. It waits as long as Retry-After says, else a second, then two, and so on.
 * With 0, as unless set, only a refused access token makes a second try. Never blocks.
 */
exports.omnifund_request_set_retry = library.func(
  'omnifund_request_set_retry',
  'int32_t',
  ['void *', 'int32_t', koffi.out(koffi.pointer('void *'))],
);

/**
 * A key by which the server knows a request that it has seen before. It goes into the header that
 * omnifund_config_set_idempotency_header names, else into Idempotency-Key. Returns OMNIFUND_CODE_INVALID_ARGUMENT
 * for an empty key, and for what is no header's value. Never blocks.
 */
exports.omnifund_request_set_idempotency_key = library.func(
  'omnifund_request_set_idempotency_key',
  'int32_t',
  ['void *', 'str', koffi.out(koffi.pointer('void *'))],
);

/**
 * The key that was set, or that omnifund_session_request made. NULL where there is none, and for NULL. Borrowed
 * from the request, until another one is set. Never blocks.
 */
exports.omnifund_request_idempotency_key = library.func('omnifund_request_idempotency_key', 'str', ['void *']);

/** Ends a request. NULL does nothing. Never blocks. */
exports.omnifund_request_free = library.func('omnifund_request_free', 'void', ['void *']);

/**
 * Makes a request with a valid access token. At a 401 that is about the token (RFC 6750 section 3) the token is
 * rejected, and the request made once more with another one; whatever the server answers else, a second 401 and a
 * 500 included, is a response and no error. No redirect is followed. Nothing else is sent twice, unless
 * omnifund_request_set_retry asks for it; a POST whose outcome is unknown never is. Gives what the server
 * answered, to be ended with omnifund_response_free. Returns as omnifund_session_token, and what the way to the
 * server gives; OMNIFUND_CODE_BODY_UNREADABLE, OMNIFUND_CODE_ANSWER_NOT_TAKEN, OMNIFUND_CODE_ANSWER_TOO_LARGE.
 * omnifund_error_outcome tells of this request, and not of an exchange that it needed: OMNIFUND_OUTCOME_NOT_SENT
 * where not one byte of it left; OMNIFUND_OUTCOME_REFUSED where the server answered 401 and there was no other
 * token; OMNIFUND_OUTCOME_UNKNOWN where it left and no whole answer came back: then a charge may have been made.
 * Blocks for the request's time limit, else for the call budget, and as long as its file or callback takes.
 */
exports.omnifund_session_request = library.func(
  'omnifund_session_request',
  'int32_t',
  ['void *', 'void *', koffi.out(koffi.pointer('void *')), koffi.out(koffi.pointer('void *'))],
);

/**
 * A valid access token that counts as good for `seconds` at least, for a batch that must not break off; it is
 * refreshed where it must be. Gives a token, to be ended with omnifund_token_free. Returns
 * OMNIFUND_CODE_INVALID_ARGUMENT below 0, and where OmniFund's tokens never last so long: then nothing is asked of
 * the server. Else as omnifund_session_token, also where a live token is left that does not last so long. Blocks.
 */
exports.omnifund_session_token_lasting = library.func(
  'omnifund_session_token_lasting',
  'int32_t',
  ['void *', 'int64_t', koffi.out(koffi.pointer('void *')), koffi.out(koffi.pointer('void *'))],
);

/**
 * The base URL of a session, such as "https://host" or "https://host:8443/path": of all HTTP clients of yours only
 * who sends to its origin may send the access token. NULL for NULL. Borrowed from the session. Never blocks.
 */
exports.omnifund_session_base_url = library.func('omnifund_session_base_url', 'str', ['void *']);

/**
 * A count of what may have ended an access token of this process before its time: a rejection, a sign-in, a
 * sign-out, a refresh, an export, an adoption, a newer pair found in the store, a fork (in the child). It has
 * moved before the call returns that did it, only grows, and stands at one address for the life of the process. A
 * program that keeps a token for as long as omnifund_token_fresh_for says reads it before omnifund_session_token,
 * and asks again once it is another: so asking costs no call. Where threads share it, read it as one does an
 * atomic number (__atomic_load_n). It is static: valid for ever, not to be freed. Never blocks, any thread.
 */
exports.omnifund_changes = library.func('omnifund_changes', 'void *', []);

/**
 * How the session stands, from the store: no network. Gives a status, to be ended with omnifund_status_free.
 * Returns codes of the 500s. Blocks on the store only.
 */
exports.omnifund_session_status = library.func(
  'omnifund_session_status',
  'int32_t',
  ['void *', koffi.out(koffi.pointer('void *')), koffi.out(koffi.pointer('void *'))],
);

/** 1 where there is a pair that the server has not refused, else 0; 0 for NULL. Never blocks. */
exports.omnifund_status_signed_in = library.func('omnifund_status_signed_in', 'int32_t', ['void *']);

/** 1 where the session was signed out here, and nobody has signed in since, else 0; 0 for NULL. Never blocks. */
exports.omnifund_status_signed_out = library.func('omnifund_status_signed_out', 'int32_t', ['void *']);

/**
 * 1 where the server refused the refresh token, and nobody has signed in since: the session is lost, and once its
 * access token ends a human must sign in, unless a password was saved; else 0; 0 for NULL. Never blocks.
 */
exports.omnifund_status_refused = library.func('omnifund_status_refused', 'int32_t', ['void *']);

/** How many seconds the access token counts as good; 0 where there is none, and for NULL. Never blocks. */
exports.omnifund_status_seconds_left = library.func('omnifund_status_seconds_left', 'int64_t', ['void *']);

/** How many times the pair has changed; 0 for NULL. Never blocks. */
exports.omnifund_status_generation = library.func('omnifund_status_generation', 'int64_t', ['void *']);

/** When the pair last changed, as a Unix time in seconds; 0 where it never did, and for NULL. Never blocks. */
exports.omnifund_status_last_rotation = library.func('omnifund_status_last_rotation', 'int64_t', ['void *']);

/**
 * When the refresh token presumably ends, 14 days after the last rotation, as a Unix time in seconds; 0 where
 * there is none, and for NULL. The server never says it. Never blocks.
 */
exports.omnifund_status_refresh_token_ends = library.func('omnifund_status_refresh_token_ends', 'int64_t', ['void *']);

/** Since when tries fail, as a Unix time in seconds; 0 where they don't, and for NULL. Never blocks. */
exports.omnifund_status_failing_since = library.func('omnifund_status_failing_since', 'int64_t', ['void *']);

/** How many tries failed in a row; 0 for NULL. Never blocks. */
exports.omnifund_status_failures_in_a_row = library.func('omnifund_status_failures_in_a_row', 'int64_t', ['void *']);

/**
 * 1 where the store would not take the newest pair, and this process holds it and tries again with each call; else
 * 0; 0 for NULL. Never blocks.
 */
exports.omnifund_status_unsaved = library.func('omnifund_status_unsaved', 'int32_t', ['void *']);

/**
 * When an answer was asked for that could not be understood and is kept (omnifund_session_kept_answer), as a Unix
 * time in seconds; 0 where there is none, and for NULL. Never blocks.
 */
exports.omnifund_status_kept_answer = library.func('omnifund_status_kept_answer', 'int64_t', ['void *']);

/** How often a refresh token was presented again after an unknown outcome; 0 for NULL. Never blocks. */
exports.omnifund_status_replays = library.func('omnifund_status_replays', 'int64_t', ['void *']);

/** How many requests were made to the token endpoint; 0 for NULL. Never blocks. */
exports.omnifund_status_exchanges = library.func('omnifund_status_exchanges', 'int64_t', ['void *']);

/** How many exchanges brought no new pair; 0 for NULL. Never blocks. */
exports.omnifund_status_failures = library.func('omnifund_status_failures', 'int64_t', ['void *']);

/** How many calls waited for another process or thread; 0 for NULL. Never blocks. */
exports.omnifund_status_waits = library.func('omnifund_status_waits', 'int64_t', ['void *']);

/**
 * How many refresh tokens the server refused: each was a session's end, unless a password was saved; 0 for NULL.
 * Never blocks.
 */
exports.omnifund_status_lost = library.func('omnifund_status_lost', 'int64_t', ['void *']);

/**
 * How many pairs the store would not take at first; 0 for NULL. Whether there is one now tells
 * omnifund_status_unsaved. Never blocks.
 */
exports.omnifund_status_unsaved_pairs = library.func('omnifund_status_unsaved_pairs', 'int64_t', ['void *']);

/** Ends a status. NULL does nothing. Never blocks. */
exports.omnifund_status_free = library.func('omnifund_status_free', 'void', ['void *']);

/**
 * The answer that could not be understood, where one is kept; else NULL in `answer`. Whether there is one tells
 * omnifund_status_kept_answer, too. Gives an answer, to be ended with omnifund_kept_answer_free. Returns codes of
 * the 500s. Blocks on the store only.
 */
exports.omnifund_session_kept_answer = library.func(
  'omnifund_session_kept_answer',
  'int32_t',
  ['void *', koffi.out(koffi.pointer('void *')), koffi.out(koffi.pointer('void *'))],
);

/**
 * Looks at the kept answer once more, and goes on with the pair in it. A session does so by itself before each
 * refresh, so that a later version of the library saves what this one could not read; this is for whoever does not
 * want to wait for that. Returns OMNIFUND_CODE_NOTHING_KEPT, OMNIFUND_CODE_STILL_UNREADABLE where it can't be
 * understood still (a human may: omnifund_session_kept_answer, and then omnifund_session_adopt), codes of the
 * 500s. Blocks on the file system, and where another process is at the session; never on the network.
 */
exports.omnifund_session_recover = library.func(
  'omnifund_session_recover',
  'int32_t',
  ['void *', koffi.out(koffi.pointer('void *'))],
);

/** When the answer was asked for, as a Unix time in seconds; 0 for NULL. Never blocks. */
exports.omnifund_kept_answer_asked_at = library.func('omnifund_kept_answer_asked_at', 'int64_t', ['void *']);

/**
 * Status line, header and body as they came, 16 KiB at most, with a NUL behind them. They can hold NULs of their
 * own, and tokens: their length is omnifund_kept_answer_length. NULL for NULL. Borrowed from the answer. Never
 * blocks.
 */
exports.omnifund_kept_answer_bytes = library.func('omnifund_kept_answer_bytes', 'void *', ['void *']);

/** How many bytes omnifund_kept_answer_bytes has, without the NUL behind them; 0 for NULL. Never blocks. */
exports.omnifund_kept_answer_length = library.func('omnifund_kept_answer_length', 'int64_t', ['void *']);

/** Ends an answer, and wipes it. NULL does nothing. Never blocks. */
exports.omnifund_kept_answer_free = library.func('omnifund_kept_answer_free', 'void', ['void *']);

/**
 * Begins to go through the sessions of `store`: those of the OAuth client of `client`, or all. `client` may be
 * NULL. The first page comes with omnifund_session_list_next. Gives a list, to be ended with
 * omnifund_session_list_free. Never blocks.
 */
exports.omnifund_store_sessions = library.func(
  'omnifund_store_sessions',
  'int32_t',
  ['void *', 'void *', koffi.out(koffi.pointer('void *')), koffi.out(koffi.pointer('void *'))],
);

/**
 * Reads the next page; omnifund_session_list_count then tells how many sessions it has, and 0 is the end. A
 * session that begins or ends meanwhile may be in the list or not. A record that can't be read is one of them:
 * omnifund_session_list_problem tells why, and all else of it is empty. Returns codes of the 500s where the store
 * can't be listed. Blocks on the store only.
 */
exports.omnifund_session_list_next = library.func(
  'omnifund_session_list_next',
  'int32_t',
  ['void *', koffi.out(koffi.pointer('void *'))],
);

/** How many sessions the page has; 0 at the end, before the first page, and for NULL. Never blocks. */
exports.omnifund_session_list_count = library.func('omnifund_session_list_count', 'int64_t', ['void *']);

/**
 * Why its record can't be read, and what to do, by its index in the page from 0; the words name the record. NULL
 * where it can, outside, and for NULL. Borrowed from the list, until the next page. Never blocks.
 */
exports.omnifund_session_list_problem = library.func('omnifund_session_list_problem', 'str', ['void *', 'int64_t']);

/**
 * Whose session it is, by its index in the page from 0; empty where its record can't be read. NULL outside, and
 * for NULL. Borrowed from the list, until the next page. Never blocks.
 */
exports.omnifund_session_list_username = library.func('omnifund_session_list_username', 'str', ['void *', 'int64_t']);

/**
 * At which OmniFund it is, by its index in the page from 0. NULL outside, and for NULL. Borrowed from the list,
 * until the next page. Never blocks.
 */
exports.omnifund_session_list_base_url = library.func('omnifund_session_list_base_url', 'str', ['void *', 'int64_t']);

/**
 * The client id under which its OAuth client was first used, by its index in the page from 0. NULL outside, and
 * for NULL. Borrowed from the list, until the next page. Never blocks.
 */
exports.omnifund_session_list_client_id = library.func('omnifund_session_list_client_id', 'str', ['void *', 'int64_t']);

/**
 * 1 where there is a pair that the server has not refused, else 0, by its index in the page from 0. 0 outside, and
 * for NULL. Never blocks.
 */
exports.omnifund_session_list_signed_in = library.func(
  'omnifund_session_list_signed_in',
  'int32_t',
  ['void *', 'int64_t'],
);

/**
 * When its pair last changed, as a Unix time in seconds, by its index in the page from 0. 0 where it never did,
 * outside, and for NULL. Never blocks.
 */
exports.omnifund_session_list_last_rotation = library.func(
  'omnifund_session_list_last_rotation',
  'int64_t',
  ['void *', 'int64_t'],
);

/** Ends a list. NULL does nothing. Never blocks. */
exports.omnifund_session_list_free = library.func('omnifund_session_list_free', 'void', ['void *']);

/**
 * Refreshes every session of `client` in `store` whose pair is older than `age` seconds (259200, three days, is a
 * good age), within `budget_ms` milliseconds, 0 to 3600000: an unused refresh token dies after 14 days. The first
 * half of the budget is shared out, and each session has its turn at a random moment of its share, so that a fleet
 * of tills does not knock together: a short budget is for whoever waits for it. One that was refreshed meanwhile
 * is not refreshed again; what no longer fits into the budget is left for the next run. `callback` is told of
 * each; `callback` may be NULL, `userdata` may be NULL, and neither is used behind this call. Returns
 * OMNIFUND_CODE_INVALID_ARGUMENT out of range, codes of the 500s where the store can't be listed; a session that
 * can't be refreshed, or whose record can't be read, is only told of. Blocks for the budget and one call.
 */
exports.omnifund_session_keep_alive = library.func(
  'omnifund_session_keep_alive',
  'int32_t',
  ['void *', 'void *', 'int64_t', 'int64_t', koffi.pointer(exports.KeptAliveCallback), 'void *', koffi.out(koffi.pointer('void *'))],
);

/**
 * How the store and all of its sessions stand, whatever their OAuth client, for a program that is scraped by
 * Prometheus. How long a refresh token lives, and whether it may be presented again, is what `cfg` says; `cfg` may
 * be NULL: then as in omnifund_config_new. Gives metrics, to be ended with omnifund_metrics_free. Returns
 * OMNIFUND_CODE_NULL_ARGUMENT; what can't be read is a number of the text, and no error. Blocks on the store only:
 * every record is read.
 */
exports.omnifund_store_metrics = library.func(
  'omnifund_store_metrics',
  'int32_t',
  ['void *', 'void *', koffi.out(koffi.pointer('void *')), koffi.out(koffi.pointer('void *'))],
);

/**
 * The metrics in Prometheus' text format, version 0.0.4, to be served as "text/plain; version=0.0.4;
 * charset=utf-8": omnifund_store_readable, omnifund_store_damaged_records, omnifund_store_free_bytes,
 * omnifund_store_sessions by their state, and for each session the metrics omnifund_session_*, with the labels
 * store, base_url, client (its name where it has one, else its id), client_id (the first one) and user. No longer
 * than 32 MiB, which are ten thousand sessions with usual names; of a larger store omnifund_store_untold_sessions
 * says how many are left out. NULL for NULL. Borrowed from the metrics. Never blocks.
 */
exports.omnifund_metrics_text = library.func('omnifund_metrics_text', 'str', ['void *']);

/** Ends metrics. NULL does nothing. Never blocks. */
exports.omnifund_metrics_free = library.func('omnifund_metrics_free', 'void', ['void *']);

/**
 * Waits until no other thread's exchange is under way and its pair is saved, for `budget_ms` milliseconds at most;
 * from here on no exchange is started in this process (OMNIFUND_CODE_STORE_BUSY), but in a child that it forks.
 * The library does this by itself where a program ends by exit or by the return of main: call it where it ends in
 * another way, as programs in Go and by _exit do, and where threads must still run that the end of a runtime would
 * stop, as in Python. 30000 is a good budget: a call's, and some time to save. Returns how many exchanges are
 * still under way, and pairs not saved: 0 where nothing is lost. A pair that the store would not take is tried
 * again until the budget has passed, once at least. Blocks for the budget, and as long as the disk needs for one
 * try.
 */
exports.omnifund_end_exchanges = library.func('omnifund_end_exchanges', 'int64_t', ['int64_t']);
