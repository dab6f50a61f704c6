/* libomnifund in C: the first argument is the contest, the second how often. */
#include "race.h"

#include <pthread.h>
#include <unistd.h>

#include <omnifund.h>

/* As long as OmniFund's, and what is told beside it. */
static const char TOKEN[87] = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWYwMTIzNDU2Nzg5YWJjZGVmMDEyMzQ1Njc4OWFiY2RlZg";
#define TOKEN_BYTES 176

static omnifund_client *client;
static omnifund_store *store;
static omnifund_session *session;

static void must(int32_t code, const char *doing)
{
    if (code != OMNIFUND_OK)
        fail(doing, code);
}

/* In KiB, of this program alone: what getrusage tells begins with what started it. */
static long resident(void)
{
    FILE *file = fopen("/proc/self/statm", "r");
    long pages = 0;

    if (!file || fscanf(file, "%*d %ld", &pages) != 1)
        fail("resident", 0);
    fclose(file);
    return pages * (sysconf(_SC_PAGESIZE) / 1024);
}

static void make_client(void)
{
    omnifund_config *cfg = omnifund_config_new();

    must(omnifund_config_set_base_url(cfg, setting("OMNIFUND_BASE_URL"), NULL), "base URL");
    must(omnifund_config_set_ca_file(cfg, setting("OMNIFUND_CA_FILE"), NULL), "CA file");
    must(omnifund_config_set_credentials(cfg, setting("OMNIFUND_CLIENT_ID"), setting("OMNIFUND_CLIENT_SECRET"), NULL),
         "credentials");
    must(omnifund_client_new(cfg, &client, NULL), "client");
    omnifund_config_free(cfg);
}

static void open_session(void)
{
    make_client();
    must(omnifund_store_open_file(setting("OMNIFUND_STORE"), NULL, &store, NULL), "store");
    must(omnifund_session_open(client, store, setting("OMNIFUND_USERNAME"), &session, NULL), "session");
}

static void token_of(const omnifund_session *one)
{
    omnifund_token *token;

    must(omnifund_session_token(one, &token, NULL), "token");
    if (!omnifund_token_access_token(token))
        exit(1);
    omnifund_token_free(token);
}

static void sign_in(long times)
{
    (void)times;
    open_session();
    must(omnifund_session_sign_in(session, setting("OMNIFUND_PASSWORD"), NULL), "sign-in");
}

/* As when a 401 came: whoever asks next has to refresh. */
static void reject(long times)
{
    omnifund_token *token;

    sign_in(times);
    must(omnifund_session_token(session, &token, NULL), "token");
    must(omnifund_session_reject(session, omnifund_token_access_token(token), NULL), "reject");
    omnifund_token_free(token);
}

static void cold(long times)
{
    (void)times;
    open_session();
    token_of(session);
    printf("resident %ld\n", resident());
}

static void hot(long times)
{
    struct timespec now;
    double began;
    long call;

    open_session();
    token_of(session);
    began = wall();
    for (call = 0; call < times; call++)
        token_of(session);
    printf("token %f\n", (wall() - began) / (double)times);
    began = wall();
    for (call = 0; call < times; call++)
        omnifund_token_free(omnifund_session_peek(session));
    printf("peek %f\n", (wall() - began) / (double)times);
    began = wall();
    for (call = 0; call < times; call++)
        clock_gettime(CLOCK_BOOTTIME, &now);
    printf("clock %f\n", (wall() - began) / (double)times);
    /* What a token of the caller's own can't do without: both clocks, its memory, its copy and its wiping. */
    began = wall();
    for (long at = 0; at < times; at++) {
        char *own = malloc(TOKEN_BYTES);

        clock_gettime(CLOCK_BOOTTIME, &now);
        clock_gettime(CLOCK_REALTIME_COARSE, &now);
        memcpy(own, TOKEN, sizeof TOKEN);
        explicit_bzero(own, TOKEN_BYTES);
        free(own);
    }
    printf("floor %f\n", (wall() - began) / (double)times);
}

static void exchange(long times)
{
    omnifund_token *token;
    double began, used;
    long call;

    make_client();
    for (call = 0; call < times; call++) {
        used = processor();
        began = wall();
        must(omnifund_client_password_grant(client, setting("OMNIFUND_USERNAME"), setting("OMNIFUND_PASSWORD"), &token,
                                            NULL), "exchange");
        printf("wall %f\ncpu %f\n", wall() - began, processor() - used);
        omnifund_token_free(token);
    }
}

static void refresh(long times)
{
    double began;

    open_session();
    while (times-- > 0) {
        began = wall();
        must(omnifund_session_refresh(session, NULL), "refresh");
        printf("wall %f\n", wall() - began);
    }
}

/* One of those that ask at once. */
static void *of_the_herd(void *unused)
{
    omnifund_token *token;
    double began = wall();
    int32_t code = omnifund_session_token(session, &token, NULL);

    printf("%s %f\n", code == OMNIFUND_OK ? "wall" : "locked-out", wall() - began);
    return unused;
}

/* So many threads. */
static void herd(long times)
{
    pthread_t *threads = calloc((size_t)times, sizeof *threads);
    long one;

    open_session();
    wait_for_the_start();
    for (one = 0; one < times; one++) {
        if (pthread_create(&threads[one], NULL, of_the_herd, NULL))
            fail("threads", one);
    }
    for (one = 0; one < times; one++)
        pthread_join(threads[one], NULL);
    free(threads);
}

/* So many sessions in one store: their making, a list of them, a token of each in turn and in disorder. */
static void sessions(long times)
{
    omnifund_session **all = calloc((size_t)times, sizeof *all);
    unsigned long at = 0;
    omnifund_session_list *page;
    omnifund_store *own;
    char name[32];
    double began;
    long one, listed;

    make_client();
    if (getenv("IN_MEMORY"))
        must(omnifund_store_open_memory(&own, NULL), "store");
    else
        must(omnifund_store_open_file(setting("OMNIFUND_STORE"), NULL, &own, NULL), "store");
    for (one = 0; one < times; one++) {
        sprintf(name, "user-%ld", one);
        must(omnifund_session_open(client, own, name, &all[one], NULL), "session");
        must(omnifund_session_adopt(all[one], "an-access-token-as-the-server-makes-them-0123456789abcdef",
                                    "a-refresh-token-as-the-server-makes-them-0123456789abcdef",
                                    (int64_t)time(NULL) + 3600, 1, NULL), "adopt");
    }
    for (one = 0; one < times; one++)
        token_of(all[one]);
    began = wall();
    for (one = 0; one < times; one++)
        token_of(all[one]);
    printf("in-turn %f\n", (wall() - began) / (double)times);
    began = wall();
    for (one = 0; one < times; one++) {
        at = (at * 1103515245 + 12345) & 0x7fffffff;
        token_of(all[at % (unsigned long)times]);
    }
    printf("disorder %f\n", (wall() - began) / (double)times);
    must(omnifund_store_sessions(own, NULL, &page, NULL), "list");
    began = wall();
    must(omnifund_session_list_next(page, NULL), "list");
    printf("first-page %f\n", wall() - began);
    listed = (long)omnifund_session_list_count(page);
    while (omnifund_session_list_count(page) > 0) {
        must(omnifund_session_list_next(page, NULL), "list");
        listed += (long)omnifund_session_list_count(page);
    }
    if (listed != times)
        fail("sessions listed", listed);
    printf("listed %f\nresident %ld\n", (wall() - began) / (double)times, resident());
}

static const struct contest {
    const char *name;
    void (*run)(long times);
} CONTESTS[] = {
    {"sign-in", sign_in}, {"reject", reject}, {"cold", cold}, {"hot", hot}, {"exchange", exchange},
    {"refresh", refresh}, {"herd", herd}, {"sessions", sessions},
};

int main(int count, char **arguments)
{
    size_t one;

    for (one = 0; count == 3 && one < sizeof CONTESTS / sizeof *CONTESTS; one++) {
        if (!strcmp(CONTESTS[one].name, arguments[1])) {
            CONTESTS[one].run(atol(arguments[2]));
            return 0;
        }
    }
    return 2;
}
