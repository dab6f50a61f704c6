using System;
using System.IO;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace Omnifund.Raw
{
    /// <summary>A request as the library has it, with the functions that it calls meanwhile.</summary>
    internal sealed class RequestMade : IDisposable
    {
        private const int LargestPiece = 64 * 1024;

        private readonly RequestHandle held;

        // The library has their addresses, and the collector does not see that.
        private Native.BodyCallback body;
        private Native.OutputCallback output;

        /// <summary>What a stream of the program's threw: it must not cross the library.</summary>
        private ExceptionDispatchInfo thrown;

        internal RequestMade(Request request)
        {
            held = Calls.RequestNew(request.Method, request.Path);
            try
            {
                Set(request);
            }
            catch
            {
                held.Dispose();
                throw;
            }
        }

        internal Response By(SessionHandle session)
        {
            try
            {
                var response = Calls.SessionRequest(session, held);
                return Response.Of(response, Calls.RequestIdempotencyKey(held));
            }
            catch (OmnifundException)
            {
                thrown?.Throw();
                throw;
            }
            finally
            {
                GC.KeepAlive(this);
            }
        }

        public void Dispose()
        {
            held.Dispose();
        }

        private void Set(Request request)
        {
            foreach (var pair in request.Query)
            {
                Calls.RequestAddQuery(held, pair.Key, pair.Value);
            }
            foreach (var pair in request.Headers)
            {
                Calls.RequestAddHeader(held, pair.Key, pair.Value);
            }
            if (request.Body != null)
            {
                Set(request.Body);
            }
            if (request.OutputFile != null)
            {
                Calls.RequestSetOutputFile(held, request.OutputFile);
            }
            else if (request.Output != null)
            {
                output = Taker(request.Output);
                Calls.RequestSetOutputCallback(held, output, IntPtr.Zero, null);
            }
            if (request.TimeLimit != null)
            {
                Calls.RequestSetTimeLimit(held, CTime.Milliseconds(request.TimeLimit.Value));
            }
            if (request.LargestAnswer != null)
            {
                Calls.RequestSetLargestAnswer(held, request.LargestAnswer.Value);
            }
            Calls.RequestSetRetry(held, request.Retry);
            if (request.IdempotencyKey != null)
            {
                Calls.RequestSetIdempotencyKey(held, request.IdempotencyKey);
            }
        }

        private void Set(RequestBody said)
        {
            if (said.Bytes != null)
            {
                Calls.RequestSetBody(held, said.ContentType, said.Bytes);
            }
            else if (said.Path != null)
            {
                Calls.RequestSetBodyFile(held, said.ContentType, said.Path);
            }
            else
            {
                body = Giver(said.Stream);
                Calls.RequestSetBodyCallback(held, said.ContentType, said.Length, body, IntPtr.Zero, null);
            }
        }

        private Native.BodyCallback Giver(Stream stream)
        {
            var piece = new byte[LargestPiece];
            return (userdata, buffer, room) =>
            {
                try
                {
                    var read = stream.Read(piece, 0, (int)Math.Min(room, piece.Length));
                    Marshal.Copy(piece, 0, buffer, read);
                    return read;
                }
                catch (Exception problem)
                {
                    thrown = ExceptionDispatchInfo.Capture(problem);
                    return -1;
                }
            };
        }

        private Native.OutputCallback Taker(Stream stream)
        {
            return (userdata, bytes, length) =>
            {
                try
                {
                    var read = Bytes.Read(bytes, length);
                    stream.Write(read, 0, read.Length);
                    return 1;
                }
                catch (Exception problem)
                {
                    thrown = ExceptionDispatchInfo.Capture(problem);
                    return 0;
                }
            };
        }
    }
}
