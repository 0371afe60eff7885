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
