/*
 * Uses a session in every way that takes a secret, and looks through all memory that it can write to: once while it is
 * signed in, and once when it has signed out and freed everything. For each word it prints where it was found, or
 * "nowhere". Words
 * come as hexadecimal digits of bytes with each bit turned, and secrets by a pipe that is read past stdio: else the
 * program would find its own.
 *
 *     left_in_memory STORE USERNAME WORD... < client secret, password, each with a line end
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <omnifund.h>

/* What was read, and its parts; wiped when it was used. */
static char secrets[512], *client_secret, *password;

static void must(int32_t code, omnifund_error *err)
{
    if (code == OMNIFUND_OK)
        return;
    fprintf(stderr, "%s\n", omnifund_error_message(err));
    exit(1);
}

static void read_secrets(void)
{
    size_t length = 0;
    ssize_t amount;

    while ((amount = read(0, secrets + length, sizeof secrets - 1 - length)) > 0)
        length += (size_t)amount;
    client_secret = secrets;
    password = strchr(secrets, '\n');
    if (password == NULL)
        exit(2);
    *password++ = 0;
    password[strcspn(password, "\n")] = 0;
}

static void wipe_secrets(void)
{
    volatile char *at;

    for (at = secrets; at < secrets + sizeof secrets; at++)
        *at = 0;
}

static void ask(omnifund_session *session)
{
    omnifund_error *err = NULL;
    omnifund_request *request = NULL;
    omnifund_response *answer = NULL;
    omnifund_token *token = NULL;

    must(omnifund_session_token(session, &token, &err), err);
    omnifund_token_free(token);
    must(omnifund_request_new("GET", "/api/customers", &request, &err), err);
    must(omnifund_session_request(session, request, &answer, &err), err);
    omnifund_response_free(answer);
    omnifund_request_free(request);
    must(omnifund_session_refresh(session, &err), err);
}

static void look_for_all(char **words);

static void live(char **argv)
{
    omnifund_error *err = NULL;
    omnifund_config *cfg = omnifund_config_new();
    omnifund_client *client = NULL;
    omnifund_store *store = NULL;
    omnifund_session *session = NULL;
    const int32_t saved[] = { OMNIFUND_SAVE_PASSWORD_IN_MEMORY, OMNIFUND_SAVE_PASSWORD_SEALED };
    size_t way;

    must(omnifund_config_set_base_url(cfg, getenv("OMNIFUND_BASE_URL"), &err), err);
    if (getenv("OMNIFUND_CA_FILE") != NULL)
        must(omnifund_config_set_ca_file(cfg, getenv("OMNIFUND_CA_FILE"), &err), err);
    must(omnifund_config_set_credentials(cfg, getenv("OMNIFUND_CLIENT_ID"), client_secret, &err), err);
    must(omnifund_client_new(cfg, &client, &err), err);
    must(omnifund_store_open_file(argv[1], NULL, &store, &err), err);
    must(omnifund_store_save_client(store, "Till 7", getenv("OMNIFUND_CLIENT_ID"), client_secret, &err), err);
    omnifund_client_free(client);
    must(omnifund_client_from_store(cfg, store, "Till 7", &client, &err), err);
    omnifund_config_free(cfg);
    must(omnifund_session_open(client, store, argv[2], &session, &err), err);
    must(omnifund_session_sign_in(session, password, &err), err);
    ask(session);
    for (way = 0; way < sizeof saved / sizeof *saved; way++) {
        must(omnifund_session_sign_in_saving(session, password, saved[way], &err), err);
        ask(session);
    }
    wipe_secrets();
    look_for_all(argv + 3);
    must(omnifund_session_sign_out(session, &err), err);
    omnifund_session_free(session);
    omnifund_store_free(store);
    omnifund_client_free(client);
}

static int digit(char one)
{
    return one <= '9' ? one - '0' : one - 'a' + 10;
}

static int begins(const unsigned char *at, const char *turned, size_t length)
{
    size_t i;

    for (i = 0; i < length; i++)
        if ((at[i] ^ 0xff) != (digit(turned[2 * i]) << 4 | digit(turned[2 * i + 1])))
            return 0;
    return 1;
}

static void look_for(const char *turned)
{
    size_t length = strlen(turned) / 2;
    FILE *maps = fopen("/proc/self/maps", "r");
    FILE *memory = fopen("/proc/self/mem", "rb");
    char line[4096];
    long all = 0;

    if (maps == NULL || memory == NULL)
        exit(2);
    while (fgets(line, sizeof line, maps) != NULL) {
        unsigned long from, to;
        size_t at, size;
        char rights[8], name[1024] = "";
        unsigned char *bytes;
        long count = 0;

        if (sscanf(line, "%lx-%lx %7s %*s %*s %*s %1023s", &from, &to, rights, name) < 3 || rights[1] != 'w')
            continue;
        size = to - from;
        bytes = malloc(size);
        if (bytes == NULL || fseek(memory, (long)from, SEEK_SET) != 0)
            exit(2);
        size = fread(bytes, 1, size, memory);
        for (at = 0; at + length <= size; at++)
            count += begins(bytes + at, turned, length);
        memset(bytes, 0, size);
        free(bytes);
        if (count > 0)
            printf("%ld in %s ", count, *name ? name : "memory without a name");
        all += count;
    }
    puts(all ? "" : "nowhere");
    fclose(memory);
    fclose(maps);
}

static void look_for_all(char **words)
{
    for (; *words != NULL; words++)
        look_for(*words);
}

int main(int argc, char **argv)
{
    if (argc < 4)
        return 2;
    read_secrets();
    live(argv);
    look_for_all(argv + 3);
    return 0;
}
