/*
 * Cancels the thread that makes the call that the second argument names, as a till does with a worker
 * that has not answered. A third argument is where the call logs to, standard error or a function that
 * writes there; the fourth how much.
 */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <string.h>
#include <unistd.h>

#include "host.h"
#include "mid_exchange.h"

static omnifund_session *session;
static omnifund_client *client;
static const char *way;
static int32_t code = -1;
static int went_on;

/* Writes, at which a thread is cancelled. */
static void written(void *unused, int32_t level, const char *line)
{
    (void)unused;
    (void)level;
    if (write(2, line, strlen(line)) < 0 || write(2, "\n", 1) < 0)
        went_on = 1;
}

static void log_as_told(omnifund_config *cfg, const char *sink, const char *how_much)
{
    int32_t level = strcmp(how_much, "debug") == 0 ? OMNIFUND_LOG_LEVEL_DEBUG : OMNIFUND_LOG_LEVEL_INFO;
    if (strcmp(sink, "stderr") == 0)
        omnifund_config_log_to_stderr(cfg, level, NULL);
    else
        omnifund_config_log_to_callback(cfg, written, NULL, level, NULL);
}

static void *work(void *unused)
{
    omnifund_token *token = NULL;
    (void)unused;
    if (strcmp(way, "refresh") == 0) {
        code = omnifund_session_refresh(session, NULL);
    } else if (strcmp(way, "token") == 0 || strcmp(way, "cancelled token") == 0) {
        omnifund_session_token(session, &token, NULL);
        omnifund_session_reject(session, omnifund_token_access_token(token), NULL);
        omnifund_token_free(token);
        if (strcmp(way, "cancelled token") == 0)
            pthread_cancel(pthread_self());
        code = omnifund_session_token(session, &token, NULL);
    } else {
        code = omnifund_client_password_grant(client, "omnifund_user", PASSWORD, &token, NULL);
    }
    omnifund_token_free(token);
    pthread_testcancel();
    went_on = 1;
    return NULL;
}

int main(int count, char **arguments)
{
    pthread_t thread;
    void *result = NULL;
    omnifund_config *cfg = configured();
    if (count > 4)
        log_as_told(cfg, arguments[3], arguments[4]);
    if (count < 3 || omnifund_client_new(cfg, &client, NULL))
        return 2;
    way = arguments[2];
    session = opened(cfg, arguments[1]);
    if (pthread_create(&thread, NULL, work, NULL))
        return 2;
    wait_for_the_test(stdin);
    if (pthread_cancel(thread) || pthread_join(thread, &result))
        return 2;
    /* The call came to its end, and the thread was cancelled right after it. */
    return !(code == OMNIFUND_OK && result == PTHREAD_CANCELED && !went_on);
}
