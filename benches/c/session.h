/* What the programs share: a session as the environment names it. */
#include <stdio.h>
#include <stdlib.h>

#include <omnifund.h>

/* Ends the program where the library gave no OMNIFUND_OK. */
static void must(int32_t code, const char *doing)
{
    if (code == OMNIFUND_OK)
        return;
    fprintf(stderr, "%s: code %d\n", doing, (int)code);
    exit(1);
}

static omnifund_session *open_session(const omnifund_store *store)
{
    omnifund_config *cfg = omnifund_config_new();
    omnifund_client *client;
    omnifund_session *session;

    must(omnifund_config_set_base_url(cfg, getenv("OMNIFUND_BASE_URL"), NULL), "base URL");
    if (getenv("OMNIFUND_CA_FILE"))
        must(omnifund_config_set_ca_file(cfg, getenv("OMNIFUND_CA_FILE"), NULL), "CA file");
    must(omnifund_config_set_credentials(cfg, getenv("OMNIFUND_CLIENT_ID"),
                                         getenv("OMNIFUND_CLIENT_SECRET"), NULL), "credentials");
    must(omnifund_client_new(cfg, &client, NULL), "client");
    must(omnifund_session_open(client, store, "omnifund_user", &session, NULL), "session");
    omnifund_client_free(client);
    omnifund_config_free(cfg);
    return session;
}
