/*
 * The three calls of OmniFund's page "Managing OAuth Clients", and what errors look like.
 *
 * Build: cc quickstart.c -lomnifund -o quickstart
 * Run:   with OMNIFUND_BASE_URL, OMNIFUND_CLIENT_ID, OMNIFUND_CLIENT_SECRET, OMNIFUND_USERNAME and
 *        OMNIFUND_PASSWORD set, and OMNIFUND_CA_FILE where the server has an authority of its own.
 *
 * Exit status 0 where all of it went as it should, the two errors included.
 */
#include <stdio.h>
#include <stdlib.h>

#include <omnifund.h>

/* Ends the program where something fails that should not. It takes the address of the error: C may
   evaluate the arguments of a call in any order. */
static void must(int32_t code, omnifund_error **err)
{
    if (code == OMNIFUND_OK)
        return;
    fprintf(stderr, "  failed: %s\n", omnifund_error_message(*err));
    omnifund_error_free(*err);
    exit(1);
}

static const char *required(const char *name)
{
    const char *value = getenv(name);
    if (!value) {
        fprintf(stderr, "  %s is not set\n", name);
        exit(1);
    }
    return value;
}

/* A token is a secret: its first characters tell two of them apart, and let nobody in. */
static void show_secret(const char *name, const char *secret)
{
    if (secret)
        printf("    %-14s %.6s... (redacted)\n", name, secret);
    else
        printf("    %-14s (none)\n", name);
}

static void show_token(const omnifund_token *token)
{
    const char *scope = omnifund_token_scope(token);
    show_secret("access_token", omnifund_token_access_token(token));
    show_secret("refresh_token", omnifund_token_refresh_token(token));
    printf("    %-14s %s\n", "token_type", omnifund_token_token_type(token));
    printf("    %-14s %s\n", "scope", scope ? scope : "(none)");
    printf("    %-14s %lld s, until Unix time %lld\n", "expires_in",
           (long long)omnifund_token_expires_in(token), (long long)omnifund_token_expires_at(token));
}

static const char *advice_name(int32_t advice)
{
    switch (advice) {
    case OMNIFUND_ADVICE_NONE:
        return "nothing to do";
    case OMNIFUND_ADVICE_WAIT:
        return "wait, then try again";
    case OMNIFUND_ADVICE_SIGN_IN:
        return "a human must sign in";
    case OMNIFUND_ADVICE_FIX_CONFIGURATION:
        return "mend the configuration";
    case OMNIFUND_ADVICE_FIX_STORAGE:
        return "mend the store";
    case OMNIFUND_ADVICE_REFUSED:
        return "OmniFund does not allow it";
    default:
        return "report a bug";
    }
}

/* Shows an error that was expected, and ends the program where it is another one. */
static void show_expected(int32_t code, int32_t expected, omnifund_error *err)
{
    if (code != expected) {
        fprintf(stderr, "  expected code %d, got %d\n", (int)expected, (int)code);
        exit(1);
    }
    printf("    %-14s %d\n", "code", (int)omnifund_error_code(err));
    printf("    %-14s %s\n", "advice", advice_name(omnifund_error_advice(err)));
    printf("    %-14s HTTP %d, %s: %s\n", "server said", (int)omnifund_error_http_status(err),
           omnifund_error_oauth_error(err), omnifund_error_oauth_error_description(err));
    printf("    %-14s %s\n", "message", omnifund_error_message(err));
    omnifund_error_free(err);
}

int main(void)
{
    const char *username = required("OMNIFUND_USERNAME");
    const char *ca_file = getenv("OMNIFUND_CA_FILE");
    omnifund_error *err = NULL;
    omnifund_client *client = NULL;
    omnifund_token *first = NULL, *second = NULL, *none = NULL;
    omnifund_login *login = NULL;
    int32_t code;

    omnifund_config *cfg = omnifund_config_new();
    must(omnifund_config_set_base_url(cfg, required("OMNIFUND_BASE_URL"), &err), &err);
    must(omnifund_config_set_credentials(cfg, required("OMNIFUND_CLIENT_ID"),
                                         required("OMNIFUND_CLIENT_SECRET"), &err), &err);
    if (ca_file)
        must(omnifund_config_set_ca_file(cfg, ca_file, &err), &err);
    must(omnifund_client_new(cfg, &client, &err), &err);
    omnifund_config_free(cfg);

    printf("\n  1. An access token by password\n");
    must(omnifund_client_password_grant(client, username, required("OMNIFUND_PASSWORD"), &first,
                                        &err), &err);
    show_token(first);

    printf("\n  2. A new one by refresh token; the old refresh token is spent\n");
    must(omnifund_client_refresh_grant(client, omnifund_token_refresh_token(first), &second, &err),
         &err);
    show_token(second);

    printf("\n  3. Token login: %s is logged in to OmniFund\n", username);
    must(omnifund_client_token_login(client, omnifund_token_access_token(second), &login, &err),
         &err);
    printf("    %-14s %d\n", "status", (int)omnifund_login_status(login));
    if (omnifund_login_cookie_count(login) > 0)
        show_secret("cookie", omnifund_login_cookie_value(login, 0));

    printf("\n  4. What a wrong password looks like\n");
    code = omnifund_client_password_grant(client, username, "not the password", &none, &err);
    show_expected(code, OMNIFUND_CODE_WRONG_PASSWORD, err);

    printf("\n  5. What a spent refresh token looks like\n");
    code = omnifund_client_refresh_grant(client, omnifund_token_refresh_token(first), &none, &err);
    show_expected(code, OMNIFUND_CODE_REFRESH_TOKEN_REFUSED, err);

    omnifund_login_free(login);
    omnifund_token_free(second);
    omnifund_token_free(first);
    omnifund_client_free(client);
    return 0;
}
