using VisionPlugin.Cards;
using VisionPlugin.Components;
using VisionPlugin.Decoding;
using VisionPlugin.Execution;
using VisionPlugin.Frames;
using VisionPlugin.Neighbours;
using VisionPlugin.Testing;

namespace VisionPlugin.Tests.Components;

public class RegionEmbedderTests
{
    private static readonly TestPicture Astronaut =
        TestPicture.Load(Path.Combine(TestData.Repository, "models", "pictures", "astronaut.png"));

    private static VisionModel Faces =>
        VisionModel.Load(Path.Combine(TestData.Repository, "models", "face_recognition", "face_recognition.onnx"));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(11)]
    public void Each_object_gets_the_vector_that_it_gets_by_itself(int count)
    {
        using var backend = new CpuBackend();
        using var regions = new RegionEmbedder(Faces, backend, margin: 0.25f);
        using var single = new FeatureEmbedder(Faces, backend);
        Assert.Equal((RegionClassifier.LargestBatch, 128, 0.25f), (regions.BatchSize, regions.Length, regions.Margin));
        Detection[] objects = Objects(count);
        float[] found = regions.Process(Astronaut.Frame, objects).ToArray();
        Assert.Equal(128 * count, found.Length);
        for (int i = 0; i < count; i++)
        {
            Box box = objects[i].Box;
            int x = (int)(box.X1 - (0.25f * box.Width)), y = (int)(box.Y1 - (0.25f * box.Height));
            var area = new PixelRect(x, y, (int)(box.X2 + (0.25f * box.Width)) - x, (int)(box.Y2 + (0.25f * box.Height)) - y);
            float[] alone = single.Process(Astronaut.Frame.Crop(area)).ToArray();
            Assert.InRange(FeatureIndex.DistanceOf(alone, found.AsSpan(128 * i, 128), Metric.L2), 0, 1e-4f);
        }
    }

    [Fact]
    public void The_margin_is_the_cards_unless_it_is_given_and_boxes_may_reach_beyond_the_frame()
    {
        VisionModel model = Faces;
        model = model with { Card = model.Card with { Decoder = new EmbeddingDecoder { Outputs = ["descriptor"], Margin = 0.5f } } };
        using var backend = new CpuBackend();
        using var regions = new RegionEmbedder(model, backend);
        using var none = new RegionEmbedder(model, backend, margin: 0);
        Assert.Equal((0.5f, 0), (regions.Margin, none.Margin));
        // A quarter of the picture and all of it: the margin makes the one the other.
        Detection quarter = new(0, 1, new Box(128, 128, 384, 384)), whole = new(0, 1, new Box(-99, -99, 999, 999));
        Assert.Equal(none.Process(Astronaut.Frame, [whole]).ToArray(), regions.Process(Astronaut.Frame, [quarter]).ToArray());
        Assert.All(none.Process(Astronaut.Frame, [new Detection(0, 1, new Box(float.NaN, 5, 7, float.NaN))]).ToArray(), v => Assert.True(float.IsFinite(v)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RegionEmbedder(model, backend, margin: -0.5f));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RegionEmbedder(model, backend, margin: float.NaN));
        Assert.Contains("not to embed", Assert.Throws<ModelFormatException>(() =>
            new RegionEmbedder(DeepModel.Detector(1), new ReferenceBackend())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_allocated_once_sizes_have_settled()
    {
        using var backend = new CpuBackend();
        using var regions = new RegionEmbedder(Faces, backend);
        Detection[] objects = Objects(11);
        for (int i = 0; i < 3; i++)
        {
            regions.Process(Astronaut.Frame, objects);
            regions.Process(Astronaut.Frame, objects.AsSpan(0, 5));
        }

        // The least of several tries: a collection for another test counts the rest of this thread's block as allocated.
        long least = long.MaxValue;
        for (int i = 0; i < 3; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            regions.Process(Astronaut.Frame, objects);
            regions.Process(Astronaut.Frame, objects.AsSpan(0, 5));
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);
        Assert.True(regions.Timings.Infer > regions.Timings.Post);
    }

    private static Detection[] Objects(int count) => [.. Enumerable.Range(0, count).Select(i =>
        new Detection(0, 1, new Box(176 + (2 * i), 80 + i, 272 - i, 176 - (2 * i))))];
}
