using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace Omnifund.Raw
{
    /// <summary>Reads JSON (RFC 8259), since netstandard2.0 has nothing that does: an object becomes a dictionary, an
    /// array a list, a number a double.</summary>
    internal sealed class Json
    {
        private const int Deepest = 64;

        private readonly string text;
        private int at;

        private Json(string text)
        {
            this.text = text;
        }

        /// <summary>A FormatException for what is no JSON.</summary>
        internal static object Read(string text)
        {
            var reader = new Json(text);
            var value = reader.Value(0);
            reader.Blanks();
            return reader.at == text.Length ? value : throw reader.Wrong();
        }

        /// <summary>A member of an object that is a text; null where there is none, or no object, or no JSON.</summary>
        internal static string TextIn(string text, string member)
        {
            try
            {
                return Read(text) is IDictionary<string, object> found && found.TryGetValue(member, out var value)
                    ? value as string
                    : null;
            }
            catch (FormatException)
            {
                return null;
            }
        }

        /// <summary>A text as JSON has it, with its quotes.</summary>
        internal static string Quoted(string text)
        {
            var quoted = new StringBuilder("\"");
            foreach (var letter in text)
            {
                quoted.Append(letter == '"' || letter == '\\' || letter < ' ' ? $"\\u{(int)letter:x4}" : letter.ToString());
            }
            return quoted.Append('"').ToString();
        }

        private object Value(int depth)
        {
            Blanks();
            if (depth > Deepest || at == text.Length)
            {
                throw Wrong();
            }
            switch (text[at])
            {
                case '{':
                    return Object(depth);
                case '[':
                    return List(depth);
                case '"':
                    return String();
                case 't':
                    return Word("true", true);
                case 'f':
                    return Word("false", false);
                case 'n':
                    return Word("null", null);
                default:
                    return Number();
            }
        }

        private Dictionary<string, object> Object(int depth)
        {
            var members = new Dictionary<string, object>();
            at++;
            for (var first = true; !Ends('}', first); first = false)
            {
                Blanks();
                var name = String();
                Blanks();
                Take(':');
                members[name] = Value(depth + 1);
            }
            return members;
        }

        private List<object> List(int depth)
        {
            var items = new List<object>();
            at++;
            for (var first = true; !Ends(']', first); first = false)
            {
                items.Add(Value(depth + 1));
            }
            return items;
        }

        /// <summary>Takes the end, or what must stand before another one.</summary>
        private bool Ends(char end, bool isFirst)
        {
            Blanks();
            if (at < text.Length && text[at] == end)
            {
                at++;
                return true;
            }
            if (!isFirst)
            {
                Take(',');
            }
            return false;
        }

        private string String()
        {
            Take('"');
            var made = new StringBuilder();
            while (at < text.Length && text[at] != '"')
            {
                var letter = text[at++];
                if (letter < ' ')
                {
                    throw Wrong();
                }
                made.Append(letter == '\\' ? Escaped() : letter);
            }
            Take('"');
            return made.ToString();
        }

        private char Escaped()
        {
            if (at == text.Length)
            {
                throw Wrong();
            }
            var letter = text[at++];
            var which = "\"\\/bfnrt".IndexOf(letter);
            if (which >= 0)
            {
                return "\"\\/\b\f\n\r\t"[which];
            }
            var digits = letter == 'u' && at + 4 <= text.Length ? text.Substring(at, 4) : "";
            at += 4;
            return ushort.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
                ? (char)code
                : throw Wrong();
        }

        private double Number()
        {
            var begin = at;
            while (at < text.Length && "+-.eE0123456789".IndexOf(text[at]) >= 0)
            {
                at++;
            }
            var digits = text.Substring(begin, at - begin);
            return double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                ? number
                : throw Wrong();
        }

        private object Word(string word, object value)
        {
            if (string.CompareOrdinal(text, at, word, 0, word.Length) != 0)
            {
                throw Wrong();
            }
            at += word.Length;
            return value;
        }

        private void Blanks()
        {
            while (at < text.Length && " \t\r\n".IndexOf(text[at]) >= 0)
            {
                at++;
            }
        }

        private void Take(char wanted)
        {
            if (at == text.Length || text[at] != wanted)
            {
                throw Wrong();
            }
            at++;
        }

        /// <summary>Without its words: they may be a secret.</summary>
        private FormatException Wrong()
        {
            return new FormatException($"no JSON, from character {at} on");
        }
    }
}
