namespace Omnifund
{
    /// <summary>A cookie that an answer sets. It can let somebody in as its user.</summary>
    public sealed class Cookie
    {
        public Cookie(string name, string value, string header)
        {
            Name = name;
            Value = value;
            Header = header;
        }

        public string Name { get; }

        public string Value { get; }

        /// <summary>The whole value of its Set-Cookie header, attributes included.</summary>
        public string Header { get; }

        /// <summary>Never the value: a log would keep it.</summary>
        public override string ToString()
        {
            return "Cookie " + Name;
        }
    }
}
