using VisionPlugin.Cards;
using VisionPlugin.Execution;
using VisionPlugin.Frames;
using VisionPlugin.Tensors;

namespace VisionPlugin.Components;

/// <summary>
/// Where a network's input comes from: pixels are converted on the host; for pictures in textures or framebuffers the
/// backend has its own way, which is prepared at the first of them.
/// </summary>
internal sealed class FrameInput : IDisposable
{
    private readonly ModelCard _card;
    private readonly IBackend _backend;
    private readonly FrameToTensor _converter;
    private readonly Tensor<float> _single;
    private readonly Tensor<Half>? _half;
    private IGpuFrameInput? _gpu;

    /// <summary>Prepares an input.</summary>
    /// <param name="card">Says what the network expects.</param>
    /// <param name="type">Single or half precision.</param>
    /// <param name="backend">What the network runs on.</param>
    public FrameInput(ModelCard card, DataType type, IBackend backend)
    {
        (_card, _backend) = (card, backend);
        _converter = new FrameToTensor(card.Input);
        _single = new Tensor<float>(card.Input.Shape);
        _half = type == DataType.Float16 ? new Tensor<Half>(card.Input.Shape) : null;
        Tensor = (Tensor?)_half ?? _single;
    }

    /// <summary>What the network takes: the input of the latest frame.</summary>
    public Tensor Tensor { get; private set; }

    /// <summary>True if <see cref="Take"/> would not wait for the GPU. Never blocks.</summary>
    public bool IsReady => _gpu!.IsReady;

    /// <summary>Makes <see cref="Tensor"/> the input of these pixels.</summary>
    public FrameTransform Convert(Frame frame) => Finish(_converter.Convert(frame, _single), _single);

    /// <summary>Gets ready for pictures in textures and framebuffers, if the backend sees any.</summary>
    public void PrepareGpu() => _gpu ??= _backend.CreateGpuFrameInput(_card.Input);

    /// <summary>Takes a picture as it is now. Never blocks.</summary>
    /// <exception cref="FrameSourceException">The backend cannot use it.</exception>
    public void Begin(GpuFrame frame)
    {
        PrepareGpu();
        if (_gpu is null)
            throw NoTextures();
        _gpu.Begin(frame);
    }

    /// <summary>Makes <see cref="Tensor"/> the input of the picture begun last. Blocks until that is there.</summary>
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
