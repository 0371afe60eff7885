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
using VisionPlugin.Testing.Goldens;

namespace VisionPlugin.Tests.Components;

public class ComponentTests
{
    public static TheoryData<string> Shipped => ["centernet", "face_expression", "face_recognition", "selfie", "tiny_face_detector"];

    [SkippableTheory]
    [MemberData(nameof(Shipped))]
    public void Models_as_shipped_give_the_recorded_results(string name)
    {
        VisionModel model = VisionModel.Load(Path.Combine(TestData.Repository, "models", name, name + ".onnx"));
        using var backend = new CpuBackend();
        foreach (string picture in GoldenModel.All.Single(m => m.Name == name).Pictures)
            GoldenAssert.Decoded(backend, model, GoldenModel.Recording(name, picture), $"{name} as shipped, {picture}");
    }

    [SkippableFact]
    public void Half_weights_that_ship_are_the_published_ones_to_the_bit()
    {
        foreach (string name in (string[])["centernet", "selfie"])
        {
            Model original = GoldenModel.Load(name);
            Model shipped = ModelLoader.Load(Path.Combine(TestData.Repository, "models", name, name + ".onnx"));
            TensorShape shape = original.Inputs[0].FixedShape!.Value;
            Tensor<float> input = RandomTensor.Uniform(shape, 1, 0, 255);
            using var backend = new CpuBackend();
            using Worker a = new(original, backend), b = new(shipped, backend);
            a.Schedule(input);
            b.Schedule(input);
            foreach (string output in original.Outputs)
                TensorAssert.Equal(a.PeekOutput(output), b.PeekOutput(output), context: $"{name}, {output}");
        }
    }

    [SkippableFact]
    public void A_model_of_half_precision_takes_and_gives_half()
    {
        var card = GoldenModel.Card("squeezenet1.1") with { Decoder = new ClassificationDecoder() };
        var model = new VisionModel(ModelLoader.Load(TestData.Require("models", "squeezenet1.1", "model_fp16_original.onnx")), card);
        Assert.Equal(DataType.Float16, model.Model.Inputs[0].DataType);
        using var backend = new CpuBackend();
        GoldenAssert.Decoded(backend, model, GoldenModel.Recording("squeezenet1.1", "in_kitten"), "half-precision model");
    }

    [Theory]
    [MemberData(nameof(Shipped))]
    public void Frames_after_the_first_allocate_nothing(string name)
    {
        VisionModel model = VisionModel.Load(Path.Combine(TestData.Repository, "models", name, name + ".onnx"));
        TestPicture picture = TestPicture.Load(Path.Combine(TestData.Repository, "models", "pictures", "astronaut.png"));
        using var backend = new CpuBackend();
        using IDisposable component = Component(model, backend, out Action<TestPicture> process);
        process(picture);
        process(picture);
        long before = GC.GetAllocatedBytesForCurrentThread();
        process(picture);
        process(picture);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Options_filter_detections_from_frame_to_frame()
    {
        using ObjectDetector detector = new(Grid(), new ReferenceBackend());
        TestPicture bright = White(8);
        Assert.Equal(4, detector.Process(bright.Frame).Length);
        detector.Options = detector.Options with { MaxDet = 2 };
        Assert.Equal(2, detector.Process(bright.Frame).Length);
        detector.Options = detector.Options with { Conf = 0.9f };
        Assert.Equal(0, detector.Process(bright.Frame).Length);
        detector.Options = new DetectionOptions { Classes = [3] };
        Assert.Equal(0, detector.Process(bright.Frame).Length);
        Assert.True(detector.Timings.Total > TimeSpan.Zero);
    }

    [Fact]
    public void A_card_that_does_not_fit_its_model_is_refused_when_the_component_is_made()
    {
        VisionModel good = Grid();
        using (new ObjectDetector(good, new ReferenceBackend()))
        {
        }

        Refuses<ModelFormatException>(good, m => new ImageClassifier(m, new ReferenceBackend()), "a model to detect, not to classify");
        Refuses<ModelFormatException>(good with { Card = good.Card with { InputName = "other" } }, Detector, "'other'", "image");
        Refuses<ShapeMismatchException>(good with { Card = good.Card with { Input = good.Card.Input with { Width = 9 } } }, Detector, "[1, 3, 8, 9]", "image");
        Refuses<ShapeMismatchException>(good with { Card = good.Card with { Input = good.Card.Input with { Channels = ChannelOrder.Gray } } }, Detector, "[1, 1, 8, 8]");
        Refuses<ShapeMismatchException>(good with { Card = good.Card with { Labels = ["a", "b"] } }, Detector, "5 + 2 classes", "[1, 5, 2, 2]", "Grid");
        Refuses<ModelFormatException>(good with { Card = good.Card with { Decoder = new YoloV2Decoder { Anchors = [new Anchor(1, 1)], Outputs = ["nowhere"] } } },
            Detector, "'nowhere'", "grid");
        Refuses<ModelFormatException>(good with { Card = good.Card with { Decoder = new CenterNetDecoder() } }, Detector, "2 outputs", "grid");
        static ObjectDetector Detector(VisionModel m) => new(m, new ReferenceBackend());
    }

    // An average of 4 x 4 pixels a cell, repeated to the five channels of a YOLO v2 grid with one anchor.
    private static VisionModel Grid()
    {
        var weights = new Tensor<float>([5, 3, 4, 4]);
        weights.AsSpan().Fill(0.001f);
        var model = new Model
        {
            Name = "grid",
            Inputs = [new ValueInfo("image", DataType.Float32, [new Dimension(1), new Dimension(3), new Dimension(8), new Dimension(8)])],
            Outputs = ["grid"],
            Nodes = [new Node("conv", new Conv(Window.Square(4, stride: 4)), ["image", "weights"], ["grid"])],
            Constants = ImmutableDictionary<string, Tensor>.Empty.Add("weights", weights),
        };
        var card = new ModelCard
        {
            Name = "Grid",
            Task = VisionTask.Detect,
            Input = new FrameToTensorOptions { Width = 8, Height = 8, Scale = [1 / 255f] },
            Decoder = new YoloV2Decoder { Anchors = [new Anchor(0.5f, 0.5f)] },
            Labels = ["thing"],
        };
        return new VisionModel(model, card);
    }

    private static TestPicture White(int size)
    {
        byte[] rgba = new byte[4 * size * size];
        Array.Fill(rgba, (byte)255);
        return new TestPicture(size, size, rgba);
    }

    private static IDisposable Component(VisionModel model, IBackend backend, out Action<TestPicture> process)
    {
        switch (model.Card.Task)
        {
            case VisionTask.Detect:
                var detector = new ObjectDetector(model, backend);
                process = p => detector.Process(p.Frame);
                return detector;
            case VisionTask.Classify:
                var classifier = new ImageClassifier(model, backend);
                process = p => classifier.Process(p.Frame);
                return classifier;
            case VisionTask.Embed:
                var embedder = new FeatureEmbedder(model, backend);
                process = p => embedder.Process(p.Frame);
                return embedder;
            default:
                var segmenter = new Segmenter(model, backend);
                process = p => segmenter.Process(p.Frame);
                return segmenter;
        }
    }

    private static void Refuses<TError>(VisionModel model, Func<VisionModel, IDisposable> create, params string[] parts)
        where TError : Exception
    {
        string message = Assert.Throws<TError>(() => create(model)).Message;
        foreach (string part in parts)
            Assert.Contains(part, message, StringComparison.Ordinal);
    }
}
