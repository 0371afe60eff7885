using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.ComputeShaders.Results;
using VisionPlugin.Decoding;
using VisionPlugin.Execution;
using VisionPlugin.Frames;
using VisionPlugin.Tensors;

namespace VisionPlugin.ComputeShaders.Tests.Results;

/// <summary>The same outputs decoded on the CPU and on the GPU.</summary>
internal sealed class Decoding : IDisposable
{
    public const int InputWidth = 96, InputHeight = 64;

    private readonly GpuBackend _backend;
    private readonly DetectionDecoder _decoder;
    private readonly Tensor<float>[] _device;

    public Decoding(GlDevice device, DetectionDecoder decoder, params TensorShape[] outputs)
    {
        _backend = new GpuBackend(device);
        _decoder = decoder;
        _device = [.. outputs.Select(shape => GpuTensor.Create(_backend, shape))];
        Gpu = GpuDetectionDecoder.Create(device, decoder, _device, InputWidth, InputHeight);
    }

    public IGpuDetectionDecoder Gpu { get; }

    /// <summary>A frame of another size and shape than the input.</summary>
    public static FrameTransform Transform { get; } = FrameTransform.Create(
        new FrameToTensorOptions { Width = InputWidth, Height = InputHeight, Resize = ResizeMode.LetterboxCenter }, 300, 100);

    /// <summary>Fails unless both find the same, in the same order. Returns it.</summary>
    public Detection[] AssertSame(DetectionOptions options, params Tensor<float>[] outputs)
    {
        Detection[] expected = OnCpu(options, outputs), found = OnGpu(options, outputs);
        Assert.Equal(expected.Select(d => d.ClassId), found.Select(d => d.ClassId));
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i].Score, found[i].Score, 1e-5f * Math.Max(1, Math.Abs(expected[i].Score)));
            AssertEdges(expected[i].Box, found[i].Box);
        }

        return found;
    }

    public Detection[] OnCpu(DetectionOptions options, params Tensor<float>[] outputs)
    {
        var candidates = new CandidateList { Classes = options.Classes };
        _decoder.Decode(outputs, InputWidth, InputHeight, options.Conf, candidates);
        candidates.KeepBest(CandidateList.DefaultLimit);
        var kept = new Detection[options.MaxDet];
        int count = NonMaxSuppression.Run(candidates, options.Iou, options.ClassAgnostic, kept);
        return [.. kept[..count].Select(d => d with { Box = Transform.ToFrame(d.Box) })];
    }

    public Detection[] OnGpu(DetectionOptions options, params Tensor<float>[] outputs)
    {
        Submit(options, outputs);
        var found = new Detection[options.MaxDet];
        return found[..Gpu.Read(found)];
    }

    public void Submit(DetectionOptions options, params Tensor<float>[] outputs)
    {
        for (int i = 0; i < outputs.Length; i++)
        {
            var storage = (GpuTensorStorage)_device[i].Device!;
            storage.Range.Buffer.Upload<float>(outputs[i].AsSpan());
            storage.Attach();
        }

        Gpu.Decode(_device, Transform, options);
    }

    public void Dispose()
    {
        Gpu.Dispose();
        foreach (Tensor<float> tensor in _device)
            tensor.Dispose();
        _backend.Dispose();
    }

    private static void AssertEdges(Box expected, Box found)
    {
        float tolerance = 2e-5f * (100 + Math.Max(expected.Width, expected.Height));
        Assert.Equal(expected.X1, found.X1, tolerance);
        Assert.Equal(expected.Y1, found.Y1, tolerance);
        Assert.Equal(expected.X2, found.X2, tolerance);
        Assert.Equal(expected.Y2, found.Y2, tolerance);
    }
}
