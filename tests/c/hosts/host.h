/* What the hosts have in common: a session in the store that the first argument names. */
#ifndef HOST_H
#define HOST_H

#include <stdio.h>
#include <stdlib.h>

#include <omnifund.h>

#define PASSWORD "omnifund_password"

static omnifund_config *configured(void)
{
    omnifund_config *cfg = omnifund_config_new();
    omnifund_config_set_base_url(cfg, getenv("OMNIFUND_BASE_URL"), NULL);
    omnifund_config_set_ca_file(cfg, getenv("OMNIFUND_CA_FILE"), NULL);
    omnifund_config_set_credentials(cfg, getenv("OMNIFUND_CLIENT_ID"),
                                    getenv("OMNIFUND_CLIENT_SECRET"), NULL);
    omnifund_config_disable_proxy(cfg, NULL);
    return cfg;
}

/* Ends the program where it can't be opened. */
static omnifund_session *opened(omnifund_config *cfg, const char *directory)
{
    omnifund_client *client = NULL;
    omnifund_store *store = NULL;
    omnifund_session *session = NULL;
    if (omnifund_client_new(cfg, &client, NULL)
        || omnifund_store_open_file(directory, NULL, &store, NULL)
        || omnifund_session_open(client, store, "omnifund_user", &session, NULL))
        exit(2);
    omnifund_client_free(client);
    omnifund_store_free(store);
    return session;
}

#endif
