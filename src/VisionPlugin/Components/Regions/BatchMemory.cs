using VisionPlugin.Frames;
using VisionPlugin.Tensors;

namespace VisionPlugin.Components.Regions;

/// <summary>Input and output of a network for one number of pictures.</summary>
internal sealed class BatchMemory : IDisposable
{
    private readonly Tensor<Half>? _half;

    /// <summary>Makes the input.</summary>
    public BatchMemory(FrameToTensorOptions options, int batch, DataType type)
    {
        var shape = new TensorShape(batch, options.ChannelCount, options.Height, options.Width);
        Input = new Tensor<float>(shape);
        _half = type == DataType.Float16 ? new Tensor<Half>(shape) : null;
    }

    /// <summary>The pictures, (N, C, H, W).</summary>
    public Tensor<float> Input { get; }

    /// <summary>Brings the output to the host.</summary>
    public HostOutput Output { get; private set; } = null!;

    /// <summary>Number of its elements.</summary>
    public int OutputLength { get; private set; }

    /// <summary>Makes the output, once its shape is known.</summary>
    public void SetOutput(string name, TensorInfo info) =>
        (Output, OutputLength) = (new HostOutput(name, info), info.Shape.Length);

    /// <summary>The input as the network takes it.</summary>
    public Tensor Set()
    {
        if (_half is null)
            return Input;
        HostOutput.Narrow(Input.AsSpan(), _half.AsSpan());
        return _half;
    }

    public void Dispose()
    {
        Input.Dispose();
        _half?.Dispose();
        Output?.Dispose();
    }
}
