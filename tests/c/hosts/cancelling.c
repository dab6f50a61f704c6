/*
 * Cancels the thread that makes the call that the second argument names, as a till does with a worker
 * that has not answered.
 */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <string.h>

#include "host.h"
#include "mid_exchange.h"

static omnifund_session *session;
static omnifund_client *client;
static const char *way;
static int32_t code = -1;
static int went_on;

static void *work(void *unused)
{
    omnifund_token *token = NULL;
    (void)unused;
    if (strcmp(way, "refresh") == 0) {
        code = omnifund_session_refresh(session, NULL);
    } else if (strcmp(way, "token") == 0) {
        omnifund_session_token(session, &token, NULL);
        omnifund_session_reject(session, omnifund_token_access_token(token), NULL);
        omnifund_token_free(token);
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
