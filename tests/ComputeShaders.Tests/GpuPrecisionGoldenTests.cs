using VisionPlugin.Cards;
using VisionPlugin.Components;
using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Decoding;
using VisionPlugin.Execution;
using VisionPlugin.Execution.Comparison;
using VisionPlugin.Frames;
using VisionPlugin.Graphs;
using VisionPlugin.Tensors;
using VisionPlugin.Testing.Goldens;

namespace VisionPlugin.ComputeShaders.Tests;

/// <summary>Networks end to end with numbers stored shorter, against the CPU in single precision.</summary>
public class GpuPrecisionGoldenTests
{
    // Norm of the difference over the norm of the output, as docs/backends.md gives it, rounded up.
    [SkippableTheory]
    [InlineData("tiny_face_detector", "sample1", "half", GlProfile.Core, 0.003)]
    [InlineData("tiny_face_detector", "sample1", "half", GlProfile.Es, 0.003)]
    [InlineData("tiny_face_detector", "sample1", "uint8", GlProfile.Core, 0.03)]
    [InlineData("centernet", "dog", "half", GlProfile.Core, 0.01)]
    [InlineData("centernet", "dog", "uint8-weights", GlProfile.Core, 0.25)]
    [InlineData("selfie", "sample2", "half", GlProfile.Core, 0.005)]
    [InlineData("selfie", "sample2", "uint8", GlProfile.Core, 0.05)]
    [InlineData("squeezenet1.1", "in_kitten", "half", GlProfile.Core, 0.005)]
    [InlineData("squeezenet1.1", "in_kitten", "uint8", GlProfile.Core, 0.05)]
    public void Outputs_differ_by_no_more_than_documented(
        string model, string picture, string precision, GlProfile profile, double allowed)
    {
        Assert.True(Precision.TryParse(precision, out Precision stored));
        Assert.True(allowed <= PrecisionTolerance.Output(stored));
        Golden golden = GoldenModel.Recording(model, picture);
        Model network = GoldenModel.Load(model);
        FrameToTensorOptions options = GoldenModel.Card(model).Input;
        var input = new Tensor<float>(options.Shape);
        new FrameToTensor(options).Convert(golden.Picture.Frame, input);
        using var cpu = new CpuBackend();
        using var single = new Worker(network, cpu);
        single.Schedule(input);

        using GlDevice device = Gpu.Open(profile);
        using var backend = new GpuBackend(device);
        using var worker = new Worker(network, backend, new WorkerOptions { Precision = stored });
        worker.Schedule(input);

        Assert.Empty(worker.Coverage!.Unreduced);
        foreach (string name in network.Outputs)
        {
            TensorDifference difference = TensorDifference.Of(
                single.PeekOutput(name), worker.PeekOutput(name).ReadbackAndClone(), 0, 0);
            Assert.True(difference.RelativeNorm <= allowed,
                $"{model}, {name}, {precision}: {difference.RelativeNorm:G3} of the norm, at most {difference.MaxAbsolute:G3}");
            Assert.True(difference.RelativeNorm > 0, "nothing is stored shorter");
        }
    }

    [SkippableTheory]
    [InlineData("tiny_face_detector", "sample1", "half", 0.99, 2e-3)]
    [InlineData("tiny_face_detector", "sample1", "uint8", 0.9, 0.05)]
    [InlineData("centernet", "dog", "half", 0.98, 5e-3)]
    public void The_same_objects_are_found(string model, string picture, string precision, double iou, double score)
    {
        Assert.True(Precision.TryParse(precision, out Precision stored));
        Golden golden = GoldenModel.Recording(model, picture);
        var vision = new VisionModel(GoldenModel.Load(model), GoldenModel.Card(model));
        using var cpu = new CpuBackend();
        using var oracle = new ObjectDetector(vision, cpu);
        Detection[] expected = oracle.Process(golden.Picture.Frame).ToArray();

        using GlDevice device = Gpu.Open(GlProfile.Auto);
        using var backend = new GpuBackend(device);
        using var detector = new ObjectDetector(vision, backend, new WorkerOptions { Precision = stored });
        Detection[] found = detector.Process(golden.Picture.Frame).ToArray();

        Assert.NotEmpty(expected);
        Assert.Equal(expected.Select(d => d.ClassId).Order(), found.Select(d => d.ClassId).Order());
        foreach (Detection e in expected)
        {
            Detection nearest = found.Where(d => d.ClassId == e.ClassId).MaxBy(d => d.Box.IoU(e.Box));
            Assert.True(nearest.Box.IoU(e.Box) >= iou, $"{e} became {nearest}");
            Assert.Equal(e.Score, nearest.Score, score);
        }
    }
}
