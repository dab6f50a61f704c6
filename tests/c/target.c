/*
 * The program that the C interface was designed by, as it was written down before the library was.
 * It must go on compiling, and working, as long as the ABI number is 1.
 */
#include <stdio.h>
#include <stdlib.h>

#include <omnifund.h>

int main(void)
{
    const char *client_id = getenv("OMNIFUND_CLIENT_ID");
    const char *client_secret = getenv("OMNIFUND_CLIENT_SECRET");

    omnifund_error  *err = NULL;
    omnifund_config *cfg = omnifund_config_new();
    omnifund_config_set_environment(cfg, "sandbox", &err);       /* or "production"; there is no silent default */
    omnifund_config_set_base_url(cfg, getenv("OMNIFUND_BASE_URL"), &err);  /* or any other OmniFund */
    omnifund_config_set_ca_file(cfg, getenv("OMNIFUND_CA_FILE"), &err);    /* where it needs its own authority */
    omnifund_config_set_credentials(cfg, client_id, client_secret, &err);

    omnifund_client *client = NULL;
    omnifund_client_new(cfg, &client, &err);                     /* copies cfg */
    omnifund_config_free(cfg);

    /* the three calls of the specification */
    omnifund_token *token = NULL, *next = NULL;
    omnifund_login *login = NULL;
    omnifund_client_password_grant(client, "omnifund_user", "omnifund_password", &token, &err);
    omnifund_client_refresh_grant(client, omnifund_token_refresh_token(token), &next, &err);
    omnifund_client_token_login(client, omnifund_token_access_token(next), &login, &err);
    printf("%d\n", omnifund_login_status(login));
    omnifund_token_free(token);

    /* the session: a valid access token, every time */
    const char *path = getenv("OMNIFUND_STORE");
    omnifund_store *store = NULL;  omnifund_session *session = NULL;
    omnifund_store_open_file(path, NULL, &store, &err);
    omnifund_session_open(client, store, "omnifund_user", &session, &err);
    omnifund_session_sign_in(session, "omnifund_password", &err);
    omnifund_session_token(session, &token, &err);
    printf("%d\n", omnifund_token_access_token(token) != NULL);

    int32_t code = omnifund_error_code(err);
    omnifund_error_free(err);
    omnifund_session_free(session);
    omnifund_store_free(store);
    omnifund_login_free(login);
    omnifund_token_free(next);
    omnifund_token_free(token);
    omnifund_client_free(client);
    return code == OMNIFUND_OK ? 0 : 1;
}
