// Made by tools/interface from omnifund-api.json; edits here are lost.

namespace Omnifund
{
    /// <summary>What can be set by name: in a file for <see cref="Config.Load"/>, or in the environment.</summary>
    public static class Settings
    {
        /// <summary>Such as "sandbox": or production: one of the vendor's hosts.</summary>
        public const string Environment = "OMNIFUND_ENVIRONMENT";

        /// <summary>Such as "https://...": any other OmniFund; it replaces the environment's.</summary>
        public const string BaseUrl = "OMNIFUND_BASE_URL";

        /// <summary>Such as "yes": takes plain http:// beyond loopback; secrets then cross the network
        /// readable.</summary>
        public const string AllowPlainHttp = "OMNIFUND_ALLOW_PLAIN_HTTP";

        /// <summary>Such as "Till 7": an OAuth client that the store keeps under this name.</summary>
        public const string Client = "OMNIFUND_CLIENT";

        /// <summary>Such as "...": the secret of OMNIFUND_CLIENT_ID.</summary>
        public const string ClientSecret = "OMNIFUND_CLIENT_SECRET";

        /// <summary>Such as "...": a file that holds that secret, instead.</summary>
        public const string ClientSecretFile = "OMNIFUND_CLIENT_SECRET_FILE";

        /// <summary>Such as "...": an OAuth client that the store does not keep.</summary>
        public const string ClientId = "OMNIFUND_CLIENT_ID";

        /// <summary>Such as "json": or form: how bodies to the token endpoint are written.</summary>
        public const string Body = "OMNIFUND_BODY";

        /// <summary>Such as "...": certificates to trust beside the system's.</summary>
        public const string CaFile = "OMNIFUND_CA_FILE";

        /// <summary>Such as "yes": trusts that file alone.</summary>
        public const string CaOnly = "OMNIFUND_CA_ONLY";

        /// <summary>Such as "http://...": a proxy, or none; unless set, the variables https_proxy, all_proxy and
        /// no_proxy decide.</summary>
        public const string Proxy = "OMNIFUND_PROXY";

        /// <summary>Such as "2.5": seconds that a connection may take, TLS handshake included.</summary>
        public const string ConnectTimeout = "OMNIFUND_CONNECT_TIMEOUT";

        /// <summary>Such as "60": seconds that one request may take.</summary>
        public const string ExchangeTimeout = "OMNIFUND_EXCHANGE_TIMEOUT";

        /// <summary>Such as "60": seconds that one call may take, all that it does included.</summary>
        public const string CallBudget = "OMNIFUND_CALL_BUDGET";

        /// <summary>Such as "Idempotency-Key": the header by which the server knows a POST that it has seen
        /// before.</summary>
        public const string IdempotencyHeader = "OMNIFUND_IDEMPOTENCY_HEADER";

        /// <summary>Such as "never": or once, until_answered: of a refresh token whose answer was lost.</summary>
        public const string Replay = "OMNIFUND_REPLAY";

        /// <summary>Such as "2592000": seconds that a refresh token presumably lives, for its status
        /// alone.</summary>
        public const string RefreshLifetime = "OMNIFUND_REFRESH_LIFETIME";

        /// <summary>Such as "/var/lib/pos/omnifund": the store's directory, or the url of a database that several
        /// hosts share.</summary>
        public const string Store = "OMNIFUND_STORE";

        /// <summary>Such as "group": or private: group where two users share the store.</summary>
        public const string StoreMode = "OMNIFUND_STORE_MODE";

        /// <summary>Such as "yes": takes a file system that other machines can be at.</summary>
        public const string StoreAllowNetwork = "OMNIFUND_STORE_ALLOW_NETWORK";

        /// <summary>Such as "yes": programs make no store where the path is wrong or the disk away; the omnifund
        /// command does.</summary>
        public const string StoreMustExist = "OMNIFUND_STORE_MUST_EXIST";

        /// <summary>Such as "...": the sealing key itself, 64 hexadecimal digits.</summary>
        public const string StoreKey = "OMNIFUND_STORE_KEY";

        /// <summary>Such as "...": beside it, a key that opens records and seals none.</summary>
        public const string StoreOlderKey = "OMNIFUND_STORE_OLDER_KEY";

        /// <summary>Such as "...": another key file than that beside the store, whose name ends in .key.</summary>
        public const string StoreKeyFile = "OMNIFUND_STORE_KEY_FILE";

        /// <summary>Such as "/var/lib/pos/journal": beside a database, this host's own directory; in its state
        /// directory unless set.</summary>
        public const string StoreJournal = "OMNIFUND_STORE_JOURNAL";

        /// <summary>Such as "...": this machine's name, where it has no /etc/machine-id.</summary>
        public const string Machine = "OMNIFUND_MACHINE";

        /// <summary>Such as "info:stderr": level and sink: stderr, syslog, file:PATH.</summary>
        public const string Log = "OMNIFUND_LOG";

        /// <summary>Such as "syslog": or file:PATH: a line for each act that changes who may act.</summary>
        public const string Audit = "OMNIFUND_AUDIT";
    }
}
