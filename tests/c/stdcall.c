/* As Visual Basic 6 calls the library: by stdcall, found by name, with texts in UTF-16. */
#include <stdio.h>
#include <stdlib.h>
#include <windows.h>

static HMODULE library;

static void *entry(const char *name)
{
    FARPROC found = GetProcAddress(library, name);

    if (found == NULL) {
        fprintf(stderr, "no %s\n", name);
        exit(1);
    }
    return (void *)found;
}

/* One entry point, by what it takes. */
#define CALL(returns, name, ...) ((returns(__stdcall *)(__VA_ARGS__))entry(name))

static const WCHAR *set(const WCHAR *name)
{
    static WCHAR values[8][1024];
    static int used;
    WCHAR *value = values[used++];

    if (GetEnvironmentVariableW(name, value, 1024) == 0) {
        fprintf(stderr, "%ls is not set\n", name);
        exit(1);
    }
    return value;
}

static LONG failure;

static void must(LONG code)
{
    if (code != 0) {
        fprintf(stderr, "%ld: %s\n", code, CALL(const char *, "OmnifundErrorMessage", LONG)(failure));
        exit(1);
    }
}

int main(void)
{
    const WCHAR *directory = set(L"DIRECTORY");
    LONG config, client, store, session, token, login;
    LONG none = 0;
    double sealed = -1, expires;
    int call;

    library = LoadLibraryW(L"omnifund.dll");
    if (library == NULL) {
        fprintf(stderr, "no omnifund.dll\n");
        return 1;
    }
    config = CALL(LONG, "OmnifundConfigNew", void)();
    must(CALL(LONG, "OmnifundConfigSetBaseUrl", LONG, const WCHAR *, LONG *)(config, set(L"OMNIFUND_BASE_URL"), &failure));
    must(CALL(LONG, "OmnifundConfigSetCaFile", LONG, const WCHAR *, LONG *)(config, set(L"OMNIFUND_CA_FILE"), &failure));
    must(CALL(LONG, "OmnifundConfigSetCredentials", LONG, const WCHAR *, const WCHAR *, LONG *)(
        config, set(L"OMNIFUND_CLIENT_ID"), set(L"OMNIFUND_CLIENT_SECRET"), &failure));
    must(CALL(LONG, "OmnifundConfigSetCallBudget", LONG, double, LONG *)(config, 60000, &failure));
    must(CALL(LONG, "OmnifundClientNew", LONG, LONG *, LONG *)(config, &client, &failure));
    must(CALL(LONG, "OmnifundStoreOpenFile", const WCHAR *, LONG, LONG *, LONG *)(directory, 0, &store, &failure));

    /* A failed call gives its error, a text that is no UTF-16 too. */
    if (CALL(LONG, "OmnifundSessionOpen", LONG, LONG, const WCHAR *, LONG *, LONG *)(
            client, store, L"\xd800", &session, &failure) != 101)
        return 2;
    CALL(void, "OmnifundErrorFree", LONG)(failure);
    if (CALL(LONG, "OmnifundSessionOpen", LONG, LONG, const WCHAR *, LONG *, LONG *)(
            client, store, NULL, &session, &failure) != 100)
        return 3;
    CALL(void, "OmnifundErrorFree", LONG)(failure);

    must(CALL(LONG, "OmnifundSessionOpen", LONG, LONG, const WCHAR *, LONG *, LONG *)(
        client, store, set(L"USERNAME_OF_OMNIFUND"), &session, &failure));
    must(CALL(LONG, "OmnifundSessionSignIn", LONG, const WCHAR *, LONG *)(
        session, set(L"PASSWORD_OF_OMNIFUND"), &failure));
    /* Often, so that a stack which is not left as it was found would be noticed. */
    for (call = 0; call < 100000; call++) {
        must(CALL(LONG, "OmnifundSessionToken", LONG, LONG *, LONG *)(session, &token, &failure));
        expires = CALL(double, "OmnifundTokenExpiresAt", LONG)(token);
        if (expires < 1e9)
            return 4;
        CALL(void, "OmnifundTokenFree", LONG)(token);
        if (call == 10)
            must(CALL(LONG, "OmnifundSessionRefresh", LONG, LONG *)(session, &failure));
    }
    must(CALL(LONG, "OmnifundStorePrepareKey", LONG, LONG *)(store, &failure));
    must(CALL(LONG, "OmnifundStoreRotateKey", LONG, double *, LONG *)(store, &sealed, &failure));
    must(CALL(LONG, "OmnifundSessionTokenLogin", LONG, LONG *, LONG *)(session, &login, &failure));
    printf("%.0f sealed, login %ld\n", sealed, CALL(LONG, "OmnifundLoginStatus", LONG)(login));
    CALL(void, "OmnifundLoginFree", LONG)(login);
    CALL(void, "OmnifundSessionFree", LONG)(session);
    CALL(void, "OmnifundStoreFree", LONG)(store);
    CALL(void, "OmnifundClientFree", LONG)(client);
    CALL(void, "OmnifundConfigFree", LONG)(config);
    CALL(void, "OmnifundConfigFree", LONG)(none);
    return 0;
}
