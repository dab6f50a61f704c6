/*
 * A till: it never thinks of tokens. It asks for a valid one before each request, and the library
 * refreshes when it must, in one of all the processes that share the store.
 *
 * Build: cc session.c -lomnifund -o session
 * Run:   session [LOGINS]
 *        with OMNIFUND_BASE_URL, OMNIFUND_CLIENT_ID, OMNIFUND_CLIENT_SECRET, OMNIFUND_USERNAME and
 *        OMNIFUND_STORE (a directory or a database's url) set; OMNIFUND_PASSWORD where nobody
 *        has signed in yet; OMNIFUND_CA_FILE where the server has an authority of its own.
 *
 * It logs in LOGINS times, a second apart (once unless told), or with "until-renewed" until it was
 * handed a second access token.
 */
#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <omnifund.h>

static const char *required(const char *name)
{
    const char *value = getenv(name);
    if (!value) {
        fprintf(stderr, "%s is not set\n", name);
        exit(1);
    }
    return value;
}

static void must(int32_t code, omnifund_error **err)
{
    if (code == OMNIFUND_OK)
        return;
    fprintf(stderr, "%s\n", omnifund_error_message(*err));
    omnifund_error_free(*err);
    exit(1);
}

static omnifund_session *open_session(void)
{
    const char *ca_file = getenv("OMNIFUND_CA_FILE");
    omnifund_error *err = NULL;
    omnifund_client *client = NULL;
    omnifund_store *store = NULL;
    omnifund_session *session = NULL;
    omnifund_config *cfg = omnifund_config_new();

    must(omnifund_config_set_base_url(cfg, required("OMNIFUND_BASE_URL"), &err), &err);
    must(omnifund_config_set_credentials(cfg, required("OMNIFUND_CLIENT_ID"),
                                         required("OMNIFUND_CLIENT_SECRET"), &err), &err);
    if (ca_file)
        must(omnifund_config_set_ca_file(cfg, ca_file, &err), &err);
    must(omnifund_client_new(cfg, &client, &err), &err);
    must(omnifund_store_open(required("OMNIFUND_STORE"), NULL, NULL, &store, &err), &err);
    must(omnifund_session_open(client, store, required("OMNIFUND_USERNAME"), &session, &err), &err);
    omnifund_store_free(store);
    omnifund_client_free(client);
    omnifund_config_free(cfg);
    return session;
}

/* A valid access token. Only where the store has none, and can come to none, is the password used. */
static omnifund_token *valid_token(omnifund_session *session)
{
    omnifund_error *err = NULL;
    omnifund_token *token = NULL;
    int32_t code = omnifund_session_token(session, &token, &err);

    if (code != OMNIFUND_OK && omnifund_error_advice(err) == OMNIFUND_ADVICE_SIGN_IN) {
        omnifund_error_free(err);
        must(omnifund_session_sign_in(session, required("OMNIFUND_PASSWORD"), &err), &err);
        printf("    process %ld: signed in by password\n", (long)getpid());
        code = omnifund_session_token(session, &token, &err);
    }
    must(code, &err);
    return token;
}

int main(int argc, char **argv)
{
    int until_renewed = argc > 1 && strcmp(argv[1], "until-renewed") == 0;
    int logins = argc > 1 ? atoi(argv[1]) : 1;
    char first[7] = "", shown[7];
    omnifund_session *session = open_session();

    setvbuf(stdout, NULL, _IOLBF, 0);
    for (;;) {
        omnifund_token *token = valid_token(session);
        omnifund_login *login = NULL;
        omnifund_error *err = NULL;

        /* A token is a secret: its first characters tell two of them apart, and let nobody in. */
        snprintf(shown, sizeof shown, "%s", omnifund_token_access_token(token));
        omnifund_token_free(token);
        must(omnifund_session_token_login(session, &login, &err), &err);
        printf("    process %ld: access token %s... (redacted), token login %d\n", (long)getpid(), shown,
               (int)omnifund_login_status(login));
        omnifund_login_free(login);

        if (!first[0])
            memcpy(first, shown, sizeof first);
        if (until_renewed ? strcmp(first, shown) != 0 : --logins <= 0)
            break;
        sleep(1);
    }
    omnifund_session_free(session);
    return 0;
}
