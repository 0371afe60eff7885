using System.Globalization;
using Spectre.Console;
using VisionPlugin.Decoding;

namespace VisionPlugin.DemoApp.Features;

/// <summary>Vectors and their distances for people.</summary>
internal static class EmbeddingTables
{
    // A wider matrix is read by programs.
    private const int LargestMatrix = 12;

    /// <summary>One row a vector.</summary>
    public static Table Vectors(Embeddings all)
    {
        Table table = new Table().AddColumns("number", "picture", "score", "box x1 y1 x2 y2", "length of the vector");
        for (int i = 1; i <= all.Count; i++)
        {
            (string source, DescribedThing thing) = all[i];
            Box? box = thing.Found?.Box;
            double length = Math.Sqrt(thing.Vector.Sum(v => (double)v * v));
            table.AddRow(Text($"{i}"), Markup.Escape(source), Text($"{thing.Found?.Score:0.000}"),
                box is { } b ? Text($"{b.X1:0.0} {b.Y1:0.0} {b.X2:0.0} {b.Y2:0.0}") : "", Text($"{length:0.000}"));
        }

        return table;
    }

    /// <summary>Every distance; null where the table would be too wide.</summary>
    public static Table? Distances(Embeddings all)
    {
        if (all.Count is < 2 or > LargestMatrix)
            return null;
        Table table = new Table().AddColumn("");
        for (int i = 1; i <= all.Count; i++)
            table.AddColumn(Text($"{i}"));
        for (int row = 1; row <= all.Count; row++)
        {
            int a = row;
            table.AddRow([Text($"{a}"), .. Enumerable.Range(1, all.Count).Select(b =>
                a == b ? "-" : Text($"{all.Distance(a, b):0.000}") + (all.IsSame(a, b) ? " same" : ""))]);
        }

        return table;
    }

    /// <summary>Who is the same as whom.</summary>
    /// <param name="all">The vectors.</param>
    /// <param name="what">What they describe: <c>person</c>.</param>
    /// <param name="threshold">Closer than this is the same.</param>
    public static IEnumerable<string> Verdicts(Embeddings all, string what, float threshold)
    {
        if (all.Count == 2)
        {
            string verdict = all.IsSame(1, 2) ? "The same" : "Not the same";
            return [Text($"{verdict} {what}: {all.Distance(1, 2):0.000} apart, the threshold is {threshold:0.###}.")];
        }

        int[][] groups = [.. all.Groups().Select((group, i) => (group, Number: i + 1)).GroupBy(g => g.group, g => g.Number)
            .Select(g => g.ToArray()).Where(g => g.Length > 1)];
        return groups.Length == 0 ? [Text($"No two are the same {what} (closer than {threshold:0.###}).")]
            : [.. groups.Select(g => Text($"The same {what} (closer than {threshold:0.###}): {string.Join(", ", g)}{Links(all, g)}"))];
    }

    // Said where not every one is the same as every other.
    private static string Links(Embeddings all, int[] group) =>
        group.All(a => group.All(b => a == b || all.IsSame(a, b))) ? "" : ", linked by some of them";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
