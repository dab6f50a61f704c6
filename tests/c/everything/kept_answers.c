/*
 * An answer that could not be understood, and what becomes of it. The server answers the first refresh of
 * each store by what nobody can read.
 */
#include <time.h>

#include "check.h"

static void check_it_is_as_it_came(const omnifund_kept_answer *answer)
{
    static const char begin[] = "HTTP/1.1 200 OK\r\n", end[] = "\r\n\r\n{\"access_token\":\"";
    const char *bytes = omnifund_kept_answer_bytes(answer);
    int64_t length = omnifund_kept_answer_length(answer);

    CHECK(length > (int64_t)(sizeof begin + sizeof end));
    CHECK(memcmp(bytes, begin, sizeof begin - 1) == 0);
    CHECK(bytes[length] == '\0');
    CHECK(same(bytes + length - (sizeof end - 1), end));
}

static void check_a_kept_answer(const omnifund_client *client, const omnifund_store *store)
{
    omnifund_kept_answer *answer = NULL, *none = NULL;
    omnifund_session *session = NULL;
    omnifund_status *status = NULL;
    int64_t before = (int64_t)time(NULL);

    MUST(omnifund_session_open(client, store, USERNAME, &session, &err));
    MUST(omnifund_session_sign_in(session, PASSWORD, &err));
    FAILS(OMNIFUND_CODE_UNREADABLE_TOKEN, omnifund_session_refresh(session, &err));
    CHECK(omnifund_error_outcome(failure) == OMNIFUND_OUTCOME_UNKNOWN);

    MUST(omnifund_session_kept_answer(session, &answer, &err));
    check_it_is_as_it_came(answer);
    CHECK(omnifund_kept_answer_asked_at(answer) >= before);
    MUST(omnifund_session_status(session, &status, &err));
    CHECK(omnifund_status_kept_answer(status) == omnifund_kept_answer_asked_at(answer));
    omnifund_status_free(status);

    FAILS(OMNIFUND_CODE_STILL_UNREADABLE, omnifund_session_recover(session, &err));
    CHECK(omnifund_error_advice(failure) == OMNIFUND_ADVICE_REFUSED);
    MUST(omnifund_session_sign_in(session, PASSWORD, &err));
    MUST(omnifund_session_kept_answer(session, &none, &err));
    CHECK(none == NULL);
    omnifund_session_free(session);
    /* It needs nobody. */
    check_it_is_as_it_came(answer);
    omnifund_kept_answer_free(answer);
}

int main(int argc, char **argv)
{
    omnifund_config *cfg = config_from_environment();
    omnifund_client *client = client_of(cfg);
    omnifund_store *memory = NULL, *file = NULL;

    CHECK(argc == 2);
    MUST(omnifund_store_open_memory(&memory, &err));
    check_a_kept_answer(client, memory);
    omnifund_store_free(memory);
    MUST(omnifund_store_open_file(in(argv[1], "store"), NULL, &file, &err));
    check_a_kept_answer(client, file);
    omnifund_store_free(file);
    omnifund_client_free(client);
    omnifund_config_free(cfg);
    omnifund_error_free(failure);
    return 0;
}
