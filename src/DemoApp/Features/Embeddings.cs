using VisionPlugin.DemoApp.Output;
using VisionPlugin.Neighbours;

namespace VisionPlugin.DemoApp.Features;

/// <summary>All vectors of a run, numbered from 1, and how far they are apart.</summary>
/// <param name="metric">What distance means.</param>
/// <param name="threshold">Closer than this is the same; null if nobody knows.</param>
internal sealed class Embeddings(Metric metric, float? threshold)
{
    private const int LargestMatrix = 1000;

    private readonly List<(string Source, DescribedThing Thing)> _things = [];

    /// <summary>The vectors, named after their pictures; what was found in one has its number behind it.</summary>
    public FeatureIndex Index { get; } = new();

    /// <summary>How many there are.</summary>
    public int Count => _things.Count;

    /// <summary>Closer than this is the same; null if nobody knows.</summary>
    public float? Threshold => threshold;

    /// <summary>Adds what was found in a picture.</summary>
    public IReadOnlyList<EmbeddedThing> Add(string source, IReadOnlyList<DescribedThing> things)
    {
        var added = new EmbeddedThing[things.Count];
        for (int i = 0; i < added.Length; i++)
        {
            _things.Add((source, things[i]));
            Index.Add(things[i].Found is null ? source : FormattableString.Invariant($"{source}#{Count}"), things[i].Vector);
            added[i] = Report(Count);
        }

        return added;
    }

    /// <summary>The picture of a vector, and what it describes.</summary>
    public (string Source, DescribedThing Thing) this[int number] => _things[number - 1];

    /// <summary>A vector as it is printed.</summary>
    public EmbeddedThing Report(int number)
    {
        DescribedThing thing = this[number].Thing;
        float[]? box = thing.Found is { } found ? DetectedObject.Edges(found.Box) : null;
        return new EmbeddedThing(number, thing.Found?.Score, box, thing.Vector);
    }

    /// <summary>How far two are apart.</summary>
    public float Distance(int first, int second) => Index.Distance(first - 1, second - 1, metric);

    /// <summary>True if two are closer than the threshold.</summary>
    public bool IsSame(int first, int second) => threshold is { } limit && first != second && Distance(first, second) < limit;

    /// <summary>The numbers of those that are the same as another one.</summary>
    public IEnumerable<int> SameAs(int number) => Enumerable.Range(1, Count).Where(other => IsSame(number, other));

    /// <summary>The group of each, from 0; linked by pairs that are the same. Empty without a threshold.</summary>
    public int[] Groups() => threshold is { } limit ? FeatureGroups.Of(Index, limit, metric) : [];

    /// <summary>All distances.</summary>
    public DistanceReport Report(string metricName)
    {
        int[] numbers = [.. Enumerable.Range(1, Count)], groups = Groups();
        List<int[]> same = [.. numbers.SelectMany(a => SameAs(a).Where(b => b > a), (a, b) => new[] { a, b })];
        List<int[]> members = [.. numbers.Zip(groups).GroupBy(p => p.Second, p => p.First).Select(g => g.ToArray())];
        float[][]? distances = Count > LargestMatrix ? null
            : [.. numbers.Select(a => numbers.Select(b => Distance(a, b)).ToArray())];
        return new DistanceReport(metricName, distances, threshold,
            threshold is null ? null : same, threshold is null ? null : members);
    }
}
