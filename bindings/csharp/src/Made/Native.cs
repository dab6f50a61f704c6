// Made by tools/interface from omnifund-api.json; edits here are lost.

using System;
using System.Runtime.InteropServices;

namespace Omnifund.Raw
{
    /// <summary>The library's functions, as C has them.</summary>
    internal static class Native
    {
        /// <summary>The number of the binary interface that they are of.</summary>
        internal const int Abi = 1;

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate void UserdataCallback(IntPtr userdata);

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate void LogCallback(IntPtr userdata, int level, IntPtr message);

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate void LogEntryCallback(IntPtr userdata, IntPtr entry);

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate long BodyCallback(IntPtr userdata, IntPtr buffer, long room);

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate int OutputCallback(IntPtr userdata, IntPtr bytes, long length);

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate void KeptAliveCallback(IntPtr userdata, IntPtr username, IntPtr err);

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate void StoreSinkRecord(IntPtr call, long version, IntPtr writeId, long ageMs, IntPtr bytes, UIntPtr length);

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate void StoreSinkLease(IntPtr call, long fence, long remainingMs);

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate void StoreSinkKey(IntPtr call, IntPtr key);

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate void StoreSinkMessage(IntPtr call, IntPtr text);

        [StructLayout(LayoutKind.Sequential)]
        internal struct StoreSink
        {
            internal UIntPtr Size;
            internal IntPtr Call;
            internal IntPtr Record;
            internal IntPtr Lease;
            internal IntPtr Key;
            internal IntPtr Message;
        }

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate int StoreFunctionsConnect(IntPtr userdata, long deadlineMs, out IntPtr connection, IntPtr sink);

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate void StoreFunctionsDisconnect(IntPtr userdata, IntPtr connection);

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate int StoreFunctionsIdentify(IntPtr userdata, IntPtr connection, long deadlineMs, IntPtr sink);

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate int StoreFunctionsLoad(IntPtr userdata, IntPtr connection, long deadlineMs, IntPtr key, IntPtr sink);

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate int StoreFunctionsLease(IntPtr userdata, IntPtr connection, long deadlineMs, IntPtr key, IntPtr owner, long lastingMs, IntPtr sink);

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate int StoreFunctionsSwap(IntPtr userdata, IntPtr connection, long deadlineMs, IntPtr key, IntPtr owner, long fence, long expected, IntPtr writeId, IntPtr bytes, UIntPtr length, IntPtr sink);

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate int StoreFunctionsRelease(IntPtr userdata, IntPtr connection, long deadlineMs, IntPtr key, IntPtr owner, long fence, IntPtr sink);

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate int StoreFunctionsList(IntPtr userdata, IntPtr connection, long deadlineMs, IntPtr after, IntPtr upTo, long limit, IntPtr sink);

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate int StoreFunctionsWait(IntPtr userdata, IntPtr connection, IntPtr key, long atMostMs, IntPtr sink);

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate void StoreFunctionsDestroy(IntPtr userdata);

        [StructLayout(LayoutKind.Sequential)]
        internal struct StoreFunctions
        {
            internal UIntPtr Size;
            internal uint Version;
            internal IntPtr Userdata;
            internal IntPtr Connect;
            internal IntPtr Disconnect;
            internal IntPtr Identify;
            internal IntPtr Load;
            internal IntPtr Lease;
            internal IntPtr Swap;
            internal IntPtr Release;
            internal IntPtr List;
            internal IntPtr Wait;
            internal IntPtr Destroy;
        }

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern IntPtr omnifund_version();

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_abi_version();

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_error_code(ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_error_advice(ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_error_outcome(ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern IntPtr omnifund_error_message(ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_error_http_status(ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern IntPtr omnifund_error_oauth_error(ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern IntPtr omnifund_error_oauth_error_description(ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern long omnifund_error_retry_after(ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern void omnifund_error_free(IntPtr err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern IntPtr omnifund_code_name(int code);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern IntPtr omnifund_code_text(int code);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern IntPtr omnifund_config_new();

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_config_load(Text path, out ConfigHandle cfg, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_config_set_environment(ConfigHandle cfg, Text environment, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_config_set_base_url(ConfigHandle cfg, Text baseUrl, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_config_set_credentials(ConfigHandle cfg, Text clientId, Text clientSecret, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_config_set_json_body(ConfigHandle cfg, int json, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_config_set_connect_timeout(ConfigHandle cfg, long milliseconds, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_config_set_exchange_timeout(ConfigHandle cfg, long milliseconds, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_config_set_idempotency_header(ConfigHandle cfg, Text name, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_config_set_call_budget(ConfigHandle cfg, long milliseconds, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_config_set_proxy(ConfigHandle cfg, Text proxy, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_config_disable_proxy(ConfigHandle cfg, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_config_set_ca_file(ConfigHandle cfg, Text path, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_config_trust_ca_file_only(ConfigHandle cfg, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_config_allow_plain_http(ConfigHandle cfg, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_config_set_replay(ConfigHandle cfg, int replay, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_config_set_refresh_lifetime(ConfigHandle cfg, long seconds, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern void omnifund_config_free(IntPtr cfg);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_config_log_to_stderr(ConfigHandle cfg, int level, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_config_log_to_file(ConfigHandle cfg, Text path, int level, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_config_log_to_syslog(ConfigHandle cfg, int level, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_config_log_to_callback(ConfigHandle cfg, LogCallback callback, IntPtr userdata, int level, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_config_log_to_callback_with(ConfigHandle cfg, LogCallback callback, IntPtr userdata, UserdataCallback destroy, int level, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_config_log_entries_to_callback(ConfigHandle cfg, LogEntryCallback callback, IntPtr userdata, int level, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_config_log_entries_to_callback_with(ConfigHandle cfg, LogEntryCallback callback, IntPtr userdata, UserdataCallback destroy, int level, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_config_log_to_queue(ConfigHandle cfg, LogQueueHandle queue, int level, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_config_set_audit(ConfigHandle cfg, Text sink, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_log_entry_level(LogEntryHandle entry);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern IntPtr omnifund_log_entry_event(LogEntryHandle entry);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern IntPtr omnifund_log_entry_message(LogEntryHandle entry);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern IntPtr omnifund_log_entry_user(LogEntryHandle entry);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern IntPtr omnifund_log_entry_client_id(LogEntryHandle entry);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern long omnifund_log_entry_time(LogEntryHandle entry);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern long omnifund_log_entry_milliseconds(LogEntryHandle entry);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_log_entry_code(LogEntryHandle entry);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern void omnifund_log_entry_free(IntPtr entry);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern IntPtr omnifund_log_queue_new();

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern IntPtr omnifund_log_queue_take(LogQueueHandle queue);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern void omnifund_log_queue_free(IntPtr queue);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_client_new(ConfigHandle cfg, out ClientHandle client, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_client_password_grant(ClientHandle client, Text username, Text password, out TokenHandle token, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_client_refresh_grant(ClientHandle client, Text refreshToken, out TokenHandle token, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_client_token_login(ClientHandle client, Text accessToken, out LoginHandle login, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern void omnifund_client_free(IntPtr client);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern IntPtr omnifund_token_access_token(TokenHandle token);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern IntPtr omnifund_token_refresh_token(TokenHandle token);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern IntPtr omnifund_token_token_type(TokenHandle token);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern IntPtr omnifund_token_scope(TokenHandle token);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern long omnifund_token_expires_in(TokenHandle token);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern long omnifund_token_expires_at(TokenHandle token);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern long omnifund_token_fresh_for(TokenHandle token);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern void omnifund_token_free(IntPtr token);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_client_authorization(ClientHandle client, Text redirectUri, out AuthorizationHandle authorization, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_client_authorization_with_state(ClientHandle client, Text redirectUri, Text state, out AuthorizationHandle authorization, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern IntPtr omnifund_authorization_url(AuthorizationHandle authorization);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern IntPtr omnifund_authorization_state(AuthorizationHandle authorization);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_client_authorization_code_grant(ClientHandle client, AuthorizationHandle authorization, Text redirectUrl, out TokenHandle token, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern void omnifund_authorization_free(IntPtr authorization);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_login_status(LoginHandle login);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern long omnifund_login_header_count(LoginHandle login);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern IntPtr omnifund_login_header_name(LoginHandle login, long index);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern IntPtr omnifund_login_header_value(LoginHandle login, long index);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern IntPtr omnifund_login_header(LoginHandle login, Text name);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern long omnifund_login_cookie_count(LoginHandle login);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern IntPtr omnifund_login_cookie_name(LoginHandle login, long index);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern IntPtr omnifund_login_cookie_value(LoginHandle login, long index);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern IntPtr omnifund_login_cookie_header(LoginHandle login, long index);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern IntPtr omnifund_login_location(LoginHandle login);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern IntPtr omnifund_login_body(LoginHandle login);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern long omnifund_login_body_length(LoginHandle login);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern void omnifund_login_free(IntPtr login);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_key_from_bytes(Bytes bytes, long length, out KeyHandle key, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern void omnifund_key_free(IntPtr key);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern IntPtr omnifund_store_options_new();

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_store_options_set_group(StoreOptionsHandle options, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_store_options_allow_network(StoreOptionsHandle options, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_store_options_take_over(StoreOptionsHandle options, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_store_options_must_exist(StoreOptionsHandle options, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_store_options_add_older_key(StoreOptionsHandle options, KeyHandle key, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_store_options_set_key_file(StoreOptionsHandle options, Text path, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_store_options_set_audit(StoreOptionsHandle options, Text sink, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_store_options_set_machine(StoreOptionsHandle options, Text name, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern void omnifund_store_options_free(IntPtr options);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_store_open_memory(out StoreHandle store, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_store_open_file(Text path, KeyHandle key, out StoreHandle store, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_store_open_file_with(Text path, KeyHandle key, StoreOptionsHandle options, out StoreHandle store, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_store_open_configured(ConfigHandle cfg, out StoreHandle store, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_store_prepare_key(StoreHandle store, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_store_rotate_key(StoreHandle store, out long @sealed, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern void omnifund_store_free(IntPtr store);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_store_options_set_journal(StoreOptionsHandle options, Text directory, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_store_open(Text place, KeyHandle key, StoreOptionsHandle options, out StoreHandle store, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_store_open_functions(ref StoreFunctions functions, KeyHandle key, StoreOptionsHandle options, out StoreHandle store, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern void omnifund_store_detach(StoreHandle store);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_store_save_client(StoreHandle store, Text name, Text clientId, Text clientSecret, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_store_rename_client(StoreHandle store, Text name, Text newName, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_store_replace_client(StoreHandle store, Text name, Text clientId, Text clientSecret, out long sessions, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_store_remove_client(StoreHandle store, Text name, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_store_clients(StoreHandle store, out ClientListHandle list, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_client_from_store(ConfigHandle cfg, StoreHandle store, Text name, out ClientHandle client, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_client_open_configured(ConfigHandle cfg, StoreHandle store, out ClientHandle client, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern long omnifund_client_list_count(ClientListHandle list);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern IntPtr omnifund_client_list_name(ClientListHandle list, long index);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern IntPtr omnifund_client_list_client_id(ClientListHandle list, long index);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern long omnifund_client_list_since(ClientListHandle list, long index);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern void omnifund_client_list_free(IntPtr list);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_session_open(ClientHandle client, StoreHandle store, Text username, out SessionHandle session, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_session_open_named(ConfigHandle cfg, StoreHandle store, Text clientName, Text username, out SessionHandle session, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_session_open_configured(Text path, Text username, out SessionHandle session, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_session_sign_in(SessionHandle session, Text password, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_session_sign_in_saving(SessionHandle session, Text password, int save, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_session_sign_in_with_code(SessionHandle session, AuthorizationHandle authorization, Text redirectUrl, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_session_token(SessionHandle session, out TokenHandle token, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_session_token_within(SessionHandle session, long budgetMs, out TokenHandle token, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern IntPtr omnifund_session_peek(SessionHandle session);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_session_refresh(SessionHandle session, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_session_reject(SessionHandle session, Text accessToken, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_session_token_login(SessionHandle session, out LoginHandle login, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_session_sign_out(SessionHandle session, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_session_forget(SessionHandle session, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_session_adopt(SessionHandle session, Text accessToken, Text refreshToken, long expiresAt, int replace, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_session_export(SessionHandle session, out TokenHandle token, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern void omnifund_session_free(IntPtr session);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_response_outcome(ResponseHandle response);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern long omnifund_response_retry_after(ResponseHandle response);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern IntPtr omnifund_response_next(ResponseHandle response);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_response_status(ResponseHandle response);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern long omnifund_response_header_count(ResponseHandle response);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern IntPtr omnifund_response_header_name(ResponseHandle response, long index);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern IntPtr omnifund_response_header_value(ResponseHandle response, long index);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern IntPtr omnifund_response_header(ResponseHandle response, Text name);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern long omnifund_response_cookie_count(ResponseHandle response);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern IntPtr omnifund_response_cookie_name(ResponseHandle response, long index);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern IntPtr omnifund_response_cookie_value(ResponseHandle response, long index);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern IntPtr omnifund_response_cookie_header(ResponseHandle response, long index);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern IntPtr omnifund_response_location(ResponseHandle response);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern IntPtr omnifund_response_body(ResponseHandle response);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern long omnifund_response_body_length(ResponseHandle response);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern void omnifund_response_free(IntPtr response);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_request_new(Text method, Text path, out RequestHandle request, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_request_add_query(RequestHandle request, Text name, Text value, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_request_add_header(RequestHandle request, Text name, Text value, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_request_set_body(RequestHandle request, Text contentType, Bytes body, long length, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_request_set_body_file(RequestHandle request, Text contentType, Text path, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_request_set_body_callback(RequestHandle request, Text contentType, long length, BodyCallback callback, IntPtr userdata, UserdataCallback destroy, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_request_set_output_file(RequestHandle request, Text path, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_request_set_output_callback(RequestHandle request, OutputCallback callback, IntPtr userdata, UserdataCallback destroy, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_request_set_time_limit(RequestHandle request, long milliseconds, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_request_set_largest_answer(RequestHandle request, long length, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_request_set_retry(RequestHandle request, int retry, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_request_set_idempotency_key(RequestHandle request, Text key, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern IntPtr omnifund_request_idempotency_key(RequestHandle request);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern void omnifund_request_free(IntPtr request);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_session_request(SessionHandle session, RequestHandle request, out ResponseHandle response, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_session_token_lasting(SessionHandle session, long seconds, out TokenHandle token, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern IntPtr omnifund_session_base_url(SessionHandle session);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern IntPtr omnifund_changes();

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_session_status(SessionHandle session, out StatusHandle status, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_status_signed_in(StatusHandle status);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_status_signed_out(StatusHandle status);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_status_refused(StatusHandle status);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern long omnifund_status_seconds_left(StatusHandle status);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern long omnifund_status_generation(StatusHandle status);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern long omnifund_status_last_rotation(StatusHandle status);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern long omnifund_status_refresh_token_ends(StatusHandle status);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern long omnifund_status_failing_since(StatusHandle status);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern long omnifund_status_failures_in_a_row(StatusHandle status);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_status_unsaved(StatusHandle status);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern long omnifund_status_kept_answer(StatusHandle status);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern long omnifund_status_replays(StatusHandle status);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern long omnifund_status_exchanges(StatusHandle status);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern long omnifund_status_failures(StatusHandle status);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern long omnifund_status_waits(StatusHandle status);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern long omnifund_status_lost(StatusHandle status);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern long omnifund_status_unsaved_pairs(StatusHandle status);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern void omnifund_status_free(IntPtr status);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_session_kept_answer(SessionHandle session, out KeptAnswerHandle answer, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_session_recover(SessionHandle session, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern long omnifund_kept_answer_asked_at(KeptAnswerHandle answer);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern IntPtr omnifund_kept_answer_bytes(KeptAnswerHandle answer);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern long omnifund_kept_answer_length(KeptAnswerHandle answer);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern void omnifund_kept_answer_free(IntPtr answer);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_store_sessions(StoreHandle store, ClientHandle client, out SessionListHandle list, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_session_list_next(SessionListHandle list, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern long omnifund_session_list_count(SessionListHandle list);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern IntPtr omnifund_session_list_problem(SessionListHandle list, long index);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern IntPtr omnifund_session_list_username(SessionListHandle list, long index);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern IntPtr omnifund_session_list_base_url(SessionListHandle list, long index);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern IntPtr omnifund_session_list_client_id(SessionListHandle list, long index);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_session_list_signed_in(SessionListHandle list, long index);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern long omnifund_session_list_last_rotation(SessionListHandle list, long index);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern void omnifund_session_list_free(IntPtr list);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_session_keep_alive(ClientHandle client, StoreHandle store, long age, long budgetMs, KeptAliveCallback callback, IntPtr userdata, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int omnifund_store_metrics(StoreHandle store, ConfigHandle cfg, out MetricsHandle metrics, out ErrorHandle err);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern IntPtr omnifund_metrics_text(MetricsHandle metrics);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern void omnifund_metrics_free(IntPtr metrics);

        [DllImport(Library.Name, CallingConvention = CallingConvention.Cdecl)]
        internal static extern long omnifund_end_exchanges(long budgetMs);
    }
}
