/*
 * libcurl, as its documentation tells: one handle for all requests, which resumes TLS sessions, and for "fresh" a new
 * one each time. Each exchange has a connection of its own, as a token endpoint that closes them makes it.
 */
#include "race.h"

#include <curl/curl.h>

static char answer[16384];
static size_t length;

static size_t keep(char *bytes, size_t size, size_t count, void *nothing)
{
    (void)nothing;
    if (length + size * count >= sizeof answer)
        return 0;
    memcpy(answer + length, bytes, size * count);
    length += size * count;
    answer[length] = 0;
    return size * count;
}

static CURL *new_handle(void)
{
    static char url[1024];
    CURL *handle = curl_easy_init();

    if (!handle)
        exit(1);
    snprintf(url, sizeof url, "%s/oauth/v2/token", setting("OMNIFUND_BASE_URL"));
    curl_easy_setopt(handle, CURLOPT_URL, url);
    curl_easy_setopt(handle, CURLOPT_CAINFO, setting("RACE_AUTHORITIES"));
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, keep);
    curl_easy_setopt(handle, CURLOPT_TIMEOUT, 25L);
    curl_easy_setopt(handle, CURLOPT_FORBID_REUSE, 1L);
    return handle;
}

/* Whether the server gave a token. */
static int ask(CURL *handle, const char *grant)
{
    CURLcode code;

    curl_easy_setopt(handle, CURLOPT_POSTFIELDS, grant);
    length = 0;
    code = curl_easy_perform(handle);
    if (code != CURLE_OK)
        fail("request", code);
    return strstr(answer, "\"access_token\"") != NULL;
}

static const char *by_password(CURL *handle)
{
    static char grant[2048];
    char *name = curl_easy_escape(handle, setting("OMNIFUND_USERNAME"), 0);
    char *password = curl_easy_escape(handle, setting("OMNIFUND_PASSWORD"), 0);

    snprintf(grant, sizeof grant, "grant_type=password&client_id=%s&client_secret=%s&username=%s&password=%s",
             setting("OMNIFUND_CLIENT_ID"), setting("OMNIFUND_CLIENT_SECRET"), name, password);
    curl_free(name);
    curl_free(password);
    return grant;
}

static void exchange(long times, int fresh)
{
    CURL *handle = new_handle();
    const char *grant = by_password(handle);
    double began, used;

    while (times-- > 0) {
        used = processor();
        began = wall();
        if (fresh) {
            curl_easy_cleanup(handle);
            handle = new_handle();
        }
        if (!ask(handle, grant))
            fail("exchange", 0);
        printf("wall %f\ncpu %f\n", wall() - began, processor() - used);
    }
    curl_easy_cleanup(handle);
}

/* Everybody has the pair from one file, and writes the new one there. */
static void herd(void)
{
    static char grant[2048], refresh[512];
    FILE *file = fopen(setting("RACE_REFRESH_TOKEN"), "r");
    CURL *handle = new_handle();
    double began;
    int given;

    if (!file || !fgets(refresh, sizeof refresh, file))
        fail("refresh token", 0);
    fclose(file);
    snprintf(grant, sizeof grant, "grant_type=refresh_token&client_id=%s&client_secret=%s&refresh_token=%s",
             setting("OMNIFUND_CLIENT_ID"), setting("OMNIFUND_CLIENT_SECRET"), refresh);
    wait_for_the_start();
    began = wall();
    given = ask(handle, grant);
    printf("%s %f\n", given ? "wall" : "locked-out", wall() - began);
}

int main(int count, char **arguments)
{
    if (count != 3)
        return 2;
    curl_global_init(CURL_GLOBAL_DEFAULT);
    if (!strcmp(arguments[1], "exchange"))
        exchange(atol(arguments[2]), 0);
    else if (!strcmp(arguments[1], "fresh"))
        exchange(atol(arguments[2]), 1);
    else if (!strcmp(arguments[1], "herd"))
        herd();
    else
        return 2;
    return 0;
}
