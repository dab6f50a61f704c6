/*
 * A store over SQLite's C interface, brought by a url: sqlite:///var/lib/pos/sessions.db
 *
 * It shows all that a store of somebody else's needs: three tables, one statement for each step, and a clock. The
 * hosts are the containers of one machine, or whoever else shares its file: SQLite is no database for several
 * machines. Compiled to libomnifund_sqlite.so.1:
 *
 *     cc -std=c99 -fPIC -shared -o libomnifund_sqlite.so.1 sqlite_store.c -lsqlite3
 *
 * and named by OMNIFUND_STORE_LIBRARIES=<its directory> and OMNIFUND_STORE=sqlite://<path>.
 */

#define _GNU_SOURCE

#include <omnifund.h>
#include <sqlite3.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define BOOT_ID "/proc/sys/kernel/random/boot_id"

/* What all connections share. */
struct store {
    char *path;
    /* The clock is the machine's since its start, which nobody sets; by another start nothing is measured. */
    char boot[40];
};

static const char *const TABLES =
    "PRAGMA journal_mode = WAL;"
    "PRAGMA synchronous = FULL;"
    "CREATE TABLE IF NOT EXISTS store (one INTEGER PRIMARY KEY CHECK (one = 1), id TEXT NOT NULL);"
    "INSERT OR IGNORE INTO store VALUES (1, lower(hex(randomblob(16))));"
    "CREATE TABLE IF NOT EXISTS record (key TEXT PRIMARY KEY, version INTEGER NOT NULL, write_id TEXT NOT NULL,"
    " boot TEXT NOT NULL, since INTEGER NOT NULL, bytes BLOB NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS lease (key TEXT PRIMARY KEY, owner TEXT NOT NULL, fence INTEGER NOT NULL,"
    " boot TEXT NOT NULL, ends INTEGER NOT NULL) WITHOUT ROWID;";

static int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_BOOTTIME, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* What SQLite's code means for a step that one statement makes or does not make at all. */
static int32_t failed(sqlite3 *connection, const omnifund_store_sink *sink)
{
    int code = sqlite3_errcode(connection);
    sink->message(sink->call, sqlite3_errmsg(connection));
    if (code == SQLITE_BUSY || code == SQLITE_LOCKED)
        return OMNIFUND_STORE_ANSWER_UNREACHABLE;
    return OMNIFUND_STORE_ANSWER_FAILED;
}

/* A statement, and the deadline for whatever waits in it. */
static sqlite3_stmt *prepared(sqlite3 *connection, int64_t deadline_ms, const char *text)
{
    sqlite3_stmt *statement = NULL;
    sqlite3_busy_timeout(connection, deadline_ms > 60000 ? 60000 : (int)deadline_ms);
    sqlite3_prepare_v2(connection, text, -1, &statement, NULL);
    return statement;
}

static void bind(sqlite3_stmt *statement, int place, const char *text)
{
    sqlite3_bind_text(statement, place, text, -1, SQLITE_TRANSIENT);
}

static int32_t store_connect(void *userdata, int64_t deadline_ms, void **connection, const omnifund_store_sink *sink)
{
    struct store *store = userdata;
    sqlite3 *opened = NULL;
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_FULLMUTEX;
    int32_t answer = OMNIFUND_STORE_ANSWER_DONE;
    if (sqlite3_open_v2(store->path, &opened, flags, NULL) != SQLITE_OK)
        answer = OMNIFUND_STORE_ANSWER_FAILED;
    sqlite3_busy_timeout(opened, deadline_ms > 60000 ? 60000 : (int)deadline_ms);
    if (answer == OMNIFUND_STORE_ANSWER_DONE && sqlite3_exec(opened, TABLES, NULL, NULL, NULL) != SQLITE_OK)
        answer = failed(opened, sink);
    else if (answer != OMNIFUND_STORE_ANSWER_DONE)
        sink->message(sink->call, opened ? sqlite3_errmsg(opened) : "no memory");
    if (answer != OMNIFUND_STORE_ANSWER_DONE) {
        sqlite3_close(opened);
        return answer;
    }
    *connection = opened;
    return answer;
}

static void store_disconnect(void *userdata, void *connection)
{
    (void)userdata;
    sqlite3_close(connection);
}

static int32_t store_identify(void *userdata, void *connection, int64_t deadline_ms, const omnifund_store_sink *sink)
{
    sqlite3_stmt *statement = prepared(connection, deadline_ms, "SELECT id FROM store");
    int32_t answer = OMNIFUND_STORE_ANSWER_DONE;
    (void)userdata;
    if (sqlite3_step(statement) == SQLITE_ROW)
        sink->key(sink->call, (const char *)sqlite3_column_text(statement, 0));
    else
        answer = failed(connection, sink);
    sqlite3_finalize(statement);
    return answer;
}

static int32_t store_load(void *userdata, void *connection, int64_t deadline_ms, const char *key,
                          const omnifund_store_sink *sink)
{
    struct store *store = userdata;
    sqlite3_stmt *statement =
        prepared(connection, deadline_ms,
                 "SELECT version, write_id, CASE boot WHEN ?2 THEN max(?3 - since, 0) ELSE -1 END, bytes"
                 " FROM record WHERE key = ?1");
    bind(statement, 1, key);
    bind(statement, 2, store->boot);
    sqlite3_bind_int64(statement, 3, now_ms());
    int code = sqlite3_step(statement);
    if (code == SQLITE_ROW) {
        const uint8_t *bytes = sqlite3_column_blob(statement, 3);
        sink->record(sink->call, sqlite3_column_int64(statement, 0),
                     (const char *)sqlite3_column_text(statement, 1), sqlite3_column_int64(statement, 2), bytes,
                     (size_t)sqlite3_column_bytes(statement, 3));
    }
    int32_t answer = code == SQLITE_ROW || code == SQLITE_DONE ? OMNIFUND_STORE_ANSWER_DONE : failed(connection, sink);
    sqlite3_finalize(statement);
    return answer;
}

static int32_t store_lease(void *userdata, void *connection, int64_t deadline_ms, const char *key, const char *owner,
                           int64_t lasting_ms, const omnifund_store_sink *sink)
{
    struct store *store = userdata;
    /* One step: who finds it free has it. */
    sqlite3_stmt *statement =
        prepared(connection, deadline_ms,
                 "INSERT INTO lease VALUES (?1, ?2, 1, ?3, ?4 + ?5)"
                 " ON CONFLICT (key) DO UPDATE SET owner = ?2, fence = fence + 1, boot = ?3, ends = ?4 + ?5"
                 " WHERE owner = ?2 OR boot <> ?3 OR ends <= ?4 RETURNING fence");
    bind(statement, 1, key);
    bind(statement, 2, owner);
    bind(statement, 3, store->boot);
    sqlite3_bind_int64(statement, 4, now_ms());
    sqlite3_bind_int64(statement, 5, lasting_ms);
    int code = sqlite3_step(statement);
    int64_t fence = code == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : 0;
    if (code == SQLITE_ROW)
        code = sqlite3_step(statement);
    int32_t answer = code == SQLITE_DONE ? OMNIFUND_STORE_ANSWER_DONE : failed(connection, sink);
    sqlite3_finalize(statement);
    if (answer != OMNIFUND_STORE_ANSWER_DONE)
        return answer;
    if (fence) {
        sink->lease(sink->call, fence, lasting_ms);
        return answer;
    }
    statement = prepared(connection, deadline_ms, "SELECT ends - ?2 FROM lease WHERE key = ?1");
    bind(statement, 1, key);
    sqlite3_bind_int64(statement, 2, now_ms());
    int64_t remaining = sqlite3_step(statement) == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : 1;
    sqlite3_finalize(statement);
    sink->lease(sink->call, 0, remaining > 0 ? remaining : 1);
    return OMNIFUND_STORE_ANSWER_BUSY;
}

/* Whether the lease is the owner's still. */
static int is_held(struct store *store, sqlite3 *connection, int64_t deadline_ms, const char *key, const char *owner,
                   int64_t fence)
{
    sqlite3_stmt *statement = prepared(connection, deadline_ms,
                                       "SELECT 1 FROM lease WHERE key = ?1 AND owner = ?2 AND fence = ?3"
                                       " AND boot = ?4 AND ends > ?5");
    bind(statement, 1, key);
    bind(statement, 2, owner);
    sqlite3_bind_int64(statement, 3, fence);
    bind(statement, 4, store->boot);
    sqlite3_bind_int64(statement, 5, now_ms());
    int held = sqlite3_step(statement) == SQLITE_ROW;
    sqlite3_finalize(statement);
    return held;
}

/* The one statement of a change; how many rows it made other, or -1. */
static int changed(struct store *store, sqlite3 *connection, int64_t deadline_ms, const char *key, int64_t expected,
                   const char *write_id, const uint8_t *bytes, size_t length)
{
    const char *text = !bytes ? "DELETE FROM record WHERE key = ?1 AND version = ?2"
        : expected            ? "UPDATE record SET version = version + 1, write_id = ?3, boot = ?4, since = ?5, bytes = ?6"
                                " WHERE key = ?1 AND version = ?2"
                              : "INSERT INTO record SELECT ?1, ?2 + 1, ?3, ?4, ?5, ?6"
                                " WHERE NOT EXISTS (SELECT 1 FROM record WHERE key = ?1)";
    sqlite3_stmt *statement = prepared(connection, deadline_ms, text);
    bind(statement, 1, key);
    sqlite3_bind_int64(statement, 2, expected);
    if (bytes) {
        bind(statement, 3, write_id);
        bind(statement, 4, store->boot);
        sqlite3_bind_int64(statement, 5, now_ms());
        sqlite3_bind_blob64(statement, 6, bytes, length, SQLITE_TRANSIENT);
    }
    int code = sqlite3_step(statement);
    sqlite3_finalize(statement);
    return code == SQLITE_DONE ? sqlite3_changes(connection) : -1;
}

static int32_t store_swap(void *userdata, void *connection, int64_t deadline_ms, const char *key, const char *owner,
                          int64_t fence, int64_t expected, const char *write_id, const uint8_t *bytes, size_t length,
                          const omnifund_store_sink *sink)
{
    struct store *store = userdata;
    int32_t answer = OMNIFUND_STORE_ANSWER_DONE;
    sqlite3_busy_timeout(connection, deadline_ms > 60000 ? 60000 : (int)deadline_ms);
    if (sqlite3_exec(connection, "BEGIN IMMEDIATE", NULL, NULL, NULL) != SQLITE_OK)
        return failed(connection, sink);
    if (!is_held(store, connection, deadline_ms, key, owner, fence)) {
        answer = OMNIFUND_STORE_ANSWER_LOST;
    } else {
        int rows = changed(store, connection, deadline_ms, key, expected, write_id, bytes, length);
        if (rows < 0)
            answer = failed(connection, sink);
        else if (rows == 0)
            answer = OMNIFUND_STORE_ANSWER_CONFLICT;
    }
    if (answer == OMNIFUND_STORE_ANSWER_DONE && sqlite3_exec(connection, "COMMIT", NULL, NULL, NULL) == SQLITE_OK)
        return answer;
    if (answer == OMNIFUND_STORE_ANSWER_DONE)
        answer = failed(connection, sink);
    sqlite3_exec(connection, "ROLLBACK", NULL, NULL, NULL);
    return answer;
}

static int32_t store_release(void *userdata, void *connection, int64_t deadline_ms, const char *key, const char *owner,
                             int64_t fence, const omnifund_store_sink *sink)
{
    sqlite3_stmt *statement =
        prepared(connection, deadline_ms, "UPDATE lease SET ends = 0 WHERE key = ?1 AND owner = ?2 AND fence = ?3");
    (void)userdata;
    bind(statement, 1, key);
    bind(statement, 2, owner);
    sqlite3_bind_int64(statement, 3, fence);
    int32_t answer =
        sqlite3_step(statement) == SQLITE_DONE ? OMNIFUND_STORE_ANSWER_DONE : failed(connection, sink);
    sqlite3_finalize(statement);
    return answer;
}

static int32_t store_list(void *userdata, void *connection, int64_t deadline_ms, const char *after, const char *up_to,
                          int64_t limit, const omnifund_store_sink *sink)
{
    sqlite3_stmt *statement = prepared(connection, deadline_ms,
                                       "SELECT key FROM record WHERE key > ?1 AND key < ?2 ORDER BY key LIMIT ?3");
    int code;
    (void)userdata;
    bind(statement, 1, after);
    bind(statement, 2, up_to);
    sqlite3_bind_int64(statement, 3, limit);
    while ((code = sqlite3_step(statement)) == SQLITE_ROW)
        sink->key(sink->call, (const char *)sqlite3_column_text(statement, 0));
    int32_t answer = code == SQLITE_DONE ? OMNIFUND_STORE_ANSWER_DONE : failed(connection, sink);
    sqlite3_finalize(statement);
    return answer;
}

static void store_destroy(void *userdata)
{
    struct store *store = userdata;
    free(store->path);
    free(store);
}

static int32_t refused(const omnifund_store_sink *sink, const char *why)
{
    sink->message(sink->call, why);
    return OMNIFUND_STORE_ANSWER_FAILED;
}

/* The one symbol that a library of stores exports. */
int32_t omnifund_store_library_1(const char *url, omnifund_store_functions *functions, const omnifund_store_sink *sink);

int32_t omnifund_store_library_1(const char *url, omnifund_store_functions *functions, const omnifund_store_sink *sink)
{
    static const char scheme[] = "sqlite://";
    if (functions->size < sizeof *functions || functions->version != 1)
        return refused(sink, "this store knows version 1 of the table");
    if (strncmp(url, scheme, sizeof scheme - 1) || !url[sizeof scheme - 1])
        return refused(sink, "a url is sqlite:// and the path of a file");
    struct store *store = calloc(1, sizeof *store);
    char *path = store ? strdup(url + sizeof scheme - 1) : NULL;
    if (!path) {
        free(store);
        return refused(sink, "no memory");
    }
    store->path = path;
    FILE *boot = fopen(BOOT_ID, "re");
    if (!boot || !fgets(store->boot, sizeof store->boot, boot))
        snprintf(store->boot, sizeof store->boot, "unknown");
    if (boot)
        fclose(boot);
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
    return OMNIFUND_STORE_ANSWER_DONE;
}
