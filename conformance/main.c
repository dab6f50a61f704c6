/*
 * Tries a store by its url, as the library loads it:
 *
 *     omnifund-store-conformance LIBRARY URL
 *
 * LIBRARY is the file that brings it, such as libomnifund_postgresql.so.1.
 */

#define _GNU_SOURCE

#include "conformance.h"

#include <dlfcn.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static long clock_is_ahead;

/* The wall clock of this process, for itself and for the libraries that it loads. */
static void move_clock(long seconds)
{
    clock_is_ahead += seconds;
}

int clock_gettime(clockid_t clock, struct timespec *time)
{
    long failed = syscall(SYS_clock_gettime, clock, time);
    if (!failed && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE))
        time->tv_sec += clock_is_ahead;
    return (int)failed;
}

int gettimeofday(struct timeval *restrict time, void *restrict zone)
{
    struct timespec now;
    (void)zone;
    clock_gettime(CLOCK_REALTIME, &now);
    time->tv_sec = now.tv_sec;
    time->tv_usec = now.tv_nsec / 1000;
    return 0;
}

time_t time(time_t *place)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (place)
        *place = now.tv_sec;
    return now.tv_sec;
}

static void told(void *userdata, const char *rule, const char *problem)
{
    (void)userdata;
    printf("%s %s%s%s\n", problem ? "BROKEN" : "kept  ", rule, problem ? ": " : "", problem ? problem : "");
    fflush(stdout);
}

static void said(void *call, const char *text)
{
    (void)call;
    fprintf(stderr, "%s\n", text);
}

int main(int count, char **arguments)
{
    typedef int32_t library_function(const char *, omnifund_store_functions *, const omnifund_store_sink *);
    library_function *library = NULL;
    omnifund_store_sink sink;
    omnifund_store_functions functions;
    if (count != 3) {
        fprintf(stderr, "usage: %s LIBRARY URL\n", arguments[0]);
        return 2;
    }
    void *handle = dlopen(arguments[1], RTLD_NOW | RTLD_LOCAL);
    void *symbol = handle ? dlsym(handle, "omnifund_store_library_1") : NULL;
    if (!symbol) {
        fprintf(stderr, "%s\n", dlerror());
        return 2;
    }
    memcpy(&library, &symbol, sizeof library);
    memset(&sink, 0, sizeof sink);
    memset(&functions, 0, sizeof functions);
    sink.size = sizeof sink;
    sink.message = said;
    functions.size = sizeof functions;
    functions.version = 1;
    if (library(arguments[2], &functions, &sink) != OMNIFUND_STORE_ANSWER_DONE)
        return 2;
    int abilities = OMNIFUND_CONFORMANCE_FORK | OMNIFUND_CONFORMANCE_THREADS;
    int breaks = omnifund_store_conformance(&functions, abilities, move_clock, told, NULL);
    if (functions.destroy)
        functions.destroy(functions.userdata);
    printf("%d broken\n", breaks);
    return breaks != 0;
}
