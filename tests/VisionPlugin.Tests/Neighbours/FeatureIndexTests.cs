using System.Globalization;
using VisionPlugin.Neighbours;

namespace VisionPlugin.Tests.Neighbours;

public sealed class FeatureIndexTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("index").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_nearest_come_first_by_either_metric()
    {
        FeatureIndex index = Example();
        Assert.Equal([new Neighbour("near", 1), new Neighbour("double", 2)], index.Search([2, 0], 2));
        Assert.Equal(["double", "near", "up"], index.Search([3, 0], 3, Metric.Cosine).Select(n => n.Name));
        Assert.Equal([0, 0.1056f, 1], index.Search([3, 0], 3, Metric.Cosine).Select(n => MathF.Round(n.Distance, 4)));
        Assert.Equal(4, index.Search([0, 0], 99).Count);
        Assert.Empty(new FeatureIndex().Search([1], 3));
        Assert.Throws<ArgumentException>(() => index.Search([1], 3));
        Assert.Throws<ArgumentException>(() => index.Add("short", [1]));
        Assert.Throws<ArgumentException>(() => new FeatureIndex().Add("empty", []));
    }

    [Fact]
    public void A_saved_index_is_the_same_when_loaded()
    {
        string path = Path.Combine(_folder, "a.npz");
        Example().Save(path);
        FeatureIndex loaded = FeatureIndex.Load(path);
        Assert.Equal(Example().Names, loaded.Names);
        Assert.Equal(Example().Search([1, 1], 4), loaded.Search([1, 1], 4));
        Assert.Equal([path], Directory.GetFiles(_folder));
        byte[] whole = File.ReadAllBytes(path);
        for (int length = 0; length < whole.Length; length += 7)
        {
            File.WriteAllBytes(path, whole[..length]);
            Assert.Throws<ModelFormatException>(() => FeatureIndex.Load(path));
        }
    }

    [Theory]
    [InlineData(Metric.L2)]
    [InlineData(Metric.Cosine)]
    public void Every_search_is_that_of_all_distances_sorted(Metric metric)
    {
        var random = new Random(5);
        foreach (int length in (int[])[1, 7, 8, 31, 32, 33, 128, 1000])
        {
            var index = new FeatureIndex();
            for (int i = 0; i < 300; i++)
                index.Add($"{i}", Vector(random, length));
            float[] query = Vector(random, length);
            double[] exact = [.. Enumerable.Range(0, 300).Select(i => Exact(query, index.VectorOf(i).ToArray(), metric))];
            foreach (int count in (int[])[1, 5, 128, 129, 300])
            {
                var found = new Neighbour[count];
                Assert.Equal(count, index.Search(query, found, metric));
                Assert.Equal(found, index.Search(query, count, metric));
                Assert.Equal(found.Select(n => n.Distance).Order(), found.Select(n => n.Distance));
                Assert.Equal(count, found.Select(n => n.Name).Distinct().Count());
                Assert.All(found, n => Assert.Equal(exact[int.Parse(n.Name, CultureInfo.InvariantCulture)], n.Distance, 1e-5));
                Assert.Equal(exact.Order().ElementAt(count - 1), found[^1].Distance, 1e-5);
            }
        }
    }

    [Fact]
    public void Equal_distances_keep_their_order_and_what_is_no_number_comes_last()
    {
        var index = new FeatureIndex();
        foreach (int i in Enumerable.Range(0, 50))
            index.Add($"{i}", i == 3 ? [float.NaN, 0] : i == 4 ? [float.PositiveInfinity, 0] : [1, i % 2]);
        string[] names = [.. index.Search([1, 0], 50).Select(n => n.Name)];
        int[] ordinary = [.. Enumerable.Range(0, 50).Except([3, 4])];
        Assert.Equal([.. ordinary.Where(i => i % 2 == 0).Concat(ordinary.Where(i => i % 2 == 1)).Concat([4, 3]).Select(i => $"{i}")], names);
        Assert.Equal(names[..7], index.Search([1, 0], 7).Select(n => n.Name));
    }

    [Fact]
    public void A_vector_is_at_distance_0_of_itself_and_extreme_numbers_have_distances()
    {
        float[] vector = Vector(new Random(1), 777);
        Assert.Equal(0, FeatureIndex.DistanceOf(vector, vector, Metric.L2));
        Assert.Equal(0, FeatureIndex.DistanceOf(vector, vector, Metric.Cosine));
        Assert.Equal(2, FeatureIndex.DistanceOf(vector, [.. vector.Select(v => -3 * v)], Metric.Cosine), 1e-6f);
        foreach (float scale in (float[])[1e-30f, 1e-20f, 1e25f, 1e37f])
        {
            Assert.Equal(5, FeatureIndex.DistanceOf([3 * scale, 0], [0, 4 * scale], Metric.L2) / scale, 1e-4f);
            Assert.Equal(1 - MathF.Sqrt(0.5f), FeatureIndex.DistanceOf([scale, scale], [scale, 0], Metric.Cosine), 1e-4f);
        }

        Assert.True(float.IsNaN(FeatureIndex.DistanceOf([0, 0], [1, 2], Metric.Cosine)));
        Assert.Throws<ArgumentException>(() => FeatureIndex.DistanceOf([0], [1, 2], Metric.L2));
    }

    [Fact]
    public void Who_is_near_enough_is_matched_and_those_linked_are_grouped()
    {
        FeatureIndex index = Example();
        Assert.True(index.TryMatch([4, 0.5f], 0.6f, out Neighbour match));
        Assert.Equal(new Neighbour("double", 0.5f), match);
        Assert.False(index.TryMatch([4, 0.5f], 0.5f, out _));
        Assert.False(new FeatureIndex().TryMatch([1], 9, out _));
        Assert.Equal([0, 0, 1, 2], FeatureGroups.Of(index, 2.3f));
        // "up" is 6.32 from "near" and 6.40 from "double": linked by the one to the other.
        Assert.Equal([0, 0, 0, 1], FeatureGroups.Of(index, 6.35f));
        Assert.Equal([0, 1, 2, 3], FeatureGroups.Of(index, 0));
        Assert.Empty(FeatureGroups.Of(new FeatureIndex(), 1));
    }

    [Fact]
    public void A_search_allocates_nothing()
    {
        var random = new Random(2);
        var index = new FeatureIndex();
        for (int i = 0; i < 1000; i++)
            index.Add("entry", Vector(random, 128));
        float[] query = Vector(random, 128);
        Neighbour[] few = new Neighbour[5], many = new Neighbour[900];
        long least = long.MaxValue;
        for (int i = 0; i < 4; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            index.Search(query, few, Metric.Cosine);
            index.Search(query, many);
            index.TryMatch(query, 1, out _);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);
    }

    [Fact]
    public void The_description_is_saved_and_an_empty_index_too()
    {
        string path = Path.Combine(_folder, "b.npz");
        FeatureIndex index = Example();
        index.Description = "Größe: 3\n{}";
        File.WriteAllText(path + ".part", "left by a run that was killed");
        index.Save(path);
        Assert.Equal([path], Directory.GetFiles(_folder));
        Assert.Equal(index.Description, FeatureIndex.Load(path).Description);
        new FeatureIndex().Save(path);
        Assert.Equal((0, ""), (FeatureIndex.Load(path).Count, FeatureIndex.Load(path).Description));
        byte[] saved = File.ReadAllBytes(path);
        Assert.Throws<DirectoryNotFoundException>(() => index.Save(Path.Combine(_folder, "none", "b.npz")));
        Assert.Equal(saved, File.ReadAllBytes(path));
    }

    private static float[] Vector(Random random, int length) => [.. Enumerable.Range(0, length).Select(_ => (2 * random.NextSingle()) - 1)];

    private static double Exact(float[] a, float[] b, Metric metric)
    {
        double squares = a.Zip(b).Sum(p => Math.Pow((double)p.First - p.Second, 2));
        double product = a.Zip(b).Sum(p => (double)p.First * p.Second);
        double sizes = Math.Sqrt(a.Sum(v => (double)v * v) * b.Sum(v => (double)v * v));
        return metric == Metric.L2 ? Math.Sqrt(squares) : 1 - (product / sizes);
    }

    private static FeatureIndex Example()
    {
        var index = new FeatureIndex();
        index.Add("near", [2, -1]);
        index.Add("double", [4, 0]);
        index.Add("up", [0, 5]);
        index.Add("back", [-9, 0]);
        return index;
    }
}
