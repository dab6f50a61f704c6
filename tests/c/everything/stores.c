/*
 * Stores, their sealing keys, and the OAuth clients that they keep.
 */
#define _XOPEN_SOURCE 700
#include <sys/stat.h>

#include "check.h"

#define ID getenv("OMNIFUND_CLIENT_ID")
#define SECRET getenv("OMNIFUND_CLIENT_SECRET")

static int is_there(const char *path)
{
    struct stat status;

    return stat(path, &status) == 0;
}

/* Whether it is there, and where files have a mode with that one. */
static int is_kept(const char *path, unsigned mode)
{
#ifdef _WIN32
    return mode != 0 && is_there(path);
#else
    struct stat status;

    return stat(path, &status) == 0 && (status.st_mode & 07777) == mode;
#endif
}

static omnifund_key *key_of(uint8_t filling)
{
    uint8_t bytes[32];
    omnifund_key *key = NULL;

    memset(bytes, filling, sizeof bytes);
    FAILS(OMNIFUND_CODE_INVALID_ARGUMENT, omnifund_key_from_bytes(bytes, 31, &key, &err));
    MUST(omnifund_key_from_bytes(bytes, sizeof bytes, &key, &err));
    return key;
}

static int begins_with(const char *path, const char *text)
{
    char begin[64] = "";
    FILE *file = fopen(path, "rb");

    CHECK(file != NULL && fread(begin, 1, sizeof begin - 1, file) > 0);
    fclose(file);
    return strncmp(begin, text, strlen(text)) == 0;
}

static int64_t kept_clients(const omnifund_store *store)
{
    omnifund_client_list *list = NULL;
    int64_t count;

    MUST(omnifund_store_clients(store, &list, &err));
    count = omnifund_client_list_count(list);
    omnifund_client_list_free(list);
    return count;
}

static void check_a_store_of_the_group(const char *path, const omnifund_key *key)
{
    omnifund_store_options *options = omnifund_store_options_new();
    omnifund_store *store = NULL;

    MUST(omnifund_store_options_must_exist(options, &err));
    FAILS(OMNIFUND_CODE_STORE_MISSING,
          omnifund_store_open_file_with(path, key, options, &store, &err));
    CHECK(omnifund_error_advice(failure) == OMNIFUND_ADVICE_FIX_STORAGE);
    CHECK(!is_there(path));
    omnifund_store_options_free(options);

    options = omnifund_store_options_new();
    MUST(omnifund_store_options_set_group(options, &err));
    FAILS(OMNIFUND_CODE_INVALID_CONFIGURATION, omnifund_store_options_set_audit(options, "", &err));
    MUST(omnifund_store_options_set_audit(options, "syslog", &err));
    MUST(omnifund_store_options_allow_network(options, &err));
    MUST(omnifund_store_options_take_over(options, &err));
    MUST(omnifund_store_open_file_with(path, key, options, &store, &err));
    omnifund_store_options_free(options);
    CHECK(is_kept(path, 02770));
    MUST(omnifund_store_save_client(store, "Till", ID, SECRET, &err));
    FAILS(OMNIFUND_CODE_INVALID_ARGUMENT, omnifund_store_prepare_key(store, &err));
    omnifund_store_free(store);
}

/* The store is sealed with `older`, and with `newer` afterwards. */
static void check_a_given_key_is_changed(const char *path, const omnifund_key *older,
                                         const omnifund_key *newer)
{
    omnifund_store_options *options = omnifund_store_options_new();
    omnifund_store *store = NULL, *left_behind = NULL;
    omnifund_client_list *list = NULL;
    int64_t sealed = -1;

    MUST(omnifund_store_options_set_group(options, &err));
    MUST(omnifund_store_options_add_older_key(options, older, &err));
    MUST(omnifund_store_open_file_with(path, newer, options, &store, &err));
    MUST(omnifund_store_rotate_key(store, &sealed, &err));
    CHECK(sealed == 1);
    MUST(omnifund_store_rotate_key(store, &sealed, &err));
    CHECK(sealed == 0);
    CHECK(kept_clients(store) == 1);
    omnifund_store_free(store);
    omnifund_store_options_free(options);

    options = omnifund_store_options_new();
    MUST(omnifund_store_options_set_group(options, &err));
    MUST(omnifund_store_open_file_with(path, older, options, &left_behind, &err));
    FAILS(OMNIFUND_CODE_KEY_WRONG, omnifund_store_clients(left_behind, &list, &err));
    CHECK(omnifund_error_advice(failure) == OMNIFUND_ADVICE_FIX_STORAGE);
    CHECK(list == NULL);
    omnifund_store_free(left_behind);
    omnifund_store_options_free(options);
}

/* Another name is another machine. */
static void check_a_named_machine(const char *path)
{
    omnifund_store_options *options = omnifund_store_options_new();
    omnifund_store *store = NULL;

    FAILS(OMNIFUND_CODE_INVALID_ARGUMENT, omnifund_store_options_set_machine(options, "", &err));
    MUST(omnifund_store_options_set_machine(options, "till-7", &err));
    MUST(omnifund_store_open_file_with(path, NULL, options, &store, &err));
    omnifund_store_free(store);
    store = NULL;
    MUST(omnifund_store_options_set_machine(options, "till-8", &err));
    FAILS(OMNIFUND_CODE_STORE_MOVED,
          omnifund_store_open_file_with(path, NULL, options, &store, &err));
    CHECK(store == NULL);
    omnifund_store_options_free(options);
}

static void check_another_key_file(const char *path, const char *key_file)
{
    omnifund_store_options *options = omnifund_store_options_new();
    omnifund_store *store = NULL;

    MUST(omnifund_store_options_set_key_file(options, key_file, &err));
    MUST(omnifund_store_open_file_with(path, NULL, options, &store, &err));
    CHECK(is_kept(key_file, 0600));
    omnifund_store_free(store);
    omnifund_store_options_free(options);
}

/* Windows seals a key file, and no other system does. */
static void check_a_protected_key(const char *path, const char *key_file)
{
    static const char *const whom[] = {"user", "machine", "none"};
    omnifund_store_options *options = omnifund_store_options_new();
    omnifund_store *store = NULL;
    int64_t sealed = 0, kept = 0;
    size_t i;

    FAILS(OMNIFUND_CODE_INVALID_CONFIGURATION,
          omnifund_store_options_set_key_protection(options, "everybody", &err));
    for (i = 0; i < sizeof whom / sizeof *whom; i++) {
        const int is_sealed = strcmp(whom[i], "none") != 0;

        MUST(omnifund_store_options_set_key_protection(options, whom[i], &err));
#ifndef _WIN32
        if (is_sealed) {
            FAILS(OMNIFUND_CODE_INVALID_CONFIGURATION,
                  omnifund_store_open_file_with(path, NULL, options, &store, &err));
            continue;
        }
#endif
        MUST(omnifund_store_open_file_with(path, NULL, options, &store, &err));
        CHECK(begins_with(key_file, is_sealed ? "omnifund-sealed-key-1 " : "omnifund-key-1 "));
        MUST(omnifund_store_save_client(store, whom[i], whom[i], SECRET, &err));
        MUST(omnifund_store_prepare_key(store, &err));
        MUST(omnifund_store_rotate_key(store, &sealed, &err));
        CHECK(sealed == 1);
        CHECK(begins_with(key_file, is_sealed ? "omnifund-sealed-key-1 " : "omnifund-key-1 "));
        CHECK(is_kept(key_file, 0600));
        omnifund_store_free(store);

        /* Who says nothing takes it as it is. */
        MUST(omnifund_store_open_file(path, NULL, &store, &err));
        CHECK(kept_clients(store) == ++kept);
        CHECK(begins_with(key_file, is_sealed ? "omnifund-sealed-key-1 " : "omnifund-key-1 "));
        omnifund_store_free(store);
    }
    MUST(omnifund_store_options_set_key_protection(options, "user", &err));
    MUST(omnifund_store_options_set_group(options, &err));
    FAILS(OMNIFUND_CODE_INVALID_CONFIGURATION,
          omnifund_store_open_file_with(path, NULL, options, &store, &err));
    omnifund_store_options_free(options);
}

static void check_the_key_file_is_changed(const omnifund_store *store)
{
    int64_t sealed = -1;

    MUST(omnifund_store_save_client(store, "Till", ID, SECRET, &err));
    MUST(omnifund_store_prepare_key(store, &err));
    MUST(omnifund_store_rotate_key(store, &sealed, &err));
    CHECK(sealed == 1);
    MUST(omnifund_store_rotate_key(store, NULL, &err));
    CHECK(kept_clients(store) == 1);
    MUST(omnifund_store_remove_client(store, "Till", &err));
}

static void check_a_kept_client_works(const omnifund_store *store, const char *name)
{
    omnifund_config *cfg = config_from_environment();
    omnifund_client *client = NULL;
    omnifund_token *token = NULL;

    MUST(omnifund_config_set_credentials(cfg, "not looked at", "not looked at", &err));
    FAILS(OMNIFUND_CODE_CLIENT_NOT_FOUND,
          omnifund_client_from_store(cfg, store, "nobody", &client, &err));
    MUST(omnifund_client_from_store(cfg, store, name, &client, &err));
    MUST(omnifund_client_password_grant(client, USERNAME, PASSWORD, &token, &err));
    omnifund_token_free(token);
    omnifund_client_free(client);
    omnifund_config_free(cfg);
}

static void check_kept_clients(const omnifund_store *store)
{
    omnifund_client_list *list = NULL;
    int64_t sessions = -1;

    CHECK(kept_clients(store) == 0);
    MUST(omnifund_store_save_client(store, "Till", ID, SECRET, &err));
    FAILS(OMNIFUND_CODE_CLIENT_NAME_TAKEN,
          omnifund_store_save_client(store, "Till", "another", SECRET, &err));
    MUST(omnifund_store_save_client(store, "Kitchen", "lost", "lost too", &err));
    MUST(omnifund_store_rename_client(store, "Till", "Till 1", &err));
    FAILS(OMNIFUND_CODE_CLIENT_NOT_FOUND,
          omnifund_store_rename_client(store, "Till", "Till 2", &err));
    check_a_kept_client_works(store, "Till 1");
    MUST(omnifund_store_replace_client(store, "Kitchen", "found", "found too", &sessions, &err));
    CHECK(sessions == 0);
    MUST(omnifund_store_replace_client(store, "Kitchen", "found", "found again", NULL, &err));

    MUST(omnifund_store_clients(store, &list, &err));
    CHECK(omnifund_client_list_count(list) == 2);
    CHECK(same(omnifund_client_list_name(list, 0), "Till 1"));
    CHECK(same(omnifund_client_list_client_id(list, 0), ID));
    CHECK(same(omnifund_client_list_name(list, 1), "Kitchen"));
    CHECK(same(omnifund_client_list_client_id(list, 1), "found"));
    CHECK(omnifund_client_list_since(list, 0) > 0);
    CHECK(omnifund_client_list_since(list, 1) >= omnifund_client_list_since(list, 0));
    CHECK(omnifund_client_list_name(list, 2) == NULL);

    MUST(omnifund_store_remove_client(store, "Till 1", &err));
    MUST(omnifund_store_remove_client(store, "Kitchen", &err));
    CHECK(kept_clients(store) == 0);
    /* A list is as it was when it was asked for. */
    CHECK(same(omnifund_client_list_name(list, 1), "Kitchen"));
    omnifund_client_list_free(list);
}

/* A store that can't be reached, and how often it was asked. */
static int tries, ends;

static int32_t away(void *userdata, int64_t deadline_ms, void **connection, const omnifund_store_sink *sink)
{
    CHECK(userdata == &tries && deadline_ms > 0 && *connection == NULL && sink->size >= sizeof *sink);
    tries++;
    sink->message(sink->call, "it is away");
    return OMNIFUND_STORE_ANSWER_UNREACHABLE;
}

static void ended(void *userdata)
{
    CHECK(userdata == &tries);
    ends++;
}

static void never_disconnect(void *userdata, void *connection)
{
    (void)userdata, (void)connection;
    CHECK(0);
}

static int32_t never_identify(void *userdata, void *connection, int64_t deadline_ms, const omnifund_store_sink *sink)
{
    (void)userdata, (void)connection, (void)deadline_ms, (void)sink;
    return OMNIFUND_STORE_ANSWER_FAILED;
}

static int32_t never_load(void *userdata, void *connection, int64_t deadline_ms, const char *key,
                          const omnifund_store_sink *sink)
{
    (void)key;
    return never_identify(userdata, connection, deadline_ms, sink);
}

static int32_t never_lease(void *userdata, void *connection, int64_t deadline_ms, const char *key, const char *owner,
                           int64_t lasting_ms, const omnifund_store_sink *sink)
{
    (void)key, (void)owner, (void)lasting_ms;
    return never_identify(userdata, connection, deadline_ms, sink);
}

static int32_t never_swap(void *userdata, void *connection, int64_t deadline_ms, const char *key, const char *owner,
                          int64_t fence, int64_t expected, const char *write_id, const uint8_t *bytes, size_t length,
                          const omnifund_store_sink *sink)
{
    (void)key, (void)owner, (void)fence, (void)expected, (void)write_id, (void)bytes, (void)length;
    return never_identify(userdata, connection, deadline_ms, sink);
}

static int32_t never_list(void *userdata, void *connection, int64_t deadline_ms, const char *after, const char *up_to,
                          int64_t limit, const omnifund_store_sink *sink)
{
    (void)after, (void)up_to, (void)limit;
    return never_identify(userdata, connection, deadline_ms, sink);
}

static void check_a_table_of_functions(const char *journal)
{
    omnifund_store_functions functions;
    omnifund_store_options *options = omnifund_store_options_new();
    omnifund_store *store = NULL;

    MUST(omnifund_store_options_set_journal(options, journal, &err));
    memset(&functions, 0, sizeof functions);
    FAILS(OMNIFUND_CODE_INVALID_ARGUMENT,
          omnifund_store_open_functions(&functions, NULL, options, &store, &err));
    functions.size = sizeof functions;
    functions.version = 1;
    functions.userdata = &tries;
    functions.destroy = ended;
    FAILS(OMNIFUND_CODE_INVALID_ARGUMENT,
          omnifund_store_open_functions(&functions, NULL, options, &store, &err));
    CHECK(ends == 1);
    functions.connect = away;
    functions.disconnect = never_disconnect;
    functions.identify = never_identify;
    functions.load = never_load;
    functions.lease = never_lease;
    functions.swap = never_swap;
    functions.release = never_lease;
    functions.list = never_list;
    FAILS(OMNIFUND_CODE_STORE_UNREACHABLE,
          omnifund_store_open_functions(&functions, NULL, options, &store, &err));
    CHECK(tries == 1 && ends == 2);
    FAILS(OMNIFUND_CODE_INVALID_CONFIGURATION,
          omnifund_store_open("nowhere://host/store", NULL, options, &store, &err));
    CHECK(strstr(omnifund_error_message(failure), "omnifund_nowhere") != NULL);
    omnifund_store_options_free(options);
}

int main(int argc, char **argv)
{
    omnifund_key *older = key_of(1), *newer = key_of(2);
    omnifund_store *memory = NULL, *file = NULL;
    char path[4096];

    CHECK(argc == 2);
    check_a_store_of_the_group(in(argv[1], "group"), older);
    check_a_given_key_is_changed(in(argv[1], "group"), older, newer);
    omnifund_key_free(newer);
    omnifund_key_free(older);

    check_a_named_machine(in(argv[1], "of a named machine"));
    strcpy(path, in(argv[1], "with another key file"));
    check_another_key_file(path, in(argv[1], "another.key"));
    strcpy(path, in(argv[1], "protected"));
    check_a_protected_key(path, in(argv[1], "protected.key"));
    FAILS(OMNIFUND_CODE_STORE_FAILED,
          omnifund_store_open_file(in(argv[1], "no parent/store"), NULL, &file, &err));
    MUST(omnifund_store_open_file(in(argv[1], "store"), NULL, &file, &err));
    check_the_key_file_is_changed(file);
    check_kept_clients(file);
    omnifund_store_free(file);

    check_a_table_of_functions(in(argv[1], "journal"));
    MUST(omnifund_store_open(in(argv[1], "store"), NULL, NULL, &file, &err));
    omnifund_store_detach(file);
    check_kept_clients(file);
    omnifund_store_free(file);

    MUST(omnifund_store_open_memory(&memory, &err));
    check_kept_clients(memory);
    omnifund_store_free(memory);
    omnifund_error_free(failure);
    return 0;
}
