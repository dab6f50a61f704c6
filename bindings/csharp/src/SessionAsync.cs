using System;
using System.Threading;
using System.Threading.Tasks;

namespace Omnifund
{
    /// <summary>What must wait for a server or a disk waits on a thread of the pool. Where the program cancels, it waits no
    /// longer; what was begun is not broken off, since a pair could be lost with it.</summary>
    public sealed partial class Session
    {
        private readonly object gate = new object();
        private Task<Token> asking;
        private long askingSince;

        /// <summary>A valid access token, as <see cref="GetToken()"/>. A live one is there at once; else one thread asks for
        /// all that wait.</summary>
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

        /// <summary>As <see cref="SignIn"/>.</summary>
        public Task SignInAsync(
            string password,
            SavePassword save = SavePassword.No,
            CancellationToken cancellation = default)
        {
            return Begun(() => SignIn(password, save), cancellation);
        }

        /// <summary>As <see cref="SignInWithCode"/>.</summary>
        public Task SignInWithCodeAsync(
            Authorization authorization,
            string redirectUrl,
            CancellationToken cancellation = default)
        {
            return Begun(() => SignInWithCode(authorization, redirectUrl), cancellation);
        }

        /// <summary>As <see cref="GetTokenLasting"/>.</summary>
        public Task<Token> GetTokenLastingAsync(TimeSpan time, CancellationToken cancellation = default)
        {
            return Begun(() => GetTokenLasting(time), cancellation);
        }

        /// <summary>As <see cref="Refresh"/>.</summary>
        public Task RefreshAsync(CancellationToken cancellation = default)
        {
            return Begun(Refresh, cancellation);
        }

        /// <summary>As <see cref="Reject"/>.</summary>
        public Task RejectAsync(string accessToken, CancellationToken cancellation = default)
        {
            return Begun(() => Reject(accessToken), cancellation);
        }

        /// <summary>As <see cref="TokenLogin"/>.</summary>
        public Task<Login> TokenLoginAsync(CancellationToken cancellation = default)
        {
            return Begun(TokenLogin, cancellation);
        }

        /// <summary>As <see cref="Session.Request(Omnifund.Request)"/>. A request that was begun is not broken off.</summary>
        public Task<Response> RequestAsync(Request request, CancellationToken cancellation = default)
        {
            return Begun(() => Request(request), cancellation);
        }

        /// <summary>As <see cref="GetStatus"/>.</summary>
        public Task<Status> GetStatusAsync(CancellationToken cancellation = default)
        {
            return Begun(GetStatus, cancellation);
        }

        /// <summary>As <see cref="SignOut"/>.</summary>
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
