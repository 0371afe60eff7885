using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Tensors;

namespace VisionPlugin.ComputeShaders;

/// <summary>
/// An output of a graph: a ring of tensors, the next one for each run, so that the read-backs of a few earlier runs
/// can be under way while later ones are computed.
/// </summary>
internal sealed class GpuOutput : IDisposable
{
    /// <summary>Runs whose read-back may be under way at once.</summary>
    public const int Depth = 4;

    private readonly Tensor[] _ring = new Tensor[Depth];
    private readonly GpuTensorStorage[] _storage = new GpuTensorStorage[Depth];
    private int _current;

    /// <summary>Creates the tensors of an output that lies at <paramref name="source"/>.</summary>
    public GpuOutput(GlDevice device, TensorInfo info, GpuRange source)
    {
        for (int i = 0; i < Depth; i++)
        {
            _storage[i] = new GpuTensorStorage(device, info, source);
            _ring[i] = GpuTensor.Create(info, _storage[i]);
        }
    }

    /// <summary>The tensor of the last run.</summary>
    public Tensor Current => _ring[_current];

    /// <summary>Starts a run: what is in the buffer belongs to the next tensor from now on.</summary>
    public void Advance()
    {
        _storage[_current].Detach();
        _current = (_current + 1) % Depth;
        _storage[_current].Attach();
    }

    /// <summary>Frees the staging buffers.</summary>
    public void Dispose()
    {
        foreach (GpuTensorStorage storage in _storage)
            storage.Dispose();
    }
}
