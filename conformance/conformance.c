/* The rules, one after the other. Each opens connections of its own, as hosts do. */

#define _POSIX_C_SOURCE 200809L

#include "host.h"

#include <pthread.h>
#include <sys/wait.h>
#include <unistd.h>

static void identity(struct host *one, struct host *other, struct verdict *verdict)
{
    char first[81];
    int32_t answer = one->store->identify(one->store->userdata, one->connection, DEADLINE, &one->sink);
    if (!is(verdict, one, "identify", answer, OMNIFUND_STORE_ANSWER_DONE))
        return;
    if (one->heard.keys != 1 || strlen(one->heard.names[0]) != 32
        || strspn(one->heard.names[0], "0123456789abcdef") != 32) {
        broken(verdict, "the id is not 32 lower-case hexadecimal digits");
        return;
    }
    snprintf(first, sizeof first, "%s", one->heard.names[0]);
    answer = other->store->identify(other->store->userdata, other->connection, DEADLINE, &other->sink);
    if (is(verdict, other, "identify", answer, OMNIFUND_STORE_ANSWER_DONE)
        && (other->heard.keys != 1 || strcmp(first, other->heard.names[0])))
        broken(verdict, "another connection tells another id");
}

static void bytes_and_versions(struct host *one, struct host *other, struct verdict *verdict)
{
    char key[81], id[33];
    uint8_t all[256];
    key_of(key, 1, 0);
    for (int byte = 0; byte < 256; byte++)
        all[byte] = (uint8_t)byte;
    int64_t fence = leased(verdict, one, key, LONG);
    if (!fence || !holds(verdict, one, key, 0, NULL))
        return;
    int32_t answer = swap(one, key, fence, 0, id_of(id, 77), all, sizeof all);
    if (!is(verdict, one, "a first swap", answer, OMNIFUND_STORE_ANSWER_DONE))
        return;
    if (!is(verdict, other, "load", load(other, key), OMNIFUND_STORE_ANSWER_DONE))
        return;
    if (other->heard.version != 1 || other->heard.length != 256 || memcmp(other->heard.bytes, all, 256))
        broken(verdict, "another connection reads other bytes, or another version than 1");
    else if (strcmp(other->heard.write_id, id))
        broken(verdict, "the write id is %s and not %s", other->heard.write_id, id);
    else if (other->heard.age < -1 || other->heard.age > 60000)
        broken(verdict, "a record that was just written is %ld ms old", (long)other->heard.age);
    release(one, key, fence);
    cleared(one, key);
}

static void two_writers(struct host *one, struct host *other, struct verdict *verdict)
{
    char key[81], id[33];
    key_of(key, 2, 0);
    int64_t fence = leased(verdict, one, key, LONG);
    if (!fence || !written(verdict, one, key, fence, 0, "one"))
        return;
    if (!is(verdict, other, "a lease that another has", lease(other, key, LONG), OMNIFUND_STORE_ANSWER_BUSY))
        return;
    if (other->heard.remaining < 1 || other->heard.remaining > LONG)
        broken(verdict, "of the other's lease %ld ms are left", (long)other->heard.remaining);
    is(verdict, other, "a swap by who has no lease", swap(other, key, fence, 1, id_of(id, 2), "x", 1),
       OMNIFUND_STORE_ANSWER_LOST);
    is(verdict, one, "release", release(one, key, fence), OMNIFUND_STORE_ANSWER_DONE);
    int64_t next = leased(verdict, other, key, LONG);
    if (next && next <= fence)
        broken(verdict, "the fence of the next lease is not greater");
    is(verdict, one, "a swap by who gave his lease up", swap(one, key, fence, 1, id_of(id, 3), "x", 1),
       OMNIFUND_STORE_ANSWER_LOST);
    if (next && written(verdict, other, key, next, 1, "other"))
        holds(verdict, one, key, 2, "other");
    release(other, key, next);
    cleared(one, key);
}

static void expected_version(struct host *one, struct host *other, struct verdict *verdict)
{
    char key[81], id[33];
    key_of(key, 3, 0);
    int64_t fence = leased(verdict, one, key, LONG);
    if (!fence || !written(verdict, one, key, fence, 0, "first") || !written(verdict, one, key, fence, 1, "second"))
        return;
    for (int64_t expected = 0; expected < 5; expected++) {
        if (expected == 2)
            continue;
        is(verdict, one, "a swap of another version", swap(one, key, fence, expected, id_of(id, 5), "x", 1),
           OMNIFUND_STORE_ANSWER_CONFLICT);
        is(verdict, one, "a removal of another version", swap(one, key, fence, expected, id_of(id, 5), NULL, 0),
           OMNIFUND_STORE_ANSWER_CONFLICT);
    }
    holds(verdict, other, key, 2, "second");
    release(one, key, fence);
    cleared(one, key);
}

static void lost_acknowledgement(struct host *one, struct host *other, struct verdict *verdict)
{
    char key[81], id[33];
    key_of(key, 4, 0);
    int64_t fence = leased(verdict, one, key, LONG);
    if (!fence)
        return;
    swap(one, key, fence, 0, id_of(id, 41), "once", 4);
    /* Nobody heard the answer: it comes again, and is told apart by its write id. */
    is(verdict, one, "the same swap once more", swap(one, key, fence, 0, id, "once", 4),
       OMNIFUND_STORE_ANSWER_CONFLICT);
    if (holds(verdict, other, key, 1, "once") && strcmp(other->heard.write_id, id))
        broken(verdict, "the write id of what was made is not told");
    /* The lease was given, and nobody heard that either. */
    int64_t again = leased(verdict, one, key, LONG);
    if (again && again <= fence)
        broken(verdict, "a lease that its owner takes again has no greater fence");
    is(verdict, one, "a swap with the fence before", swap(one, key, fence, 1, id_of(id, 42), "x", 1),
       OMNIFUND_STORE_ANSWER_LOST);
    release(one, key, again);
    cleared(one, key);
}

static void late_holder(struct host *one, struct host *other, struct verdict *verdict)
{
    char key[81], id[33];
    key_of(key, 5, 0);
    int64_t fence = leased(verdict, one, key, 1000);
    if (!fence)
        return;
    wait_ms(1600);
    is(verdict, one, "a swap behind the end of its lease", swap(one, key, fence, 0, id_of(id, 6), "x", 1),
       OMNIFUND_STORE_ANSWER_LOST);
    int64_t next = leased(verdict, other, key, LONG);
    if (!next)
        return;
    if (next <= fence)
        broken(verdict, "the fence behind a lease that ended is not greater");
    if (written(verdict, other, key, next, 0, "other"))
        is(verdict, one, "a late holder's swap", swap(one, key, fence, 1, id_of(id, 7), "x", 1),
           OMNIFUND_STORE_ANSWER_LOST);
    release(one, key, fence);
    is(verdict, one, "a lease that a late release must not have ended", lease(one, key, LONG),
       OMNIFUND_STORE_ANSWER_BUSY);
    release(other, key, next);
    cleared(other, key);
}

static void removal_keeps_the_fence(struct host *one, struct host *other, struct verdict *verdict)
{
    char key[81], id[33];
    key_of(key, 6, 0);
    int64_t fence = leased(verdict, one, key, LONG);
    if (!fence || !written(verdict, one, key, fence, 0, "gone"))
        return;
    if (!is(verdict, one, "a removal", swap(one, key, fence, 1, id_of(id, 8), NULL, 0), OMNIFUND_STORE_ANSWER_DONE))
        return;
    holds(verdict, other, key, 0, NULL);
    release(one, key, fence);
    int64_t next = leased(verdict, other, key, LONG);
    if (next && next <= fence)
        broken(verdict, "the fence does not outlive the record");
    if (next && written(verdict, other, key, next, 0, "anew"))
        holds(verdict, one, key, 1, "anew");
    release(other, key, next);
    cleared(other, key);
}

static void paging_under_change(struct host *one, struct host *other, struct verdict *verdict)
{
    enum { STEADY = 30, PAGE = 7 };
    char key[81], after[81], up_to[81];
    int seen[2 * STEADY + 2] = {0}, total = 0;
    /* Even ones stay, odd ones come and go. */
    for (int number = 2; number < 2 * STEADY + 2; number += number < 24 ? 1 : 2) {
        int64_t fence = leased(verdict, one, key_of(key, 7, number), LONG);
        if (!fence || !written(verdict, one, key, fence, 0, "x"))
            return;
        release(one, key, fence);
    }
    key_of(after, 7, 1);
    key_of(up_to, 7, 2 * STEADY + 2);
    for (int page = 0; page < 100; page++) {
        if (!is(verdict, other, "list", list(other, after, up_to, PAGE), OMNIFUND_STORE_ANSWER_DONE))
            return;
        if (other->heard.keys > PAGE)
            broken(verdict, "a page of %d has %d keys", PAGE, other->heard.keys);
        if (!other->heard.keys || *verdict->problem)
            break;
        for (int place = 0; place < other->heard.keys; place++) {
            const char *name = other->heard.names[place];
            unsigned number = 0;
            if (strcmp(name, after) <= 0 || strcmp(name, up_to) >= 0)
                broken(verdict, "a key is out of its order, or outside of what was asked for");
            if (strlen(name) == 66)
                sscanf(name + 62, "%4x", &number);
            if (number < sizeof seen / sizeof *seen)
                seen[number]++;
            snprintf(after, sizeof after, "%s", name);
        }
        total += other->heard.keys;
        /* In front of where the listing is. */
        cleared(one, key_of(key, 7, 3 + 2 * page));
    }
    for (int number = 2; number < 2 * STEADY + 2; number += 2)
        if (seen[number] != 1)
            broken(verdict, "a key that was there all the time was listed %d times", seen[number]);
    if (!total)
        broken(verdict, "nothing is listed");
    for (int number = 2; number < 2 * STEADY + 2; number++)
        cleared(one, key_of(key, 7, number));
}

static void largest_record(struct host *one, struct host *other, struct verdict *verdict)
{
    char key[81], id[33];
    char *text = malloc(LARGEST + 1);
    key_of(key, 8, 0);
    int64_t fence = leased(verdict, one, key, LONG);
    if (text && fence) {
        memset(text, 'x', LARGEST);
        text[LARGEST] = '\0';
        if (is(verdict, one, "a swap of 1048576 bytes", swap(one, key, fence, 0, id_of(id, 81), text, LARGEST),
               OMNIFUND_STORE_ANSWER_DONE))
            holds(verdict, other, key, 1, text);
    }
    free(text);
    release(one, key, fence);
    cleared(one, key);
}

static void clock_jumps(struct host *one, struct host *other, struct verdict *verdict, void (*move_clock)(long))
{
    char key[81];
    key_of(key, 9, 0);
    int64_t fence = leased(verdict, one, key, LONG);
    if (!fence || !written(verdict, one, key, fence, 0, "x"))
        return;
    for (long by = 86400; by >= -86400; by -= 2 * 86400) {
        move_clock(by);
        is(verdict, other, "a lease that another has, by a clock that is a day off", lease(other, key, LONG),
           OMNIFUND_STORE_ANSWER_BUSY);
        if (load(other, key) == OMNIFUND_STORE_ANSWER_DONE && other->heard.age > 60000)
            broken(verdict, "by a clock that is a day off, a new record is %ld ms old", (long)other->heard.age);
        move_clock(-by);
    }
    release(one, key, fence);
    cleared(one, key);
}

static void forked(struct host *one, struct host *other, struct verdict *verdict)
{
    char key[81];
    key_of(key, 10, 0);
    int64_t fence = leased(verdict, one, key, LONG);
    if (!fence || !written(verdict, one, key, fence, 0, "parent"))
        return;
    pid_t child = fork();
    if (child == 0) {
        /* What the parent opened is neither used nor ended here. */
        struct verdict own = {""};
        struct host host;
        int is_fine = opened(&host, one->store, 'c', &own) && holds(&own, &host, key, 1, "parent");
        closed(&host);
        _exit(!is_fine);
    }
    int status = 1;
    if (child < 0 || waitpid(child, &status, 0) != child || status)
        broken(verdict, "a forked child can't read by a connection of its own");
    if (written(verdict, one, key, fence, 1, "still"))
        holds(verdict, other, key, 2, "still");
    release(one, key, fence);
    cleared(one, key);
}

/* One of several threads that raise a number together. */
struct counter {
    const omnifund_store_functions *store;
    char owner;
    struct verdict verdict;
    pthread_t thread;
};

enum { COUNTERS = 4, TURNS = 15 };

static void *counting(void *argument)
{
    struct counter *counter = argument;
    struct verdict *verdict = &counter->verdict;
    struct host host;
    char key[81], text[24];
    key_of(key, 11, 0);
    if (!opened(&host, counter->store, counter->owner, verdict))
        return NULL;
    for (int turn = 0; turn < TURNS && !*verdict->problem;) {
        int32_t answer = lease(&host, key, LONG);
        if (answer == OMNIFUND_STORE_ANSWER_BUSY) {
            wait_ms(5);
            continue;
        }
        if (!is(verdict, &host, "lease", answer, OMNIFUND_STORE_ANSWER_DONE))
            break;
        int64_t fence = host.heard.fence, version;
        if (!is(verdict, &host, "load", load(&host, key), OMNIFUND_STORE_ANSWER_DONE))
            break;
        version = host.heard.records ? host.heard.version : 0;
        long number = 0;
        if (version) {
            snprintf(text, sizeof text, "%.*s", (int)host.heard.length, (const char *)host.heard.bytes);
            number = strtol(text, NULL, 10);
        }
        snprintf(text, sizeof text, "%ld", number + 1);
        if (written(verdict, &host, key, fence, version, text))
            turn++;
        release(&host, key, fence);
    }
    closed(&host);
    return NULL;
}

static void several_at_once(struct host *one, struct host *other, struct verdict *verdict)
{
    struct counter counters[COUNTERS];
    char key[81], text[24];
    (void)other;
    for (int number = 0; number < COUNTERS; number++) {
        struct counter *counter = &counters[number];
        memset(counter, 0, sizeof *counter);
        counter->store = one->store;
        counter->owner = (char)('1' + number);
        pthread_create(&counter->thread, NULL, counting, counter);
    }
    for (int number = 0; number < COUNTERS; number++) {
        pthread_join(counters[number].thread, NULL);
        if (*counters[number].verdict.problem)
            broken(verdict, "%s", counters[number].verdict.problem);
    }
    snprintf(text, sizeof text, "%d", COUNTERS * TURNS);
    holds(verdict, one, key_of(key, 11, 0), COUNTERS * TURNS, text);
    cleared(one, key);
}

typedef void rule(struct host *, struct host *, struct verdict *);

int omnifund_store_conformance(const omnifund_store_functions *functions, int abilities,
                               void (*move_clock)(long seconds), omnifund_conformance_told told, void *userdata)
{
    static const struct {
        const char *name;
        rule *rule;
        int needs;
    } rules[] = {
        {"it tells an id", identity, 0},
        {"bytes, versions and write ids come back", bytes_and_versions, 0},
        {"of two writers one has the lease", two_writers, 0},
        {"only the expected version is changed", expected_version, 0},
        {"a lost acknowledgement can be told apart", lost_acknowledgement, 0},
        {"a lease ends, and its late holder is refused", late_holder, 0},
        {"a fence outlives its record", removal_keeps_the_fence, 0},
        {"a listing under change misses nothing", paging_under_change, 0},
        {"a record of 1048576 bytes is taken", largest_record, 0},
        {"the host's clock does not matter", NULL, 0},
        {"a fork disturbs nobody", forked, OMNIFUND_CONFORMANCE_FORK},
        {"several at once lose nothing", several_at_once, OMNIFUND_CONFORMANCE_THREADS},
    };
    int breaks = 0;
    for (size_t place = 0; place < sizeof rules / sizeof *rules; place++) {
        if ((rules[place].needs & abilities) != rules[place].needs || (!rules[place].rule && !move_clock))
            continue;
        struct verdict verdict = {""};
        struct host one, other;
        memset(&other, 0, sizeof other);
        if (opened(&one, functions, 'a', &verdict) && opened(&other, functions, 'b', &verdict)) {
            if (rules[place].rule)
                rules[place].rule(&one, &other, &verdict);
            else
                clock_jumps(&one, &other, &verdict, move_clock);
        }
        closed(&one);
        closed(&other);
        breaks += *verdict.problem != '\0';
        told(userdata, rules[place].name, *verdict.problem ? verdict.problem : NULL);
    }
    return breaks;
}
