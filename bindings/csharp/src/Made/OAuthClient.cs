// Made by tools/interface from omnifund-api.json; edits here are lost.

using System;
using System.Collections.Generic;
using Omnifund.Raw;

namespace Omnifund
{
    /// <summary>An OAuth client that a store keeps; never its secret. What is not there is null.</summary>
    public sealed partial class OAuthClient
    {
        /// <summary>The descriptive name of an OAuth client.</summary>
        public string Name { get; }

        /// <summary>The client id of an OAuth client.</summary>
        public string ClientId { get; }

        /// <summary>Since when this client id and secret are kept.</summary>
        public DateTimeOffset Since { get; }

        /// <summary>For tests of your own.</summary>
        public OAuthClient(
            string name = "",
            string clientId = "",
            DateTimeOffset since = default)
        {
            Name = name;
            ClientId = clientId;
            Since = since;
        }

        internal static OAuthClient Of(ClientListHandle held, long index)
        {
            using (new Held(held))
            {
                return new OAuthClient(
                    name: Calls.ClientListName(held, index),
                    clientId: Calls.ClientListClientId(held, index),
                    since: CTime.Of(Calls.ClientListSince(held, index)));
            }
        }
    }
}
