/*
 * Sessions in a store of either kind, how they stand, and their lists. The server loses the reply to
 * the first refresh of all.
 */
#define _POSIX_C_SOURCE 200809L
#include <unistd.h>

#include "check.h"

#define REFRESH_LIFETIME 1000

struct kept {
    int sessions;
};

static void count_kept(void *userdata, const char *username, const omnifund_error *problem)
{
    struct kept *kept = userdata;

    CHECK(same(username, USERNAME));
    CHECK(problem == NULL);
    kept->sessions++;
}

static omnifund_session *session_of(const omnifund_client *client, const omnifund_store *store)
{
    omnifund_session *session = NULL;

    MUST(omnifund_session_open(client, store, USERNAME, &session, &err));
    return session;
}

/* The access token that the session hands out, to be freed. */
static char *access_token_of(const omnifund_session *session)
{
    omnifund_token *token = NULL;
    char *copy;

    MUST(omnifund_session_token(session, &token, &err));
    CHECK(omnifund_token_refresh_token(token) == NULL);
    /* Until five minutes before its end. */
    CHECK(omnifund_token_fresh_for(token) > 0 && omnifund_token_fresh_for(token) <= 3300000);
    copy = malloc(strlen(omnifund_token_access_token(token)) + 1);
    CHECK(copy != NULL);
    strcpy(copy, omnifund_token_access_token(token));
    omnifund_token_free(token);
    return copy;
}

static omnifund_status *status_of(const omnifund_session *session)
{
    omnifund_status *status = NULL;

    MUST(omnifund_session_status(session, &status, &err));
    return status;
}

static void check_nobody_is_signed_in(const omnifund_session *session)
{
    omnifund_status *status = status_of(session);
    omnifund_token *token = NULL;

    CHECK(omnifund_session_peek(session) == NULL);
    FAILS(OMNIFUND_CODE_SIGN_IN_REQUIRED, omnifund_session_token(session, &token, &err));
    CHECK(omnifund_error_advice(failure) == OMNIFUND_ADVICE_SIGN_IN);
    CHECK(token == NULL);
    CHECK(omnifund_status_signed_in(status) == 0);
    CHECK(omnifund_status_seconds_left(status) == 0);
    omnifund_status_free(status);
}

static void check_somebody_is_signed_in(const omnifund_session *session, int64_t generation)
{
    omnifund_status *status = status_of(session);

    CHECK(omnifund_status_signed_in(status) == 1);
    CHECK(omnifund_status_seconds_left(status) > 0);
    CHECK(omnifund_status_generation(status) == generation);
    CHECK(omnifund_status_last_rotation(status) > 0);
    CHECK(omnifund_status_refresh_token_ends(status)
          == omnifund_status_last_rotation(status) + REFRESH_LIFETIME);
    CHECK(omnifund_status_failing_since(status) == 0);
    CHECK(omnifund_status_failures_in_a_row(status) == 0);
    CHECK(omnifund_status_unsaved(status) == 0);
    CHECK(omnifund_status_kept_answer(status) == 0);
    omnifund_status_free(status);
}

static void check_no_answer_is_kept(const omnifund_session *session)
{
    omnifund_kept_answer *answer = NULL;

    MUST(omnifund_session_kept_answer(session, &answer, &err));
    CHECK(answer == NULL);
    CHECK(omnifund_kept_answer_asked_at(answer) == 0);
    CHECK(omnifund_kept_answer_bytes(answer) == NULL);
    CHECK(omnifund_kept_answer_length(answer) == 0);
    omnifund_kept_answer_free(answer);
    FAILS(OMNIFUND_CODE_NOTHING_KEPT, omnifund_session_recover(session, &err));
    CHECK(omnifund_error_advice(failure) == OMNIFUND_ADVICE_REFUSED);
}

/* Who keeps a token learns by the count that it has ended. */
static void check_changes(const omnifund_session *session)
{
    const int64_t *changes = omnifund_changes();
    int64_t before = *changes;

    free(access_token_of(session));
    CHECK(*changes == before && omnifund_changes() == changes);
    MUST(omnifund_session_refresh(session, &err));
    CHECK(*changes > before);
}

/* Must come first: it is the first refresh whose reply is lost. */
static void check_a_saved_password_mends_a_lost_reply(const omnifund_client *client)
{
    omnifund_store *store = NULL;
    omnifund_session *session;
    omnifund_status *status;
    int32_t code;

    MUST(omnifund_store_open_memory(&store, &err));
    session = session_of(client, store);
    FAILS(OMNIFUND_CODE_INVALID_ARGUMENT,
          omnifund_session_sign_in_saving(session, PASSWORD, 3, &err));
    MUST(omnifund_session_sign_in_saving(session, PASSWORD, OMNIFUND_SAVE_PASSWORD_IN_MEMORY,
                                          &err));
    FAILS(OMNIFUND_CODE_CONNECTION_LOST, omnifund_session_refresh(session, &err));
    CHECK(omnifund_error_outcome(failure) == OMNIFUND_OUTCOME_UNKNOWN);
    status = status_of(session);
    CHECK(omnifund_status_failing_since(status) > 0);
    CHECK(omnifund_status_failures_in_a_row(status) == 1);
    CHECK(omnifund_status_replays(status) == 0);
    omnifund_status_free(status);
    /* What is alive is handed out all the same. */
    free(access_token_of(session));

    while ((code = omnifund_session_refresh(session, &err)) != OMNIFUND_OK) {
        FAILS(OMNIFUND_CODE_BACKING_OFF, code);
        sleep((unsigned)omnifund_error_retry_after(failure));
    }
    check_somebody_is_signed_in(session, 2);
    status = status_of(session);
    /* A sign-in, the refresh that was lost, the same once more, and the sign-in by itself. */
    CHECK(omnifund_status_exchanges(status) == 4);
    CHECK(omnifund_status_replays(status) == 1);
    CHECK(omnifund_status_failures(status) == 2);
    CHECK(omnifund_status_lost(status) == 1);
    /* The saved password has mended it. */
    CHECK(omnifund_status_refused(status) == 0);
    CHECK(omnifund_status_waits(status) == 0);
    CHECK(omnifund_status_unsaved_pairs(status) == 0);
    omnifund_status_free(status);
    check_changes(session);
    omnifund_session_free(session);
    omnifund_store_free(store);
}

static void check_tokens(const omnifund_session *session)
{
    omnifund_token *token = NULL, *peeked;
    omnifund_login *login = NULL;
    char *first, *second, *third;

    check_nobody_is_signed_in(session);
    FAILS(OMNIFUND_CODE_WRONG_PASSWORD, omnifund_session_sign_in(session, "wrong", &err));
    MUST(omnifund_session_sign_in(session, PASSWORD, &err));
    check_somebody_is_signed_in(session, 1);
    check_no_answer_is_kept(session);

    first = access_token_of(session);
    MUST(omnifund_session_token_within(session, 20000, &token, &err));
    CHECK(same(omnifund_token_access_token(token), first));
    omnifund_token_free(token);
    peeked = omnifund_session_peek(session);
    CHECK(same(omnifund_token_access_token(peeked), first));
    omnifund_token_free(peeked);

    MUST(omnifund_session_refresh(session, &err));
    check_somebody_is_signed_in(session, 2);
    second = access_token_of(session);
    CHECK(!same(first, second));

    /* An older one is nobody's business any more; the newest one is replaced. */
    MUST(omnifund_session_reject(session, first, &err));
    check_somebody_is_signed_in(session, 2);
    MUST(omnifund_session_reject(session, second, &err));
    CHECK(omnifund_session_peek(session) == NULL);
    third = access_token_of(session);
    CHECK(!same(second, third));
    check_somebody_is_signed_in(session, 3);

    MUST(omnifund_session_token_login(session, &login, &err));
    CHECK(omnifund_login_status(login) == 200);
    omnifund_login_free(login);
    free(third);
    free(second);
    free(first);
}

static void check_a_list_of_one(const omnifund_store *store, const omnifund_client *client)
{
    omnifund_session_list *list = NULL;

    MUST(omnifund_store_sessions(store, client, &list, &err));
    CHECK(omnifund_session_list_count(list) == 0);
    MUST(omnifund_session_list_next(list, &err));
    CHECK(omnifund_session_list_count(list) == 1);
    CHECK(same(omnifund_session_list_username(list, 0), USERNAME));
    CHECK(same(omnifund_session_list_base_url(list, 0), getenv("OMNIFUND_BASE_URL")));
    CHECK(same(omnifund_session_list_client_id(list, 0), getenv("OMNIFUND_CLIENT_ID")));
    CHECK(omnifund_session_list_signed_in(list, 0) == 1);
    CHECK(omnifund_session_list_last_rotation(list, 0) > 0);
    CHECK(omnifund_session_list_problem(list, 0) == NULL);
    CHECK(omnifund_session_list_username(list, 1) == NULL);
    MUST(omnifund_session_list_next(list, &err));
    CHECK(omnifund_session_list_count(list) == 0);
    omnifund_session_list_free(list);
}

/* As Prometheus reads it, and under which settings. */
static void check_metrics(const omnifund_store *store, const omnifund_config *cfg, int64_t lifetime)
{
    static const char rotated[] = "\nomnifund_session_last_rotation_timestamp_seconds{",
                      ends[] = "\nomnifund_session_refresh_token_end_timestamp_seconds{";
    omnifund_metrics *metrics = NULL;
    const char *text, *first, *second;

    MUST(omnifund_store_metrics(store, cfg, &metrics, &err));
    text = omnifund_metrics_text(metrics);
    CHECK(strstr(text, "\n# TYPE omnifund_session_signed_in gauge\n") != NULL);
    CHECK(strstr(text, ",user=\"" USERNAME "\"} 1\n") != NULL);
    CHECK(strstr(text, getenv("OMNIFUND_CLIENT_ID")) != NULL);
    first = strstr(text, rotated);
    second = strstr(text, ends);
    CHECK(first != NULL && second != NULL);
    CHECK(atoll(strstr(second, "} ") + 2) - atoll(strstr(first, "} ") + 2) == lifetime);
    CHECK(text[strlen(text) - 1] == '\n');
    omnifund_metrics_free(metrics);
}

static void check_all_are_kept_alive(const omnifund_client *client, const omnifund_store *store,
                                     const omnifund_session *session)
{
    struct kept kept = {0};

    MUST(omnifund_session_keep_alive(client, store, 259200, 20000, count_kept, &kept, &err));
    CHECK(kept.sessions == 0);
    MUST(omnifund_session_keep_alive(client, store, 0, 2000, count_kept, &kept, &err));
    CHECK(kept.sessions == 1);
    check_somebody_is_signed_in(session, 4);
    MUST(omnifund_session_keep_alive(client, store, 0, 2000, NULL, NULL, &err));
    check_somebody_is_signed_in(session, 5);
}

static void check_a_pair_leaves_and_comes_back(const omnifund_session *session)
{
    omnifund_token *pair = NULL, *none = NULL;
    omnifund_status *status;
    const char *access_token, *refresh_token;

    MUST(omnifund_session_export(session, &pair, &err));
    access_token = omnifund_token_access_token(pair);
    refresh_token = omnifund_token_refresh_token(pair);
    CHECK(access_token != NULL && refresh_token != NULL);
    check_nobody_is_signed_in(session);
    FAILS(OMNIFUND_CODE_SIGN_IN_REQUIRED, omnifund_session_export(session, &none, &err));

    MUST(omnifund_session_adopt(session, access_token, refresh_token,
                                omnifund_token_expires_at(pair), 0, &err));
    FAILS(OMNIFUND_CODE_ALREADY_SIGNED_IN,
          omnifund_session_adopt(session, NULL, refresh_token, 0, 0, &err));
    none = omnifund_session_peek(session);
    CHECK(same(omnifund_token_access_token(none), access_token));
    omnifund_token_free(none);
    /* Without an access token the refresh token brings one. */
    MUST(omnifund_session_adopt(session, NULL, refresh_token, 0, 1, &err));
    free(access_token_of(session));
    omnifund_token_free(pair);

    MUST(omnifund_session_sign_out(session, &err));
    check_nobody_is_signed_in(session);
    status = status_of(session);
    CHECK(omnifund_status_signed_out(status) == 1);
    omnifund_status_free(status);

    MUST(omnifund_session_forget(session, &err));
    FAILS(OMNIFUND_CODE_SESSION_NOT_FOUND, omnifund_session_forget(session, &err));
    FAILS(OMNIFUND_CODE_SESSION_NOT_FOUND, omnifund_session_sign_out(session, &err));
    CHECK(omnifund_error_advice(failure) == OMNIFUND_ADVICE_REFUSED);
    status = status_of(session);
    CHECK(omnifund_status_signed_out(status) == 0);
    omnifund_status_free(status);
}

static void check_a_named_client(const omnifund_config *cfg, const omnifund_store *store)
{
    omnifund_session *session = NULL;
    int64_t sessions = -1;
    char *before, *after;

    MUST(omnifund_store_save_client(store, "Till", getenv("OMNIFUND_CLIENT_ID"),
                                    getenv("OMNIFUND_CLIENT_SECRET"), &err));
    FAILS(OMNIFUND_CODE_CLIENT_NOT_FOUND,
          omnifund_session_open_named(cfg, store, "Kitchen", USERNAME, &session, &err));
    MUST(omnifund_session_open_named(cfg, store, "Till", USERNAME, &session, &err));
    MUST(omnifund_session_sign_in_saving(session, PASSWORD, OMNIFUND_SAVE_PASSWORD_SEALED, &err));
    before = access_token_of(session);

    MUST(omnifund_store_replace_client(store, "Till", "new id", "new secret", &sessions, &err));
    CHECK(sessions == 1);
    after = access_token_of(session);
    CHECK(same(before, after));
    free(after);
    free(before);
    omnifund_session_free(session);
}

/* Ends the store, before the session that was opened in it. */
static void check_sessions(const omnifund_config *cfg, omnifund_store *store)
{
    omnifund_client *client = client_of(cfg);
    omnifund_session *session = session_of(client, store);

    check_tokens(session);
    check_a_list_of_one(store, client);
    check_a_list_of_one(store, NULL);
    check_metrics(store, cfg, REFRESH_LIFETIME);
    check_metrics(store, NULL, 14 * 24 * 3600);
    check_all_are_kept_alive(client, store, session);
    check_a_pair_leaves_and_comes_back(session);
    check_a_named_client(cfg, store);
    omnifund_store_free(store);
    omnifund_client_free(client);
    free(access_token_of(session));
    omnifund_session_free(session);
}

int main(int argc, char **argv)
{
    omnifund_config *cfg = config_from_environment();
    omnifund_client *client;
    omnifund_store *memory = NULL, *file = NULL;

    CHECK(argc == 2);
    MUST(omnifund_config_set_replay(cfg, OMNIFUND_REPLAY_UNTIL_ANSWERED, &err));
    MUST(omnifund_config_set_refresh_lifetime(cfg, REFRESH_LIFETIME, &err));
    client = client_of(cfg);
    check_a_saved_password_mends_a_lost_reply(client);
    omnifund_client_free(client);

    MUST(omnifund_store_open_memory(&memory, &err));
    check_sessions(cfg, memory);
    MUST(omnifund_store_open_file(in(argv[1], "store"), NULL, &file, &err));
    check_sessions(cfg, file);
    omnifund_config_free(cfg);
    omnifund_error_free(failure);
    return 0;
}
