using System;
using System.IO;
using System.Text;

namespace Omnifund
{
    /// <summary>What a request says.</summary>
    public sealed class RequestBody
    {
        private const string Plain = "application/octet-stream";

        private RequestBody(string contentType)
        {
            ContentType = contentType ?? throw new ArgumentNullException(nameof(contentType));
        }

        internal string ContentType { get; }

        internal byte[] Bytes { get; private set; }

        internal string Path { get; private set; }

        internal Stream Stream { get; private set; }

        internal long Length { get; private set; }

        /// <summary>JSON, as your serializer made it.</summary>
        public static RequestBody Json(string json)
        {
            return Of(Encoding.UTF8.GetBytes(json), "application/json");
        }

        public static RequestBody Of(byte[] bytes, string contentType = Plain)
        {
            return new RequestBody(contentType) { Bytes = bytes ?? throw new ArgumentNullException(nameof(bytes)) };
        }

        /// <summary>A file, which is read while it is sent, and anew where it is sent once more.</summary>
        public static RequestBody File(string path, string contentType = Plain)
        {
            return new RequestBody(contentType) { Path = path ?? throw new ArgumentNullException(nameof(path)) };
        }

        /// <summary>What a stream gives while it is sent, once: at a 401 the answer is that 401. Of an unknown length
        /// it is sent in chunks.</summary>
        public static RequestBody Of(Stream stream, string contentType = Plain, long? length = null)
        {
            return new RequestBody(contentType)
            {
                Stream = stream ?? throw new ArgumentNullException(nameof(stream)),
                Length = length ?? -1,
            };
        }
    }
}
