/*
 * Forks as many times as the second argument says, while other threads use all that has a lock. Each
 * child uses all of it too, and is killed where it hangs. Prints how many were forked and how many hung.
 */
#define _POSIX_C_SOURCE 200809L
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "host.h"

#define THREADS 6
#define SECONDS_A_CHILD 60
#define EACH_REFRESH 10
#define CALL_BUDGET_MS 5000

static omnifund_config *cfg;
static omnifund_client *client;
static omnifund_store *store, *memory;
static omnifund_session *session, *in_memory;

static void look(void)
{
    omnifund_status *status = NULL;
    omnifund_token *token = NULL;
    omnifund_session_status(session, &status, NULL);
    omnifund_status_free(status);
    omnifund_session_token(session, &token, NULL);
    omnifund_token_free(token);
}

static void list(void)
{
    omnifund_session_list *sessions = NULL;
    omnifund_client_list *clients = NULL;
    omnifund_store_sessions(store, client, &sessions, NULL);
    omnifund_session_list_next(sessions, NULL);
    omnifund_session_list_free(sessions);
    omnifund_store_clients(store, &clients, NULL);
    omnifund_client_list_free(clients);
}

/* Lines of the log go to standard error, which is nowhere here. */
static void open_another(void)
{
    omnifund_client *another = NULL;
    omnifund_session *of_somebody = NULL;
    omnifund_client_new(cfg, &another, NULL);
    omnifund_session_open(another, store, "somebody", &of_somebody, NULL);
    omnifund_session_free(of_somebody);
    omnifund_client_free(another);
}

static void remember(void)
{
    omnifund_session_adopt(in_memory, NULL, "a_refresh_token", 0, 1, NULL);
    omnifund_session_sign_out(in_memory, NULL);
}

static int32_t sign_in(void)
{
    return omnifund_session_sign_in(in_memory, PASSWORD, NULL);
}

/* With pauses, in which children come to their own. */
static void refresh(void)
{
    struct timespec pause = {0, 20000000};
    omnifund_session_refresh(session, NULL);
    nanosleep(&pause, NULL);
}

static void *again_and_again(void *argument)
{
    void (*work)(void) = *(void (**)(void))argument;
    for (;;)
        work();
    return NULL;
}

/* What a child needs; its store in memory is empty, and it can sign in there. */
static int use_everything(int refreshes)
{
    omnifund_token *token = NULL;
    int32_t code;
    look();
    list();
    open_another();
    code = sign_in();
    if (code == OMNIFUND_OK)
        code = omnifund_session_token(in_memory, &token, NULL);
    omnifund_token_free(token);
    if (code == OMNIFUND_OK && refreshes)
        code = omnifund_session_refresh(session, NULL);
    /* The parent and its other children refresh the same session: they may hold it for long. */
    return code != OMNIFUND_OK && code != OMNIFUND_CODE_STORE_BUSY;
}

int main(int count, char **arguments)
{
    static void (*works[THREADS])(void) = {look, list, open_another, remember, refresh, look};
    int forks = count > 2 ? atoi(arguments[2]) : 0, hung = 0, failed = 0, index;
    cfg = configured();
    omnifund_config_set_call_budget(cfg, CALL_BUDGET_MS, NULL);
    session = opened(cfg, arguments[1]);
    if (dup2(open("/dev/null", O_WRONLY), 2) != 2
        || omnifund_config_log_to_stderr(cfg, OMNIFUND_LOG_LEVEL_DEBUG, NULL)
        || omnifund_client_new(cfg, &client, NULL)
        || omnifund_store_open_file(arguments[1], NULL, &store, NULL)
        || omnifund_store_open_memory(&memory, NULL)
        || omnifund_session_open(client, memory, "omnifund_user", &in_memory, NULL))
        return 2;
    for (index = 0; index < THREADS; index++) {
        pthread_t thread;
        if (pthread_create(&thread, NULL, again_and_again, &works[index]))
            return 2;
    }
    for (index = 0; index < forks; index++) {
        int status = 0;
        pid_t child = fork();
        if (child == 0) {
            alarm(SECONDS_A_CHILD);
            _exit(use_everything(index % EACH_REFRESH == 0));
        }
        waitpid(child, &status, 0);
        if (WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM)
            hung++;
        else if (status != 0)
            failed++;
    }
    printf("forked %d, hung %d, failed %d\n", forks, hung, failed);
    fflush(stdout);
    _exit(hung || failed || omnifund_end_exchanges(30000));
}
