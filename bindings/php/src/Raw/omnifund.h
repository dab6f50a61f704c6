// Made by tools/interface from omnifund-api.json; edits here are lost.
enum { OMNIFUND_OK = 0 };
enum { OMNIFUND_ABI_VERSION = 1 };
typedef enum {
    OMNIFUND_CODE_NULL_ARGUMENT = 100,
    OMNIFUND_CODE_INVALID_UTF8 = 101,
    OMNIFUND_CODE_INVALID_ARGUMENT = 102,
    OMNIFUND_CODE_MISSING_CREDENTIALS = 103,
    OMNIFUND_CODE_FOREIGN_REDIRECT = 104,
    OMNIFUND_CODE_INVALID_CONFIGURATION = 150,
    OMNIFUND_CODE_UNREADABLE_CERTIFICATES = 151,
    OMNIFUND_CODE_NAME_NOT_RESOLVED = 200,
    OMNIFUND_CODE_CONNECT_FAILED = 201,
    OMNIFUND_CODE_CONNECT_TIMEOUT = 202,
    OMNIFUND_CODE_PROXY_REFUSED = 203,
    OMNIFUND_CODE_TLS_FAILED = 204,
    OMNIFUND_CODE_CERTIFICATE_UNTRUSTED = 205,
    OMNIFUND_CODE_CERTIFICATE_DATES = 206,
    OMNIFUND_CODE_CERTIFICATE_NAME = 207,
    OMNIFUND_CODE_PROXY_FAILED = 208,
    OMNIFUND_CODE_TLS_INCOMPATIBLE = 209,
    OMNIFUND_CODE_RESPONSE_TIMEOUT = 220,
    OMNIFUND_CODE_CONNECTION_LOST = 221,
    OMNIFUND_CODE_CERTIFICATE_WANTED = 222,
    OMNIFUND_CODE_BODY_UNREADABLE = 223,
    OMNIFUND_CODE_INVALID_REQUEST = 300,
    OMNIFUND_CODE_INVALID_CLIENT = 301,
    OMNIFUND_CODE_UNAUTHORIZED_CLIENT = 302,
    OMNIFUND_CODE_UNSUPPORTED_GRANT_TYPE = 303,
    OMNIFUND_CODE_INVALID_SCOPE = 304,
    OMNIFUND_CODE_WRONG_PASSWORD = 305,
    OMNIFUND_CODE_REFRESH_TOKEN_REFUSED = 306,
    OMNIFUND_CODE_OTHER_OAUTH_ERROR = 307,
    OMNIFUND_CODE_AUTHORIZATION_DENIED = 308,
    OMNIFUND_CODE_CODE_REFUSED = 309,
    OMNIFUND_CODE_REDIRECT_URI_REFUSED = 310,
    OMNIFUND_CODE_ACCESS_TOKEN_REFUSED = 320,
    OMNIFUND_CODE_ACCESS_DENIED = 321,
    OMNIFUND_CODE_INSUFFICIENT_SCOPE = 322,
    OMNIFUND_CODE_LOGIN_INVALID_REQUEST = 323,
    OMNIFUND_CODE_TOKEN_NOT_SEEN = 324,
    OMNIFUND_CODE_SERVER_ERROR = 400,
    OMNIFUND_CODE_UNEXPECTED_REDIRECT = 401,
    OMNIFUND_CODE_UNEXPECTED_ANSWER = 402,
    OMNIFUND_CODE_ANSWER_TOO_LARGE = 403,
    OMNIFUND_CODE_UNREADABLE_TOKEN = 404,
    OMNIFUND_CODE_NO_TOKEN_ENDPOINT = 405,
    OMNIFUND_CODE_ANSWER_NOT_TAKEN = 406,
    OMNIFUND_CODE_RATE_LIMITED = 410,
    OMNIFUND_CODE_UNAVAILABLE = 411,
    OMNIFUND_CODE_STORE_FAILED = 500,
    OMNIFUND_CODE_STORE_FULL = 501,
    OMNIFUND_CODE_STORE_PERMISSIONS = 502,
    OMNIFUND_CODE_KEY_MISSING = 503,
    OMNIFUND_CODE_KEY_WRONG = 504,
    OMNIFUND_CODE_RECORD_CORRUPT = 505,
    OMNIFUND_CODE_STORE_TOO_NEW = 506,
    OMNIFUND_CODE_STORE_MOVED = 507,
    OMNIFUND_CODE_STORE_ON_NETWORK = 508,
    OMNIFUND_CODE_STORE_MISSING = 509,
    OMNIFUND_CODE_STORE_BUSY = 510,
    OMNIFUND_CODE_STORE_UNREACHABLE = 511,
    OMNIFUND_CODE_LEASE_LOST = 512,
    OMNIFUND_CODE_SIGN_IN_REQUIRED = 600,
    OMNIFUND_CODE_BACKING_OFF = 601,
    OMNIFUND_CODE_STILL_REFUSED = 602,
    OMNIFUND_CODE_ALREADY_SIGNED_IN = 603,
    OMNIFUND_CODE_CLIENT_NAME_TAKEN = 604,
    OMNIFUND_CODE_CLIENT_NOT_FOUND = 605,
    OMNIFUND_CODE_NOTHING_KEPT = 606,
    OMNIFUND_CODE_STILL_UNREADABLE = 607,
    OMNIFUND_CODE_SESSION_NOT_FOUND = 608,
    OMNIFUND_CODE_PANIC = 900,
    OMNIFUND_CODE_INTERNAL = 901,
} omnifund_code;
typedef enum {
    OMNIFUND_ADVICE_NONE = 0,
    OMNIFUND_ADVICE_WAIT = 1,
    OMNIFUND_ADVICE_SIGN_IN = 2,
    OMNIFUND_ADVICE_FIX_CONFIGURATION = 3,
    OMNIFUND_ADVICE_FIX_STORAGE = 4,
    OMNIFUND_ADVICE_REFUSED = 5,
    OMNIFUND_ADVICE_BUG = 6,
} omnifund_advice;
typedef enum {
    OMNIFUND_OUTCOME_NOT_SENT = 1,
    OMNIFUND_OUTCOME_REFUSED = 2,
    OMNIFUND_OUTCOME_UNKNOWN = 3,
    OMNIFUND_OUTCOME_DONE = 4,
} omnifund_outcome;
typedef enum {
    OMNIFUND_LOG_LEVEL_ERROR = 1,
    OMNIFUND_LOG_LEVEL_WARN = 2,
    OMNIFUND_LOG_LEVEL_INFO = 3,
    OMNIFUND_LOG_LEVEL_DEBUG = 4,
} omnifund_log_level;
typedef enum {
    OMNIFUND_REPLAY_UNTIL_ANSWERED = 0,
    OMNIFUND_REPLAY_ONCE = 1,
    OMNIFUND_REPLAY_NEVER = 2,
} omnifund_replay;
typedef enum {
    OMNIFUND_STORE_ANSWER_DONE = 0,
    OMNIFUND_STORE_ANSWER_CONFLICT = 1,
    OMNIFUND_STORE_ANSWER_BUSY = 2,
    OMNIFUND_STORE_ANSWER_LOST = 3,
    OMNIFUND_STORE_ANSWER_UNKNOWN = 4,
    OMNIFUND_STORE_ANSWER_UNREACHABLE = 5,
    OMNIFUND_STORE_ANSWER_FAILED = 6,
} omnifund_store_answer;
typedef enum {
    OMNIFUND_SAVE_PASSWORD_NO = 0,
    OMNIFUND_SAVE_PASSWORD_IN_MEMORY = 1,
    OMNIFUND_SAVE_PASSWORD_SEALED = 2,
} omnifund_save_password;
typedef struct omnifund_authorization omnifund_authorization;
typedef struct omnifund_client omnifund_client;
typedef struct omnifund_client_list omnifund_client_list;
typedef struct omnifund_config omnifund_config;
typedef struct omnifund_error omnifund_error;
typedef struct omnifund_kept_answer omnifund_kept_answer;
typedef struct omnifund_key omnifund_key;
typedef struct omnifund_log_entry omnifund_log_entry;
typedef struct omnifund_log_queue omnifund_log_queue;
typedef struct omnifund_login omnifund_login;
typedef struct omnifund_metrics omnifund_metrics;
typedef struct omnifund_request omnifund_request;
typedef struct omnifund_response omnifund_response;
typedef struct omnifund_session omnifund_session;
typedef struct omnifund_session_list omnifund_session_list;
typedef struct omnifund_status omnifund_status;
typedef struct omnifund_store omnifund_store;
typedef struct omnifund_store_options omnifund_store_options;
typedef struct omnifund_token omnifund_token;
typedef void (*omnifund_userdata_callback)(void *userdata);
typedef void (*omnifund_log_callback)(void *userdata, int32_t level, const char *message);
typedef void (*omnifund_log_entry_callback)(void *userdata, const omnifund_log_entry *entry);
typedef int64_t (*omnifund_body_callback)(void *userdata, char *buffer, int64_t room);
typedef int32_t (*omnifund_output_callback)(void *userdata, const char *bytes, int64_t length);
typedef void (*omnifund_kept_alive_callback)(void *userdata, const char *username, const omnifund_error *err);
typedef struct {
    size_t size;
    void *call;
    void (*record)(void *call, int64_t version, const char *write_id, int64_t age_ms, const uint8_t *bytes, size_t length);
    void (*lease)(void *call, int64_t fence, int64_t remaining_ms);
    void (*key)(void *call, const char *key);
    void (*message)(void *call, const char *text);
} omnifund_store_sink;
typedef struct {
    size_t size;
    uint32_t version;
    void *userdata;
    int32_t (*connect)(void *userdata, int64_t deadline_ms, void **connection, const omnifund_store_sink *sink);
    void (*disconnect)(void *userdata, void *connection);
    int32_t (*identify)(void *userdata, void *connection, int64_t deadline_ms, const omnifund_store_sink *sink);
    int32_t (*load)(void *userdata, void *connection, int64_t deadline_ms, const char *key, const omnifund_store_sink *sink);
    int32_t (*lease)(void *userdata, void *connection, int64_t deadline_ms, const char *key, const char *owner, int64_t lasting_ms, const omnifund_store_sink *sink);
    int32_t (*swap)(void *userdata, void *connection, int64_t deadline_ms, const char *key, const char *owner, int64_t fence, int64_t expected, const char *write_id, const uint8_t *bytes, size_t length, const omnifund_store_sink *sink);
    int32_t (*release)(void *userdata, void *connection, int64_t deadline_ms, const char *key, const char *owner, int64_t fence, const omnifund_store_sink *sink);
    int32_t (*list)(void *userdata, void *connection, int64_t deadline_ms, const char *after, const char *up_to, int64_t limit, const omnifund_store_sink *sink);
    int32_t (*wait)(void *userdata, void *connection, const char *key, int64_t at_most_ms, const omnifund_store_sink *sink);
    void (*destroy)(void *userdata);
} omnifund_store_functions;
const char *omnifund_version(void);
int32_t omnifund_abi_version(void);
int32_t omnifund_error_code(const omnifund_error *err);
int32_t omnifund_error_advice(const omnifund_error *err);
int32_t omnifund_error_outcome(const omnifund_error *err);
const char *omnifund_error_message(const omnifund_error *err);
int32_t omnifund_error_http_status(const omnifund_error *err);
const char *omnifund_error_oauth_error(const omnifund_error *err);
const char *omnifund_error_oauth_error_description(const omnifund_error *err);
int64_t omnifund_error_retry_after(const omnifund_error *err);
void omnifund_error_free(omnifund_error *err);
const char *omnifund_code_name(int32_t code);
const char *omnifund_code_text(int32_t code);
omnifund_config *omnifund_config_new(void);
int32_t omnifund_config_load(const char *path, omnifund_config **cfg, omnifund_error **err);
int32_t omnifund_config_set_environment(omnifund_config *cfg, const char *environment, omnifund_error **err);
int32_t omnifund_config_set_base_url(omnifund_config *cfg, const char *base_url, omnifund_error **err);
int32_t omnifund_config_set_credentials(omnifund_config *cfg, const char *client_id, const char *client_secret, omnifund_error **err);
int32_t omnifund_config_set_json_body(omnifund_config *cfg, int32_t json, omnifund_error **err);
int32_t omnifund_config_set_connect_timeout(omnifund_config *cfg, int64_t milliseconds, omnifund_error **err);
int32_t omnifund_config_set_exchange_timeout(omnifund_config *cfg, int64_t milliseconds, omnifund_error **err);
int32_t omnifund_config_set_idempotency_header(omnifund_config *cfg, const char *name, omnifund_error **err);
int32_t omnifund_config_set_call_budget(omnifund_config *cfg, int64_t milliseconds, omnifund_error **err);
int32_t omnifund_config_set_proxy(omnifund_config *cfg, const char *proxy, omnifund_error **err);
int32_t omnifund_config_disable_proxy(omnifund_config *cfg, omnifund_error **err);
int32_t omnifund_config_set_ca_file(omnifund_config *cfg, const char *path, omnifund_error **err);
int32_t omnifund_config_trust_ca_file_only(omnifund_config *cfg, omnifund_error **err);
int32_t omnifund_config_allow_plain_http(omnifund_config *cfg, omnifund_error **err);
int32_t omnifund_config_set_replay(omnifund_config *cfg, int32_t replay, omnifund_error **err);
int32_t omnifund_config_set_refresh_lifetime(omnifund_config *cfg, int64_t seconds, omnifund_error **err);
void omnifund_config_free(omnifund_config *cfg);
int32_t omnifund_config_log_to_stderr(omnifund_config *cfg, int32_t level, omnifund_error **err);
int32_t omnifund_config_log_to_file(omnifund_config *cfg, const char *path, int32_t level, omnifund_error **err);
int32_t omnifund_config_log_to_syslog(omnifund_config *cfg, int32_t level, omnifund_error **err);
int32_t omnifund_config_log_to_callback(omnifund_config *cfg, omnifund_log_callback callback, void *userdata, int32_t level, omnifund_error **err);
int32_t omnifund_config_log_to_callback_with(omnifund_config *cfg, omnifund_log_callback callback, void *userdata, omnifund_userdata_callback destroy, int32_t level, omnifund_error **err);
int32_t omnifund_config_log_entries_to_callback(omnifund_config *cfg, omnifund_log_entry_callback callback, void *userdata, int32_t level, omnifund_error **err);
int32_t omnifund_config_log_entries_to_callback_with(omnifund_config *cfg, omnifund_log_entry_callback callback, void *userdata, omnifund_userdata_callback destroy, int32_t level, omnifund_error **err);
int32_t omnifund_config_log_to_queue(omnifund_config *cfg, const omnifund_log_queue *queue, int32_t level, omnifund_error **err);
int32_t omnifund_config_set_audit(omnifund_config *cfg, const char *sink, omnifund_error **err);
int32_t omnifund_log_entry_level(const omnifund_log_entry *entry);
const char *omnifund_log_entry_event(const omnifund_log_entry *entry);
const char *omnifund_log_entry_message(const omnifund_log_entry *entry);
const char *omnifund_log_entry_user(const omnifund_log_entry *entry);
const char *omnifund_log_entry_client_id(const omnifund_log_entry *entry);
int64_t omnifund_log_entry_time(const omnifund_log_entry *entry);
int64_t omnifund_log_entry_milliseconds(const omnifund_log_entry *entry);
int32_t omnifund_log_entry_code(const omnifund_log_entry *entry);
void omnifund_log_entry_free(omnifund_log_entry *entry);
omnifund_log_queue *omnifund_log_queue_new(void);
omnifund_log_entry *omnifund_log_queue_take(const omnifund_log_queue *queue);
void omnifund_log_queue_free(omnifund_log_queue *queue);
int32_t omnifund_client_new(const omnifund_config *cfg, omnifund_client **client, omnifund_error **err);
int32_t omnifund_client_password_grant(const omnifund_client *client, const char *username, const char *password, omnifund_token **token, omnifund_error **err);
int32_t omnifund_client_refresh_grant(const omnifund_client *client, const char *refresh_token, omnifund_token **token, omnifund_error **err);
int32_t omnifund_client_token_login(const omnifund_client *client, const char *access_token, omnifund_login **login, omnifund_error **err);
void omnifund_client_free(omnifund_client *client);
const char *omnifund_token_access_token(const omnifund_token *token);
const char *omnifund_token_refresh_token(const omnifund_token *token);
const char *omnifund_token_token_type(const omnifund_token *token);
const char *omnifund_token_scope(const omnifund_token *token);
int64_t omnifund_token_expires_in(const omnifund_token *token);
int64_t omnifund_token_expires_at(const omnifund_token *token);
int64_t omnifund_token_fresh_for(const omnifund_token *token);
void omnifund_token_free(omnifund_token *token);
int32_t omnifund_client_authorization(const omnifund_client *client, const char *redirect_uri, omnifund_authorization **authorization, omnifund_error **err);
int32_t omnifund_client_authorization_with_state(const omnifund_client *client, const char *redirect_uri, const char *state, omnifund_authorization **authorization, omnifund_error **err);
const char *omnifund_authorization_url(const omnifund_authorization *authorization);
const char *omnifund_authorization_state(const omnifund_authorization *authorization);
int32_t omnifund_client_authorization_code_grant(const omnifund_client *client, const omnifund_authorization *authorization, const char *redirect_url, omnifund_token **token, omnifund_error **err);
void omnifund_authorization_free(omnifund_authorization *authorization);
int32_t omnifund_login_status(const omnifund_login *login);
int64_t omnifund_login_header_count(const omnifund_login *login);
const char *omnifund_login_header_name(const omnifund_login *login, int64_t index);
const char *omnifund_login_header_value(const omnifund_login *login, int64_t index);
const char *omnifund_login_header(const omnifund_login *login, const char *name);
int64_t omnifund_login_cookie_count(const omnifund_login *login);
const char *omnifund_login_cookie_name(const omnifund_login *login, int64_t index);
const char *omnifund_login_cookie_value(const omnifund_login *login, int64_t index);
const char *omnifund_login_cookie_header(const omnifund_login *login, int64_t index);
const char *omnifund_login_location(const omnifund_login *login);
const char *omnifund_login_body(const omnifund_login *login);
int64_t omnifund_login_body_length(const omnifund_login *login);
void omnifund_login_free(omnifund_login *login);
int32_t omnifund_key_from_bytes(const uint8_t *bytes, int64_t length, omnifund_key **key, omnifund_error **err);
void omnifund_key_free(omnifund_key *key);
omnifund_store_options *omnifund_store_options_new(void);
int32_t omnifund_store_options_set_group(omnifund_store_options *options, omnifund_error **err);
int32_t omnifund_store_options_allow_network(omnifund_store_options *options, omnifund_error **err);
int32_t omnifund_store_options_take_over(omnifund_store_options *options, omnifund_error **err);
int32_t omnifund_store_options_must_exist(omnifund_store_options *options, omnifund_error **err);
int32_t omnifund_store_options_add_older_key(omnifund_store_options *options, const omnifund_key *key, omnifund_error **err);
int32_t omnifund_store_options_set_key_file(omnifund_store_options *options, const char *path, omnifund_error **err);
int32_t omnifund_store_options_set_key_protection(omnifund_store_options *options, const char *whom, omnifund_error **err);
int32_t omnifund_store_options_set_audit(omnifund_store_options *options, const char *sink, omnifund_error **err);
int32_t omnifund_store_options_set_machine(omnifund_store_options *options, const char *name, omnifund_error **err);
void omnifund_store_options_free(omnifund_store_options *options);
int32_t omnifund_store_open_memory(omnifund_store **store, omnifund_error **err);
int32_t omnifund_store_open_file(const char *path, const omnifund_key *key, omnifund_store **store, omnifund_error **err);
int32_t omnifund_store_open_file_with(const char *path, const omnifund_key *key, const omnifund_store_options *options, omnifund_store **store, omnifund_error **err);
int32_t omnifund_store_open_configured(const omnifund_config *cfg, omnifund_store **store, omnifund_error **err);
int32_t omnifund_store_prepare_key(const omnifund_store *store, omnifund_error **err);
int32_t omnifund_store_rotate_key(const omnifund_store *store, int64_t *sealed, omnifund_error **err);
void omnifund_store_free(omnifund_store *store);
int32_t omnifund_store_options_set_journal(omnifund_store_options *options, const char *directory, omnifund_error **err);
int32_t omnifund_store_open(const char *place, const omnifund_key *key, const omnifund_store_options *options, omnifund_store **store, omnifund_error **err);
int32_t omnifund_store_open_functions(const omnifund_store_functions *functions, const omnifund_key *key, const omnifund_store_options *options, omnifund_store **store, omnifund_error **err);
void omnifund_store_detach(const omnifund_store *store);
int32_t omnifund_store_save_client(const omnifund_store *store, const char *name, const char *client_id, const char *client_secret, omnifund_error **err);
int32_t omnifund_store_rename_client(const omnifund_store *store, const char *name, const char *new_name, omnifund_error **err);
int32_t omnifund_store_replace_client(const omnifund_store *store, const char *name, const char *client_id, const char *client_secret, int64_t *sessions, omnifund_error **err);
int32_t omnifund_store_remove_client(const omnifund_store *store, const char *name, omnifund_error **err);
int32_t omnifund_store_clients(const omnifund_store *store, omnifund_client_list **list, omnifund_error **err);
int32_t omnifund_client_from_store(const omnifund_config *cfg, const omnifund_store *store, const char *name, omnifund_client **client, omnifund_error **err);
int32_t omnifund_client_open_configured(const omnifund_config *cfg, const omnifund_store *store, omnifund_client **client, omnifund_error **err);
int64_t omnifund_client_list_count(const omnifund_client_list *list);
const char *omnifund_client_list_name(const omnifund_client_list *list, int64_t index);
const char *omnifund_client_list_client_id(const omnifund_client_list *list, int64_t index);
int64_t omnifund_client_list_since(const omnifund_client_list *list, int64_t index);
void omnifund_client_list_free(omnifund_client_list *list);
int32_t omnifund_session_open(const omnifund_client *client, const omnifund_store *store, const char *username, omnifund_session **session, omnifund_error **err);
int32_t omnifund_session_open_named(const omnifund_config *cfg, const omnifund_store *store, const char *client_name, const char *username, omnifund_session **session, omnifund_error **err);
int32_t omnifund_session_open_configured(const char *path, const char *username, omnifund_session **session, omnifund_error **err);
int32_t omnifund_session_sign_in(const omnifund_session *session, const char *password, omnifund_error **err);
int32_t omnifund_session_sign_in_saving(const omnifund_session *session, const char *password, int32_t save, omnifund_error **err);
int32_t omnifund_session_sign_in_with_code(const omnifund_session *session, const omnifund_authorization *authorization, const char *redirect_url, omnifund_error **err);
int32_t omnifund_session_token(const omnifund_session *session, omnifund_token **token, omnifund_error **err);
int32_t omnifund_session_token_within(const omnifund_session *session, int64_t budget_ms, omnifund_token **token, omnifund_error **err);
omnifund_token *omnifund_session_peek(const omnifund_session *session);
int32_t omnifund_session_refresh(const omnifund_session *session, omnifund_error **err);
int32_t omnifund_session_reject(const omnifund_session *session, const char *access_token, omnifund_error **err);
int32_t omnifund_session_token_login(const omnifund_session *session, omnifund_login **login, omnifund_error **err);
int32_t omnifund_session_sign_out(const omnifund_session *session, omnifund_error **err);
int32_t omnifund_session_forget(const omnifund_session *session, omnifund_error **err);
int32_t omnifund_session_adopt(const omnifund_session *session, const char *access_token, const char *refresh_token, int64_t expires_at, int32_t replace, omnifund_error **err);
int32_t omnifund_session_export(const omnifund_session *session, omnifund_token **token, omnifund_error **err);
void omnifund_session_free(omnifund_session *session);
int32_t omnifund_response_outcome(const omnifund_response *response);
int64_t omnifund_response_retry_after(const omnifund_response *response);
const char *omnifund_response_next(const omnifund_response *response);
int32_t omnifund_response_status(const omnifund_response *response);
int64_t omnifund_response_header_count(const omnifund_response *response);
const char *omnifund_response_header_name(const omnifund_response *response, int64_t index);
const char *omnifund_response_header_value(const omnifund_response *response, int64_t index);
const char *omnifund_response_header(const omnifund_response *response, const char *name);
int64_t omnifund_response_cookie_count(const omnifund_response *response);
const char *omnifund_response_cookie_name(const omnifund_response *response, int64_t index);
const char *omnifund_response_cookie_value(const omnifund_response *response, int64_t index);
const char *omnifund_response_cookie_header(const omnifund_response *response, int64_t index);
const char *omnifund_response_location(const omnifund_response *response);
const char *omnifund_response_body(const omnifund_response *response);
int64_t omnifund_response_body_length(const omnifund_response *response);
void omnifund_response_free(omnifund_response *response);
int32_t omnifund_request_new(const char *method, const char *path, omnifund_request **request, omnifund_error **err);
int32_t omnifund_request_add_query(omnifund_request *request, const char *name, const char *value, omnifund_error **err);
int32_t omnifund_request_add_header(omnifund_request *request, const char *name, const char *value, omnifund_error **err);
int32_t omnifund_request_set_body(omnifund_request *request, const char *content_type, const char *body, int64_t length, omnifund_error **err);
int32_t omnifund_request_set_body_file(omnifund_request *request, const char *content_type, const char *path, omnifund_error **err);
int32_t omnifund_request_set_body_callback(omnifund_request *request, const char *content_type, int64_t length, omnifund_body_callback callback, void *userdata, omnifund_userdata_callback destroy, omnifund_error **err);
int32_t omnifund_request_set_output_file(omnifund_request *request, const char *path, omnifund_error **err);
int32_t omnifund_request_set_output_callback(omnifund_request *request, omnifund_output_callback callback, void *userdata, omnifund_userdata_callback destroy, omnifund_error **err);
int32_t omnifund_request_set_time_limit(omnifund_request *request, int64_t milliseconds, omnifund_error **err);
int32_t omnifund_request_set_largest_answer(omnifund_request *request, int64_t length, omnifund_error **err);
int32_t omnifund_request_set_retry(omnifund_request *request, int32_t retry, omnifund_error **err);
int32_t omnifund_request_set_idempotency_key(omnifund_request *request, const char *key, omnifund_error **err);
const char *omnifund_request_idempotency_key(const omnifund_request *request);
void omnifund_request_free(omnifund_request *request);
int32_t omnifund_session_request(const omnifund_session *session, omnifund_request *request, omnifund_response **response, omnifund_error **err);
int32_t omnifund_session_token_lasting(const omnifund_session *session, int64_t seconds, omnifund_token **token, omnifund_error **err);
const char *omnifund_session_base_url(const omnifund_session *session);
const int64_t *omnifund_changes(void);
int32_t omnifund_session_status(const omnifund_session *session, omnifund_status **status, omnifund_error **err);
int32_t omnifund_status_signed_in(const omnifund_status *status);
int32_t omnifund_status_signed_out(const omnifund_status *status);
int32_t omnifund_status_refused(const omnifund_status *status);
int64_t omnifund_status_seconds_left(const omnifund_status *status);
int64_t omnifund_status_generation(const omnifund_status *status);
int64_t omnifund_status_last_rotation(const omnifund_status *status);
int64_t omnifund_status_refresh_token_ends(const omnifund_status *status);
int64_t omnifund_status_failing_since(const omnifund_status *status);
int64_t omnifund_status_failures_in_a_row(const omnifund_status *status);
int32_t omnifund_status_unsaved(const omnifund_status *status);
int64_t omnifund_status_kept_answer(const omnifund_status *status);
int64_t omnifund_status_replays(const omnifund_status *status);
int64_t omnifund_status_exchanges(const omnifund_status *status);
int64_t omnifund_status_failures(const omnifund_status *status);
int64_t omnifund_status_waits(const omnifund_status *status);
int64_t omnifund_status_lost(const omnifund_status *status);
int64_t omnifund_status_unsaved_pairs(const omnifund_status *status);
void omnifund_status_free(omnifund_status *status);
int32_t omnifund_session_kept_answer(const omnifund_session *session, omnifund_kept_answer **answer, omnifund_error **err);
int32_t omnifund_session_recover(const omnifund_session *session, omnifund_error **err);
int64_t omnifund_kept_answer_asked_at(const omnifund_kept_answer *answer);
const char *omnifund_kept_answer_bytes(const omnifund_kept_answer *answer);
int64_t omnifund_kept_answer_length(const omnifund_kept_answer *answer);
void omnifund_kept_answer_free(omnifund_kept_answer *answer);
int32_t omnifund_store_sessions(const omnifund_store *store, const omnifund_client *client, omnifund_session_list **list, omnifund_error **err);
int32_t omnifund_session_list_next(omnifund_session_list *list, omnifund_error **err);
int64_t omnifund_session_list_count(const omnifund_session_list *list);
const char *omnifund_session_list_problem(const omnifund_session_list *list, int64_t index);
const char *omnifund_session_list_username(const omnifund_session_list *list, int64_t index);
const char *omnifund_session_list_base_url(const omnifund_session_list *list, int64_t index);
const char *omnifund_session_list_client_id(const omnifund_session_list *list, int64_t index);
int32_t omnifund_session_list_signed_in(const omnifund_session_list *list, int64_t index);
int64_t omnifund_session_list_last_rotation(const omnifund_session_list *list, int64_t index);
void omnifund_session_list_free(omnifund_session_list *list);
int32_t omnifund_session_keep_alive(const omnifund_client *client, const omnifund_store *store, int64_t age, int64_t budget_ms, omnifund_kept_alive_callback callback, void *userdata, omnifund_error **err);
int32_t omnifund_store_metrics(const omnifund_store *store, const omnifund_config *cfg, omnifund_metrics **metrics, omnifund_error **err);
const char *omnifund_metrics_text(const omnifund_metrics *metrics);
void omnifund_metrics_free(omnifund_metrics *metrics);
int64_t omnifund_end_exchanges(int64_t budget_ms);
