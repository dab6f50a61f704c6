/*
 * Calls whose cost tests/costs.rs counts: the first argument says which, the second how often, the third is the store's
 * directory. Around each stands a system call that nothing else makes, for who counts those.
 */
#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <omnifund.h>

#define USERNAME "omnifund_user"
#define PASSWORD "omnifund_password"

/* Ends the program where the library gave no OMNIFUND_OK. */
static void must(int32_t code, const char *doing)
{
    if (code == OMNIFUND_OK)
        return;
    fprintf(stderr, "%s: code %d\n", doing, (int)code);
    exit(1);
}

static void mark(void)
{
    if (write(-1, "mark", 4) != -1)
        exit(1);
}

static omnifund_client *new_client(void)
{
    omnifund_config *cfg = omnifund_config_new();
    omnifund_client *client;

    must(omnifund_config_set_base_url(cfg, getenv("OMNIFUND_BASE_URL"), NULL), "base URL");
    must(omnifund_config_set_ca_file(cfg, getenv("OMNIFUND_CA_FILE"), NULL), "CA file");
    /* Each machine has authorities of its own. */
    must(omnifund_config_trust_ca_file_only(cfg, NULL), "its authorities alone");
    must(omnifund_config_set_credentials(cfg, getenv("OMNIFUND_CLIENT_ID"),
                                         getenv("OMNIFUND_CLIENT_SECRET"), NULL), "credentials");
    must(omnifund_client_new(cfg, &client, NULL), "client");
    omnifund_config_free(cfg);
    return client;
}

static omnifund_client *client;
static const char *directory;
static omnifund_store *store;
static omnifund_session *session;

static void open_session(void)
{
    must(omnifund_store_open_file(directory, NULL, &store, NULL), "store");
    must(omnifund_session_open(client, store, USERNAME, &session, NULL), "session");
}

static void close_session(void)
{
    omnifund_session_free(session);
    omnifund_store_free(store);
    session = NULL;
    store = NULL;
}

static void token(void)
{
    omnifund_token *token;

    must(omnifund_session_token(session, &token, NULL), "token");
    if (!omnifund_token_access_token(token))
        exit(1);
    omnifund_token_free(token);
}

static void exchange(void)
{
    omnifund_token *token;

    must(omnifund_client_password_grant(client, USERNAME, PASSWORD, &token, NULL), "exchange");
    omnifund_token_free(token);
}

static void refresh(void)
{
    must(omnifund_session_refresh(session, NULL), "refresh");
}

static void opening(void)
{
    open_session();
    close_session();
}

static void cold_token(void)
{
    open_session();
    token();
    close_session();
}

static const struct part {
    const char *name;
    void (*work)(void);
    /* Whether it is done with a session that is open. */
    int is_open;
} PARTS[] = {
    {"live token", token, 1},
    {"refresh", refresh, 1},
    {"exchange", exchange, 0},
    {"opening", opening, 0},
    {"cold token", cold_token, 0},
};

int main(int count, char **arguments)
{
    const struct part *part = PARTS;
    int times, round;

    if (count != 4)
        return 2;
    while (strcmp(part->name, arguments[1])) {
        if (++part == PARTS + sizeof PARTS / sizeof *PARTS)
            return 2;
    }
    times = atoi(arguments[2]);
    directory = arguments[3];
    client = new_client();
    if (part->is_open) {
        open_session();
        token();
    }
    for (round = 0; round < times; round++) {
        mark();
        part->work();
        mark();
    }
    if (part->is_open)
        close_session();
    omnifund_client_free(client);
    return 0;
}
