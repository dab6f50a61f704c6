using System;
using System.Collections.Generic;
using Omnifund.Raw;

namespace Omnifund.Tests
{
    public sealed class JsonTests
    {
        [Test]
        public void Values_are_read_as_they_stand()
        {
            var read = (IDictionary<string, object>)Json.Read(
                " {\"a\": [1, -2.5e1, true, false, null], \"b\\u00e9\\n\\\"\": \"\\\\ \\/\", \"c\": {}, \"d\": [ ] } ");
            var list = (List<object>)read["a"];
            Check.SameList(new object[] { 1.0, -25.0, true, false, null }, list);
            Check.Same("\\ /", (string)read["b\u00e9\n\""]);
            Check.Same(0, ((IDictionary<string, object>)read["c"]).Count);
            Check.Same(0, ((List<object>)read["d"]).Count);
        }

        [Test]
        public void What_is_no_JSON_is_refused_and_not_repeated()
        {
            foreach (var text in new[]
            {
                "", "{", "[1", "{\"secret\"}", "[1,]", "{\"a\": 1,}", "nul", "\"secret", "\"\\x\"", "\"\\u12\"", "1 2",
                "\"\n\"", "--1", new string('[', 100000),
            })
            {
                Check.HoldsNot("secret", Check.Throws<FormatException>(() => Json.Read(text)).Message);
            }
        }

        [Test]
        public void A_text_is_quoted_so_that_it_is_read_again()
        {
            const string text = "a \"quoted\" \\ line\n\0 \u00e9 \U0001f600";
            Check.Same(text, (string)Json.Read(Json.Quoted(text)));
        }
    }
}
