/* What the programs share: settings by the environment, clocks, and what they print. */
#ifndef RACE_H
#define RACE_H

#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Nanoseconds by the wall, and of this process's processor time. */
static double wall(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e9 + (double)now.tv_nsec;
}

static double processor(void)
{
    struct timespec used;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
    return (double)used.tv_sec * 1e9 + (double)used.tv_nsec;
}

static const char *setting(const char *name)
{
    const char *value = getenv(name);

    if (!value) {
        fprintf(stderr, "%s is not set\n", name);
        exit(2);
    }
    return value;
}

static void fail(const char *doing, long code)
{
    fprintf(stderr, "%s: %ld\n", doing, code);
    exit(1);
}

/* Waits until all that take part are there: who starts them ends its side of standard input. */
static void wait_for_the_start(void)
{
    puts("ready");
    fflush(stdout);
    while (getchar() != EOF)
        ;
}

#endif
