/*
 * Requests through a session, with bodies and answers by each way there is; codes by name; and what a callback's
 * userdata is given back to.
 */
#include "check.h"

/* What was given back, and how often. */
static void *ended;
static int endings = 0;

static void end(void *userdata)
{
    ended = userdata;
    endings++;
}

static const char *left;

static int64_t give(void *userdata, char *buffer, int64_t room)
{
    int64_t amount = (int64_t)strlen(left);

    CHECK(userdata == &left && room > 0);
    amount = amount < room ? amount : room;
    memcpy(buffer, left, (size_t)amount);
    left += amount;
    return amount;
}

static int32_t take(void *userdata, const char *bytes, int64_t length)
{
    CHECK(bytes != NULL && length > 0);
    *(int64_t *)userdata += length;
    return 1;
}

static void log_nothing(void *userdata, int32_t level, const char *message)
{
    CHECK(userdata != NULL && level > 0 && message != NULL);
}

static void log_no_entry(void *userdata, const omnifund_log_entry *entry)
{
    CHECK(userdata != NULL && entry != NULL);
}

static omnifund_request *request_of(const char *method, const char *path)
{
    omnifund_request *request = NULL;

    MUST(omnifund_request_new(method, path, &request, &err));
    return request;
}

/* Made, and ended. */
static void asked(const omnifund_session *session, omnifund_request *request, int32_t status)
{
    omnifund_response *response = NULL;

    MUST(omnifund_session_request(session, request, &response, &err));
    CHECK(omnifund_response_status(response) == status);
    omnifund_response_free(response);
    omnifund_request_free(request);
}

/* OmniFund's log-in is what each server has: a POST gives 200 and a cookie. */
static void check_response(const omnifund_session *session)
{
    omnifund_request *request = request_of("POST", "/login");
    omnifund_response *response = NULL;
    int64_t index;

    MUST(omnifund_request_add_query(request, "tranDate[between]", "1..2", &err));
    MUST(omnifund_request_add_query(request, "empty", "", &err));
    MUST(omnifund_request_add_header(request, "X-Till", "7", &err));
    FAILS(OMNIFUND_CODE_INVALID_ARGUMENT,
          omnifund_request_add_header(request, "Authorization", "Bearer x", &err));
    FAILS(OMNIFUND_CODE_INVALID_ARGUMENT,
          omnifund_request_add_header(request, "X-Till", "7\r\nHost: x", &err));
    MUST(omnifund_request_set_time_limit(request, 20000, &err));
    FAILS(OMNIFUND_CODE_INVALID_ARGUMENT, omnifund_request_set_time_limit(request, 0, &err));
    MUST(omnifund_request_set_largest_answer(request, 1 << 20, &err));
    MUST(omnifund_request_set_retry(request, 1, &err));
    CHECK(omnifund_request_idempotency_key(request) == NULL);
    MUST(omnifund_request_set_idempotency_key(request, "receipt 7", &err));
    CHECK(same(omnifund_request_idempotency_key(request), "receipt 7"));

    MUST(omnifund_session_request(session, request, &response, &err));
    CHECK(omnifund_response_status(response) == 200);
    CHECK(omnifund_response_outcome(response) == OMNIFUND_OUTCOME_DONE);
    CHECK(omnifund_response_retry_after(response) == 0);
    CHECK(omnifund_response_next(response) == NULL);
    CHECK(omnifund_response_location(response) == NULL);
    CHECK(omnifund_response_header(response, "X-None") == NULL);
    CHECK(omnifund_response_header_count(response) > 0);
    for (index = 0; index < omnifund_response_header_count(response); index++)
        CHECK(omnifund_response_header(response, omnifund_response_header_name(response, index))
              && omnifund_response_header_value(response, index));
    for (index = 0; index < omnifund_response_cookie_count(response); index++)
        CHECK(omnifund_response_cookie_name(response, index)
              && omnifund_response_cookie_value(response, index)
              && omnifund_response_cookie_header(response, index));
    CHECK((int64_t)strlen(omnifund_response_body(response))
          == omnifund_response_body_length(response));
    omnifund_response_free(response);
    omnifund_request_free(request);
}

static void check_bodies(const omnifund_session *session, const char *directory)
{
    omnifund_request *request = request_of("POST", "/login");
    omnifund_response *none = NULL;
    FILE *file = fopen(in(directory, "body"), "w");
    int64_t taken = 0;

    CHECK(file != NULL && fputs("a body", file) >= 0 && fclose(file) == 0);
    MUST(omnifund_request_set_body(request, "text/plain", "a body", 6, &err));
    asked(session, request, 200);

    request = request_of("POST", "/login");
    MUST(omnifund_request_set_body_file(request, "text/plain", in(directory, "body"), &err));
    MUST(omnifund_request_set_output_file(request, in(directory, "answer"), &err));
    asked(session, request, 200);
    file = fopen(in(directory, "answer"), "r");
    CHECK(file != NULL && fclose(file) == 0);

    request = request_of("POST", "/login");
    left = "a body";
    MUST(omnifund_request_set_body_callback(request, "text/plain", 6, give, &left, end, &err));
    MUST(omnifund_request_set_output_callback(request, take, &taken, end, &err));
    CHECK(endings == 0);
    asked(session, request, 200);
    CHECK(*left == '\0' && endings == 2);

    request = request_of("POST", "/login");
    MUST(omnifund_request_set_body_file(request, "text/plain", in(directory, "none"), &err));
    FAILS(OMNIFUND_CODE_BODY_UNREADABLE, omnifund_session_request(session, request, &none, &err));
    CHECK(none == NULL && omnifund_error_outcome(failure) == OMNIFUND_OUTCOME_NOT_SENT);
    omnifund_request_free(request);
}

/* Each userdata is given back once, also by a call that fails. */
static void check_endings(void)
{
    omnifund_config *cfg = config_from_environment();
    omnifund_client *client;
    int mine = 0;

    endings = 0;
    FAILS(OMNIFUND_CODE_NULL_ARGUMENT,
          omnifund_config_log_to_callback_with(cfg, NULL, &mine, end, 1, &err));
    CHECK(endings == 1 && ended == &mine);
    MUST(omnifund_config_log_to_callback_with(cfg, log_nothing, &mine, end,
                                              OMNIFUND_LOG_LEVEL_DEBUG, &err));
    MUST(omnifund_config_log_entries_to_callback_with(cfg, log_no_entry, &mine, end,
                                                      OMNIFUND_LOG_LEVEL_DEBUG, &err));
    client = client_of(cfg);
    omnifund_config_free(cfg);
    CHECK(endings == 1);
    omnifund_client_free(client);
    CHECK(endings == 3);
}

static void check_codes(void)
{
    CHECK(same(omnifund_code_name(OMNIFUND_OK), "OMNIFUND_OK"));
    CHECK(same(omnifund_code_name(OMNIFUND_CODE_CONNECT_FAILED), "OMNIFUND_CODE_CONNECT_FAILED"));
    CHECK(strlen(omnifund_code_text(OMNIFUND_CODE_CONNECT_FAILED)) > 10);
    CHECK(omnifund_code_name(-1) == NULL && strlen(omnifund_code_text(-1)) > 10);
}

int main(int argc, char **argv)
{
    omnifund_config *cfg = config_from_environment();
    omnifund_client *client;
    omnifund_store *store = NULL;
    omnifund_session *session = NULL;
    omnifund_token *token = NULL, *none = NULL;

    CHECK(argc == 2);
    MUST(omnifund_config_set_idempotency_header(cfg, "Idempotency-Key", &err));
    FAILS(OMNIFUND_CODE_INVALID_CONFIGURATION,
          omnifund_config_set_idempotency_header(cfg, "Host", &err));
    client = client_of(cfg);
    MUST(omnifund_store_open_file(in(argv[1], "store"), NULL, &store, &err));
    MUST(omnifund_session_open(client, store, USERNAME, &session, &err));
    MUST(omnifund_session_sign_in(session, PASSWORD, &err));
    CHECK(same(omnifund_session_base_url(session), getenv("OMNIFUND_BASE_URL")));
    check_response(session);
    check_bodies(session, argv[1]);
    MUST(omnifund_session_token_lasting(session, 60, &token, &err));
    FAILS(OMNIFUND_CODE_INVALID_ARGUMENT,
          omnifund_session_token_lasting(session, 1 << 30, &none, &err));
    CHECK(none == NULL);
    omnifund_token_free(token);
    check_endings();
    check_codes();
    omnifund_session_free(session);
    omnifund_store_free(store);
    omnifund_client_free(client);
    omnifund_config_free(cfg);
    omnifund_error_free(failure);
    return 0;
}
