/*
 * A store in memory, and five that each break one rule as stores in the wild do. Each is tried; what it breaks is
 * printed, and the sound one breaks nothing.
 */

#define _POSIX_C_SOURCE 200809L

#include "../../conformance/conformance.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <stdlib.h>
#include <sys/time.h>
#include <time.h>

enum { RECORDS = 256 };

/* How a store is broken. */
enum fault {
    SOUND,
    /* Any lease that was ever given may write. */
    IGNORES_THE_FENCE,
    /* What was read before does not matter. */
    WRITES_BLINDLY,
    /* Leases are measured by the wall clock of whoever asks. */
    TRUSTS_THE_HOSTS_CLOCK,
    /* With the record its lease goes, and its fence begins anew. */
    FORGETS_THE_FENCE,
    /* A page is counted off from the beginning. */
    LISTS_BY_OFFSET
};

static const char *const NAMES[] = {"sound",
                                    "ignores the fence",
                                    "writes blindly",
                                    "trusts the host's clock",
                                    "forgets the fence",
                                    "lists by offset"};

struct record {
    char key[81], owner[33], write_id[33];
    int64_t version, fence, ends, since;
    uint8_t *bytes;
    size_t length;
};

struct store {
    enum fault fault;
    pthread_mutex_t lock;
    /* Of changes to come: which is held up on its way, and which arrives a second time behind the next one. */
    int until_held, until_repeated;
    int is_held;
    pthread_cond_t moved;
    int count;
    int64_t listed;
    struct record records[RECORDS];
};

static long clock_is_ahead;

static void move_clock(long seconds)
{
    clock_is_ahead += seconds;
}

static int64_t now_ms(const struct store *store)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    int64_t ahead = store->fault == TRUSTS_THE_HOSTS_CLOCK ? clock_is_ahead : 0;
    return ((int64_t)now.tv_sec + ahead) * 1000 + now.tv_nsec / 1000000;
}

static struct record *record_of(struct store *store, const char *key)
{
    for (int place = 0; place < store->count; place++)
        if (!strcmp(store->records[place].key, key))
            return &store->records[place];
    if (store->count == RECORDS)
        abort();
    struct record *record = &store->records[store->count++];
    memset(record, 0, sizeof *record);
    snprintf(record->key, sizeof record->key, "%s", key);
    return record;
}

static int32_t store_connect(void *userdata, int64_t deadline_ms, void **connection, const omnifund_store_sink *sink)
{
    (void)deadline_ms, (void)sink;
    *connection = userdata;
    return OMNIFUND_STORE_ANSWER_DONE;
}

static void store_disconnect(void *userdata, void *connection)
{
    (void)userdata, (void)connection;
}

static int32_t store_identify(void *userdata, void *connection, int64_t deadline_ms, const omnifund_store_sink *sink)
{
    (void)userdata, (void)connection, (void)deadline_ms;
    sink->key(sink->call, "00112233445566778899aabbccddeeff");
    return OMNIFUND_STORE_ANSWER_DONE;
}

static int32_t store_load(void *userdata, void *connection, int64_t deadline_ms, const char *key,
                          const omnifund_store_sink *sink)
{
    struct store *store = userdata;
    (void)connection, (void)deadline_ms;
    pthread_mutex_lock(&store->lock);
    struct record *record = record_of(store, key);
    if (record->version)
        sink->record(sink->call, record->version, record->write_id, now_ms(store) - record->since, record->bytes,
                     record->length);
    pthread_mutex_unlock(&store->lock);
    return OMNIFUND_STORE_ANSWER_DONE;
}

static int32_t store_lease(void *userdata, void *connection, int64_t deadline_ms, const char *key, const char *owner,
                           int64_t lasting_ms, const omnifund_store_sink *sink)
{
    struct store *store = userdata;
    int32_t answer = OMNIFUND_STORE_ANSWER_BUSY;
    (void)connection, (void)deadline_ms;
    pthread_mutex_lock(&store->lock);
    struct record *record = record_of(store, key);
    int64_t now = now_ms(store);
    if (record->ends <= now || !strcmp(record->owner, owner)) {
        answer = OMNIFUND_STORE_ANSWER_DONE;
        snprintf(record->owner, sizeof record->owner, "%s", owner);
        record->fence++;
        record->ends = now + lasting_ms;
    }
    sink->lease(sink->call, record->fence, record->ends - now);
    pthread_mutex_unlock(&store->lock);
    return answer;
}

static int32_t swapped(void *userdata, void *connection, int64_t deadline_ms, const char *key, const char *owner,
                          int64_t fence, int64_t expected, const char *write_id, const uint8_t *bytes, size_t length,
                          const omnifund_store_sink *sink)
{
    struct store *store = userdata;
    int32_t answer = OMNIFUND_STORE_ANSWER_DONE;
    (void)connection, (void)deadline_ms, (void)sink;
    pthread_mutex_lock(&store->lock);
    struct record *record = record_of(store, key);
    int is_held = !strcmp(record->owner, owner) && record->fence == fence && record->ends > now_ms(store);
    if (!is_held && store->fault != IGNORES_THE_FENCE) {
        answer = OMNIFUND_STORE_ANSWER_LOST;
    } else if (record->version != expected && store->fault != WRITES_BLINDLY) {
        answer = OMNIFUND_STORE_ANSWER_CONFLICT;
    } else {
        free(record->bytes);
        record->bytes = NULL;
        record->version = bytes ? record->version + 1 : 0;
        record->since = now_ms(store);
        record->length = length;
        snprintf(record->write_id, sizeof record->write_id, "%s", write_id);
        if (bytes) {
            record->bytes = malloc(length ? length : 1);
            if (!record->bytes)
                abort();
            memcpy(record->bytes, bytes, length);
        } else if (store->fault == FORGETS_THE_FENCE) {
            record->fence = 0;
            record->ends = 0;
        }
    }
    pthread_mutex_unlock(&store->lock);
    return answer;
}

/* A network that is unkind where it was told so. */
static int32_t store_swap(void *userdata, void *connection, int64_t deadline_ms, const char *key, const char *owner,
                          int64_t fence, int64_t expected, const char *write_id, const uint8_t *bytes, size_t length,
                          const omnifund_store_sink *sink)
{
    static struct {
        int64_t fence, expected;
        char write_id[33];
        uint8_t *bytes;
        size_t length;
    } first;
    struct store *store = userdata;
    int is_repeated;
    pthread_mutex_lock(&store->lock);
    if (store->until_held && !--store->until_held) {
        store->is_held = 1;
        while (store->is_held)
            pthread_cond_wait(&store->moved, &store->lock);
    }
    is_repeated = store->until_repeated && !--store->until_repeated;
    if (store->until_repeated && bytes) {
        first.fence = fence;
        first.expected = expected;
        snprintf(first.write_id, sizeof first.write_id, "%s", write_id);
        first.bytes = malloc(length);
        if (!first.bytes)
            abort();
        memcpy(first.bytes, bytes, length);
        first.length = length;
    }
    pthread_mutex_unlock(&store->lock);
    int32_t answer = swapped(userdata, connection, deadline_ms, key, owner, fence, expected, write_id, bytes, length,
                             sink);
    if (is_repeated) {
        swapped(userdata, connection, deadline_ms, key, owner, first.fence, first.expected, first.write_id,
                first.bytes, first.length, sink);
        free(first.bytes);
    }
    return answer;
}

static int32_t store_release(void *userdata, void *connection, int64_t deadline_ms, const char *key, const char *owner,
                             int64_t fence, const omnifund_store_sink *sink)
{
    struct store *store = userdata;
    (void)connection, (void)deadline_ms, (void)sink;
    pthread_mutex_lock(&store->lock);
    struct record *record = record_of(store, key);
    if (!strcmp(record->owner, owner) && record->fence == fence)
        record->ends = 0;
    pthread_mutex_unlock(&store->lock);
    return OMNIFUND_STORE_ANSWER_DONE;
}

static int by_key(const void *one, const void *other)
{
    const struct record *const *left = one;
    const struct record *const *right = other;
    return strcmp((*left)->key, (*right)->key);
}

static int32_t store_list(void *userdata, void *connection, int64_t deadline_ms, const char *after, const char *up_to,
                          int64_t limit, const omnifund_store_sink *sink)
{
    struct store *store = userdata;
    struct record *sorted[RECORDS];
    int64_t given = 0, passed = 0;
    (void)connection, (void)deadline_ms;
    pthread_mutex_lock(&store->lock);
    for (int place = 0; place < store->count; place++)
        sorted[place] = &store->records[place];
    qsort(sorted, (size_t)store->count, sizeof *sorted, by_key);
    for (int place = 0; place < store->count && given < limit; place++) {
        struct record *record = sorted[place];
        int is_in = record->version && strcmp(record->key, up_to) < 0;
        if (store->fault == LISTS_BY_OFFSET)
            is_in = is_in && passed++ >= store->listed;
        else
            is_in = is_in && strcmp(record->key, after) > 0;
        if (is_in) {
            sink->key(sink->call, record->key);
            given++;
        }
    }
    store->listed += given;
    pthread_mutex_unlock(&store->lock);
    return OMNIFUND_STORE_ANSWER_DONE;
}

static void told(void *userdata, const char *rule, const char *problem)
{
    if (problem)
        printf("%s: %s: %s\n", (const char *)userdata, rule, problem);
}

static struct store *new_store(int fault, omnifund_store_functions *functions)
{
    struct store *store = calloc(1, sizeof *store);
    if (!store)
        abort();
    store->fault = (enum fault)fault;
    pthread_mutex_init(&store->lock, NULL);
    pthread_cond_init(&store->moved, NULL);
    memset(functions, 0, sizeof *functions);
    functions->size = sizeof *functions;
    functions->version = 1;
    functions->userdata = store;
    functions->connect = store_connect;
    functions->disconnect = store_disconnect;
    functions->identify = store_identify;
    functions->load = store_load;
    functions->lease = store_lease;
    functions->swap = store_swap;
    functions->release = store_release;
    functions->list = store_list;
    return store;
}

/* As a library: `broken://3` is the third fault, one store for all hosts of the process. */

static struct store *opened;

int32_t omnifund_store_library_1(const char *url, omnifund_store_functions *functions, const omnifund_store_sink *sink);
void broken_store_moves_clock(long seconds);
void broken_store_holds(int change);
int broken_store_is_holding(void);
void broken_store_goes_on(void);
void broken_store_repeats(void);

int32_t omnifund_store_library_1(const char *url, omnifund_store_functions *functions, const omnifund_store_sink *sink)
{
    static omnifund_store_functions table;
    (void)sink;
    if (!opened)
        opened = new_store(atoi(strstr(url, "://") + 3), &table);
    *functions = table;
    return OMNIFUND_STORE_ANSWER_DONE;
}

void broken_store_moves_clock(long seconds)
{
    move_clock(seconds);
}

void broken_store_holds(int change)
{
    pthread_mutex_lock(&opened->lock);
    opened->until_held = change;
    pthread_mutex_unlock(&opened->lock);
}

int broken_store_is_holding(void)
{
    pthread_mutex_lock(&opened->lock);
    int is_held = opened->is_held;
    pthread_mutex_unlock(&opened->lock);
    return is_held;
}

void broken_store_goes_on(void)
{
    pthread_mutex_lock(&opened->lock);
    opened->is_held = 0;
    pthread_cond_broadcast(&opened->moved);
    pthread_mutex_unlock(&opened->lock);
}

/* The next change arrives a second time, behind the one after it. */
void broken_store_repeats(void)
{
    pthread_mutex_lock(&opened->lock);
    opened->until_repeated = 2;
    pthread_mutex_unlock(&opened->lock);
}

int main(void)
{
    int wrong = 0;
    for (int fault = SOUND; fault <= LISTS_BY_OFFSET; fault++) {
        omnifund_store_functions functions;
        struct store *store = new_store(fault, &functions);
        char name[40];
        snprintf(name, sizeof name, "%s", NAMES[fault]);
        int breaks = omnifund_store_conformance(&functions,
                                                OMNIFUND_CONFORMANCE_FORK | OMNIFUND_CONFORMANCE_THREADS,
                                                move_clock, told, name);
        printf("%s breaks %s\n", name, breaks ? "rules" : "nothing");
        wrong += (breaks != 0) == (fault == SOUND);
        for (int place = 0; place < store->count; place++)
            free(store->records[place].bytes);
        free(store);
    }
    return wrong != 0;
}
