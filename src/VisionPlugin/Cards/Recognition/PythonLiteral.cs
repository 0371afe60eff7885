using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace VisionPlugin.Cards.Recognition;

/// <summary>
/// Reads text that Python wrote with str(): dictionaries, lists, tuples, texts, numbers, True, False and None. Exporters
/// keep class names in this form in a model's metadata. Nothing is evaluated, and length and depth are bounded, since
/// the text comes from the model file.
/// </summary>
internal ref struct PythonLiteral
{
    private const int MaxLength = 1 << 20;
    private const int MaxDepth = 8;

    private readonly ReadOnlySpan<char> _text;
    private int _at;

    private PythonLiteral(ReadOnlySpan<char> text) => _text = text;

    /// <summary>Reads a literal as JSON: keys become texts, tuples arrays. False if the text is anything else.</summary>
    public static bool TryParse(string text, out JsonNode? value)
    {
        value = null;
        if (text.Length > MaxLength)
            return false;
        var parser = new PythonLiteral(text);
        if (!parser.TryValue(0, out value))
            return false;
        parser.SkipSpace();
        return parser._at == text.Length;
    }

    private bool TryValue(int depth, out JsonNode? value)
    {
        value = null;
        SkipSpace();
        if (depth > MaxDepth || _at == _text.Length)
            return false;
        switch (_text[_at])
        {
            case '{':
                return TryDictionary(depth, out value);
            case '[':
                return TryList(']', depth, out value);
            case '(':
                return TryList(')', depth, out value);
            case '\'' or '"':
                bool isText = TryText(out string text);
                value = JsonValue.Create(text);
                return isText;
            default:
                return TryWord(out value);
        }
    }

    private bool TryDictionary(int depth, out JsonNode? value)
    {
        var items = new JsonObject();
        value = items;
        _at++;
        while (!Take('}'))
        {
            if (!TryValue(depth + 1, out JsonNode? key) || key is not JsonValue || !Take(':') || !TryValue(depth + 1, out JsonNode? item))
                return false;
            items[key.ToString()] = item;
            if (!Take(',') && !IsNext('}'))
                return false;
        }

        return true;
    }

    private bool TryList(char end, int depth, out JsonNode? value)
    {
        var items = new JsonArray();
        value = items;
        _at++;
        while (!Take(end))
        {
            if (!TryValue(depth + 1, out JsonNode? item))
                return false;
            items.Add(item);
            if (!Take(',') && !IsNext(end))
                return false;
        }

        return true;
    }

    private bool TryText(out string text)
    {
        char quote = _text[_at++];
        var builder = new StringBuilder();
        text = "";
        while (_at < _text.Length && _text[_at] != quote)
        {
            char c = _text[_at++];
            if (c == '\\' && !TryEscape(out c))
                return false;
            builder.Append(c);
        }

        text = builder.ToString();
        return Take(quote);
    }

    private bool TryEscape(out char c)
    {
        c = _at < _text.Length ? _text[_at++] : '\0';
        int digits = c switch { 'x' => 2, 'u' => 4, _ => 0 };
        if (digits == 0)
        {
            c = c switch { 'n' => '\n', 't' => '\t', 'r' => '\r', _ => c };
            return c != '\0';
        }

        bool isNumber = _at + digits <= _text.Length & ushort.TryParse(
            _text.Slice(_at, Math.Min(digits, _text.Length - _at)), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture,
            out ushort code);
        (c, _at) = ((char)code, _at + digits);
        return isNumber;
    }

    private bool TryWord(out JsonNode? value)
    {
        int start = _at;
        while (_at < _text.Length && (char.IsAsciiLetterOrDigit(_text[_at]) || _text[_at] is '+' or '-' or '.' or '_'))
            _at++;
        ReadOnlySpan<char> word = _text[start.._at];
        value = word switch
        {
            "True" => JsonValue.Create(true),
            "False" => JsonValue.Create(false),
            _ when long.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole) =>
                JsonValue.Create(whole),
            _ when double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
                && double.IsFinite(number) => JsonValue.Create(number),
            _ => null,
        };
        return value is not null || word is "None";
    }

    private bool IsNext(char c)
    {
        SkipSpace();
        return _at < _text.Length && _text[_at] == c;
    }

    private bool Take(char c)
    {
        bool isThere = IsNext(c);
        _at += isThere ? 1 : 0;
        return isThere;
    }

    private void SkipSpace()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
            _at++;
    }
}
