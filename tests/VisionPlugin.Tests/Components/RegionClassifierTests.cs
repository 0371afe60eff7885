using System.Collections.Immutable;
using VisionPlugin.Cards;
using VisionPlugin.Components;
using VisionPlugin.Decoding;
using VisionPlugin.Execution;
using VisionPlugin.Frames;
using VisionPlugin.Graphs;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;
using VisionPlugin.Testing;

namespace VisionPlugin.Tests.Components;

public class RegionClassifierTests
{
    private static readonly TestPicture Astronaut =
        TestPicture.Load(Path.Combine(TestData.Repository, "models", "pictures", "astronaut.png"));

    private static VisionModel Expressions =>
        VisionModel.Load(Path.Combine(TestData.Repository, "models", "face_expression", "face_expression.onnx"));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(13)]
    public void Each_object_gets_the_class_that_it_gets_by_itself(int count)
    {
        using var backend = new CpuBackend();
        using var regions = new RegionClassifier(Expressions, backend);
        using var single = new ImageClassifier(Expressions, backend, top: 1);
        Assert.Equal(RegionClassifier.LargestBatch, regions.BatchSize);
        Detection[] objects = [.. Enumerable.Range(0, count).Select(i =>
            new Detection(0, 1, new Box(150 + (3 * i), 60 + (2 * i), 290 - (4 * i), 200 - i)))];
        Classification[] found = regions.Process(Astronaut.Frame, objects).ToArray();
        Assert.Equal(count, found.Length);
        for (int i = 0; i < count; i++)
        {
            Box box = objects[i].Box;
            var area = new PixelRect((int)box.X1, (int)box.Y1, (int)box.Width, (int)box.Height);
            Classification alone = single.Process(Astronaut.Frame.Crop(area))[0];
            Assert.Equal(alone.ClassId, found[i].ClassId);
            Assert.Equal(alone.Score, found[i].Score, 1e-4f);
        }
    }

    [Fact]
    public void Boxes_that_reach_beyond_the_frame_or_are_nowhere_are_looked_at_as_far_as_they_can_be()
    {
        using var regions = new RegionClassifier(DeepModel.Classifier(2), new ReferenceBackend());
        Detection[] objects = [.. new Box[]
        {
            new(-50, -50, 900, 900), new(600, 600, 700, 700), new(float.NaN, 0, float.NaN, 5), new(20, 20, 10, 10),
            new(float.NegativeInfinity, 3, float.PositiveInfinity, 4),
        }.Select(b => new Detection(0, 1, b))];
        Assert.All(regions.Process(Astronaut.Frame, objects).ToArray(), c => Assert.InRange(c.Score, 0.2f, 1));
    }

    [Theory]
    [InlineData(PixelFormat.Nv12)]
    [InlineData(PixelFormat.Yuyv)]
    public void Objects_may_begin_anywhere_in_formats_whose_pixels_share_colours(PixelFormat format)
    {
        using var regions = new RegionClassifier(DeepModel.Classifier(2), new ReferenceBackend());
        byte[] pixels = new byte[2 * 51 * 31];
        Detection[] objects = [.. Enumerable.Range(0, 12)
            .Select(i => new Detection(0, 1, new Box(i, 11 - i, 51 - (i / 2), 31 - (i % 3))))];
        foreach (bool isBottomUp in (bool[])[false, true])
        {
            var frame = new Frame(pixels, 50, 31, format) { IsBottomUp = isBottomUp };
            Assert.Equal(12, regions.Process(frame, objects).Length);
        }
    }

    [Fact]
    public void Nothing_is_allocated_once_sizes_have_settled()
    {
        using var backend = new CpuBackend();
        using var regions = new RegionClassifier(Expressions, backend);
        Detection[] objects = [.. Enumerable.Repeat(new Detection(0, 1, new Box(160, 70, 280, 190)), 11)];
        for (int i = 0; i < 3; i++)
            regions.Process(Astronaut.Frame, objects);
        // The least of several tries: a collection for another test counts the rest of this thread's block as allocated.
        long least = long.MaxValue;
        for (int i = 0; i < 3; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int count = 1; count <= objects.Length; count++)
                regions.Process(Astronaut.Frame, objects.AsSpan(0, count));
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);
        Assert.True(regions.Timings.Infer > TimeSpan.Zero);
    }

    [Fact]
    public void A_network_that_cannot_take_several_pictures_gets_them_one_by_one()
    {
        // All pictures in one list.
        VisionModel flat = With(new Reshape(), new Tensor<long>([1], [4]));
        // A softmax over the pictures: the shapes fit, and yet they are not kept apart.
        VisionModel mixed = With(new Softmax(Axis: 0), null);
        // A shape as exporters write it, of which 1 means the batch.
        VisionModel good = With(new Reshape(), new Tensor<long>([2], [1, 4]));
        foreach ((VisionModel model, int batch) in (ReadOnlySpan<(VisionModel, int)>)[(flat, 1), (mixed, 1), (good, 8)])
        {
            using var regions = new RegionClassifier(model, new ReferenceBackend());
            Assert.Equal(batch, regions.BatchSize);
            using var single = new ImageClassifier(model, new ReferenceBackend(), top: 1);
            Detection[] objects = [.. Enumerable.Range(0, 5)
                .Select(i => new Detection(0, 1, new Box(90 * i, 40, (90 * i) + 80, 400)))];
            Classification[] found = regions.Process(Astronaut.Frame, objects).ToArray();
            for (int i = 0; i < objects.Length; i++)
                Assert.Equal(single.Process(Astronaut.Frame.Crop(new PixelRect(90 * i, 40, 80, 360)))[0], found[i]);
        }
    }

    [Fact]
    public void A_model_for_another_task_is_refused() =>
        Assert.Contains("not to classify", Assert.Throws<ModelFormatException>(() =>
            new RegionClassifier(DeepModel.Detector(1), new ReferenceBackend())).Message, StringComparison.Ordinal);

    [Fact]
    public void The_sample_of_two_stages_is_the_code_that_is_tested_here()
    {
        DocSample.AssertShown(
            "docs/sources.md", "tests/VisionPlugin.Tests/Components/RegionClassifierTests.cs", "TwoStages");
        using var backend = new CpuBackend();
        using var detector = new ObjectDetector(VisionModel.Load(
            Path.Combine(TestData.Repository, "models", "tiny_face_detector", "tiny_face_detector.onnx")), backend);
        using var classifier = new RegionClassifier(Expressions, backend);
        Frame frame = Astronaut.Frame;
        // TwoStages: begin
        ReadOnlySpan<Detection> faces = detector.Process(frame);
        ReadOnlySpan<Classification> expressions = classifier.Process(frame, faces);
        for (int i = 0; i < faces.Length; i++)
            Console.WriteLine($"{faces[i].Box}: {classifier.Card.LabelOf(expressions[i].ClassId)}");
        // TwoStages: end
        Assert.Equal(1, faces.Length);
        Assert.Equal("happy", classifier.Card.LabelOf(expressions[0].ClassId));
    }

    // Four scores of a picture of fixed batch 1, and then one more node.
    private static VisionModel With(Operator last, Tensor? second)
    {
        VisionModel model = DeepModel.Classifier(1);
        ImmutableArray<Dimension> sizes = [new(1), new(3), new(8), new(8)];
        ImmutableArray<string> inputs = second is null ? ["y"] : ["y", "second"];
        return model with
        {
            Model = model.Model with
            {
                Inputs = [new ValueInfo("x0", DataType.Float32, sizes)],
                Nodes = model.Model.Nodes.Add(new Node("last", last, inputs, ["z"])),
                Constants = second is null ? model.Model.Constants : model.Model.Constants.Add("second", second),
                Outputs = ["z"],
            },
        };
    }
}
