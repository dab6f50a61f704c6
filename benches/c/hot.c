/*
 * A live token beside a bare clock read, on one thread and on all processors at once, in turns. Prints
 * the nanoseconds of a call in the quickest of all rounds; short ones, so that some are undisturbed.
 *
 * A virtual machine's processors may for seconds share one of the host: all that writes to memory is then
 * slow on all of them at once, plain C that shares nothing too. So that plain C goes first, and where it
 * was slow on all processors, the token's turn does not count.
 */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "session.h"

#define ROUNDS 300
#define MOST_ROUNDS 3000
#define CALLS 30000
/* As a token: words and an access token. */
#define BLOCK 160
/* How much slower than alone plain C may be on all processors for them to count as undisturbed. */
#define UNDISTURBED 1.1
#define MOST_THREADS 256

static omnifund_session *session;
static pthread_barrier_t start;

static void read_clock(void)
{
    struct timespec now;
    int call;

    for (call = 0; call < CALLS; call++)
        clock_gettime(CLOCK_BOOTTIME, &now);
}

/* What any library must do that hands out a string to be freed: a clock read, memory, a copy, a wipe. */
static void copy_by_hand(void)
{
    static const char source[BLOCK] = "a token";
    char *volatile block;
    struct timespec now;
    int call;

    for (call = 0; call < CALLS; call++) {
        clock_gettime(CLOCK_BOOTTIME, &now);
        block = malloc(BLOCK);
        if (!block)
            exit(1);
        memcpy(block, source, BLOCK);
        memset(block, 0, BLOCK);
        free(block);
    }
}

static void ask_for_tokens(void)
{
    omnifund_token *token;
    int call;

    for (call = 0; call < CALLS; call++) {
        if (omnifund_session_token(session, &token, NULL) || !omnifund_token_access_token(token))
            exit(1);
        omnifund_token_free(token);
    }
}

struct worker {
    pthread_t thread;
    void (*work)(void);
    double from, to;
};

static double nanoseconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e9 + (double)now.tv_nsec;
}

static void *run(void *argument)
{
    struct worker *worker = argument;

    pthread_barrier_wait(&start);
    worker->from = nanoseconds();
    worker->work();
    worker->to = nanoseconds();
    return NULL;
}

/* Nanoseconds of a call, as the mean of so many threads; 0 where they did not run at the same time. */
static double measure(void (*work)(void), int threads)
{
    static struct worker workers[MOST_THREADS];
    double sum = 0, first = 0, last_from = 0, first_to = 0, last = 0;
    int index;

    pthread_barrier_init(&start, NULL, (unsigned)threads);
    for (index = 0; index < threads; index++) {
        workers[index].work = work;
        if (pthread_create(&workers[index].thread, NULL, run, &workers[index]))
            exit(1);
    }
    for (index = 0; index < threads; index++) {
        struct worker *worker = &workers[index];
        pthread_join(worker->thread, NULL);
        sum += worker->to - worker->from;
        if (index == 0 || worker->from < first)
            first = worker->from;
        if (index == 0 || worker->to < first_to)
            first_to = worker->to;
        if (worker->from > last_from)
            last_from = worker->from;
        if (worker->to > last)
            last = worker->to;
    }
    pthread_barrier_destroy(&start);
    if (first_to - last_from < 0.8 * (last - first))
        return 0;
    return sum / threads / CALLS;
}

static void keep_quickest(double *quickest, double time)
{
    if (time > 0 && (*quickest == 0 || time < *quickest))
        *quickest = time;
}

int main(void)
{
    double clock = 0, token = 0, by_hand = 0, clock_on_all = 0, token_on_all = 0, by_hand_on_all = 0;
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    int all = processors > MOST_THREADS ? MOST_THREADS : (int)processors;
    int round, undisturbed = 0;
    omnifund_store *store;

    must(omnifund_store_open_memory(&store, NULL), "store");
    session = open_session(store);
    must(omnifund_session_sign_in(session, "omnifund_password", NULL), "sign-in");
    for (round = 0; round < MOST_ROUNDS && undisturbed < ROUNDS; round++) {
        double plain, tokens;

        keep_quickest(&by_hand, measure(copy_by_hand, 1));
        keep_quickest(&clock, measure(read_clock, 1));
        keep_quickest(&token, measure(ask_for_tokens, 1));
        plain = measure(copy_by_hand, all);
        if (plain == 0 || plain > UNDISTURBED * by_hand)
            continue;
        tokens = measure(ask_for_tokens, all);
        if (tokens == 0)
            continue;
        undisturbed++;
        keep_quickest(&by_hand_on_all, plain);
        keep_quickest(&token_on_all, tokens);
        keep_quickest(&clock_on_all, measure(read_clock, all));
    }
    printf("threads=%d\nrounds=%d\nundisturbed=%d\n", all, round, undisturbed);
    printf("clock=%f\ntoken=%f\nby_hand=%f\n", clock, token, by_hand);
    printf("clock_on_all=%f\ntoken_on_all=%f\nby_hand_on_all=%f\n", clock_on_all, token_on_all,
           by_hand_on_all);
    omnifund_session_free(session);
    omnifund_store_free(store);
    return 0;
}
