/*
 * Config, store, client and session by a file of settings, and by the environment.
 */
#define _POSIX_C_SOURCE 200809L
#include <sys/stat.h>

#include "check.h"

#ifdef _WIN32
#define setenv(name, value, overwrite) _putenv_s((name), (value))
#endif

static void write_setting(FILE *file, const char *name, const char *value)
{
    CHECK(value != NULL && fprintf(file, "%s=%s\n", name, value) > 0);
}

static void write_settings(const char *path)
{
    const char *const from_environment[] = {"OMNIFUND_BASE_URL", "OMNIFUND_CA_FILE",
                                            "OMNIFUND_CLIENT_ID", "OMNIFUND_CLIENT_SECRET"};
    FILE *file;
    size_t index;

    umask(077);
    file = fopen(path, "w");
    CHECK(file != NULL);
    for (index = 0; index < sizeof from_environment / sizeof *from_environment; index++)
        write_setting(file, from_environment[index], getenv(from_environment[index]));
    write_setting(file, "OMNIFUND_STORE", "store");
    CHECK(fclose(file) == 0);
}

/* Each handle by itself. */
static void check_handles(const char *settings)
{
    omnifund_config *cfg = NULL, *none = NULL;
    omnifund_store *store = NULL;
    omnifund_client *client = NULL;
    omnifund_token *token = NULL;

    FAILS(OMNIFUND_CODE_INVALID_CONFIGURATION,
          omnifund_config_load("/nonexistent/settings", &none, &err));
    CHECK(none == NULL);
    MUST(omnifund_config_load(settings, &cfg, &err));
    MUST(omnifund_store_open_configured(cfg, &store, &err));
    MUST(omnifund_client_open_configured(cfg, store, &client, &err));
    MUST(omnifund_client_password_grant(client, USERNAME, PASSWORD, &token, &err));
    omnifund_token_free(token);
    omnifund_client_free(client);
    omnifund_store_free(store);
    omnifund_config_free(cfg);
}

/* What `first` names and what `second` names is one session. */
static void check_one_session(const char *first, const char *second)
{
    omnifund_session *session = NULL, *other = NULL;
    omnifund_token *token = NULL, *others = NULL;

    MUST(omnifund_session_open_configured(first, USERNAME, &session, &err));
    MUST(omnifund_session_open_configured(second, USERNAME, &other, &err));
    MUST(omnifund_session_sign_in(session, PASSWORD, &err));
    MUST(omnifund_session_token(session, &token, &err));
    MUST(omnifund_session_token(other, &others, &err));
    CHECK(same(omnifund_token_access_token(token), omnifund_token_access_token(others)));
    omnifund_token_free(others);
    omnifund_token_free(token);
    omnifund_session_free(other);
    omnifund_session_free(session);
}

int main(int argc, char **argv)
{
    char settings[4096];

    CHECK(argc == 2);
    strcpy(settings, in(argv[1], "settings"));
    write_settings(settings);
    check_handles(settings);
    CHECK(setenv("OMNIFUND_STORE", in(argv[1], "store"), 1) == 0);
    check_one_session(settings, NULL);
    omnifund_error_free(failure);
    return 0;
}
