/*
 * What the programs of this folder share. Together they call every function of the header: a test
 * looks for each name in them, and runs them under valgrind. Each takes an empty directory for its
 * files; the server and the OAuth client come from the environment.
 */
#ifndef CHECK_H
#define CHECK_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <omnifund.h>

#define USERNAME "omnifund_user"
#define PASSWORD "omnifund_password"

/* What the last call left, and the error of the last one that was to fail. */
static omnifund_error *err = NULL, *failure = NULL;

#define CHECK(condition) check((condition), __FILE__, __LINE__, #condition)
#define MUST(call) must((call), __FILE__, __LINE__)
#define FAILS(expected, call) fails((expected), (call), __FILE__, __LINE__)

static inline void check(int holds, const char *file, int line, const char *condition)
{
    if (!holds) {
        fprintf(stderr, "%s:%d: not so: %s\n", file, line, condition);
        exit(1);
    }
}

static inline void must(int32_t code, const char *file, int line)
{
    if (code != OMNIFUND_OK) {
        fprintf(stderr, "%s:%d: %s\n", file, line, omnifund_error_message(err));
        exit(1);
    }
}

/* The call ends with this code, and its error is `failure` from here on. */
static inline void fails(int32_t expected, int32_t code, const char *file, int line)
{
    if (code != expected) {
        fprintf(stderr, "%s:%d: code %d, and not %d\n", file, line, (int)code, (int)expected);
        exit(1);
    }
    omnifund_error_free(failure);
    failure = err;
    CHECK(omnifund_error_code(failure) == code);
    CHECK(strlen(omnifund_error_message(failure)) > 10);
}

static inline int same(const char *left, const char *right)
{
    return left && right && strcmp(left, right) == 0;
}

/* A path in the program's directory, valid until the next call. */
static inline const char *in(const char *directory, const char *name)
{
    static char path[4096];

    CHECK((size_t)snprintf(path, sizeof path, "%s/%s", directory, name) < sizeof path);
    return path;
}

static inline omnifund_config *config_from_environment(void)
{
    omnifund_config *cfg = omnifund_config_new();

    CHECK(cfg != NULL);
    MUST(omnifund_config_set_base_url(cfg, getenv("OMNIFUND_BASE_URL"), &err));
    MUST(omnifund_config_set_ca_file(cfg, getenv("OMNIFUND_CA_FILE"), &err));
    MUST(omnifund_config_set_credentials(cfg, getenv("OMNIFUND_CLIENT_ID"),
                                         getenv("OMNIFUND_CLIENT_SECRET"), &err));
    return cfg;
}

static inline omnifund_client *client_of(const omnifund_config *cfg)
{
    omnifund_client *client = NULL;

    MUST(omnifund_client_new(cfg, &client, &err));
    return client;
}

#endif
