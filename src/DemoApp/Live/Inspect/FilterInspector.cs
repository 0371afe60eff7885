using System.Collections.Immutable;
using VisionPlugin.Execution;
using VisionPlugin.Frames;
using VisionPlugin.Graphs;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.DemoApp.Live.Inspect;

/// <summary>
/// Sends frames through one convolution, the same that networks are made of, with a kernel of the user's.
/// </summary>
internal sealed class FilterInspector(IBackend backend) : IInspector
{
    private static readonly string[] Names = ["before", "after"];

    private Worker? _worker;
    private FrameToTensor? _converter;
    private Tensor<float> _input = new([1, 3, 1, 1]);
    private Tensor<float> _output = new([1, 3, 1, 1]);
    private ImmutableArray<float> _kernel;
    private (int Width, int Height) _size;

    /// <inheritdoc/>
    public void Process(Frame frame, InspectSettings settings, Inspection result)
    {
        (int width, int height) = SizeOf(frame, settings.Size);
        if (_worker is null || (width, height) != _size || _kernel != settings.Kernel)
            Prepare(width, height, settings.Kernel);
        _converter!.Convert(frame, _input);
        long start = System.Diagnostics.Stopwatch.GetTimestamp();
        _worker!.Schedule(_input);
        _worker.CopyOutput("filtered", _output);
        result.Milliseconds = System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        Write(_input.AsSpan(), result.Panels[0], 0);
        // A kernel whose sum is 0 gives what is darker as well as what is brighter: grey is nothing.
        Write(_output.AsSpan(), result.Panels[1], Math.Abs(settings.Kernel.Sum()) < 0.01f ? 128 : 0);
        (result.Captions, result.Backend, result.Layer) = (Names, backend.Description, null);
    }

    public void Dispose()
    {
        _worker?.Dispose();
        _input.Dispose();
        _output.Dispose();
        backend.Dispose();
    }

    // The weights of a network are fixed when it is prepared, which takes milliseconds for one layer.
    private void Prepare(int width, int height, ImmutableArray<float> kernel)
    {
        _worker?.Dispose();
        _worker = new Worker(ModelOf(width, height, kernel), backend);
        if ((width, height) != _size)
        {
            _input.Dispose();
            _output.Dispose();
            (_input, _output) = (new Tensor<float>([1, 3, height, width]), new Tensor<float>([1, 3, height, width]));
            _converter = new FrameToTensor(new FrameToTensorOptions { Width = width, Height = height });
        }

        (_kernel, _size) = (kernel, (width, height));
    }

    private static Model ModelOf(int width, int height, ImmutableArray<float> kernel) => new()
    {
        Name = "filter",
        Inputs = [new ValueInfo("frame", DataType.Float32, [new(1), new(3), new(height), new(width)])],
        Outputs = ["filtered"],
        Nodes = [new Node("filter", new Conv(Window.Square(3, pad: 1), Groups: 3), ["frame", "kernel"], ["filtered"])],
        Constants = ImmutableDictionary<string, Tensor>.Empty.Add(
            "kernel", new Tensor<float>([3, 1, 3, 3], [.. kernel, .. kernel, .. kernel])),
    };

    // As large as the frame and its place on the screen allow.
    private static (int Width, int Height) SizeOf(Frame frame, (int Width, int Height) most)
    {
        double scale = Math.Min(1, Math.Min((double)most.Width / frame.Width, (double)most.Height / frame.Height));
        return (Math.Max(1, (int)(frame.Width * scale)), Math.Max(1, (int)(frame.Height * scale)));
    }

    private void Write(ReadOnlySpan<float> planes, Panel panel, float offset)
    {
        panel.Resize(_size.Width, _size.Height);
        int plane = _size.Width * _size.Height;
        Span<byte> rgba = panel.Rgba;
        for (int i = 0; i < plane; i++)
        {
            rgba[4 * i] = (byte)Math.Clamp(planes[i] + offset, 0, 255);
            rgba[(4 * i) + 1] = (byte)Math.Clamp(planes[plane + i] + offset, 0, 255);
            rgba[(4 * i) + 2] = (byte)Math.Clamp(planes[(2 * plane) + i] + offset, 0, 255);
            rgba[(4 * i) + 3] = 255;
        }
    }
}
