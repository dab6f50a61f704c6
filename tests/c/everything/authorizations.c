/*
 * The way through a browser. That the user has allowed it, the environment says: in the codes that it
 * came back with.
 */
#include "check.h"

#define REDIRECT_URI "http://127.0.0.1:8400/callback"

/* The URL that the user comes back with, valid until the next call. */
static const char *back(const char *what, const char *value, const char *state)
{
    static char url[1000];

    CHECK(value != NULL);
    snprintf(url, sizeof url, REDIRECT_URI "?%s=%s&state=%s", what, value, state);
    return url;
}

static void check_what_it_says(const omnifund_authorization *authorization)
{
    const char *state = omnifund_authorization_state(authorization);

    CHECK(strlen(state) == 32);
    CHECK(strstr(omnifund_authorization_url(authorization), "/oauth/v2/auth?client_id=") != NULL);
    CHECK(strstr(omnifund_authorization_url(authorization), state) != NULL);
    CHECK(omnifund_authorization_url(NULL) == NULL);
    CHECK(omnifund_authorization_state(NULL) == NULL);
}

static void check_the_grant(const omnifund_client *client)
{
    omnifund_authorization *authorization = NULL;
    omnifund_token *token = NULL;
    const char *state;

    FAILS(OMNIFUND_CODE_INVALID_ARGUMENT,
          omnifund_client_authorization(client, "/callback", &authorization, &err));
    CHECK(authorization == NULL);
    MUST(omnifund_client_authorization(client, REDIRECT_URI, &authorization, &err));
    check_what_it_says(authorization);
    state = omnifund_authorization_state(authorization);

    FAILS(OMNIFUND_CODE_FOREIGN_REDIRECT,
          omnifund_client_authorization_code_grant(client, authorization, back("code", "x", "other"),
                                                   &token, &err));
    FAILS(OMNIFUND_CODE_AUTHORIZATION_DENIED,
          omnifund_client_authorization_code_grant(
              client, authorization, back("error", "access_denied", state), &token, &err));
    CHECK(same(omnifund_error_oauth_error(failure), "access_denied"));
    FAILS(OMNIFUND_CODE_CODE_REFUSED,
          omnifund_client_authorization_code_grant(client, authorization, back("code", "x", state),
                                                   &token, &err));
    CHECK(omnifund_error_advice(failure) == OMNIFUND_ADVICE_SIGN_IN);
    CHECK(token == NULL);

    MUST(omnifund_client_authorization_code_grant(
        client, authorization, back("code", getenv("CODE_OF_A_GRANT"), state), &token, &err));
    CHECK(omnifund_token_refresh_token(token) != NULL);
    omnifund_token_free(token);
    omnifund_authorization_free(authorization);
    omnifund_authorization_free(NULL);
}

/* As a web application does it: the user comes back to another request, which kept the state. */
static void check_the_sign_in(const omnifund_client *client)
{
    omnifund_authorization *authorization = NULL;
    omnifund_store *store = NULL;
    omnifund_session *session = NULL;
    omnifund_token *token = NULL;

    MUST(omnifund_store_open_memory(&store, &err));
    MUST(omnifund_session_open(client, store, USERNAME, &session, &err));
    FAILS(OMNIFUND_CODE_INVALID_ARGUMENT,
          omnifund_client_authorization_with_state(client, REDIRECT_URI, "", &authorization, &err));
    MUST(omnifund_client_authorization_with_state(client, REDIRECT_URI, "kept", &authorization, &err));
    CHECK(same(omnifund_authorization_state(authorization), "kept"));
    FAILS(OMNIFUND_CODE_SIGN_IN_REQUIRED, omnifund_session_token(session, &token, &err));
    MUST(omnifund_session_sign_in_with_code(
        session, authorization, back("code", getenv("CODE_OF_A_SESSION"), "kept"), &err));
    MUST(omnifund_session_token(session, &token, &err));
    omnifund_token_free(token);
    omnifund_session_free(session);
    omnifund_store_free(store);
    omnifund_authorization_free(authorization);
}

int main(void)
{
    omnifund_config *cfg = NULL;
    omnifund_client *client = NULL;

    MUST(omnifund_config_load(NULL, &cfg, &err));
    MUST(omnifund_client_new(cfg, &client, &err));
    omnifund_config_free(cfg);
    check_the_grant(client);
    check_the_sign_in(client);
    omnifund_client_free(client);
    omnifund_error_free(failure);
    return 0;
}
