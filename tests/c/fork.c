/*
 * Forks again and again while another thread makes the process's first exchange, when the authorities
 * are being read; each child makes an exchange of its own.
 */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <omnifund.h>

#define CHILDREN 12
#define SECONDS_A_CHILD 120

static omnifund_client *client;

static int ask(void)
{
    omnifund_token *token = NULL;
    omnifund_error *err = NULL;
    int32_t code = omnifund_client_password_grant(client, "omnifund_user", "omnifund_password",
                                                  &token, &err);
    if (err)
        fprintf(stderr, "%s\n", omnifund_error_message(err));
    omnifund_error_free(err);
    omnifund_token_free(token);
    return code != OMNIFUND_OK;
}

static void *ask_in_a_thread(void *unused)
{
    (void)unused;
    ask();
    return NULL;
}

int main(void)
{
    pthread_t thread;
    pid_t children[CHILDREN];
    int index, failed = 0;
    omnifund_config *cfg = omnifund_config_new();

    omnifund_config_set_base_url(cfg, getenv("OMNIFUND_BASE_URL"), NULL);
    omnifund_config_set_ca_file(cfg, getenv("OMNIFUND_CA_FILE"), NULL);
    omnifund_config_set_credentials(cfg, getenv("OMNIFUND_CLIENT_ID"),
                                    getenv("OMNIFUND_CLIENT_SECRET"), NULL);
    if (omnifund_client_new(cfg, &client, NULL))
        return 1;
    pthread_create(&thread, NULL, ask_in_a_thread, NULL);
    for (index = 0; index < CHILDREN; index++) {
        struct timespec pause = {0, 300000};
        children[index] = fork();
        if (children[index] == 0) {
            alarm(SECONDS_A_CHILD);
            _exit(ask());
        }
        nanosleep(&pause, NULL);
    }
    pthread_join(thread, NULL);
    for (index = 0; index < CHILDREN; index++) {
        int status;
        waitpid(children[index], &status, 0);
        if (status)
            fprintf(stderr, "child %d ended with status %d\n", index, status);
        failed |= status;
    }
    omnifund_client_free(client);
    omnifund_config_free(cfg);
    return failed != 0;
}
