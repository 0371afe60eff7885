using System.Collections.Immutable;
using VisionPlugin.Cards;
using VisionPlugin.Decoding;
using VisionPlugin.Frames;
using VisionPlugin.Graphs;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;
using VisionPlugin.Testing;

namespace VisionPlugin.Tests.Components;

/// <summary>Small models of as many layers as a test wants: all but the last give what they are given.</summary>
internal static class DeepModel
{
    /// <summary>Four scores of a picture of 8 x 8 pixels.</summary>
    public static VisionModel Classifier(int layers) =>
        Create(layers, VisionTask.Classify, new ClassificationDecoder { Softmax = true }, FourScores(), 8);

    /// <summary>The same four numbers as a vector.</summary>
    public static VisionModel Embedder(int layers) =>
        Create(layers, VisionTask.Embed, new EmbeddingDecoder(), FourScores(), 8);

    /// <summary>A thing in each quarter of a picture of 8 x 8 pixels that is bright.</summary>
    public static VisionModel Detector(int layers)
    {
        var weights = new Tensor<float>([5, 3, 4, 4]);
        weights.AsSpan().Fill(0.001f);
        return Create(layers, VisionTask.Detect, new YoloV2Decoder { Anchors = [new Anchor(0.5f, 0.5f)] }, weights, 4);
    }

    /// <summary>A picture that is white all over.</summary>
    public static TestPicture White()
    {
        byte[] rgba = new byte[4 * 8 * 8];
        Array.Fill(rgba, (byte)255);
        return new TestPicture(8, 8, rgba);
    }

    private static Tensor<float> FourScores() => RandomTensor.Uniform([4, 3, 8, 8], 1, -0.1f, 0.1f);

    private static VisionModel Create(int layers, VisionTask task, Decoder decoder, Tensor<float> weights, int stride)
    {
        var abs = new Unary(new Activation(UnaryFunction.Abs));
        var model = new Model
        {
            Name = "deep",
            Inputs = [new ValueInfo("x0", DataType.Float32, default)],
            Outputs = ["y"],
            Nodes =
            [
                .. Enumerable.Range(0, layers - 1).Select(i => new Node($"abs{i}", abs, [$"x{i}"], [$"x{i + 1}"])),
                new Node("conv", new Conv(Window.Square(stride, stride: stride)), [$"x{layers - 1}", "weights"], ["y"]),
            ],
            Constants = ImmutableDictionary<string, Tensor>.Empty.Add("weights", weights),
        };
        var card = new ModelCard
        {
            Name = "Deep",
            Task = task,
            Input = new FrameToTensorOptions { Width = 8, Height = 8, Scale = [1 / 255f] },
            Decoder = decoder,
        };
        return new VisionModel(model, card);
    }
}
