using VisionPlugin.Cards;
using VisionPlugin.Execution;
using VisionPlugin.Frames;
using VisionPlugin.Tensors;

namespace VisionPlugin.Components;

/// <summary>
/// Where a network's input of one or more frames comes from: pixels are converted on the host; for pictures in textures
/// or framebuffers the backend has its own way, which is prepared at the first of them.
/// </summary>
internal sealed class FrameInput : IDisposable
{
    private readonly ModelCard _card;
    private readonly IBackend _backend;
    private readonly int _batch;
    private readonly FrameToTensor _converter;
    private readonly Tensor<float> _single;
    private readonly Tensor<Half>? _half;
    private IGpuFrameInput? _gpu;

    /// <summary>Prepares an input.</summary>
    /// <param name="card">Says what the network expects.</param>
    /// <param name="type">Single or half precision.</param>
    /// <param name="backend">What the network runs on.</param>
    /// <param name="batch">Frames at once.</param>
    /// <param name="converter">Converts pixels; null for one of its own. Inputs of one thread may share one.</param>
    public FrameInput(
        ModelCard card, DataType type, IBackend backend, int batch = 1, FrameToTensor? converter = null)
    {
        (_card, _backend, _batch) = (card, backend, batch);
        _converter = converter ?? new FrameToTensor(card.Input);
        TensorShape shape = card.Input.ShapeOf(batch);
        _single = new Tensor<float>(shape);
        _half = type == DataType.Float16 ? new Tensor<Half>(shape) : null;
        Tensor = (Tensor?)_half ?? _single;
    }

    /// <summary>What the network takes: the input of the latest frame.</summary>
    public Tensor Tensor { get; private set; }

    /// <summary>The input on the host, in single precision.</summary>
    public Span<float> Values => _single.AsSpan();

    /// <summary>True if <see cref="Take"/> would not wait for the GPU. Never blocks.</summary>
    public bool IsReady => _gpu!.IsReady;

    /// <summary>Makes <see cref="Tensor"/> the input of these pixels.</summary>
    public FrameTransform Convert(Frame frame) => Finish(_converter.Convert(frame, _single), _single);

    /// <summary>Gets ready for pictures in textures and framebuffers, if the backend sees any.</summary>
    public void PrepareGpu() => _gpu ??= _backend.CreateGpuFrameInput(_card.Input, _batch);

    /// <summary>Writes these pixels to one of the places; <see cref="TakePixels"/> comes after the last.</summary>
    public void Convert(Frame frame, int index) => _converter.Convert(frame, _single, index);

    /// <summary>Makes <see cref="Tensor"/> the input of the pixels written last.</summary>
    public void TakePixels() => Finish(default, _single);

    /// <summary>Takes a picture as it is now, in one of the places. Never blocks.</summary>
    /// <exception cref="FrameSourceException">The backend cannot use it.</exception>
    public void Begin(GpuFrame frame, int index = 0)
    {
        PrepareGpu();
        if (_gpu is null)
            throw NoTextures();
        _gpu.Begin(frame, index);
    }

    /// <summary>Makes <see cref="Tensor"/> the input of the pictures begun last. Blocks until they are there.</summary>
    public FrameTransform Take()
    {
        Tensor<float> tensor = _gpu!.Take(out FrameTransform transform);
        if (_half is null)
        {
            Tensor = tensor;
            return transform;
        }

        tensor.CopyTo(_single.AsBytes());
        return Finish(transform, _single);
    }

    public void Dispose()
    {
        _gpu?.Dispose();
        _single.Dispose();
        _half?.Dispose();
    }

    private FrameTransform Finish(FrameTransform transform, Tensor<float> single)
    {
        if (_half is not null)
            HostOutput.Narrow(single.AsSpan(), _half.AsSpan());
        Tensor = (Tensor?)_half ?? single;
        return transform;
    }

    private FrameSourceException NoTextures() => new(
        $"The backend ({_backend.Type}: {_backend.Description}) sees no textures and framebuffers. Create it in the "
        + "context that has them, by GpuBackends.CreateInContext of VisionPlugin.ComputeShaders or new GpuBackend(gl), or "
        + "give pixels as a Frame.");
}
