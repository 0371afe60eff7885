using System.IO.Enumeration;

namespace VisionPlugin.DemoApp;

/// <summary>Finds layers by what a user calls them.</summary>
internal static class LayerNames
{
    /// <summary>What stands for all of them.</summary>
    public const string All = "all";

    private const int Suggested = 8;

    /// <summary>The layers that are meant, in their order.</summary>
    /// <param name="layers">All layers.</param>
    /// <param name="wanted">Names, patterns with an asterisk, or <see cref="All"/>.</param>
    /// <param name="namesOf">The names that a layer goes by, the most usual first.</param>
    /// <param name="what">What a layer is called in messages.</param>
    /// <exception cref="BadInputException">There is none of a name: says which are near.</exception>
    public static List<T> Find<T>(
        IReadOnlyList<T> layers, IReadOnlyList<string> wanted, Func<T, string[]> namesOf, string what)
    {
        var chosen = new HashSet<int>();
        foreach (string name in wanted)
        {
            int before = chosen.Count;
            int[] found = [.. Enumerable.Range(0, layers.Count).Where(i => namesOf(layers[i]).Contains(name))];
            if (found.Length == 0)
            {
                found = [.. Enumerable.Range(0, layers.Count)
                    .Where(i => name == All || IsLike(name, namesOf(layers[i])))];
            }

            if (found.Length == 0)
            {
                string[] near = Near(name, [.. layers.Select(l => namesOf(l)[0]).Distinct()]);
                string rest = layers.Count > near.Length ? $", and {layers.Count - near.Length} more" : "";
                throw new BadInputException($"There is no {what} '{name}'. There are {string.Join(", ", near)}{rest}.");
            }

            chosen.UnionWith(found);
        }

        return [.. chosen.Order().Select(i => layers[i])];
    }

    /// <summary>The names that are most like one that is none of them.</summary>
    public static string[] Near(string name, IReadOnlyList<string> names) =>
        [.. names.OrderBy(n => Distance(name, n)).Take(Suggested)];

    private static bool IsLike(string pattern, string[] names) => pattern.Contains('*')
        && names.Any(name => FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false));

    // Letters to change, case aside; what holds the other comes first.
    private static int Distance(string a, string b)
    {
        // Names of thousands of letters are no slips of the hand.
        (a, b) = (a[..Math.Min(a.Length, 100)].ToUpperInvariant(), b[..Math.Min(b.Length, 100)].ToUpperInvariant());
        if (a.Length > 1 && b.Contains(a, StringComparison.Ordinal))
            return 0;
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int change = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(change, 1 + Math.Min(row[j], row[j - 1]));
            }
        }

        return 1 + row[b.Length];
    }
}
