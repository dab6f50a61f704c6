/*
 * An old daemon: it starts with its standard descriptors closed, and complains to them all the same,
 * in the midst of its exchanges. The library's own log goes there too, from several threads.
 */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <unistd.h>

#include "host.h"
#include "mid_exchange.h"

#define COMPLAINTS 2000

static omnifund_session *session;
static omnifund_client *client;

static int complain(void)
{
    static const char complaint[] = "till: the printer is low on paper\n";
    return write(1, complaint, sizeof complaint - 1) > 0
           || write(2, complaint, sizeof complaint - 1) > 0;
}

static void *refresh(void *code)
{
    *(int32_t *)code = omnifund_session_refresh(session, NULL);
    return NULL;
}

int main(int count, char **arguments)
{
    int32_t code = -1;
    int heard = 0, index;
    pthread_t thread;
    omnifund_config *cfg = configured();
    omnifund_token *token = NULL;
    FILE *input = fdopen(dup2(0, 100), "r");
    if (count < 2 || !input)
        return 2;
    for (index = 0; index < 3; index++)
        close(index);
    omnifund_config_log_to_stderr(cfg, OMNIFUND_LOG_LEVEL_DEBUG, NULL);
    if (omnifund_client_new(cfg, &client, NULL))
        return 2;
    session = opened(cfg, arguments[1]);
    if (pthread_create(&thread, NULL, refresh, &code))
        return 2;
    wait_for_the_test(input);
    for (index = 0; index < COMPLAINTS; index++)
        heard |= complain();
    omnifund_client_password_grant(client, "nobody", PASSWORD, &token, NULL);
    pthread_join(thread, NULL);
    return heard || code != OMNIFUND_OK;
}
