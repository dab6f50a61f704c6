/*
 * Calls the library from a thread that is ending: from the destructor of its own data, when those of the
 * library's have run. C++ programs and thread pools do so.
 */
#include <pthread.h>

#include "host.h"

static omnifund_session *session;
static int failed;

static void must(const char *what, int32_t code, omnifund_error *err)
{
    if (code == OMNIFUND_OK)
        return;
    fprintf(stderr, "%s: %s\n", what, omnifund_error_message(err));
    omnifund_error_free(err);
    failed = 1;
}

static void at_its_end(void *unused)
{
    omnifund_error *err = NULL;
    omnifund_token *token = NULL;
    omnifund_login *login = NULL;
    omnifund_store *store = NULL;

    (void)unused;
    must("refresh", omnifund_session_refresh(session, &err), err);
    must("login", omnifund_session_token_login(session, &login, &err), err);
    omnifund_login_free(login);
    must("token", omnifund_session_token(session, &token, &err), err);
    must("reject", omnifund_session_reject(session, omnifund_token_access_token(token), &err), err);
    omnifund_token_free(token);
    must("sign-in", omnifund_session_sign_in(session, PASSWORD, &err), err);
    must("store", omnifund_store_open_memory(&store, &err), err);
    must("save", omnifund_store_save_client(store, "Till", "id", "secret", &err), err);
    omnifund_store_free(store);
    omnifund_session_free(session);
}

/* The first time the thread has never called the library before. */
static void *work(void *key)
{
    pthread_setspecific(*(pthread_key_t *)key, key);
    return NULL;
}

static void *work_with_a_token(void *key)
{
    omnifund_token *token = NULL;
    omnifund_error *err = NULL;

    must("first token", omnifund_session_token(session, &token, &err), err);
    omnifund_token_free(token);
    return work(key);
}

int main(int argc, char **argv)
{
    void *(*works[])(void *) = {work, work_with_a_token};
    pthread_key_t key;
    pthread_t thread;
    int at;

    if (argc < 2 || pthread_key_create(&key, at_its_end))
        return 2;
    for (at = 0; at < 2; at++) {
        omnifund_config *cfg = configured();
        omnifund_config_log_to_stderr(cfg, OMNIFUND_LOG_LEVEL_DEBUG, NULL);
        session = opened(cfg, argv[1]);
        omnifund_config_free(cfg);
        if (pthread_create(&thread, NULL, works[at], &key) || pthread_join(thread, NULL))
            return 2;
    }
    return failed;
}
