/*
 * Makes 5,000 clients with the same settings, and has the first 20 of them make a request on four
 * threads: a test counts how often the authorities are read meanwhile.
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include <omnifund.h>

#define CLIENTS 5000
#define THREADS 4
#define REQUESTS_A_THREAD 5

static omnifund_client *clients[CLIENTS];

static void *ask(void *first)
{
    int index;

    for (index = 0; index < REQUESTS_A_THREAD; index++) {
        omnifund_token *token = NULL;
        omnifund_client *client = ((omnifund_client **)first)[index];
        if (omnifund_client_password_grant(client, "omnifund_user", "omnifund_password", &token, NULL))
            exit(1);
        omnifund_token_free(token);
    }
    return NULL;
}

int main(void)
{
    pthread_t threads[THREADS];
    omnifund_config *cfg = omnifund_config_new();
    int index;

    omnifund_config_set_base_url(cfg, getenv("OMNIFUND_BASE_URL"), NULL);
    omnifund_config_set_ca_file(cfg, getenv("OMNIFUND_CA_FILE"), NULL);
    omnifund_config_set_credentials(cfg, getenv("OMNIFUND_CLIENT_ID"),
                                    getenv("OMNIFUND_CLIENT_SECRET"), NULL);
    for (index = 0; index < CLIENTS; index++)
        if (omnifund_client_new(cfg, &clients[index], NULL))
            return 1;
    for (index = 0; index < THREADS; index++)
        pthread_create(&threads[index], NULL, ask, &clients[index * REQUESTS_A_THREAD]);
    for (index = 0; index < THREADS; index++)
        pthread_join(threads[index], NULL);
    for (index = 0; index < CLIENTS; index++)
        omnifund_client_free(clients[index]);
    omnifund_config_free(cfg);
    return 0;
}
