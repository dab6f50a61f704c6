/* Made by tools/interface from omnifund-api.json; edits here are lost. */

#include <windows.h>

#include "omnifund.h"

/* In UTF-8, to be given back by `done`; NULL of NULL. What is no UTF-16 becomes what is no UTF-8, and is refused. */
static char *utf8(const WCHAR *text)
{
    int length;
    char *made;

    if (text == NULL)
        return NULL;
    length = WideCharToMultiByte(CP_UTF8, WC_ERR_INVALID_CHARS, text, -1, NULL, 0, NULL, NULL);
    made = HeapAlloc(GetProcessHeap(), HEAP_ZERO_MEMORY, length == 0 ? 2 : (SIZE_T)length);
    if (made == NULL)
        ExitProcess(3);
    if (length == 0)
        made[0] = (char)0xff;
    else
        WideCharToMultiByte(CP_UTF8, WC_ERR_INVALID_CHARS, text, -1, made, length, NULL, NULL);
    return made;
}

/* It can have been a password. */
static void done(char *text)
{
    if (text != NULL) {
        SecureZeroMemory(text, lstrlenA(text));
        HeapFree(GetProcessHeap(), 0, text);
    }
}


const char *__stdcall OmnifundVersion(void)
{
    return omnifund_version();
}

int32_t __stdcall OmnifundAbiVersion(void)
{
    return omnifund_abi_version();
}

int32_t __stdcall OmnifundErrorCode(const omnifund_error *err)
{
    return omnifund_error_code(err);
}

int32_t __stdcall OmnifundErrorAdvice(const omnifund_error *err)
{
    return omnifund_error_advice(err);
}

int32_t __stdcall OmnifundErrorOutcome(const omnifund_error *err)
{
    return omnifund_error_outcome(err);
}

const char *__stdcall OmnifundErrorMessage(const omnifund_error *err)
{
    return omnifund_error_message(err);
}

int32_t __stdcall OmnifundErrorHttpStatus(const omnifund_error *err)
{
    return omnifund_error_http_status(err);
}

const char *__stdcall OmnifundErrorOauthError(const omnifund_error *err)
{
    return omnifund_error_oauth_error(err);
}

const char *__stdcall OmnifundErrorOauthErrorDescription(const omnifund_error *err)
{
    return omnifund_error_oauth_error_description(err);
}

double __stdcall OmnifundErrorRetryAfter(const omnifund_error *err)
{
    return omnifund_error_retry_after(err);
}

void __stdcall OmnifundErrorFree(omnifund_error *err)
{
    omnifund_error_free(err);
}

const char *__stdcall OmnifundCodeName(int32_t code)
{
    return omnifund_code_name(code);
}

const char *__stdcall OmnifundCodeText(int32_t code)
{
    return omnifund_code_text(code);
}

omnifund_config *__stdcall OmnifundConfigNew(void)
{
    return omnifund_config_new();
}

int32_t __stdcall OmnifundConfigLoad(const WCHAR *path, omnifund_config **cfg, omnifund_error **err)
{
    char *path_utf8 = utf8(path);
    int32_t returned;

    returned = omnifund_config_load(path_utf8, cfg, err);
    done(path_utf8);
    return returned;
}

int32_t __stdcall OmnifundConfigSetEnvironment(omnifund_config *cfg, const WCHAR *environment, omnifund_error **err)
{
    char *environment_utf8 = utf8(environment);
    int32_t returned;

    returned = omnifund_config_set_environment(cfg, environment_utf8, err);
    done(environment_utf8);
    return returned;
}

int32_t __stdcall OmnifundConfigSetBaseUrl(omnifund_config *cfg, const WCHAR *base_url, omnifund_error **err)
{
    char *base_url_utf8 = utf8(base_url);
    int32_t returned;

    returned = omnifund_config_set_base_url(cfg, base_url_utf8, err);
    done(base_url_utf8);
    return returned;
}

int32_t __stdcall OmnifundConfigSetCredentials(omnifund_config *cfg, const WCHAR *client_id, const WCHAR *client_secret, omnifund_error **err)
{
    char *client_id_utf8 = utf8(client_id);
    char *client_secret_utf8 = utf8(client_secret);
    int32_t returned;

    returned = omnifund_config_set_credentials(cfg, client_id_utf8, client_secret_utf8, err);
    done(client_id_utf8);
    done(client_secret_utf8);
    return returned;
}

int32_t __stdcall OmnifundConfigSetJsonBody(omnifund_config *cfg, int32_t json, omnifund_error **err)
{
    return omnifund_config_set_json_body(cfg, json, err);
}

int32_t __stdcall OmnifundConfigSetConnectTimeout(omnifund_config *cfg, double milliseconds, omnifund_error **err)
{
    return omnifund_config_set_connect_timeout(cfg, (int64_t)milliseconds, err);
}

int32_t __stdcall OmnifundConfigSetExchangeTimeout(omnifund_config *cfg, double milliseconds, omnifund_error **err)
{
    return omnifund_config_set_exchange_timeout(cfg, (int64_t)milliseconds, err);
}

int32_t __stdcall OmnifundConfigSetIdempotencyHeader(omnifund_config *cfg, const WCHAR *name, omnifund_error **err)
{
    char *name_utf8 = utf8(name);
    int32_t returned;

    returned = omnifund_config_set_idempotency_header(cfg, name_utf8, err);
    done(name_utf8);
    return returned;
}

int32_t __stdcall OmnifundConfigSetCallBudget(omnifund_config *cfg, double milliseconds, omnifund_error **err)
{
    return omnifund_config_set_call_budget(cfg, (int64_t)milliseconds, err);
}

int32_t __stdcall OmnifundConfigSetProxy(omnifund_config *cfg, const WCHAR *proxy, omnifund_error **err)
{
    char *proxy_utf8 = utf8(proxy);
    int32_t returned;

    returned = omnifund_config_set_proxy(cfg, proxy_utf8, err);
    done(proxy_utf8);
    return returned;
}

int32_t __stdcall OmnifundConfigDisableProxy(omnifund_config *cfg, omnifund_error **err)
{
    return omnifund_config_disable_proxy(cfg, err);
}

int32_t __stdcall OmnifundConfigSetCaFile(omnifund_config *cfg, const WCHAR *path, omnifund_error **err)
{
    char *path_utf8 = utf8(path);
    int32_t returned;

    returned = omnifund_config_set_ca_file(cfg, path_utf8, err);
    done(path_utf8);
    return returned;
}

int32_t __stdcall OmnifundConfigTrustCaFileOnly(omnifund_config *cfg, omnifund_error **err)
{
    return omnifund_config_trust_ca_file_only(cfg, err);
}

int32_t __stdcall OmnifundConfigAllowPlainHttp(omnifund_config *cfg, omnifund_error **err)
{
    return omnifund_config_allow_plain_http(cfg, err);
}

int32_t __stdcall OmnifundConfigSetReplay(omnifund_config *cfg, int32_t replay, omnifund_error **err)
{
    return omnifund_config_set_replay(cfg, replay, err);
}

int32_t __stdcall OmnifundConfigSetRefreshLifetime(omnifund_config *cfg, double seconds, omnifund_error **err)
{
    return omnifund_config_set_refresh_lifetime(cfg, (int64_t)seconds, err);
}

void __stdcall OmnifundConfigFree(omnifund_config *cfg)
{
    omnifund_config_free(cfg);
}

int32_t __stdcall OmnifundConfigLogToStderr(omnifund_config *cfg, int32_t level, omnifund_error **err)
{
    return omnifund_config_log_to_stderr(cfg, level, err);
}

int32_t __stdcall OmnifundConfigLogToFile(omnifund_config *cfg, const WCHAR *path, int32_t level, omnifund_error **err)
{
    char *path_utf8 = utf8(path);
    int32_t returned;

    returned = omnifund_config_log_to_file(cfg, path_utf8, level, err);
    done(path_utf8);
    return returned;
}

int32_t __stdcall OmnifundConfigLogToSyslog(omnifund_config *cfg, int32_t level, omnifund_error **err)
{
    return omnifund_config_log_to_syslog(cfg, level, err);
}

int32_t __stdcall OmnifundConfigLogToQueue(omnifund_config *cfg, const omnifund_log_queue *queue, int32_t level, omnifund_error **err)
{
    return omnifund_config_log_to_queue(cfg, queue, level, err);
}

int32_t __stdcall OmnifundConfigSetAudit(omnifund_config *cfg, const WCHAR *sink, omnifund_error **err)
{
    char *sink_utf8 = utf8(sink);
    int32_t returned;

    returned = omnifund_config_set_audit(cfg, sink_utf8, err);
    done(sink_utf8);
    return returned;
}

int32_t __stdcall OmnifundLogEntryLevel(const omnifund_log_entry *entry)
{
    return omnifund_log_entry_level(entry);
}

const char *__stdcall OmnifundLogEntryEvent(const omnifund_log_entry *entry)
{
    return omnifund_log_entry_event(entry);
}

const char *__stdcall OmnifundLogEntryMessage(const omnifund_log_entry *entry)
{
    return omnifund_log_entry_message(entry);
}

const char *__stdcall OmnifundLogEntryUser(const omnifund_log_entry *entry)
{
    return omnifund_log_entry_user(entry);
}

const char *__stdcall OmnifundLogEntryClientId(const omnifund_log_entry *entry)
{
    return omnifund_log_entry_client_id(entry);
}

double __stdcall OmnifundLogEntryTime(const omnifund_log_entry *entry)
{
    return omnifund_log_entry_time(entry);
}

double __stdcall OmnifundLogEntryMilliseconds(const omnifund_log_entry *entry)
{
    return omnifund_log_entry_milliseconds(entry);
}

int32_t __stdcall OmnifundLogEntryCode(const omnifund_log_entry *entry)
{
    return omnifund_log_entry_code(entry);
}

void __stdcall OmnifundLogEntryFree(omnifund_log_entry *entry)
{
    omnifund_log_entry_free(entry);
}

omnifund_log_queue *__stdcall OmnifundLogQueueNew(void)
{
    return omnifund_log_queue_new();
}

omnifund_log_entry *__stdcall OmnifundLogQueueTake(const omnifund_log_queue *queue)
{
    return omnifund_log_queue_take(queue);
}

void __stdcall OmnifundLogQueueFree(omnifund_log_queue *queue)
{
    omnifund_log_queue_free(queue);
}

int32_t __stdcall OmnifundClientNew(const omnifund_config *cfg, omnifund_client **client, omnifund_error **err)
{
    return omnifund_client_new(cfg, client, err);
}

int32_t __stdcall OmnifundClientPasswordGrant(const omnifund_client *client, const WCHAR *username, const WCHAR *password, omnifund_token **token, omnifund_error **err)
{
    char *username_utf8 = utf8(username);
    char *password_utf8 = utf8(password);
    int32_t returned;

    returned = omnifund_client_password_grant(client, username_utf8, password_utf8, token, err);
    done(username_utf8);
    done(password_utf8);
    return returned;
}

int32_t __stdcall OmnifundClientRefreshGrant(const omnifund_client *client, const WCHAR *refresh_token, omnifund_token **token, omnifund_error **err)
{
    char *refresh_token_utf8 = utf8(refresh_token);
    int32_t returned;

    returned = omnifund_client_refresh_grant(client, refresh_token_utf8, token, err);
    done(refresh_token_utf8);
    return returned;
}

int32_t __stdcall OmnifundClientTokenLogin(const omnifund_client *client, const WCHAR *access_token, omnifund_login **login, omnifund_error **err)
{
    char *access_token_utf8 = utf8(access_token);
    int32_t returned;

    returned = omnifund_client_token_login(client, access_token_utf8, login, err);
    done(access_token_utf8);
    return returned;
}

void __stdcall OmnifundClientFree(omnifund_client *client)
{
    omnifund_client_free(client);
}

const char *__stdcall OmnifundTokenAccessToken(const omnifund_token *token)
{
    return omnifund_token_access_token(token);
}

const char *__stdcall OmnifundTokenRefreshToken(const omnifund_token *token)
{
    return omnifund_token_refresh_token(token);
}

const char *__stdcall OmnifundTokenTokenType(const omnifund_token *token)
{
    return omnifund_token_token_type(token);
}

const char *__stdcall OmnifundTokenScope(const omnifund_token *token)
{
    return omnifund_token_scope(token);
}

double __stdcall OmnifundTokenExpiresIn(const omnifund_token *token)
{
    return omnifund_token_expires_in(token);
}

double __stdcall OmnifundTokenExpiresAt(const omnifund_token *token)
{
    return omnifund_token_expires_at(token);
}

double __stdcall OmnifundTokenFreshFor(const omnifund_token *token)
{
    return omnifund_token_fresh_for(token);
}

void __stdcall OmnifundTokenFree(omnifund_token *token)
{
    omnifund_token_free(token);
}

int32_t __stdcall OmnifundClientAuthorization(const omnifund_client *client, const WCHAR *redirect_uri, omnifund_authorization **authorization, omnifund_error **err)
{
    char *redirect_uri_utf8 = utf8(redirect_uri);
    int32_t returned;

    returned = omnifund_client_authorization(client, redirect_uri_utf8, authorization, err);
    done(redirect_uri_utf8);
    return returned;
}

int32_t __stdcall OmnifundClientAuthorizationWithState(const omnifund_client *client, const WCHAR *redirect_uri, const WCHAR *state, omnifund_authorization **authorization, omnifund_error **err)
{
    char *redirect_uri_utf8 = utf8(redirect_uri);
    char *state_utf8 = utf8(state);
    int32_t returned;

    returned = omnifund_client_authorization_with_state(client, redirect_uri_utf8, state_utf8, authorization, err);
    done(redirect_uri_utf8);
    done(state_utf8);
    return returned;
}

const char *__stdcall OmnifundAuthorizationUrl(const omnifund_authorization *authorization)
{
    return omnifund_authorization_url(authorization);
}

const char *__stdcall OmnifundAuthorizationState(const omnifund_authorization *authorization)
{
    return omnifund_authorization_state(authorization);
}

int32_t __stdcall OmnifundClientAuthorizationCodeGrant(const omnifund_client *client, const omnifund_authorization *authorization, const WCHAR *redirect_url, omnifund_token **token, omnifund_error **err)
{
    char *redirect_url_utf8 = utf8(redirect_url);
    int32_t returned;

    returned = omnifund_client_authorization_code_grant(client, authorization, redirect_url_utf8, token, err);
    done(redirect_url_utf8);
    return returned;
}

void __stdcall OmnifundAuthorizationFree(omnifund_authorization *authorization)
{
    omnifund_authorization_free(authorization);
}

int32_t __stdcall OmnifundLoginStatus(const omnifund_login *login)
{
    return omnifund_login_status(login);
}

double __stdcall OmnifundLoginHeaderCount(const omnifund_login *login)
{
    return omnifund_login_header_count(login);
}

const char *__stdcall OmnifundLoginHeaderName(const omnifund_login *login, double index)
{
    return omnifund_login_header_name(login, (int64_t)index);
}

const char *__stdcall OmnifundLoginHeaderValue(const omnifund_login *login, double index)
{
    return omnifund_login_header_value(login, (int64_t)index);
}

const char *__stdcall OmnifundLoginHeader(const omnifund_login *login, const WCHAR *name)
{
    char *name_utf8 = utf8(name);
    const char *returned;

    returned = omnifund_login_header(login, name_utf8);
    done(name_utf8);
    return returned;
}

double __stdcall OmnifundLoginCookieCount(const omnifund_login *login)
{
    return omnifund_login_cookie_count(login);
}

const char *__stdcall OmnifundLoginCookieName(const omnifund_login *login, double index)
{
    return omnifund_login_cookie_name(login, (int64_t)index);
}

const char *__stdcall OmnifundLoginCookieValue(const omnifund_login *login, double index)
{
    return omnifund_login_cookie_value(login, (int64_t)index);
}

const char *__stdcall OmnifundLoginCookieHeader(const omnifund_login *login, double index)
{
    return omnifund_login_cookie_header(login, (int64_t)index);
}

const char *__stdcall OmnifundLoginLocation(const omnifund_login *login)
{
    return omnifund_login_location(login);
}

const char *__stdcall OmnifundLoginBody(const omnifund_login *login)
{
    return omnifund_login_body(login);
}

double __stdcall OmnifundLoginBodyLength(const omnifund_login *login)
{
    return omnifund_login_body_length(login);
}

void __stdcall OmnifundLoginFree(omnifund_login *login)
{
    omnifund_login_free(login);
}

int32_t __stdcall OmnifundKeyFromBytes(const uint8_t *bytes, double length, omnifund_key **key, omnifund_error **err)
{
    return omnifund_key_from_bytes(bytes, (int64_t)length, key, err);
}

void __stdcall OmnifundKeyFree(omnifund_key *key)
{
    omnifund_key_free(key);
}

omnifund_store_options *__stdcall OmnifundStoreOptionsNew(void)
{
    return omnifund_store_options_new();
}

int32_t __stdcall OmnifundStoreOptionsSetGroup(omnifund_store_options *options, omnifund_error **err)
{
    return omnifund_store_options_set_group(options, err);
}

int32_t __stdcall OmnifundStoreOptionsAllowNetwork(omnifund_store_options *options, omnifund_error **err)
{
    return omnifund_store_options_allow_network(options, err);
}

int32_t __stdcall OmnifundStoreOptionsTakeOver(omnifund_store_options *options, omnifund_error **err)
{
    return omnifund_store_options_take_over(options, err);
}

int32_t __stdcall OmnifundStoreOptionsMustExist(omnifund_store_options *options, omnifund_error **err)
{
    return omnifund_store_options_must_exist(options, err);
}

int32_t __stdcall OmnifundStoreOptionsAddOlderKey(omnifund_store_options *options, const omnifund_key *key, omnifund_error **err)
{
    return omnifund_store_options_add_older_key(options, key, err);
}

int32_t __stdcall OmnifundStoreOptionsSetKeyFile(omnifund_store_options *options, const WCHAR *path, omnifund_error **err)
{
    char *path_utf8 = utf8(path);
    int32_t returned;

    returned = omnifund_store_options_set_key_file(options, path_utf8, err);
    done(path_utf8);
    return returned;
}

int32_t __stdcall OmnifundStoreOptionsSetKeyProtection(omnifund_store_options *options, const WCHAR *whom, omnifund_error **err)
{
    char *whom_utf8 = utf8(whom);
    int32_t returned;

    returned = omnifund_store_options_set_key_protection(options, whom_utf8, err);
    done(whom_utf8);
    return returned;
}

int32_t __stdcall OmnifundStoreOptionsSetAudit(omnifund_store_options *options, const WCHAR *sink, omnifund_error **err)
{
    char *sink_utf8 = utf8(sink);
    int32_t returned;

    returned = omnifund_store_options_set_audit(options, sink_utf8, err);
    done(sink_utf8);
    return returned;
}

int32_t __stdcall OmnifundStoreOptionsSetMachine(omnifund_store_options *options, const WCHAR *name, omnifund_error **err)
{
    char *name_utf8 = utf8(name);
    int32_t returned;

    returned = omnifund_store_options_set_machine(options, name_utf8, err);
    done(name_utf8);
    return returned;
}

void __stdcall OmnifundStoreOptionsFree(omnifund_store_options *options)
{
    omnifund_store_options_free(options);
}

int32_t __stdcall OmnifundStoreOpenMemory(omnifund_store **store, omnifund_error **err)
{
    return omnifund_store_open_memory(store, err);
}

int32_t __stdcall OmnifundStoreOpenFile(const WCHAR *path, const omnifund_key *key, omnifund_store **store, omnifund_error **err)
{
    char *path_utf8 = utf8(path);
    int32_t returned;

    returned = omnifund_store_open_file(path_utf8, key, store, err);
    done(path_utf8);
    return returned;
}

int32_t __stdcall OmnifundStoreOpenFileWith(const WCHAR *path, const omnifund_key *key, const omnifund_store_options *options, omnifund_store **store, omnifund_error **err)
{
    char *path_utf8 = utf8(path);
    int32_t returned;

    returned = omnifund_store_open_file_with(path_utf8, key, options, store, err);
    done(path_utf8);
    return returned;
}

int32_t __stdcall OmnifundStoreOpenConfigured(const omnifund_config *cfg, omnifund_store **store, omnifund_error **err)
{
    return omnifund_store_open_configured(cfg, store, err);
}

int32_t __stdcall OmnifundStorePrepareKey(const omnifund_store *store, omnifund_error **err)
{
    return omnifund_store_prepare_key(store, err);
}

int32_t __stdcall OmnifundStoreRotateKey(const omnifund_store *store, double *sealed, omnifund_error **err)
{
    int64_t sealed_whole = 0;
    int32_t returned;

    returned = omnifund_store_rotate_key(store, &sealed_whole, err);
    if (sealed != NULL)
        *sealed = (double)sealed_whole;
    return returned;
}

void __stdcall OmnifundStoreFree(omnifund_store *store)
{
    omnifund_store_free(store);
}

int32_t __stdcall OmnifundStoreOptionsSetJournal(omnifund_store_options *options, const WCHAR *directory, omnifund_error **err)
{
    char *directory_utf8 = utf8(directory);
    int32_t returned;

    returned = omnifund_store_options_set_journal(options, directory_utf8, err);
    done(directory_utf8);
    return returned;
}

int32_t __stdcall OmnifundStoreOpen(const WCHAR *place, const omnifund_key *key, const omnifund_store_options *options, omnifund_store **store, omnifund_error **err)
{
    char *place_utf8 = utf8(place);
    int32_t returned;

    returned = omnifund_store_open(place_utf8, key, options, store, err);
    done(place_utf8);
    return returned;
}

void __stdcall OmnifundStoreDetach(const omnifund_store *store)
{
    omnifund_store_detach(store);
}

int32_t __stdcall OmnifundStoreSaveClient(const omnifund_store *store, const WCHAR *name, const WCHAR *client_id, const WCHAR *client_secret, omnifund_error **err)
{
    char *name_utf8 = utf8(name);
    char *client_id_utf8 = utf8(client_id);
    char *client_secret_utf8 = utf8(client_secret);
    int32_t returned;

    returned = omnifund_store_save_client(store, name_utf8, client_id_utf8, client_secret_utf8, err);
    done(name_utf8);
    done(client_id_utf8);
    done(client_secret_utf8);
    return returned;
}

int32_t __stdcall OmnifundStoreRenameClient(const omnifund_store *store, const WCHAR *name, const WCHAR *new_name, omnifund_error **err)
{
    char *name_utf8 = utf8(name);
    char *new_name_utf8 = utf8(new_name);
    int32_t returned;

    returned = omnifund_store_rename_client(store, name_utf8, new_name_utf8, err);
    done(name_utf8);
    done(new_name_utf8);
    return returned;
}

int32_t __stdcall OmnifundStoreReplaceClient(const omnifund_store *store, const WCHAR *name, const WCHAR *client_id, const WCHAR *client_secret, double *sessions, omnifund_error **err)
{
    char *name_utf8 = utf8(name);
    char *client_id_utf8 = utf8(client_id);
    char *client_secret_utf8 = utf8(client_secret);
    int64_t sessions_whole = 0;
    int32_t returned;

    returned = omnifund_store_replace_client(store, name_utf8, client_id_utf8, client_secret_utf8, &sessions_whole, err);
    done(name_utf8);
    done(client_id_utf8);
    done(client_secret_utf8);
    if (sessions != NULL)
        *sessions = (double)sessions_whole;
    return returned;
}

int32_t __stdcall OmnifundStoreRemoveClient(const omnifund_store *store, const WCHAR *name, omnifund_error **err)
{
    char *name_utf8 = utf8(name);
    int32_t returned;

    returned = omnifund_store_remove_client(store, name_utf8, err);
    done(name_utf8);
    return returned;
}

int32_t __stdcall OmnifundStoreClients(const omnifund_store *store, omnifund_client_list **list, omnifund_error **err)
{
    return omnifund_store_clients(store, list, err);
}

int32_t __stdcall OmnifundClientFromStore(const omnifund_config *cfg, const omnifund_store *store, const WCHAR *name, omnifund_client **client, omnifund_error **err)
{
    char *name_utf8 = utf8(name);
    int32_t returned;

    returned = omnifund_client_from_store(cfg, store, name_utf8, client, err);
    done(name_utf8);
    return returned;
}

int32_t __stdcall OmnifundClientOpenConfigured(const omnifund_config *cfg, const omnifund_store *store, omnifund_client **client, omnifund_error **err)
{
    return omnifund_client_open_configured(cfg, store, client, err);
}

double __stdcall OmnifundClientListCount(const omnifund_client_list *list)
{
    return omnifund_client_list_count(list);
}

const char *__stdcall OmnifundClientListName(const omnifund_client_list *list, double index)
{
    return omnifund_client_list_name(list, (int64_t)index);
}

const char *__stdcall OmnifundClientListClientId(const omnifund_client_list *list, double index)
{
    return omnifund_client_list_client_id(list, (int64_t)index);
}

double __stdcall OmnifundClientListSince(const omnifund_client_list *list, double index)
{
    return omnifund_client_list_since(list, (int64_t)index);
}

void __stdcall OmnifundClientListFree(omnifund_client_list *list)
{
    omnifund_client_list_free(list);
}

int32_t __stdcall OmnifundSessionOpen(const omnifund_client *client, const omnifund_store *store, const WCHAR *username, omnifund_session **session, omnifund_error **err)
{
    char *username_utf8 = utf8(username);
    int32_t returned;

    returned = omnifund_session_open(client, store, username_utf8, session, err);
    done(username_utf8);
    return returned;
}

int32_t __stdcall OmnifundSessionOpenNamed(const omnifund_config *cfg, const omnifund_store *store, const WCHAR *client_name, const WCHAR *username, omnifund_session **session, omnifund_error **err)
{
    char *client_name_utf8 = utf8(client_name);
    char *username_utf8 = utf8(username);
    int32_t returned;

    returned = omnifund_session_open_named(cfg, store, client_name_utf8, username_utf8, session, err);
    done(client_name_utf8);
    done(username_utf8);
    return returned;
}

int32_t __stdcall OmnifundSessionOpenConfigured(const WCHAR *path, const WCHAR *username, omnifund_session **session, omnifund_error **err)
{
    char *path_utf8 = utf8(path);
    char *username_utf8 = utf8(username);
    int32_t returned;

    returned = omnifund_session_open_configured(path_utf8, username_utf8, session, err);
    done(path_utf8);
    done(username_utf8);
    return returned;
}

int32_t __stdcall OmnifundSessionSignIn(const omnifund_session *session, const WCHAR *password, omnifund_error **err)
{
    char *password_utf8 = utf8(password);
    int32_t returned;

    returned = omnifund_session_sign_in(session, password_utf8, err);
    done(password_utf8);
    return returned;
}

int32_t __stdcall OmnifundSessionSignInSaving(const omnifund_session *session, const WCHAR *password, int32_t save, omnifund_error **err)
{
    char *password_utf8 = utf8(password);
    int32_t returned;

    returned = omnifund_session_sign_in_saving(session, password_utf8, save, err);
    done(password_utf8);
    return returned;
}

int32_t __stdcall OmnifundSessionSignInWithCode(const omnifund_session *session, const omnifund_authorization *authorization, const WCHAR *redirect_url, omnifund_error **err)
{
    char *redirect_url_utf8 = utf8(redirect_url);
    int32_t returned;

    returned = omnifund_session_sign_in_with_code(session, authorization, redirect_url_utf8, err);
    done(redirect_url_utf8);
    return returned;
}

int32_t __stdcall OmnifundSessionToken(const omnifund_session *session, omnifund_token **token, omnifund_error **err)
{
    return omnifund_session_token(session, token, err);
}

int32_t __stdcall OmnifundSessionTokenWithin(const omnifund_session *session, double budget_ms, omnifund_token **token, omnifund_error **err)
{
    return omnifund_session_token_within(session, (int64_t)budget_ms, token, err);
}

omnifund_token *__stdcall OmnifundSessionPeek(const omnifund_session *session)
{
    return omnifund_session_peek(session);
}

int32_t __stdcall OmnifundSessionRefresh(const omnifund_session *session, omnifund_error **err)
{
    return omnifund_session_refresh(session, err);
}

int32_t __stdcall OmnifundSessionReject(const omnifund_session *session, const WCHAR *access_token, omnifund_error **err)
{
    char *access_token_utf8 = utf8(access_token);
    int32_t returned;

    returned = omnifund_session_reject(session, access_token_utf8, err);
    done(access_token_utf8);
    return returned;
}

int32_t __stdcall OmnifundSessionTokenLogin(const omnifund_session *session, omnifund_login **login, omnifund_error **err)
{
    return omnifund_session_token_login(session, login, err);
}

int32_t __stdcall OmnifundSessionSignOut(const omnifund_session *session, omnifund_error **err)
{
    return omnifund_session_sign_out(session, err);
}

int32_t __stdcall OmnifundSessionForget(const omnifund_session *session, omnifund_error **err)
{
    return omnifund_session_forget(session, err);
}

int32_t __stdcall OmnifundSessionAdopt(const omnifund_session *session, const WCHAR *access_token, const WCHAR *refresh_token, double expires_at, int32_t replace, omnifund_error **err)
{
    char *access_token_utf8 = utf8(access_token);
    char *refresh_token_utf8 = utf8(refresh_token);
    int32_t returned;

    returned = omnifund_session_adopt(session, access_token_utf8, refresh_token_utf8, (int64_t)expires_at, replace, err);
    done(access_token_utf8);
    done(refresh_token_utf8);
    return returned;
}

int32_t __stdcall OmnifundSessionExport(const omnifund_session *session, omnifund_token **token, omnifund_error **err)
{
    return omnifund_session_export(session, token, err);
}

void __stdcall OmnifundSessionFree(omnifund_session *session)
{
    omnifund_session_free(session);
}

int32_t __stdcall OmnifundResponseOutcome(const omnifund_response *response)
{
    return omnifund_response_outcome(response);
}

double __stdcall OmnifundResponseRetryAfter(const omnifund_response *response)
{
    return omnifund_response_retry_after(response);
}

const char *__stdcall OmnifundResponseNext(const omnifund_response *response)
{
    return omnifund_response_next(response);
}

int32_t __stdcall OmnifundResponseStatus(const omnifund_response *response)
{
    return omnifund_response_status(response);
}

double __stdcall OmnifundResponseHeaderCount(const omnifund_response *response)
{
    return omnifund_response_header_count(response);
}

const char *__stdcall OmnifundResponseHeaderName(const omnifund_response *response, double index)
{
    return omnifund_response_header_name(response, (int64_t)index);
}

const char *__stdcall OmnifundResponseHeaderValue(const omnifund_response *response, double index)
{
    return omnifund_response_header_value(response, (int64_t)index);
}

const char *__stdcall OmnifundResponseHeader(const omnifund_response *response, const WCHAR *name)
{
    char *name_utf8 = utf8(name);
    const char *returned;

    returned = omnifund_response_header(response, name_utf8);
    done(name_utf8);
    return returned;
}

double __stdcall OmnifundResponseCookieCount(const omnifund_response *response)
{
    return omnifund_response_cookie_count(response);
}

const char *__stdcall OmnifundResponseCookieName(const omnifund_response *response, double index)
{
    return omnifund_response_cookie_name(response, (int64_t)index);
}

const char *__stdcall OmnifundResponseCookieValue(const omnifund_response *response, double index)
{
    return omnifund_response_cookie_value(response, (int64_t)index);
}

const char *__stdcall OmnifundResponseCookieHeader(const omnifund_response *response, double index)
{
    return omnifund_response_cookie_header(response, (int64_t)index);
}

const char *__stdcall OmnifundResponseLocation(const omnifund_response *response)
{
    return omnifund_response_location(response);
}

const char *__stdcall OmnifundResponseBody(const omnifund_response *response)
{
    return omnifund_response_body(response);
}

double __stdcall OmnifundResponseBodyLength(const omnifund_response *response)
{
    return omnifund_response_body_length(response);
}

void __stdcall OmnifundResponseFree(omnifund_response *response)
{
    omnifund_response_free(response);
}

int32_t __stdcall OmnifundRequestNew(const WCHAR *method, const WCHAR *path, omnifund_request **request, omnifund_error **err)
{
    char *method_utf8 = utf8(method);
    char *path_utf8 = utf8(path);
    int32_t returned;

    returned = omnifund_request_new(method_utf8, path_utf8, request, err);
    done(method_utf8);
    done(path_utf8);
    return returned;
}

int32_t __stdcall OmnifundRequestAddQuery(omnifund_request *request, const WCHAR *name, const WCHAR *value, omnifund_error **err)
{
    char *name_utf8 = utf8(name);
    char *value_utf8 = utf8(value);
    int32_t returned;

    returned = omnifund_request_add_query(request, name_utf8, value_utf8, err);
    done(name_utf8);
    done(value_utf8);
    return returned;
}

int32_t __stdcall OmnifundRequestAddHeader(omnifund_request *request, const WCHAR *name, const WCHAR *value, omnifund_error **err)
{
    char *name_utf8 = utf8(name);
    char *value_utf8 = utf8(value);
    int32_t returned;

    returned = omnifund_request_add_header(request, name_utf8, value_utf8, err);
    done(name_utf8);
    done(value_utf8);
    return returned;
}

int32_t __stdcall OmnifundRequestSetBody(omnifund_request *request, const WCHAR *content_type, const char *body, double length, omnifund_error **err)
{
    char *content_type_utf8 = utf8(content_type);
    int32_t returned;

    returned = omnifund_request_set_body(request, content_type_utf8, body, (int64_t)length, err);
    done(content_type_utf8);
    return returned;
}

int32_t __stdcall OmnifundRequestSetBodyFile(omnifund_request *request, const WCHAR *content_type, const WCHAR *path, omnifund_error **err)
{
    char *content_type_utf8 = utf8(content_type);
    char *path_utf8 = utf8(path);
    int32_t returned;

    returned = omnifund_request_set_body_file(request, content_type_utf8, path_utf8, err);
    done(content_type_utf8);
    done(path_utf8);
    return returned;
}

int32_t __stdcall OmnifundRequestSetOutputFile(omnifund_request *request, const WCHAR *path, omnifund_error **err)
{
    char *path_utf8 = utf8(path);
    int32_t returned;

    returned = omnifund_request_set_output_file(request, path_utf8, err);
    done(path_utf8);
    return returned;
}

int32_t __stdcall OmnifundRequestSetTimeLimit(omnifund_request *request, double milliseconds, omnifund_error **err)
{
    return omnifund_request_set_time_limit(request, (int64_t)milliseconds, err);
}

int32_t __stdcall OmnifundRequestSetLargestAnswer(omnifund_request *request, double length, omnifund_error **err)
{
    return omnifund_request_set_largest_answer(request, (int64_t)length, err);
}

int32_t __stdcall OmnifundRequestSetRetry(omnifund_request *request, int32_t retry, omnifund_error **err)
{
    return omnifund_request_set_retry(request, retry, err);
}

int32_t __stdcall OmnifundRequestSetIdempotencyKey(omnifund_request *request, const WCHAR *key, omnifund_error **err)
{
    char *key_utf8 = utf8(key);
    int32_t returned;

    returned = omnifund_request_set_idempotency_key(request, key_utf8, err);
    done(key_utf8);
    return returned;
}

const char *__stdcall OmnifundRequestIdempotencyKey(const omnifund_request *request)
{
    return omnifund_request_idempotency_key(request);
}

void __stdcall OmnifundRequestFree(omnifund_request *request)
{
    omnifund_request_free(request);
}

int32_t __stdcall OmnifundSessionRequest(const omnifund_session *session, omnifund_request *request, omnifund_response **response, omnifund_error **err)
{
    return omnifund_session_request(session, request, response, err);
}

int32_t __stdcall OmnifundSessionTokenLasting(const omnifund_session *session, double seconds, omnifund_token **token, omnifund_error **err)
{
    return omnifund_session_token_lasting(session, (int64_t)seconds, token, err);
}

const char *__stdcall OmnifundSessionBaseUrl(const omnifund_session *session)
{
    return omnifund_session_base_url(session);
}

const int64_t *__stdcall OmnifundChanges(void)
{
    return omnifund_changes();
}

int32_t __stdcall OmnifundSessionStatus(const omnifund_session *session, omnifund_status **status, omnifund_error **err)
{
    return omnifund_session_status(session, status, err);
}

int32_t __stdcall OmnifundStatusSignedIn(const omnifund_status *status)
{
    return omnifund_status_signed_in(status);
}

int32_t __stdcall OmnifundStatusSignedOut(const omnifund_status *status)
{
    return omnifund_status_signed_out(status);
}

int32_t __stdcall OmnifundStatusRefused(const omnifund_status *status)
{
    return omnifund_status_refused(status);
}

double __stdcall OmnifundStatusSecondsLeft(const omnifund_status *status)
{
    return omnifund_status_seconds_left(status);
}

double __stdcall OmnifundStatusGeneration(const omnifund_status *status)
{
    return omnifund_status_generation(status);
}

double __stdcall OmnifundStatusLastRotation(const omnifund_status *status)
{
    return omnifund_status_last_rotation(status);
}

double __stdcall OmnifundStatusRefreshTokenEnds(const omnifund_status *status)
{
    return omnifund_status_refresh_token_ends(status);
}

double __stdcall OmnifundStatusFailingSince(const omnifund_status *status)
{
    return omnifund_status_failing_since(status);
}

double __stdcall OmnifundStatusFailuresInARow(const omnifund_status *status)
{
    return omnifund_status_failures_in_a_row(status);
}

int32_t __stdcall OmnifundStatusUnsaved(const omnifund_status *status)
{
    return omnifund_status_unsaved(status);
}

double __stdcall OmnifundStatusKeptAnswer(const omnifund_status *status)
{
    return omnifund_status_kept_answer(status);
}

double __stdcall OmnifundStatusReplays(const omnifund_status *status)
{
    return omnifund_status_replays(status);
}

double __stdcall OmnifundStatusExchanges(const omnifund_status *status)
{
    return omnifund_status_exchanges(status);
}

double __stdcall OmnifundStatusFailures(const omnifund_status *status)
{
    return omnifund_status_failures(status);
}

double __stdcall OmnifundStatusWaits(const omnifund_status *status)
{
    return omnifund_status_waits(status);
}

double __stdcall OmnifundStatusLost(const omnifund_status *status)
{
    return omnifund_status_lost(status);
}

double __stdcall OmnifundStatusUnsavedPairs(const omnifund_status *status)
{
    return omnifund_status_unsaved_pairs(status);
}

void __stdcall OmnifundStatusFree(omnifund_status *status)
{
    omnifund_status_free(status);
}

int32_t __stdcall OmnifundSessionKeptAnswer(const omnifund_session *session, omnifund_kept_answer **answer, omnifund_error **err)
{
    return omnifund_session_kept_answer(session, answer, err);
}

int32_t __stdcall OmnifundSessionRecover(const omnifund_session *session, omnifund_error **err)
{
    return omnifund_session_recover(session, err);
}

double __stdcall OmnifundKeptAnswerAskedAt(const omnifund_kept_answer *answer)
{
    return omnifund_kept_answer_asked_at(answer);
}

const char *__stdcall OmnifundKeptAnswerBytes(const omnifund_kept_answer *answer)
{
    return omnifund_kept_answer_bytes(answer);
}

double __stdcall OmnifundKeptAnswerLength(const omnifund_kept_answer *answer)
{
    return omnifund_kept_answer_length(answer);
}

void __stdcall OmnifundKeptAnswerFree(omnifund_kept_answer *answer)
{
    omnifund_kept_answer_free(answer);
}

int32_t __stdcall OmnifundStoreSessions(const omnifund_store *store, const omnifund_client *client, omnifund_session_list **list, omnifund_error **err)
{
    return omnifund_store_sessions(store, client, list, err);
}

int32_t __stdcall OmnifundSessionListNext(omnifund_session_list *list, omnifund_error **err)
{
    return omnifund_session_list_next(list, err);
}

double __stdcall OmnifundSessionListCount(const omnifund_session_list *list)
{
    return omnifund_session_list_count(list);
}

const char *__stdcall OmnifundSessionListProblem(const omnifund_session_list *list, double index)
{
    return omnifund_session_list_problem(list, (int64_t)index);
}

const char *__stdcall OmnifundSessionListUsername(const omnifund_session_list *list, double index)
{
    return omnifund_session_list_username(list, (int64_t)index);
}

const char *__stdcall OmnifundSessionListBaseUrl(const omnifund_session_list *list, double index)
{
    return omnifund_session_list_base_url(list, (int64_t)index);
}

const char *__stdcall OmnifundSessionListClientId(const omnifund_session_list *list, double index)
{
    return omnifund_session_list_client_id(list, (int64_t)index);
}

int32_t __stdcall OmnifundSessionListSignedIn(const omnifund_session_list *list, double index)
{
    return omnifund_session_list_signed_in(list, (int64_t)index);
}

double __stdcall OmnifundSessionListLastRotation(const omnifund_session_list *list, double index)
{
    return omnifund_session_list_last_rotation(list, (int64_t)index);
}

void __stdcall OmnifundSessionListFree(omnifund_session_list *list)
{
    omnifund_session_list_free(list);
}

int32_t __stdcall OmnifundSessionKeepAlive(const omnifund_client *client, const omnifund_store *store, double age, double budget_ms, omnifund_error **err)
{
    return omnifund_session_keep_alive(client, store, (int64_t)age, (int64_t)budget_ms, NULL, NULL, err);
}

int32_t __stdcall OmnifundStoreMetrics(const omnifund_store *store, const omnifund_config *cfg, omnifund_metrics **metrics, omnifund_error **err)
{
    return omnifund_store_metrics(store, cfg, metrics, err);
}

const char *__stdcall OmnifundMetricsText(const omnifund_metrics *metrics)
{
    return omnifund_metrics_text(metrics);
}

void __stdcall OmnifundMetricsFree(omnifund_metrics *metrics)
{
    omnifund_metrics_free(metrics);
}

double __stdcall OmnifundEndExchanges(double budget_ms)
{
    return omnifund_end_exchanges((int64_t)budget_ms);
}
