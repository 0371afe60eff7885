using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace VisionPlugin.DemoApp.Reports;

/// <summary>
/// A piece of a page. Made from interpolated strings, in which text is escaped and pieces are put in as they are:
/// <c>Html.Of($"&lt;td&gt;{name}&lt;/td&gt;")</c> is safe whatever the name.
/// </summary>
/// <param name="Text">The markup.</param>
internal readonly record struct Html(string Text)
{
    /// <summary>Nothing.</summary>
    public static readonly Html Empty = new("");

    /// <summary>A piece from an interpolated string.</summary>
    public static Html Of(Interpolated text) => new(text.ToString());

    /// <summary>A piece for each item, one after the other.</summary>
    public static Html Each<T>(IEnumerable<T> items, Func<T, Html> piece)
    {
        var text = new StringBuilder();
        foreach (T item in items)
            text.Append(piece(item).Text);
        return new Html(text.ToString());
    }

    /// <summary>A piece if something holds, else nothing.</summary>
    public static Html If(bool condition, Func<Html> piece) => condition ? piece() : Empty;

    public override string ToString() => Text;

    /// <summary>An interpolated string whose holes are escaped.</summary>
    [InterpolatedStringHandler]
    public readonly ref struct Interpolated
    {
        // Letters of all scripts stay readable; what has a meaning in markup does not stay.
        private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

        private readonly StringBuilder _text;

        public Interpolated(int literalLength, int formattedCount) => _text = new StringBuilder(literalLength + (8 * formattedCount));

        public void AppendLiteral(string markup) => _text.Append(markup);

        public void AppendFormatted(string? text) => _text.Append(Encoder.Encode(text ?? ""));

        public void AppendFormatted(Html piece) => _text.Append(piece.Text);

        public void AppendFormatted(int number) => _text.Append(CultureInfo.InvariantCulture, $"{number}");

        /// <summary>A coordinate: two decimals are finer than a screen.</summary>
        public void AppendFormatted(double number) => _text.Append(CultureInfo.InvariantCulture, $"{number:0.##}");

        public override string ToString() => _text.ToString();
    }
}
