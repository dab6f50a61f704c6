/*
 * Ends, in the way that the second argument names, while another thread is in mid-exchange.
 */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "host.h"
#include "mid_exchange.h"

static omnifund_session *session;
static const char *way;

static void *refresh(void *unused)
{
    (void)unused;
    omnifund_session_refresh(session, NULL);
    return NULL;
}

static void *end(void *unused)
{
    (void)unused;
    exit(0);
}

/* Registered before the library's own, so that it runs after that. */
static void one_more(void)
{
    if (strcmp(way, "one more") == 0
        && omnifund_session_refresh(session, NULL) != OMNIFUND_CODE_STORE_BUSY)
        _exit(3);
}

static void from_the_log(void *unused, int32_t level, const char *message)
{
    (void)unused;
    (void)level;
    if (strstr(message, "asking"))
        exit(0);
}

int main(int count, char **arguments)
{
    pthread_t thread;
    omnifund_config *cfg = configured();
    if (count < 3)
        return 2;
    way = arguments[2];
    atexit(one_more);
    if (strcmp(way, "callback") == 0) {
        /* A call that keeps its tokens itself: its lines are not held. */
        omnifund_client *client = NULL;
        omnifund_token *token = NULL;
        omnifund_config_log_to_callback(cfg, from_the_log, NULL, OMNIFUND_LOG_LEVEL_DEBUG, NULL);
        omnifund_client_new(cfg, &client, NULL);
        omnifund_client_password_grant(client, "omnifund_user", PASSWORD, &token, NULL);
        return 4;
    }
    session = opened(cfg, arguments[1]);
    if (pthread_create(&thread, NULL, refresh, NULL))
        return 2;
    wait_for_the_test(stdin);
    if (strcmp(way, "exit") == 0) {
        pthread_t another;
        pthread_create(&another, NULL, end, NULL);
        pthread_join(another, NULL);
    } else if (strcmp(way, "cancelled") == 0) {
        pthread_cancel(pthread_self());
    } else if (strcmp(way, "free") == 0) {
        omnifund_config_free(cfg);
    } else if (strcmp(way, "_exit") == 0) {
        _exit(omnifund_end_exchanges(30000) != 0);
    } else if (strcmp(way, "child") == 0) {
        /* The child ends while the parent's exchange goes on, and does not wait for it. */
        int status = -1;
        pid_t child = fork();
        if (child == 0) {
            alarm(5);
            exit(omnifund_end_exchanges(30000) != 0);
        }
        waitpid(child, &status, 0);
        if (status != 0)
            _exit(5);
    }
    return 0;
}
