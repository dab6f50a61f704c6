/* A host with a connection: how the rules ask a store, and what they hold it to. Of conformance.c alone. */

#ifndef OMNIFUND_CONFORMANCE_HOST_H
#define OMNIFUND_CONFORMANCE_HOST_H

#include "conformance.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { DEADLINE = 10000, LONG = 60000, LARGEST = 1048576, KEYS = 4096 };

/* What the store said in one call. */
struct heard {
    int records, keys, leases;
    int64_t version, age, fence, remaining;
    char write_id[33];
    uint8_t *bytes;
    size_t length;
    char (*names)[81];
    char message[300];
};

/* A host, with a connection. */
struct host {
    const omnifund_store_functions *store;
    void *connection;
    char owner[33];
    struct heard heard;
    omnifund_store_sink sink;
};

/* Why a rule is broken; empty where it is kept. */
struct verdict {
    char problem[400];
};

static void hear_record(void *call, int64_t version, const char *write_id, int64_t age, const uint8_t *bytes,
                        size_t length)
{
    struct heard *heard = call;
    heard->records++;
    heard->version = version;
    heard->age = age;
    snprintf(heard->write_id, sizeof heard->write_id, "%s", write_id ? write_id : "");
    free(heard->bytes);
    heard->bytes = malloc(length ? length : 1);
    heard->length = heard->bytes ? length : 0;
    if (heard->bytes && length)
        memcpy(heard->bytes, bytes, length);
}

static void hear_lease(void *call, int64_t fence, int64_t remaining)
{
    struct heard *heard = call;
    heard->leases++;
    heard->fence = fence;
    heard->remaining = remaining;
}

static void hear_key(void *call, const char *key)
{
    struct heard *heard = call;
    if (!heard->names)
        heard->names = calloc(KEYS, sizeof *heard->names);
    if (heard->names && heard->keys < KEYS)
        snprintf(heard->names[heard->keys], sizeof *heard->names, "%s", key);
    heard->keys++;
}

static void hear_message(void *call, const char *text)
{
    struct heard *heard = call;
    snprintf(heard->message, sizeof heard->message, "%s", text);
}

static void forget(struct host *host)
{
    free(host->heard.bytes);
    free(host->heard.names);
    memset(&host->heard, 0, sizeof host->heard);
}

/* The first problem is the one that is told. */
static int broken(struct verdict *verdict, const char *form, ...)
{
    if (!*verdict->problem) {
        va_list values;
        va_start(values, form);
        vsnprintf(verdict->problem, sizeof verdict->problem, form, values);
        va_end(values);
    }
    return 0;
}

static const char *answer_name(int32_t answer)
{
    static const char *const names[] = {"DONE", "CONFLICT", "BUSY", "LOST", "UNKNOWN", "UNREACHABLE", "FAILED"};
    return answer >= 0 && answer < 7 ? names[answer] : "a number that is no answer";
}

/* Whether an answer is the expected one. */
static int is(struct verdict *verdict, struct host *host, const char *what, int32_t answer, int32_t expected)
{
    if (answer == expected)
        return 1;
    return broken(verdict, "%s answers %s and not %s (%s)", what, answer_name(answer), answer_name(expected),
                  *host->heard.message ? host->heard.message : "without a message");
}

static int opened(struct host *host, const omnifund_store_functions *store, char owner, struct verdict *verdict)
{
    memset(host, 0, sizeof *host);
    host->store = store;
    memset(host->owner, owner, 32);
    host->sink.size = sizeof host->sink;
    host->sink.call = &host->heard;
    host->sink.record = hear_record;
    host->sink.lease = hear_lease;
    host->sink.key = hear_key;
    host->sink.message = hear_message;
    int32_t answer = store->connect(store->userdata, DEADLINE, &host->connection, &host->sink);
    return is(verdict, host, "connect", answer, OMNIFUND_STORE_ANSWER_DONE);
}

static void closed(struct host *host)
{
    forget(host);
    if (host->connection)
        host->store->disconnect(host->store->userdata, host->connection);
    host->connection = NULL;
}

static int32_t load(struct host *host, const char *key)
{
    forget(host);
    return host->store->load(host->store->userdata, host->connection, DEADLINE, key, &host->sink);
}

static int32_t lease(struct host *host, const char *key, int64_t lasting)
{
    forget(host);
    return host->store->lease(host->store->userdata, host->connection, DEADLINE, key, host->owner, lasting,
                              &host->sink);
}

static int32_t swap(struct host *host, const char *key, int64_t fence, int64_t expected, const char *write_id,
                    const void *bytes, size_t length)
{
    forget(host);
    return host->store->swap(host->store->userdata, host->connection, DEADLINE, key, host->owner, fence, expected,
                             write_id, bytes, length, &host->sink);
}

static int32_t release(struct host *host, const char *key, int64_t fence)
{
    forget(host);
    return host->store->release(host->store->userdata, host->connection, DEADLINE, key, host->owner, fence,
                                &host->sink);
}

static int32_t list(struct host *host, const char *after, const char *up_to, int64_t limit)
{
    forget(host);
    return host->store->list(host->store->userdata, host->connection, DEADLINE, after, up_to, limit, &host->sink);
}

/* A key of a rule's own. */
static const char *key_of(char *key, int rule, int number)
{
    snprintf(key, 67, "1-%056x%04x%04x", 0, rule, number);
    return key;
}

static const char *id_of(char *id, int number)
{
    snprintf(id, 33, "%032x", number);
    return id;
}

static void wait_ms(long milliseconds)
{
    struct timespec time = {milliseconds / 1000, milliseconds % 1000 * 1000000};
    /* Go's runtime, and others, interrupt whoever sleeps. */
    while (nanosleep(&time, &time) != 0 && errno == EINTR) {
    }
}

/* Takes the lease, and gives its fence; 0 where that fails. */
static int64_t leased(struct verdict *verdict, struct host *host, const char *key, int64_t lasting)
{
    if (!is(verdict, host, "a free lease", lease(host, key, lasting), OMNIFUND_STORE_ANSWER_DONE))
        return 0;
    if (host->heard.leases != 1 || host->heard.fence < 1)
        return broken(verdict, "a lease has no fence above 0");
    if (host->heard.remaining < lasting / 2 || host->heard.remaining > lasting)
        return broken(verdict, "a lease of %ld ms has %ld ms left", (long)lasting, (long)host->heard.remaining);
    return host->heard.fence;
}

static int written(struct verdict *verdict, struct host *host, const char *key, int64_t fence, int64_t expected,
                   const char *text)
{
    char id[33];
    id_of(id, (int)expected + 100);
    int32_t answer = swap(host, key, fence, expected, id, text, text ? strlen(text) : 0);
    return is(verdict, host, "a swap under a live lease", answer, OMNIFUND_STORE_ANSWER_DONE);
}

/* Whether the record is this text in this version; no text is no record. */
static int holds(struct verdict *verdict, struct host *host, const char *key, int64_t version, const char *text)
{
    if (!is(verdict, host, "load", load(host, key), OMNIFUND_STORE_ANSWER_DONE))
        return 0;
    if (!text)
        return host->heard.records == 0 || broken(verdict, "there is a record where none should be");
    if (host->heard.records != 1)
        return broken(verdict, "there are %d records where one should be", host->heard.records);
    if (host->heard.version != version)
        return broken(verdict, "it has version %ld and not %ld", (long)host->heard.version, (long)version);
    return (host->heard.length == strlen(text) && !memcmp(host->heard.bytes, text, host->heard.length))
        || broken(verdict, "its bytes are others than were written");
}

/* Takes a record away, whoever had it last. */
static void cleared(struct host *host, const char *key)
{
    struct verdict ignored = {""};
    int64_t version;
    if (load(host, key) != OMNIFUND_STORE_ANSWER_DONE || !host->heard.records)
        return;
    version = host->heard.version;
    int64_t fence = leased(&ignored, host, key, LONG);
    char id[33];
    swap(host, key, fence, version, id_of(id, 9), NULL, 0);
    release(host, key, fence);
}

#endif
