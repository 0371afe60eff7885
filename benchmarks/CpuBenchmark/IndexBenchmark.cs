using VisionPlugin.Neighbours;

namespace VisionPlugin.Benchmarks;

/// <summary>Times exact searches for the 10 nearest entries of an index.</summary>
internal static class IndexBenchmark
{
    public static void Run(int entries, int length, int runs)
    {
        var random = new Random(1);
        float[] query = Vector(random, length);
        var index = new FeatureIndex();
        for (int i = 0; i < entries; i++)
            index.Add("entry", Vector(random, length));
        var nearest = new Neighbour[10];
        foreach (Metric metric in Enum.GetValues<Metric>())
        {
            Timing time = Timing.Of(() => index.Search(query, nearest, metric), runs);
            Console.WriteLine(FormattableString.Invariant(
                $"{metric}: {entries} vectors of {length}: {time.Median:0.000} ms, {1e6 * time.Median / entries:0.0} ns a vector (least {1e6 * time.Least / entries:0.0})"));
        }
    }

    private static float[] Vector(Random random, int length) => [.. Enumerable.Range(0, length).Select(_ => random.NextSingle() - 0.5f)];
}
