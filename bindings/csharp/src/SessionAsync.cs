using System;
using System.Threading;
using System.Threading.Tasks;

namespace Omnifund
{
    /// <summary>What must wait for a server or a disk waits on a thread of the pool. Where the program cancels, it
    /// waits no longer; what was begun is not broken off, since a pair could be lost with it.</summary>
    public sealed partial class Session
    {
        private readonly object gate = new object();
        private Task<Token> asking;
        private long askingSince;

        /// <summary>A valid access token, as <see cref="GetToken()"/>. A live one is there at once; else one thread
        /// asks for all that wait.</summary>
        public Task<Token> GetTokenAsync(CancellationToken cancellation = default)
        {
            cancellation.ThrowIfCancellationRequested();
            var fresh = kept.IfFresh();
            if (fresh != null)
            {
                return Task.FromResult(fresh);
            }
            lock (gate)
            {
                // Who was asked before a token was rejected may come back with that one.
                if (asking == null || asking.IsCompleted || askingSince != kept.Changes)
                {
                    askingSince = kept.Changes;
                    asking = Task.Run(() => GetToken());
                }
                return Awaited(asking, cancellation);
            }
        }

        /// <summary>Signs the user in by password, as <see cref="SignIn"/> does.</summary>
        public Task SignInAsync(
            string password,
            SavePassword save = SavePassword.No,
            CancellationToken cancellation = default)
        {
            return Begun(() => SignIn(password, save), cancellation);
        }

        /// <summary>Signs the user in with the code that the browser came back with, as
        /// <see cref="SignInWithCode"/> does.</summary>
        public Task SignInWithCodeAsync(
            Authorization authorization,
            string redirectUrl,
            CancellationToken cancellation = default)
        {
            return Begun(() => SignInWithCode(authorization, redirectUrl), cancellation);
        }

        /// <summary>A valid access token that counts as good for so long at least, as
        /// <see cref="GetTokenLasting"/> gives.</summary>
        public Task<Token> GetTokenLastingAsync(TimeSpan time, CancellationToken cancellation = default)
        {
            return Begun(() => GetTokenLasting(time), cancellation);
        }

        /// <summary>Refreshes whether it must or not, as <see cref="Refresh"/> does.</summary>
        public Task RefreshAsync(CancellationToken cancellation = default)
        {
            return Begun(Refresh, cancellation);
        }

        /// <summary>Hands back an access token with which you saw a 401 that was about it, as <see cref="Reject"/>
        /// does.</summary>
        public Task RejectAsync(string accessToken, CancellationToken cancellation = default)
        {
            return Begun(() => Reject(accessToken), cancellation);
        }

        /// <summary>Token login with a valid access token, as <see cref="TokenLogin"/> makes.</summary>
        public Task<Login> TokenLoginAsync(CancellationToken cancellation = default)
        {
            return Begun(TokenLogin, cancellation);
        }

        /// <summary>Makes a request of OmniFund's API with a valid access token, as
        /// <see cref="Session.Request(Omnifund.Request)"/> does. One that was begun is not broken off.</summary>
        public Task<Response> RequestAsync(Request request, CancellationToken cancellation = default)
        {
            return Begun(() => Request(request), cancellation);
        }

        /// <summary>How the session stands, as <see cref="GetStatus"/> tells.</summary>
        public Task<Status> GetStatusAsync(CancellationToken cancellation = default)
        {
            return Begun(GetStatus, cancellation);
        }

        /// <summary>Signs out here, as <see cref="SignOut"/> does.</summary>
        public Task SignOutAsync(CancellationToken cancellation = default)
        {
            return Begun(SignOut, cancellation);
        }

        private static Task<bool> Begun(Action call, CancellationToken cancellation)
        {
            return Begun(
                () =>
                {
                    call();
                    return true;
                },
                cancellation);
        }

        private static Task<T> Begun<T>(Func<T> call, CancellationToken cancellation)
        {
            // One that is cancelled already begins nothing.
            cancellation.ThrowIfCancellationRequested();
            return Awaited(Task.Run(call), cancellation);
        }

        private static async Task<T> Awaited<T>(Task<T> begun, CancellationToken cancellation)
        {
            if (cancellation.CanBeCanceled && !begun.IsCompleted)
            {
                var cancelled = new TaskCompletionSource<bool>();
                using (cancellation.Register(() => cancelled.TrySetResult(true)))
                {
                    if (await Task.WhenAny(begun, cancelled.Task).ConfigureAwait(false) != begun)
                    {
                        // What it comes to is nobody's to see.
                        _ = begun.ContinueWith(ended => ended.Exception, TaskContinuationOptions.OnlyOnFaulted);
                        throw new OperationCanceledException(cancellation);
                    }
                }
            }
            return await begun.ConfigureAwait(false);
        }
    }
}
