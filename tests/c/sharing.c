/*
 * Plays a part in a session that several processes share: sharing STORE PART [TOKEN], where the part is
 *   sign-in          to sign in
 *   after-rejection  to have seen a 401 with TOKEN, and to print the token that serves from then on
 *   refreshing       to refresh for ever, after saying "ready"
 *   refreshed        to refresh once, and to print the code
 */
#include "everything/check.h"

static omnifund_session *session_of(const char *path)
{
    omnifund_config *cfg = config_from_environment();
    omnifund_client *client = client_of(cfg);
    omnifund_store *store = NULL;
    omnifund_session *session = NULL;

    MUST(omnifund_store_open_file(path, NULL, &store, &err));
    MUST(omnifund_session_open(client, store, USERNAME, &session, &err));
    omnifund_store_free(store);
    omnifund_client_free(client);
    omnifund_config_free(cfg);
    return session;
}

int main(int argc, char **argv)
{
    omnifund_session *session;
    omnifund_token *token = NULL;
    const char *part;

    CHECK(argc > 2);
    part = argv[2];
    session = session_of(argv[1]);
    if (same(part, "sign-in")) {
        MUST(omnifund_session_sign_in(session, PASSWORD, &err));
    } else if (same(part, "after-rejection")) {
        CHECK(argc > 3);
        MUST(omnifund_session_reject(session, argv[3], &err));
        MUST(omnifund_session_token(session, &token, &err));
        printf("%s\n", omnifund_token_access_token(token));
        omnifund_token_free(token);
    } else if (same(part, "refreshing")) {
        /* The first one reads certificates, which takes longer than all that is to be interrupted. */
        MUST(omnifund_session_refresh(session, &err));
        printf("ready\n");
        CHECK(fflush(stdout) == 0);
        for (;;) {
            /* A session that is lost is the caller's to judge. */
            omnifund_session_refresh(session, &err);
            omnifund_error_free(err);
            err = NULL;
        }
    } else {
        CHECK(same(part, "refreshed"));
        printf("%d\n", (int)omnifund_session_refresh(session, &err));
        omnifund_error_free(err);
    }
    omnifund_session_free(session);
    return 0;
}
