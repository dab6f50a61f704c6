/*
 * What a store must do that several hosts share, tried: a table of functions goes in, and what it breaks comes out.
 *
 * Each rule works on records of its own, whose keys begin with "1-", and takes them away again: run it against a
 * store that nobody uses. It takes about ten seconds.
 */
#ifndef OMNIFUND_CONFORMANCE_H
#define OMNIFUND_CONFORMANCE_H

#include <omnifund.h>

/* Told of each rule; `problem` is NULL where the store keeps it. Both texts are lent for the call. */
typedef void (*omnifund_conformance_told)(void *userdata, const char *rule, const char *problem);

/* What the program around it can do. */
enum {
    /* It may be forked, and its child may go on. */
    OMNIFUND_CONFORMANCE_FORK = 1,
    /* It may start threads. */
    OMNIFUND_CONFORMANCE_THREADS = 2
};

/*
 * Tries all rules, and returns how many the store breaks. `move_clock` sets this process's wall clock ahead by so many
 * seconds, and may be NULL: then that rule is left out. The table's `destroy` is not called.
 */
int omnifund_store_conformance(const omnifund_store_functions *functions, int abilities,
                               void (*move_clock)(long seconds), omnifund_conformance_told told, void *userdata);

#endif
