// The table of functions of Go's stores, handed on to Go. Handles are numbers, so they are never pointers on Go's side.
#include "_cgo_export.h"

#include <dlfcn.h>
#include <string.h>

#define NUMBER(handle) ((uintptr_t)(handle))
#define SINK(sink) ((omnifund_store_sink *)(sink))

static int32_t connect(void *functions, int64_t deadline_ms, void **connection, const omnifund_store_sink *sink)
{
    uintptr_t handle = 0;
    int32_t answer = omnifundGoStoreConnect(NUMBER(functions), deadline_ms, &handle, SINK(sink));

    *connection = (void *)handle;
    return answer;
}

static void disconnect(void *functions, void *connection)
{
    (void)functions;
    omnifundGoStoreDisconnect(NUMBER(connection));
}

static int32_t identify(void *functions, void *connection, int64_t deadline_ms, const omnifund_store_sink *sink)
{
    (void)functions;
    return omnifundGoStoreIdentify(NUMBER(connection), deadline_ms, SINK(sink));
}

static int32_t load(void *functions, void *connection, int64_t deadline_ms, const char *key,
                    const omnifund_store_sink *sink)
{
    (void)functions;
    return omnifundGoStoreLoad(NUMBER(connection), deadline_ms, (char *)key, SINK(sink));
}

static int32_t lease(void *functions, void *connection, int64_t deadline_ms, const char *key, const char *owner,
                     int64_t lasting_ms, const omnifund_store_sink *sink)
{
    (void)functions;
    return omnifundGoStoreLease(NUMBER(connection), deadline_ms, (char *)key, (char *)owner, lasting_ms, SINK(sink));
}

static int32_t swap(void *functions, void *connection, int64_t deadline_ms, const char *key, const char *owner,
                    int64_t fence, int64_t expected, const char *write_id, const uint8_t *bytes, size_t length,
                    const omnifund_store_sink *sink)
{
    (void)functions;
    return omnifundGoStoreSwap(NUMBER(connection), deadline_ms, (char *)key, (char *)owner, fence, expected,
                               (char *)write_id, (uint8_t *)bytes, length, SINK(sink));
}

static int32_t release(void *functions, void *connection, int64_t deadline_ms, const char *key, const char *owner,
                       int64_t fence, const omnifund_store_sink *sink)
{
    (void)functions;
    return omnifundGoStoreRelease(NUMBER(connection), deadline_ms, (char *)key, (char *)owner, fence, SINK(sink));
}

static int32_t list(void *functions, void *connection, int64_t deadline_ms, const char *after, const char *up_to,
                    int64_t limit, const omnifund_store_sink *sink)
{
    (void)functions;
    return omnifundGoStoreList(NUMBER(connection), deadline_ms, (char *)after, (char *)up_to, limit, SINK(sink));
}

static void destroy(void *functions)
{
    omnifundGoStoreDestroy(NUMBER(functions));
}

static omnifund_store_functions table_of(uintptr_t handle)
{
    omnifund_store_functions functions = {
        .size = sizeof functions,
        .version = 1,
        .userdata = (void *)handle,
        .connect = connect,
        .disconnect = disconnect,
        .identify = identify,
        .load = load,
        .lease = lease,
        .swap = swap,
        .release = release,
        .list = list,
        .destroy = destroy,
    };

    return functions;
}

int32_t omnifund_go_store_open_functions(uintptr_t handle, const omnifund_key *key,
                                         const omnifund_store_options *options, omnifund_store **store,
                                         omnifund_error **err)
{
    omnifund_store_functions functions = table_of(handle);

    return omnifund_store_open_functions(&functions, key, options, store, err);
}

static void told(void *rules, const char *rule, const char *problem)
{
    omnifundGoStoreRule(NUMBER(rules), (char *)rule, (char *)problem);
}

int omnifund_go_store_conformance(const char *library, uintptr_t handle, int abilities, uintptr_t rules)
{
    typedef int conformance(const omnifund_store_functions *, int, void (*)(long),
                            void (*)(void *, const char *, const char *), void *);
    omnifund_store_functions functions = table_of(handle);
    conformance *conforms = NULL;
    void *loaded = dlopen(library, RTLD_NOW);
    void *symbol = loaded ? dlsym(loaded, "omnifund_store_conformance") : NULL;

    if (!symbol) {
        told((void *)rules, "", dlerror());
        return -1;
    }
    memcpy(&conforms, &symbol, sizeof conforms);
    return conforms(&functions, abilities, NULL, told, (void *)rules);
}

void omnifund_go_sink_record(const omnifund_store_sink *sink, int64_t version, const char *write_id, int64_t age_ms,
                             const uint8_t *bytes, size_t length)
{
    sink->record(sink->call, version, write_id, age_ms, bytes, length);
}

void omnifund_go_sink_lease(const omnifund_store_sink *sink, int64_t fence, int64_t remaining_ms)
{
    sink->lease(sink->call, fence, remaining_ms);
}

void omnifund_go_sink_key(const omnifund_store_sink *sink, const char *key)
{
    sink->key(sink->call, key);
}

void omnifund_go_sink_message(const omnifund_store_sink *sink, const char *text)
{
    sink->message(sink->call, text);
}
