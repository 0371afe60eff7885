using System.Globalization;

namespace VisionPlugin.Tensors;

/// <summary>The dictionary at the start of a .npy file: <c>{'descr': '&lt;f4', 'fortran_order': False, 'shape': (2, 3), }</c>.</summary>
internal ref struct NumPyHeader
{
    private ReadOnlySpan<char> _rest;

    /// <summary>Its three entries, in whatever order; null if it is anything else.</summary>
    public static (string Descr, bool Fortran, int[] Shape)? Parse(string text)
    {
        var reader = new NumPyHeader { _rest = text };
        string? descr = null;
        bool? fortran = null;
        int[]? shape = null;
        if (!reader.Take("{"))
            return null;
        while (!reader.Take("}"))
        {
            bool good = reader.Quoted() switch
            {
                "descr" => reader.Take(":") && (descr = reader.Quoted()) is not null,
                "fortran_order" => reader.Take(":") && (fortran = reader.Flag()) is not null,
                "shape" => reader.Take(":") && (shape = reader.Tuple()) is not null,
                _ => false,
            };
            if (!good || (!reader.Take(",") && !reader._rest.TrimStart().StartsWith("}")))
                return null;
        }

        bool complete = reader._rest.Trim().IsEmpty && descr is { Length: >= 2 } && fortran is not null && shape is not null;
        return complete ? (descr!, fortran!.Value, shape!) : null;
    }

    private bool Take(string token)
    {
        _rest = _rest.TrimStart();
        if (!_rest.StartsWith(token))
            return false;
        _rest = _rest[token.Length..];
        return true;
    }

    private string? Quoted()
    {
        _rest = _rest.TrimStart();
        int end = _rest.Length > 1 && _rest[0] is '\'' or '"' ? _rest[1..].IndexOf(_rest[0]) : -1;
        if (end < 0)
            return null;
        string text = _rest.Slice(1, end).ToString();
        _rest = _rest[(end + 2)..];
        return text;
    }

    private bool? Flag() => Take("True") ? true : Take("False") ? false : null;

    private int[]? Tuple()
    {
        var sizes = new List<int>();
        if (!Take("("))
            return null;
        while (!Take(")"))
        {
            _rest = _rest.TrimStart();
            int digits = _rest.IndexOfAnyExceptInRange('0', '9');
            if (digits <= 0 || !int.TryParse(_rest[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out int size))
                return null;
            sizes.Add(size);
            _rest = _rest[digits..];
            if (!Take(",") && !_rest.TrimStart().StartsWith(")"))
                return null;
        }

        return [.. sizes];
    }
}
