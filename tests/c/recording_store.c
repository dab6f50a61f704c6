/*
 * A store's library that stands before another one's, and writes down each question with its answer: a line of JSON in
 * the file that OMNIFUND_TEST_RECORD names. OMNIFUND_TEST_LIBRARY names the other. A process sends itself a signal
 * where OMNIFUND_TEST_AT says so: "before swap 2 KILL" or "after swap 1 STOP".
 */

#define _GNU_SOURCE

#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include <omnifund.h>

typedef int32_t library(const char *url, omnifund_store_functions *functions, const omnifund_store_sink *sink);

/* A question, and what was heard of its answer. */
struct call {
    const omnifund_store_sink *asker;
    int64_t asked;
    int64_t version, fence, remaining;
    char *keys;
    size_t length;
};

/* By the kernel's word: a test may have moved what the C library says. */
static int64_t now_ms(void)
{
    struct timespec now;
    syscall(SYS_clock_gettime, CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void write_down(const char *form, ...)
{
    const char *path = getenv("OMNIFUND_TEST_RECORD");
    char *line = NULL;
    va_list values;
    va_start(values, form);
    int length = vasprintf(&line, form, values);
    va_end(values);
    int file = path ? open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666) : -1;
    /* At once, so that no line of another process gets in between. */
    if (length > 0 && file >= 0 && write(file, line, (size_t)length) != length)
        abort();
    if (file >= 0)
        close(file);
    free(line);
}

static void at(const char *when, const char *did, int number)
{
    const char *wanted = getenv("OMNIFUND_TEST_AT");
    char here[40];
    snprintf(here, sizeof here, "%s %s %d ", when, did, number);
    if (wanted && !strncmp(wanted, here, strlen(here)))
        kill(getpid(), strstr(wanted, "STOP") ? SIGSTOP : SIGKILL);
}

static void hear_record(void *heard, int64_t version, const char *write_id, int64_t age, const uint8_t *bytes, size_t length)
{
    struct call *call = heard;
    call->version = version;
    call->asker->record(call->asker->call, version, write_id, age, bytes, length);
}

static void hear_lease(void *heard, int64_t fence, int64_t remaining)
{
    struct call *call = heard;
    call->fence = fence;
    call->remaining = remaining;
    call->asker->lease(call->asker->call, fence, remaining);
}

static void hear_key(void *heard, const char *key)
{
    struct call *call = heard;
    size_t more = strlen(key) + 3;
    char *longer = realloc(call->keys, call->length + more + 1);
    if (!longer)
        abort();
    snprintf(longer + call->length, more + 1, "\"%s\",", key);
    call->keys = longer;
    call->length += more;
    call->asker->key(call->asker->call, key);
}

static void hear_message(void *heard, const char *text)
{
    struct call *call = heard;
    call->asker->message(call->asker->call, text);
}

static omnifund_store_sink listening(struct call *call, const omnifund_store_sink *asker)
{
    memset(call, 0, sizeof *call);
    call->asker = asker;
    call->asked = now_ms();
    return (omnifund_store_sink){sizeof(omnifund_store_sink), call, hear_record, hear_lease, hear_key, hear_message};
}

#define BEGINNING "{\"did\":\"%s\",\"pid\":%d,\"asked\":%lld,\"answered\":%lld,\"answer\":%d"
#define BEGUN(did, call, answer) did, (int)getpid(), (long long)(call).asked, (long long)now_ms(), (int)(answer)

static int32_t store_connect(void *userdata, int64_t deadline, void **connection, const omnifund_store_sink *sink)
{
    const omnifund_store_functions *store = userdata;
    return store->connect(store->userdata, deadline, connection, sink);
}

static void store_disconnect(void *userdata, void *connection)
{
    const omnifund_store_functions *store = userdata;
    store->disconnect(store->userdata, connection);
}

static int32_t store_identify(void *userdata, void *connection, int64_t deadline, const omnifund_store_sink *sink)
{
    const omnifund_store_functions *store = userdata;
    return store->identify(store->userdata, connection, deadline, sink);
}

static int32_t store_load(void *userdata, void *connection, int64_t deadline, const char *key,
                          const omnifund_store_sink *sink)
{
    const omnifund_store_functions *store = userdata;
    struct call call;
    omnifund_store_sink heard = listening(&call, sink);
    int32_t answer = store->load(store->userdata, connection, deadline, key, &heard);
    write_down(BEGINNING ",\"key\":\"%s\",\"version\":%lld}\n", BEGUN("load", call, answer), key,
               (long long)call.version);
    return answer;
}

static int32_t store_lease(void *userdata, void *connection, int64_t deadline, const char *key, const char *owner,
                           int64_t lasting, const omnifund_store_sink *sink)
{
    const omnifund_store_functions *store = userdata;
    struct call call;
    omnifund_store_sink heard = listening(&call, sink);
    int32_t answer = store->lease(store->userdata, connection, deadline, key, owner, lasting, &heard);
    write_down(BEGINNING ",\"key\":\"%s\",\"owner\":\"%s\",\"fence\":%lld,\"remaining\":%lld}\n",
               BEGUN("lease", call, answer), key, owner, (long long)call.fence, (long long)call.remaining);
    return answer;
}

static int32_t store_swap(void *userdata, void *connection, int64_t deadline, const char *key, const char *owner,
                          int64_t fence, int64_t expected, const char *write_id, const uint8_t *bytes, size_t length,
                          const omnifund_store_sink *sink)
{
    static int count;
    const omnifund_store_functions *store = userdata;
    struct call call;
    int number = __atomic_add_fetch(&count, 1, __ATOMIC_SEQ_CST);
    at("before", "swap", number);
    omnifund_store_sink heard = listening(&call, sink);
    int32_t answer = store->swap(store->userdata, connection, deadline, key, owner, fence, expected, write_id, bytes,
                                 length, &heard);
    write_down(BEGINNING ",\"key\":\"%s\",\"owner\":\"%s\",\"fence\":%lld,\"expected\":%lld,\"write_id\":\"%s\","
                         "\"removes\":%s}\n",
               BEGUN("swap", call, answer), key, owner, (long long)fence, (long long)expected, write_id,
               bytes ? "false" : "true");
    at("after", "swap", number);
    return answer;
}

static int32_t store_release(void *userdata, void *connection, int64_t deadline, const char *key, const char *owner,
                             int64_t fence, const omnifund_store_sink *sink)
{
    const omnifund_store_functions *store = userdata;
    struct call call;
    omnifund_store_sink heard = listening(&call, sink);
    int32_t answer = store->release(store->userdata, connection, deadline, key, owner, fence, &heard);
    write_down(BEGINNING ",\"key\":\"%s\",\"owner\":\"%s\",\"fence\":%lld}\n", BEGUN("release", call, answer), key,
               owner, (long long)fence);
    return answer;
}

static int32_t store_list(void *userdata, void *connection, int64_t deadline, const char *after, const char *up_to,
                          int64_t limit, const omnifund_store_sink *sink)
{
    const omnifund_store_functions *store = userdata;
    struct call call;
    omnifund_store_sink heard = listening(&call, sink);
    int32_t answer = store->list(store->userdata, connection, deadline, after, up_to, limit, &heard);
    if (call.keys)
        call.keys[call.length - 1] = '\0';
    write_down(BEGINNING ",\"after\":\"%s\",\"up_to\":\"%s\",\"limit\":%lld,\"keys\":[%s]}\n",
               BEGUN("list", call, answer), after, up_to, (long long)limit, call.keys ? call.keys : "");
    free(call.keys);
    return answer;
}

static void store_destroy(void *userdata)
{
    omnifund_store_functions *store = userdata;
    if (store->destroy)
        store->destroy(store->userdata);
    free(store);
}

int32_t omnifund_store_library_1(const char *url, omnifund_store_functions *functions, const omnifund_store_sink *sink)
{
    const char *path = getenv("OMNIFUND_TEST_LIBRARY");
    void *loaded = path ? dlopen(path, RTLD_NOW | RTLD_LOCAL) : NULL;
    library *of = NULL;
    if (loaded)
        *(void **)&of = dlsym(loaded, "omnifund_store_library_1");
    omnifund_store_functions *store = calloc(1, sizeof *store);
    if (!of || !store) {
        sink->message(sink->call, "no library behind the one that records");
        return OMNIFUND_STORE_ANSWER_FAILED;
    }
    store->size = functions->size;
    store->version = functions->version;
    int32_t answer = of(url, store, sink);
    if (answer != OMNIFUND_STORE_ANSWER_DONE)
        return answer;
    *functions = *store;
    functions->userdata = store;
    functions->connect = store_connect;
    functions->disconnect = store_disconnect;
    functions->identify = store_identify;
    functions->load = store_load;
    functions->lease = store_lease;
    functions->swap = store_swap;
    functions->release = store_release;
    functions->list = store_list;
    functions->wait = NULL;
    functions->destroy = store_destroy;
    return answer;
}
