using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Tensors;

namespace VisionPlugin.ComputeShaders;

/// <summary>How an input of a graph gets to the GPU.</summary>
internal sealed class GpuUpload
{
    private readonly GlDevice _device;
    private readonly GpuRange _target;
    private readonly int[]? _narrow;
    private readonly bool _isIndices;

    /// <summary>Prepares an input that lies at <paramref name="target"/>.</summary>
    /// <param name="device">The device.</param>
    /// <param name="info">The input.</param>
    /// <param name="target">Its memory.</param>
    /// <param name="isIndices">All that reads it takes it for indices: see <see cref="GpuWords.Narrow"/>.</param>
    public GpuUpload(GlDevice device, TensorInfo info, GpuRange target, bool isIndices)
    {
        _device = device;
        _target = target;
        _isIndices = isIndices;
        if (GpuWords.WhyNot(info) is not null)
            Copy = Tensor.Create(info.DataType, info.Shape);
        else if (info.DataType != DataType.Float32)
            _narrow = new int[info.Shape.Length];
    }

    /// <summary>
    /// The input as it was given, if its type has no words: no kernel reads it, but it may be an output too. Else null.
    /// </summary>
    public Tensor? Copy { get; }

    /// <summary>Copies a tensor's elements: from the host, or on the GPU from a tensor of the same device.</summary>
    /// <exception cref="InvalidOperationException">The tensor is on another device.</exception>
    public void Set(Tensor tensor)
    {
        if (Copy is not null)
        {
            tensor.CopyTo(Copy.AsBytes());
        }
        else if (tensor.Device is { } storage)
        {
            if (storage is not GpuTensorStorage gpu || !gpu.IsOn(_device))
            {
                throw new InvalidOperationException(
                    $"The input {tensor} is on {storage.Device}, another device than this model's. "
                    + "Read it back first.");
            }

            gpu.CopyTo(_target.Buffer, _target.Offset);
        }
        else if (_narrow is not null)
        {
            GpuWords.Narrow(tensor, _narrow, _isIndices);
            _target.Buffer.Upload<int>(_narrow, _target.Offset);
        }
        else
        {
            _target.Buffer.Upload<float>(tensor.AsSpan<float>(), _target.Offset);
        }
    }
}
