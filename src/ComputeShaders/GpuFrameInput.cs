using VisionPlugin.Execution;
using VisionPlugin.Frames;
using VisionPlugin.Tensors;

namespace VisionPlugin.ComputeShaders;

/// <summary>
/// Pictures of the backend's context become an input that stays on the GPU: nothing is ever waited for.
/// </summary>
internal sealed class GpuFrameInput : IGpuFrameInput
{
    private readonly TextureConverter _converter;
    private readonly Tensor<float> _tensor;
    private FrameTransform? _transform;

    public GpuFrameInput(GpuBackend backend, FrameToTensorOptions options, int batch)
    {
        _converter = new TextureConverter(backend, options, batch);
        _tensor = GpuTensor.Create(backend, options.ShapeOf(batch));
    }

    public bool IsReady => _transform is not null;

    public void Begin(GpuFrame frame, int index = 0)
    {
        _transform = null;
        _transform = _converter.ToTensor(frame, _tensor, index);
    }

    public Tensor<float> Take(out FrameTransform transform)
    {
        transform = _transform ?? throw new InvalidOperationException("Begin with a picture first.");
        return _tensor;
    }

    public void Dispose()
    {
        _tensor.Dispose();
        _converter.Dispose();
    }
}
