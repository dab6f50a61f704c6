using System;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Omnifund.Http
{
    /// <summary>What became of a request of an HttpClient's: whether it can have been carried out. A charge whose
    /// outcome is unknown is not to be sent again.</summary>
    public static class HttpOutcome
    {
        /// <summary>Done by a status of 200 to 299, refused by 400 to 499, else unknown.</summary>
        public static Outcome GetOutcome(this HttpResponseMessage response)
        {
            var status = (int)response.StatusCode;
            return status >= 200 && status < 300 ? Outcome.Done
                : status >= 400 && status < 500 ? Outcome.Refused
                : Outcome.Unknown;
        }

        /// <summary>Of what was thrown: not sent where no token or no connection could be had, else unknown.</summary>
        public static Outcome Of(Exception thrown)
        {
            for (var cause = thrown; cause != null; cause = cause.InnerException)
            {
                if (cause is OmnifundException own)
                {
                    return own.Outcome;
                }
                if (IsBefore(cause))
                {
                    return Outcome.NotSent;
                }
            }
            return Outcome.Unknown;
        }

        /// <summary>Whether it went wrong before a byte of the request left.</summary>
        private static bool IsBefore(Exception cause)
        {
            return cause is AuthenticationException
                || (cause is WebException web && IsBefore(web.Status))
                || (cause is SocketException socket && IsBefore(socket.SocketErrorCode));
        }

        private static bool IsBefore(WebExceptionStatus status)
        {
            return status == WebExceptionStatus.NameResolutionFailure
                || status == WebExceptionStatus.ProxyNameResolutionFailure
                || status == WebExceptionStatus.ConnectFailure
                || status == WebExceptionStatus.TrustFailure
                || status == WebExceptionStatus.SecureChannelFailure;
        }

        private static bool IsBefore(SocketError error)
        {
            return error == SocketError.ConnectionRefused
                || error == SocketError.HostNotFound
                || error == SocketError.HostUnreachable
                || error == SocketError.NetworkUnreachable
                || error == SocketError.NoData
                || error == SocketError.TryAgain;
        }
    }
}
