// Made by tools/interface from omnifund-api.json; edits here are lost.

using System;

namespace Omnifund.Raw
{
    // Of each noun a handle, which ends what it holds when nobody uses it any more, and no sooner.

    internal sealed class AuthorizationHandle : Handle
    {
        /// <summary>For what may be missing.</summary>
        internal static readonly AuthorizationHandle None = new AuthorizationHandle();

        public AuthorizationHandle()
        {
        }

        internal AuthorizationHandle(IntPtr given, bool isLent) : base(given, isLent)
        {
        }

        protected override bool ReleaseHandle()
        {
            Native.omnifund_authorization_free(handle);
            return true;
        }
    }

    internal sealed class ClientHandle : Handle
    {
        /// <summary>For what may be missing.</summary>
        internal static readonly ClientHandle None = new ClientHandle();

        public ClientHandle()
        {
        }

        internal ClientHandle(IntPtr given, bool isLent) : base(given, isLent)
        {
        }

        protected override bool ReleaseHandle()
        {
            Native.omnifund_client_free(handle);
            return true;
        }
    }

    internal sealed class ClientListHandle : Handle
    {
        /// <summary>For what may be missing.</summary>
        internal static readonly ClientListHandle None = new ClientListHandle();

        public ClientListHandle()
        {
        }

        internal ClientListHandle(IntPtr given, bool isLent) : base(given, isLent)
        {
        }

        protected override bool ReleaseHandle()
        {
            Native.omnifund_client_list_free(handle);
            return true;
        }
    }

    internal sealed class ConfigHandle : Handle
    {
        /// <summary>For what may be missing.</summary>
        internal static readonly ConfigHandle None = new ConfigHandle();

        public ConfigHandle()
        {
        }

        internal ConfigHandle(IntPtr given, bool isLent) : base(given, isLent)
        {
        }

        protected override bool ReleaseHandle()
        {
            Native.omnifund_config_free(handle);
            return true;
        }
    }

    internal sealed class ErrorHandle : Handle
    {
        /// <summary>For what may be missing.</summary>
        internal static readonly ErrorHandle None = new ErrorHandle();

        public ErrorHandle()
        {
        }

        internal ErrorHandle(IntPtr given, bool isLent) : base(given, isLent)
        {
        }

        protected override bool ReleaseHandle()
        {
            Native.omnifund_error_free(handle);
            return true;
        }
    }

    internal sealed class KeptAnswerHandle : Handle
    {
        /// <summary>For what may be missing.</summary>
        internal static readonly KeptAnswerHandle None = new KeptAnswerHandle();

        public KeptAnswerHandle()
        {
        }

        internal KeptAnswerHandle(IntPtr given, bool isLent) : base(given, isLent)
        {
        }

        protected override bool ReleaseHandle()
        {
            Native.omnifund_kept_answer_free(handle);
            return true;
        }
    }

    internal sealed class KeyHandle : Handle
    {
        /// <summary>For what may be missing.</summary>
        internal static readonly KeyHandle None = new KeyHandle();

        public KeyHandle()
        {
        }

        internal KeyHandle(IntPtr given, bool isLent) : base(given, isLent)
        {
        }

        protected override bool ReleaseHandle()
        {
            Native.omnifund_key_free(handle);
            return true;
        }
    }

    internal sealed class LogEntryHandle : Handle
    {
        /// <summary>For what may be missing.</summary>
        internal static readonly LogEntryHandle None = new LogEntryHandle();

        public LogEntryHandle()
        {
        }

        internal LogEntryHandle(IntPtr given, bool isLent) : base(given, isLent)
        {
        }

        protected override bool ReleaseHandle()
        {
            Native.omnifund_log_entry_free(handle);
            return true;
        }
    }

    internal sealed class LogQueueHandle : Handle
    {
        /// <summary>For what may be missing.</summary>
        internal static readonly LogQueueHandle None = new LogQueueHandle();

        public LogQueueHandle()
        {
        }

        internal LogQueueHandle(IntPtr given, bool isLent) : base(given, isLent)
        {
        }

        protected override bool ReleaseHandle()
        {
            Native.omnifund_log_queue_free(handle);
            return true;
        }
    }

    internal sealed class LoginHandle : Handle
    {
        /// <summary>For what may be missing.</summary>
        internal static readonly LoginHandle None = new LoginHandle();

        public LoginHandle()
        {
        }

        internal LoginHandle(IntPtr given, bool isLent) : base(given, isLent)
        {
        }

        protected override bool ReleaseHandle()
        {
            Native.omnifund_login_free(handle);
            return true;
        }
    }

    internal sealed class MetricsHandle : Handle
    {
        /// <summary>For what may be missing.</summary>
        internal static readonly MetricsHandle None = new MetricsHandle();

        public MetricsHandle()
        {
        }

        internal MetricsHandle(IntPtr given, bool isLent) : base(given, isLent)
        {
        }

        protected override bool ReleaseHandle()
        {
            Native.omnifund_metrics_free(handle);
            return true;
        }
    }

    internal sealed class RequestHandle : Handle
    {
        /// <summary>For what may be missing.</summary>
        internal static readonly RequestHandle None = new RequestHandle();

        public RequestHandle()
        {
        }

        internal RequestHandle(IntPtr given, bool isLent) : base(given, isLent)
        {
        }

        protected override bool ReleaseHandle()
        {
            Native.omnifund_request_free(handle);
            return true;
        }
    }

    internal sealed class ResponseHandle : Handle
    {
        /// <summary>For what may be missing.</summary>
        internal static readonly ResponseHandle None = new ResponseHandle();

        public ResponseHandle()
        {
        }

        internal ResponseHandle(IntPtr given, bool isLent) : base(given, isLent)
        {
        }

        protected override bool ReleaseHandle()
        {
            Native.omnifund_response_free(handle);
            return true;
        }
    }

    internal sealed class SessionHandle : Handle
    {
        /// <summary>For what may be missing.</summary>
        internal static readonly SessionHandle None = new SessionHandle();

        public SessionHandle()
        {
        }

        internal SessionHandle(IntPtr given, bool isLent) : base(given, isLent)
        {
        }

        protected override bool ReleaseHandle()
        {
            Native.omnifund_session_free(handle);
            return true;
        }
    }

    internal sealed class SessionListHandle : Handle
    {
        /// <summary>For what may be missing.</summary>
        internal static readonly SessionListHandle None = new SessionListHandle();

        public SessionListHandle()
        {
        }

        internal SessionListHandle(IntPtr given, bool isLent) : base(given, isLent)
        {
        }

        protected override bool ReleaseHandle()
        {
            Native.omnifund_session_list_free(handle);
            return true;
        }
    }

    internal sealed class StatusHandle : Handle
    {
        /// <summary>For what may be missing.</summary>
        internal static readonly StatusHandle None = new StatusHandle();

        public StatusHandle()
        {
        }

        internal StatusHandle(IntPtr given, bool isLent) : base(given, isLent)
        {
        }

        protected override bool ReleaseHandle()
        {
            Native.omnifund_status_free(handle);
            return true;
        }
    }

    internal sealed class StoreHandle : Handle
    {
        /// <summary>For what may be missing.</summary>
        internal static readonly StoreHandle None = new StoreHandle();

        public StoreHandle()
        {
        }

        internal StoreHandle(IntPtr given, bool isLent) : base(given, isLent)
        {
        }

        protected override bool ReleaseHandle()
        {
            Native.omnifund_store_free(handle);
            return true;
        }
    }

    internal sealed class StoreOptionsHandle : Handle
    {
        /// <summary>For what may be missing.</summary>
        internal static readonly StoreOptionsHandle None = new StoreOptionsHandle();

        public StoreOptionsHandle()
        {
        }

        internal StoreOptionsHandle(IntPtr given, bool isLent) : base(given, isLent)
        {
        }

        protected override bool ReleaseHandle()
        {
            Native.omnifund_store_options_free(handle);
            return true;
        }
    }

    internal sealed class TokenHandle : Handle
    {
        /// <summary>For what may be missing.</summary>
        internal static readonly TokenHandle None = new TokenHandle();

        public TokenHandle()
        {
        }

        internal TokenHandle(IntPtr given, bool isLent) : base(given, isLent)
        {
        }

        protected override bool ReleaseHandle()
        {
            Native.omnifund_token_free(handle);
            return true;
        }
    }
}
