/*
 * Makes one call of the library, and prints all that C can see of its outcome as NAME=value lines.
 *
 *     ask password USERNAME PASSWORD | ask refresh REFRESH_TOKEN | ask login ACCESS_TOKEN
 *
 * Where it asks and who it is comes from OMNIFUND_BASE_URL, OMNIFUND_CA_FILE, OMNIFUND_CLIENT_ID and
 * OMNIFUND_CLIENT_SECRET; ASK_JSON=1 asks for JSON bodies.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <omnifund.h>

static void line(const char *name, const char *value)
{
    printf("%s=%s\n", name, value ? value : "(null)");
}

static void number(const char *name, long long value)
{
    printf("%s=%lld\n", name, value);
}

static int show_error(int32_t code, omnifund_error *err)
{
    if (code != omnifund_error_code(err)) {
        printf("returned=%d, but the error says %d\n", (int)code, (int)omnifund_error_code(err));
        exit(2);
    }
    number("code", code);
    number("advice", omnifund_error_advice(err));
    number("outcome", omnifund_error_outcome(err));
    number("http_status", omnifund_error_http_status(err));
    number("retry_after", omnifund_error_retry_after(err));
    line("oauth_error", omnifund_error_oauth_error(err));
    line("oauth_error_description", omnifund_error_oauth_error_description(err));
    line("message", omnifund_error_message(err));
    omnifund_error_free(err);
    return 1;
}

static void show_token(const omnifund_token *token)
{
    line("access_token", omnifund_token_access_token(token));
    line("refresh_token", omnifund_token_refresh_token(token));
    line("token_type", omnifund_token_token_type(token));
    line("scope", omnifund_token_scope(token));
    number("expires_in", omnifund_token_expires_in(token));
    number("expires_at", omnifund_token_expires_at(token));
}

static void show_login(const omnifund_login *login)
{
    int64_t index;

    number("status", omnifund_login_status(login));
    for (index = 0; index < omnifund_login_header_count(login); index++)
        printf("header.%s=%s\n", omnifund_login_header_name(login, index),
               omnifund_login_header_value(login, index));
    for (index = 0; index < omnifund_login_cookie_count(login); index++)
        printf("cookie.%s=%s\ncookie_header.%s=%s\n", omnifund_login_cookie_name(login, index),
               omnifund_login_cookie_value(login, index), omnifund_login_cookie_name(login, index),
               omnifund_login_cookie_header(login, index));
    line("content_type", omnifund_login_header(login, "Content-Type"));
    line("location", omnifund_login_location(login));
    number("body_length", omnifund_login_body_length(login));
    line("body", omnifund_login_body(login));
}

static omnifund_client *client_from_environment(void)
{
    const char *ca_file = getenv("OMNIFUND_CA_FILE");
    const char *json = getenv("ASK_JSON");
    omnifund_client *client = NULL;
    omnifund_error *err = NULL;
    omnifund_config *cfg = omnifund_config_new();
    int32_t code = omnifund_config_set_base_url(cfg, getenv("OMNIFUND_BASE_URL"), &err);

    if (code == OMNIFUND_OK && ca_file)
        code = omnifund_config_set_ca_file(cfg, ca_file, &err);
    if (code == OMNIFUND_OK && json)
        code = omnifund_config_set_json_body(cfg, atoi(json), &err);
    if (code == OMNIFUND_OK)
        code = omnifund_config_set_credentials(cfg, getenv("OMNIFUND_CLIENT_ID"),
                                               getenv("OMNIFUND_CLIENT_SECRET"), &err);
    if (code == OMNIFUND_OK)
        code = omnifund_client_new(cfg, &client, &err);
    omnifund_config_free(cfg);
    if (code != OMNIFUND_OK)
        exit(show_error(code, err));
    return client;
}

int main(int argc, char **argv)
{
    omnifund_client *client;
    omnifund_token *token = NULL;
    omnifund_login *login = NULL;
    omnifund_error *err = NULL;
    int32_t code;

    if (argc < 3) {
        fprintf(stderr, "ask password|refresh|login ...\n");
        return 2;
    }
    client = client_from_environment();
    if (strcmp(argv[1], "password") == 0 && argc == 4)
        code = omnifund_client_password_grant(client, argv[2], argv[3], &token, &err);
    else if (strcmp(argv[1], "refresh") == 0)
        code = omnifund_client_refresh_grant(client, argv[2], &token, &err);
    else
        code = omnifund_client_token_login(client, argv[2], &login, &err);
    omnifund_client_free(client);

    if (code != OMNIFUND_OK)
        return show_error(code, err);
    if (token)
        show_token(token);
    if (login)
        show_login(login);
    omnifund_token_free(token);
    omnifund_login_free(login);
    return 0;
}
