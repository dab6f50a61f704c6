/*
 * Configs, the three calls of the specification, what they give, and errors.
 */
#include "check.h"

struct log {
    int lines;
};

static void count_line(void *userdata, int32_t level, const char *message)
{
    struct log *log = userdata;

    CHECK(level >= OMNIFUND_LOG_LEVEL_ERROR && level <= OMNIFUND_LOG_LEVEL_DEBUG);
    CHECK(message[0] && !strstr(message, PASSWORD));
    log->lines++;
}

static void check_version(void)
{
    CHECK(strlen(omnifund_version()) >= strlen("0.1.0"));
    CHECK(omnifund_abi_version() == OMNIFUND_ABI_VERSION);
}

static void check_what_a_config_refuses(void)
{
    omnifund_config *cfg = config_from_environment();
    omnifund_client *client = NULL;
    const int32_t configuration = OMNIFUND_CODE_INVALID_CONFIGURATION;

    MUST(omnifund_config_set_environment(cfg, "sandbox", &err));
    FAILS(configuration, omnifund_config_set_environment(cfg, "nowhere", &err));
    CHECK(omnifund_error_advice(failure) == OMNIFUND_ADVICE_FIX_CONFIGURATION);
    FAILS(configuration, omnifund_config_set_connect_timeout(cfg, 0, &err));
    FAILS(configuration, omnifund_config_set_exchange_timeout(cfg, -1, &err));
    FAILS(configuration, omnifund_config_set_call_budget(cfg, 3600001, &err));
    FAILS(configuration, omnifund_config_set_refresh_lifetime(cfg, 0, &err));
    FAILS(configuration, omnifund_config_set_proxy(cfg, "no proxy", &err));
    FAILS(configuration, omnifund_config_set_ca_file(cfg, "/nonexistent/ca.pem", &err));
    FAILS(OMNIFUND_CODE_INVALID_ARGUMENT, omnifund_config_set_json_body(cfg, 2, &err));
    FAILS(OMNIFUND_CODE_INVALID_ARGUMENT, omnifund_config_set_replay(cfg, 3, &err));
    FAILS(OMNIFUND_CODE_INVALID_ARGUMENT, omnifund_config_log_to_stderr(cfg, 0, &err));

    MUST(omnifund_config_set_base_url(cfg, "http://omnifund.invalid", &err));
    FAILS(configuration, omnifund_client_new(cfg, &client, &err));
    CHECK(client == NULL);
    MUST(omnifund_config_allow_plain_http(cfg, &err));
    MUST(omnifund_client_new(cfg, &client, &err));
    omnifund_client_free(client);
    omnifund_config_free(cfg);
}

static void read_entry(void *userdata, const omnifund_log_entry *entry)
{
    int32_t level = omnifund_log_entry_level(entry);
    int is_exchange = same(omnifund_log_entry_event(entry), "exchange");
    int took = omnifund_log_entry_milliseconds(entry) > 0;

    CHECK(userdata == NULL);
    CHECK(level >= OMNIFUND_LOG_LEVEL_ERROR && level <= OMNIFUND_LOG_LEVEL_DEBUG);
    CHECK(omnifund_log_entry_message(entry)[0] && omnifund_log_entry_time(entry) > 1700000000);
    CHECK(same(omnifund_log_entry_client_id(entry), getenv("OMNIFUND_CLIENT_ID")));
    CHECK(omnifund_log_entry_user(entry) == NULL || same(omnifund_log_entry_user(entry), USERNAME));
    CHECK(!is_exchange || took);
    CHECK(omnifund_log_entry_code(entry) == 0 || level <= OMNIFUND_LOG_LEVEL_WARN);
}

static void check_a_queue(const omnifund_log_queue *queue)
{
    omnifund_log_entry *entry;
    int entries = 0;

    while ((entry = omnifund_log_queue_take(queue)) != NULL) {
        read_entry(NULL, entry);
        omnifund_log_entry_free(entry);
        entries++;
    }
    CHECK(entries > 3);
}

static const char *audit_to(const char *directory)
{
    static char sink[4096];

    snprintf(sink, sizeof sink, "file:%s", in(directory, "audit"));
    return sink;
}

/* A client whose config was set in every way that still reaches the server. */
static omnifund_client *configured_client(const char *directory, struct log *log,
                                          const omnifund_log_queue *queue)
{
    omnifund_config *cfg = config_from_environment();
    omnifund_client *client;

    MUST(omnifund_config_set_json_body(cfg, 1, &err));
    MUST(omnifund_config_set_connect_timeout(cfg, 20000, &err));
    MUST(omnifund_config_set_exchange_timeout(cfg, 30000, &err));
    MUST(omnifund_config_set_call_budget(cfg, 40000, &err));
    MUST(omnifund_config_set_proxy(cfg, "http://127.0.0.1:1", &err));
    MUST(omnifund_config_disable_proxy(cfg, &err));
    MUST(omnifund_config_trust_ca_file_only(cfg, &err));
    MUST(omnifund_config_log_to_stderr(cfg, OMNIFUND_LOG_LEVEL_ERROR, &err));
    MUST(omnifund_config_log_to_syslog(cfg, OMNIFUND_LOG_LEVEL_ERROR, &err));
    MUST(omnifund_config_log_to_file(cfg, in(directory, "log"), OMNIFUND_LOG_LEVEL_DEBUG, &err));
    MUST(omnifund_config_set_audit(cfg, audit_to(directory), &err));
    FAILS(OMNIFUND_CODE_INVALID_CONFIGURATION, omnifund_config_set_audit(cfg, "stderr", &err));
    MUST(omnifund_config_log_to_callback(cfg, count_line, log, OMNIFUND_LOG_LEVEL_INFO, &err));
    MUST(omnifund_config_log_entries_to_callback(cfg, read_entry, NULL, OMNIFUND_LOG_LEVEL_DEBUG, &err));
    MUST(omnifund_config_log_to_queue(cfg, queue, OMNIFUND_LOG_LEVEL_DEBUG, &err));
    client = client_of(cfg);
    omnifund_config_free(cfg);
    return client;
}

static void check_token(const omnifund_token *token)
{
    CHECK(strlen(omnifund_token_access_token(token)) > 10);
    CHECK(strlen(omnifund_token_refresh_token(token)) > 10);
    CHECK(same(omnifund_token_token_type(token), "bearer"));
    CHECK(omnifund_token_scope(token) == NULL || omnifund_token_scope(token)[0]);
    CHECK(omnifund_token_expires_in(token) == 3600);
    CHECK(omnifund_token_fresh_for(token) == 0);
    CHECK(omnifund_token_expires_at(token) > omnifund_token_expires_in(token));
}

static void check_login(const omnifund_login *login)
{
    const char *name = omnifund_login_cookie_name(login, 0);
    const char *value = omnifund_login_cookie_value(login, 0);
    const char *header = omnifund_login_cookie_header(login, 0);
    int64_t index, cookies_seen = 0;

    CHECK(omnifund_login_status(login) == 200);
    CHECK(omnifund_login_location(login) == NULL);
    CHECK(omnifund_login_header_count(login) > 0);
    for (index = 0; index < omnifund_login_header_count(login); index++) {
        CHECK(omnifund_login_header_value(login, index) != NULL);
        cookies_seen += same(omnifund_login_header_name(login, index), "set-cookie");
    }
    CHECK(omnifund_login_header_name(login, index) == NULL);
    CHECK(strstr(omnifund_login_header(login, "Content-Type"), "text/html") != NULL);
    CHECK(omnifund_login_cookie_count(login) == cookies_seen && cookies_seen == 1);
    CHECK(strncmp(header, name, strlen(name)) == 0);
    CHECK(strncmp(header + strlen(name) + 1, value, strlen(value)) == 0);
    CHECK(omnifund_login_cookie_header(login, 1) == NULL);
    CHECK(omnifund_login_body_length(login) == (int64_t)strlen(omnifund_login_body(login)));
    CHECK(strstr(omnifund_login_body(login), USERNAME) != NULL);
}

static void check_the_three_calls(const omnifund_client *client)
{
    omnifund_token *token = NULL, *next = NULL, *none = NULL;
    omnifund_login *login = NULL;

    MUST(omnifund_client_password_grant(client, USERNAME, PASSWORD, &token, &err));
    check_token(token);
    MUST(omnifund_client_refresh_grant(client, omnifund_token_refresh_token(token), &next, &err));
    check_token(next);
    CHECK(!same(omnifund_token_access_token(token), omnifund_token_access_token(next)));
    MUST(omnifund_client_token_login(client, omnifund_token_access_token(next), &login, &err));
    check_login(login);

    FAILS(OMNIFUND_CODE_REFRESH_TOKEN_REFUSED,
          omnifund_client_refresh_grant(client, omnifund_token_refresh_token(token), &none, &err));
    CHECK(none == NULL);
    omnifund_login_free(login);
    omnifund_token_free(next);
    omnifund_token_free(token);
}

static void check_a_refusal(const omnifund_client *client)
{
    omnifund_token *token = NULL;

    FAILS(OMNIFUND_CODE_WRONG_PASSWORD,
          omnifund_client_password_grant(client, USERNAME, "wrong", &token, &err));
    CHECK(omnifund_error_advice(failure) == OMNIFUND_ADVICE_SIGN_IN);
    CHECK(omnifund_error_outcome(failure) == OMNIFUND_OUTCOME_REFUSED);
    CHECK(omnifund_error_http_status(failure) == 400);
    CHECK(same(omnifund_error_oauth_error(failure), "invalid_grant"));
    CHECK(strlen(omnifund_error_oauth_error_description(failure)) > 0);
    CHECK(omnifund_error_retry_after(failure) == 0);
}

static void check_a_server_that_is_not_there(void)
{
    omnifund_config *cfg = config_from_environment();
    omnifund_client *client;
    omnifund_token *token = NULL;

    MUST(omnifund_config_set_base_url(cfg, "https://127.0.0.1:1", &err));
    client = client_of(cfg);
    FAILS(OMNIFUND_CODE_CONNECT_FAILED,
          omnifund_client_password_grant(client, USERNAME, PASSWORD, &token, &err));
    CHECK(omnifund_error_advice(failure) == OMNIFUND_ADVICE_WAIT);
    CHECK(omnifund_error_outcome(failure) == OMNIFUND_OUTCOME_NOT_SENT);
    CHECK(omnifund_error_http_status(failure) == 0);
    CHECK(omnifund_error_oauth_error(failure) == NULL);
    CHECK(omnifund_error_retry_after(failure) > 0);
    omnifund_client_free(client);
    omnifund_config_free(cfg);
}

static void check_log_file(const char *path)
{
    FILE *file = fopen(path, "r");

    CHECK(file != NULL);
    CHECK(fgetc(file) != EOF);
    fclose(file);
}

int main(int argc, char **argv)
{
    struct log log = {0};
    omnifund_log_queue *queue = omnifund_log_queue_new();
    omnifund_client *client;

    CHECK(argc == 2);
    check_version();
    check_what_a_config_refuses();
    client = configured_client(argv[1], &log, queue);
    check_the_three_calls(client);
    check_a_refusal(client);
    check_a_server_that_is_not_there();
    CHECK(log.lines >= 5);
    check_a_queue(queue);
    omnifund_log_queue_free(queue);
    check_log_file(in(argv[1], "log"));
    omnifund_client_free(client);
    omnifund_error_free(failure);
    CHECK(omnifund_end_exchanges(1000) == 0);
    return 0;
}
