using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Execution;
using VisionPlugin.Frames;
using VisionPlugin.Tensors;

namespace VisionPlugin.ComputeShaders.Sources;

/// <summary>
/// Pictures of a context become the input of a network on the CPU: read back, then converted as pixels are.
/// </summary>
internal sealed class ReadbackFrameInput : IGpuFrameInput
{
    private readonly GlDevice _device;
    private readonly FrameToTensor _converter;
    private readonly Tensor<float> _tensor;
    private FrameReadback _readback;

    public ReadbackFrameInput(GlDevice device, FrameToTensorOptions options)
    {
        (_device, _readback) = (device, new FrameReadback(device));
        _converter = new FrameToTensor(options);
        _tensor = new Tensor<float>(options.Shape);
    }

    public bool IsReady => _readback.HasArrived;

    public void Begin(GpuFrame frame)
    {
        // Again where the context is another than before.
        if (!_readback.IsAlive)
            _readback = new FrameReadback(_device);
        _readback.Begin(frame);
    }

    public Tensor<float> Take(out FrameTransform transform)
    {
        if (!_readback.IsPending)
            throw new InvalidOperationException("Begin with a picture first.");
        transform = _converter.Convert(_readback.Take(), _tensor);
        return _tensor;
    }

    public void Dispose() => _readback.Dispose();
}
