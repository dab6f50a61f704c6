using System;
using System.Runtime.Serialization;
using Omnifund.Raw;

namespace Omnifund
{
    /// <summary>Something went wrong. Its class says what to do, its message is for the person who reads the log: what
    /// was tried, what came back, what to do. No client secret, password, token or sealing key stands in it.</summary>
    [Serializable]
    public class OmnifundException : Exception
    {
        /// <summary>For a stand-in to throw, in tests of your own.</summary>
        public OmnifundException(string message, Exception innerException = null) : base(message, innerException)
        {
        }

        protected OmnifundException(SerializationInfo info, StreamingContext context) : base(info, context)
        {
            Code = (Code)info.GetInt32("Omnifund.Code");
            Advice = (Advice)info.GetInt32("Omnifund.Advice");
            Outcome = (Outcome)info.GetInt32("Omnifund.Outcome");
            HttpStatus = info.GetInt32("Omnifund.HttpStatus");
            OAuthError = info.GetString("Omnifund.OAuthError");
            OAuthErrorDescription = info.GetString("Omnifund.OAuthErrorDescription");
            RetryAfter = TimeSpan.FromSeconds(info.GetInt64("Omnifund.RetryAfter"));
        }

        /// <summary>What went wrong, exactly: maybe one that this package does not know yet.</summary>
        public Code Code { get; internal set; }

        /// <summary>What to do; the classes of exceptions say the same.</summary>
        public Advice Advice { get; internal set; }

        /// <summary>What became of the request: whether it can have been carried out.</summary>
        public Outcome Outcome { get; internal set; }

        /// <summary>Of the answer; 0 where none was read.</summary>
        public int HttpStatus { get; internal set; }

        /// <summary>As the server wrote it, such as "invalid_grant"; null where it wrote none.</summary>
        public string OAuthError { get; internal set; }

        /// <summary>The server's own words, such as "Refresh token has expired"; null where it wrote none.</summary>
        public string OAuthErrorDescription { get; internal set; }

        /// <summary>How long to wait before another try; zero where that is not the advice.</summary>
        public TimeSpan RetryAfter { get; set; }

        public override void GetObjectData(SerializationInfo info, StreamingContext context)
        {
            base.GetObjectData(info, context);
            info.AddValue("Omnifund.Code", (int)Code);
            info.AddValue("Omnifund.Advice", (int)Advice);
            info.AddValue("Omnifund.Outcome", (int)Outcome);
            info.AddValue("Omnifund.HttpStatus", HttpStatus);
            info.AddValue("Omnifund.OAuthError", OAuthError);
            info.AddValue("Omnifund.OAuthErrorDescription", OAuthErrorDescription);
            info.AddValue("Omnifund.RetryAfter", (long)RetryAfter.TotalSeconds);
        }

        /// <summary>Of the library's error, which stays its owner's.</summary>
        internal static OmnifundException Of(ErrorHandle error)
        {
            var made = Made(Calls.ErrorAdvice(error), Calls.ErrorMessage(error), null);
            made.Code = Calls.ErrorCode(error);
            made.Outcome = Calls.ErrorOutcome(error);
            made.HttpStatus = Calls.ErrorHttpStatus(error);
            made.OAuthError = Calls.ErrorOAuthError(error);
            made.OAuthErrorDescription = Calls.ErrorOAuthErrorDescription(error);
            made.RetryAfter = TimeSpan.FromSeconds(Calls.ErrorRetryAfter(error));
            return made;
        }

        /// <summary>This exception as it concerns another request, for which it came to no token.</summary>
        internal OmnifundException Of(Outcome outcome)
        {
            var made = Made(Advice, Message, this);
            made.Code = Code;
            made.Outcome = outcome;
            made.HttpStatus = HttpStatus;
            made.OAuthError = OAuthError;
            made.OAuthErrorDescription = OAuthErrorDescription;
            made.RetryAfter = RetryAfter;
            return made;
        }

        private static OmnifundException Made(Advice advice, string message, Exception inner)
        {
            switch (advice)
            {
                case Advice.Wait:
                    return new TryLaterException(message, inner);
                case Advice.SignIn:
                    return new SignInRequiredException(message, inner);
                case Advice.FixConfiguration:
                    return new ConfigurationException(message, inner);
                case Advice.FixStorage:
                    return new StoreException(message, inner);
                case Advice.Refused:
                    return new RefusedException(message, inner);
                case Advice.Bug:
                    return new BugException(message, inner);
                default:
                    return new OmnifundException(message, inner) { Advice = advice };
            }
        }
    }

    /// <summary>It can't be done now: try again after <see cref="OmnifundException.RetryAfter"/>.</summary>
    [Serializable]
    public class TryLaterException : OmnifundException
    {
        /// <summary>For a stand-in to throw, in tests of your own.</summary>
        public TryLaterException(string message, Exception innerException = null) : base(message, innerException)
        {
            Advice = Advice.Wait;
        }

        protected TryLaterException(SerializationInfo info, StreamingContext context) : base(info, context)
        {
        }
    }

    /// <summary>A human must sign in: ask for the password, and give it to <see cref="Session.SignIn"/>.</summary>
    [Serializable]
    public class SignInRequiredException : OmnifundException
    {
        /// <summary>For a stand-in to throw, in tests of your own.</summary>
        public SignInRequiredException(string message, Exception innerException = null) : base(message, innerException)
        {
            Advice = Advice.SignIn;
        }

        protected SignInRequiredException(SerializationInfo info, StreamingContext context) : base(info, context)
        {
        }
    }

    /// <summary>Whoever installed this must mend a setting, the clock, or the OAuth client.</summary>
    [Serializable]
    public class ConfigurationException : OmnifundException
    {
        /// <summary>For a stand-in to throw, in tests of your own.</summary>
        public ConfigurationException(string message, Exception innerException = null) : base(message, innerException)
        {
            Advice = Advice.FixConfiguration;
        }

        protected ConfigurationException(SerializationInfo info, StreamingContext context) : base(info, context)
        {
        }
    }

    /// <summary>Whoever runs this machine must mend the store.</summary>
    [Serializable]
    public class StoreException : OmnifundException
    {
        /// <summary>For a stand-in to throw, in tests of your own.</summary>
        public StoreException(string message, Exception innerException = null) : base(message, innerException)
        {
            Advice = Advice.FixStorage;
        }

        protected StoreException(SerializationInfo info, StreamingContext context) : base(info, context)
        {
        }
    }

    /// <summary>OmniFund does not allow it.</summary>
    [Serializable]
    public class RefusedException : OmnifundException
    {
        /// <summary>For a stand-in to throw, in tests of your own.</summary>
        public RefusedException(string message, Exception innerException = null) : base(message, innerException)
        {
            Advice = Advice.Refused;
        }

        protected RefusedException(SerializationInfo info, StreamingContext context) : base(info, context)
        {
        }
    }

    /// <summary>A defect, of this program or of the library: report it.</summary>
    [Serializable]
    public class BugException : OmnifundException
    {
        /// <summary>For a stand-in to throw, in tests of your own.</summary>
        public BugException(string message, Exception innerException = null) : base(message, innerException)
        {
            Advice = Advice.Bug;
        }

        protected BugException(SerializationInfo info, StreamingContext context) : base(info, context)
        {
        }
    }
}
