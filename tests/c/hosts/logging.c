/*
 * Refreshes with a log at the file that the second argument names. "full" as the third makes a pipe of
 * standard output that takes no more; a number is the size that no file may exceed.
 */
#define _XOPEN_SOURCE 700
#include <fcntl.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "host.h"

static void fill(int pipe)
{
    static const char text[4096];
    int flags = fcntl(pipe, F_GETFL);
    fcntl(pipe, F_SETFL, flags | O_NONBLOCK);
    while (write(pipe, text, sizeof text) > 0)
        ;
    while (write(pipe, text, 1) > 0)
        ;
    fcntl(pipe, F_SETFL, flags);
}

int main(int count, char **arguments)
{
    omnifund_session *session;
    omnifund_config *cfg = configured();
    if (count < 3 || omnifund_config_log_to_file(cfg, arguments[2], OMNIFUND_LOG_LEVEL_DEBUG, NULL))
        return 2;
    if (count > 3 && strcmp(arguments[3], "full") == 0)
        fill(1);
    session = opened(cfg, arguments[1]);
    if (count > 3 && strcmp(arguments[3], "full") != 0) {
        struct rlimit limit;
        limit.rlim_cur = limit.rlim_max = (rlim_t)atol(arguments[3]);
        setrlimit(RLIMIT_FSIZE, &limit);
    }
    return omnifund_session_refresh(session, NULL) != OMNIFUND_OK;
}
