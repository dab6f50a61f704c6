/*
 * Signs in, refreshes, signs out, frees everything, and then looks through its own memory for what must not
 * be there any more. Prints how often each was found; the words to look for come turned around, or the
 * program would find its own.
 *
 *     left_in_memory STORE USERNAME PASSWORD WORD_TURNED_AROUND...
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <omnifund.h>

static void must(int32_t code, omnifund_error *err)
{
    if (code == OMNIFUND_OK)
        return;
    fprintf(stderr, "%s\n", omnifund_error_message(err));
    exit(1);
}

static void live(char **argv)
{
    omnifund_error *err = NULL;
    omnifund_config *cfg = omnifund_config_new();
    omnifund_client *client = NULL;
    omnifund_store *store = NULL;
    omnifund_session *session = NULL;
    omnifund_token *token = NULL;
    int round;

    must(omnifund_config_set_base_url(cfg, getenv("OMNIFUND_BASE_URL"), &err), err);
    must(omnifund_config_set_credentials(cfg, getenv("OMNIFUND_CLIENT_ID"),
                                         getenv("OMNIFUND_CLIENT_SECRET"), &err), err);
    must(omnifund_client_new(cfg, &client, &err), err);
    omnifund_config_free(cfg);
    must(omnifund_store_open_file(argv[1], NULL, &store, &err), err);
    must(omnifund_session_open(client, store, argv[2], &session, &err), err);
    must(omnifund_session_sign_in_saving(session, argv[3], OMNIFUND_SAVE_PASSWORD_IN_MEMORY, &err), err);
    for (round = 0; round < 3; round++) {
        must(omnifund_session_token(session, &token, &err), err);
        omnifund_token_free(token);
        must(omnifund_session_refresh(session, &err), err);
    }
    must(omnifund_session_sign_out(session, &err), err);
    omnifund_session_free(session);
    omnifund_store_free(store);
    omnifund_client_free(client);
}

static int begins_turned(const char *at, const char *turned, size_t length)
{
    size_t i;

    for (i = 0; i < length; i++)
        if (at[i] != turned[length - 1 - i])
            return 0;
    return 1;
}

static long found(const char *turned)
{
    size_t length = strlen(turned);
    FILE *maps = fopen("/proc/self/maps", "r");
    FILE *memory = fopen("/proc/self/mem", "rb");
    char line[4096];
    long count = 0;

    if (maps == NULL || memory == NULL)
        exit(2);
    while (fgets(line, sizeof line, maps) != NULL) {
        unsigned long from, to;
        size_t at, size;
        char rights[8], *bytes;

        if (sscanf(line, "%lx-%lx %7s", &from, &to, rights) != 3 || strncmp(rights, "rw", 2) != 0)
            continue;
        size = to - from;
        bytes = malloc(size);
        if (bytes == NULL || fseek(memory, (long)from, SEEK_SET) != 0)
            exit(2);
        size = fread(bytes, 1, size, memory);
        for (at = 0; at + length <= size; at++)
            count += begins_turned(bytes + at, turned, length);
        memset(bytes, 0, size);
        free(bytes);
    }
    fclose(memory);
    fclose(maps);
    return count;
}

int main(int argc, char **argv)
{
    int word;

    live(argv);
    for (word = 4; word < argc; word++)
        printf("%ld\n", found(argv[word]));
    return 0;
}
