using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace VisionPlugin.Cards;

/// <summary>
/// One JSON object of a card, read field by field. Every error names the file, the field by its path and what is
/// allowed; fields that nobody asked for are errors too (<see cref="Finish"/>), as they are misspellings.
/// </summary>
internal sealed class CardObject
{
    private readonly string _file;
    private readonly string _path;
    private readonly JsonElement _element;
    private readonly List<string> _known = [];

    public CardObject(string file, string path, JsonElement element)
    {
        (_file, _path, _element) = (file, path, element);
        if (element.ValueKind != JsonValueKind.Object)
            throw new ModelFormatException($"{file}: {(path.Length == 0 ? "a card" : $"'{path}'")} must be an object {{ ... }}.");
        string? twice = element.EnumerateObject().GroupBy(p => p.Name).FirstOrDefault(g => g.Count() > 1)?.Key;
        if (twice is not null)
            throw new ModelFormatException($"{file}: '{PathOf(twice)}' is there twice.");
    }

    /// <summary>Gives the value of an element; false if it has another form.</summary>
    public delegate bool TryRead<T>(JsonElement element, out T value);

    /// <summary>True if the field is there.</summary>
    public bool Has(string name)
    {
        _known.Add(name);
        return _element.TryGetProperty(name, out _);
    }

    /// <summary>A field whose form <paramref name="read"/> knows.</summary>
    public T Read<T>(string name, string allowed, TryRead<T> read)
    {
        if (!Has(name))
            throw new ModelFormatException($"{_file}: '{PathOf(name)}' is missing; it must be {allowed}.");
        JsonElement element = _element.GetProperty(name);
        if (read(element, out T value))
            return value;
        string found = element.GetRawText();
        throw new ModelFormatException(
            $"{_file}: '{PathOf(name)}' must be {allowed}, not {(found.Length > 60 ? found[..60] + "..." : found)}.");
    }

    public string Text(string name) => Read(name, "a text", (JsonElement e, out string value) =>
    {
        value = e.ValueKind == JsonValueKind.String ? e.GetString()! : "";
        return value.Length > 0;
    });

    public string? OptionalText(string name) => Has(name) ? Text(name) : null;

    public bool Flag(string name, bool fallback) => !Has(name) ? fallback
        : Read(name, "true or false", (JsonElement e, out bool value) =>
        {
            value = e.ValueKind == JsonValueKind.True;
            return value || e.ValueKind == JsonValueKind.False;
        });

    public int Integer(string name, int least, int most, int? fallback = null) => fallback is { } value && !Has(name) ? value
        : Read(name, $"a whole number from {least} to {most}", (JsonElement e, out int value) =>
        {
            value = 0;
            return e.ValueKind == JsonValueKind.Number && e.TryGetInt32(out value) && value >= least && value <= most;
        });

    public float Number(string name, float least, float most, float fallback) => !Has(name) ? fallback
        : Read(name, string.Create(CultureInfo.InvariantCulture, $"a number from {least} to {most}"),
            (JsonElement e, out float value) => TryFloat(e, out value) && value >= least && value <= most);

    /// <summary>A number, or an array of <paramref name="length"/> numbers.</summary>
    public ImmutableArray<float> Numbers(string name, int length, ImmutableArray<float> fallback) => !Has(name) ? fallback
        : Read(name, length == 1 ? "a number" : $"a number or an array of {length} numbers", (JsonElement e, out ImmutableArray<float> value) =>
        {
            bool isOne = TryFloat(e, out float one);
            value = isOne ? [one] : [];
            return isOne || (TryArray(e, TryFloat, out value) && value.Length == length);
        });

    public ImmutableArray<string> Texts(string name) => Read(name, "an array of texts", (JsonElement e, out ImmutableArray<string> value) =>
        TryArray(e, TryText, out value));

    /// <summary>One of several words.</summary>
    public T Word<T>(string name, params ReadOnlySpan<(string Word, T Value)> allowed)
    {
        (string Word, T Value)[] words = allowed.ToArray();
        return Read(name, "one of " + string.Join(", ", words.Select(a => $"\"{a.Word}\"")), (JsonElement e, out T value) =>
        {
            int index = e.ValueKind == JsonValueKind.String ? Array.FindIndex(words, w => w.Word == e.GetString()) : -1;
            value = words[Math.Max(index, 0)].Value;
            return index >= 0;
        });
    }

    /// <summary>An object within this one.</summary>
    public CardObject Child(string name) =>
        new(_file, PathOf(name), Read(name, "an object { ... }", (JsonElement e, out JsonElement value) =>
        {
            value = e;
            return e.ValueKind == JsonValueKind.Object;
        }));

    /// <summary>Throws if there is a field that was not asked for.</summary>
    public void Finish()
    {
        foreach (JsonProperty property in _element.EnumerateObject())
        {
            if (!_known.Contains(property.Name))
            {
                throw new ModelFormatException(
                    $"{_file}: unknown field '{PathOf(property.Name)}'; allowed are {string.Join(", ", _known.Distinct().Order())}.");
            }
        }
    }

    /// <summary>An error of a field that only shows when others are known.</summary>
    public ModelFormatException Error(string name, string problem) => new($"{_file}: '{PathOf(name)}' {problem.TrimEnd('.')}.");

    public static bool TryArray<T>(JsonElement element, TryRead<T> read, out ImmutableArray<T> values)
    {
        values = [];
        if (element.ValueKind != JsonValueKind.Array)
            return false;
        ImmutableArray<T>.Builder builder = ImmutableArray.CreateBuilder<T>(element.GetArrayLength());
        foreach (JsonElement item in element.EnumerateArray())
        {
            if (!read(item, out T value))
                return false;
            builder.Add(value);
        }

        values = builder.ToImmutable();
        return true;
    }

    public static bool TryFloat(JsonElement element, out float value)
    {
        value = 0;
        return element.ValueKind == JsonValueKind.Number && element.TryGetSingle(out value) && float.IsFinite(value);
    }

    private static bool TryText(JsonElement element, out string value)
    {
        value = element.ValueKind == JsonValueKind.String ? element.GetString()! : "";
        return element.ValueKind == JsonValueKind.String;
    }

    private string PathOf(string name) => _path.Length == 0 ? name : $"{_path}.{name}";
}
