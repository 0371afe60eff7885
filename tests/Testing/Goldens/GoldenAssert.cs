using System.Text.Json;
using VisionPlugin.Cards;
using VisionPlugin.Components;
using VisionPlugin.Decoding;
using VisionPlugin.Execution;
using VisionPlugin.Frames;
using VisionPlugin.Graphs;
using VisionPlugin.Tensors;

namespace VisionPlugin.Testing.Goldens;

/// <summary>
/// Runs models on a backend and compares with what was recorded elsewhere. Test projects add one class a backend that
/// calls these.
/// </summary>
public static class GoldenAssert
{
    // The recordings' own suggestion: 1e-3 absolute, 1e-4 relative for values above 1.
    private const double Atol = 1e-3, Rtol = 1e-4;

    /// <summary>The raw outputs are the recorded ones.</summary>
    public static void Outputs(IBackend backend, string model, string picture)
    {
        Golden golden = GoldenModel.Recording(model, picture);
        using var worker = new Worker(GoldenModel.Load(model), backend);
        using Tensor<float> input = Input(golden, GoldenModel.Card(model));
        worker.Schedule(input);
        foreach ((string name, GoldenTensor recorded) in golden.Outputs)
        {
            using Tensor output = worker.PeekOutput(name).ReadbackAndClone();
            Assert.Equal(recorded.Shape, output.Shape.Sizes.ToArray());
            recorded.AssertMatches(output.AsSpan<float>(), Atol, Rtol, $"{model}, {picture}, {name}");
            if (recorded.Npy is { } file)
                TensorAssert.Equal(NumPyFile.Read(Path.Combine(golden.Folder, file)), output, Atol, Rtol, $"{model}, {picture}, {name}");
        }
    }

    /// <summary>Every intermediate tensor has the recorded figures and samples.</summary>
    public static void Layers(IBackend backend, string model, string picture)
    {
        Golden golden = GoldenModel.Recording(model, picture);
        string path = TestData.Require("models", model, "goldens", $"layers_{picture}.json");
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
        List<(string Name, GoldenTensor Tensor)> layers = [.. document.RootElement.GetProperty("tensors").EnumerateArray()
            .Select(e => (e.GetProperty("name").GetString()!, new GoldenTensor(e)))];
        Assert.NotEmpty(layers);

        // As outputs of the model the tensors keep their names, whatever the graph compiler does.
        Model network = GoldenModel.Load(model) with { Outputs = [.. layers.Select(l => l.Name)] };
        using var worker = new Worker(network, backend);
        using Tensor<float> input = Input(golden, GoldenModel.Card(model));
        worker.Schedule(input);
        foreach ((string name, GoldenTensor recorded) in layers)
        {
            using Tensor output = worker.PeekOutput(name).ReadbackAndClone();
            Assert.Equal(recorded.Shape, output.Shape.Sizes.ToArray());
            recorded.AssertMatches(output.AsSpan<float>(), Atol, Rtol, $"{model}, layer {name}");
        }
    }

    /// <summary>The same objects, classes, mask or vector are read out of the outputs.</summary>
    public static void Decoded(IBackend backend, string model, string picture)
    {
        Golden golden = GoldenModel.Recording(model, picture);
        var vision = new VisionModel(GoldenModel.Load(model), GoldenModel.Card(model));
        Decoded(backend, vision, golden, $"{model}, {picture}");
    }

    /// <summary>The same objects, classes, mask or vector are read out of the outputs of a given model file.</summary>
    public static void Decoded(IBackend backend, VisionModel vision, Golden golden, string context)
    {
        TestPicture picture = golden.Picture;
        switch (vision.Card.Task)
        {
            case VisionTask.Detect:
                using (var detector = new ObjectDetector(vision, backend))
                    Detections(golden.Decoded, vision.Card, detector.Process(picture.Frame), context);
                break;
            case VisionTask.Classify:
                using (var classifier = new ImageClassifier(vision, backend, golden.Decoded.GetArrayLength()))
                    Classes(golden.Decoded, vision.Card, classifier.Process(picture.Frame), context);
                break;
            case VisionTask.Segment:
                using (var segmenter = new Segmenter(vision, backend))
                {
                    segmenter.Process(picture.Frame);
                    MaskOf(golden, segmenter.RawOutput.AsSpan(), context);
                }

                break;
            default:
                using (var embedder = new FeatureEmbedder(vision, backend))
                {
                    ReadOnlySpan<float> vector = embedder.Process(picture.Frame);
                    double norm = 0;
                    foreach (float value in vector)
                        norm += (double)value * value;
                    Assert.Equal(golden.Decoded.GetProperty("descriptor_norm").GetDouble(), Math.Sqrt(norm), 1e-3);
                    (string name, GoldenTensor recorded) = Assert.Single(golden.Outputs);
                    using Tensor file = NumPyFile.Read(Path.Combine(golden.Folder, recorded.Npy!));
                    TensorAssert.Equal(file, new Tensor<float>(file.Shape, vector.ToArray()), Atol, Rtol, $"{context}, {name}");
                }

                break;
        }
    }

    /// <summary>The ten digits of the strip are read as recorded, right or wrong.</summary>
    public static void Digits(IBackend backend)
    {
        string path = TestData.Require("models", "mnist", "goldens", "digits.json");
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
        TestPicture strip = TestPicture.Load(TestData.Require("images", "digits_strip_28.png"));
        using var classifier = new ImageClassifier(new VisionModel(GoldenModel.Load("mnist"), GoldenModel.Card("mnist")), backend, 10);
        int i = 0;
        foreach (JsonElement recorded in document.RootElement.GetProperty("results").EnumerateArray())
        {
            ReadOnlySpan<Classification> found = classifier.Process(strip.Frame.Crop(new PixelRect(28 * i++, 0, 28, 28)));
            Assert.Equal(recorded.GetProperty("argmax").GetInt32(), found[0].ClassId);
            foreach (Classification digit in found)
            {
                // Small logits are differences of thousands, so their error does not shrink with them: hence 0.05.
                double logit = recorded.GetProperty("logits")[digit.ClassId].GetDouble();
                Assert.Equal(logit, digit.Score, 0.05 + (Rtol * Math.Abs(logit)));
            }
        }

        Assert.Equal(10, i);
    }

    private static Tensor<float> Input(Golden golden, ModelCard card)
    {
        var input = new Tensor<float>(card.Input.Shape);
        new FrameToTensor(card.Input).Convert(golden.Picture.Frame, input);
        return input;
    }

    private static void Detections(JsonElement recorded, ModelCard card, ReadOnlySpan<Detection> found, string context)
    {
        string list = string.Join("; ", found.ToArray().Select(d => $"{card.LabelOf(d.ClassId)} {d.Score:0.0000} {d.Box}"));
        Assert.True(recorded.GetArrayLength() == found.Length, $"{context}: {recorded.GetArrayLength()} recorded, found {list}");
        for (int i = 0; i < found.Length; i++)
        {
            float[] edges = [.. recorded[i].GetProperty("box_xyxy_px").EnumerateArray().Select(e => e.GetSingle())];
            var box = new Box(edges[0], edges[1], edges[2], edges[3]);
            Assert.True(recorded[i].GetProperty("label").GetString() == card.LabelOf(found[i].ClassId), $"{context}: label {i} of {list}");
            Assert.True(Math.Abs(recorded[i].GetProperty("score").GetDouble() - found[i].Score) <= 1e-3, $"{context}: score {i} of {list}");
            Assert.True(box.IoU(found[i].Box) >= 0.99, $"{context}: box {i} of {list}, recorded {box}");
        }
    }

    private static void Classes(JsonElement recorded, ModelCard card, ReadOnlySpan<Classification> found, string context)
    {
        Dictionary<int, float> scores = found.ToArray().ToDictionary(c => c.ClassId, c => c.Score);
        Assert.True(ClassOf(recorded[0], card) == found[0].ClassId, $"{context}: best class is {found[0]}, recorded {recorded[0]}");
        foreach (JsonElement one in recorded.EnumerateArray())
        {
            // Classes whose probabilities round to nothing come in any order.
            double probability = one.GetProperty("prob").GetDouble();
            Assert.Equal(probability, scores.GetValueOrDefault(ClassOf(one, card)), 1e-3);
        }
    }

    private static int ClassOf(JsonElement recorded, ModelCard card) => recorded.TryGetProperty("class", out JsonElement id)
        ? id.GetInt32() : card.Labels.IndexOf(recorded.GetProperty("label").GetString()!);

    private static void MaskOf(Golden golden, ReadOnlySpan<float> probabilities, string context)
    {
        TestPicture mask = TestPicture.Load(Path.Combine(golden.Folder, golden.Decoded.GetProperty("mask_png").GetString()!));
        int foreground = 0;
        for (int i = 0; i < probabilities.Length; i++)
        {
            foreground += probabilities[i] > 0.5f ? 1 : 0;
            Assert.True(Math.Abs((255 * probabilities[i]) - mask.Rgba[4 * i]) <= 1, $"{context}: mask pixel {i}");
        }

        double recorded = golden.Decoded.GetProperty("foreground_fraction_p_gt_0_5").GetDouble();
        Assert.Equal(recorded, (double)foreground / probabilities.Length, 2e-5);
    }
}
