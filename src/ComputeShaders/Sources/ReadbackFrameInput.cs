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
    private readonly FrameReadback?[] _readbacks;
    private int _last;

    public ReadbackFrameInput(GlDevice device, FrameToTensorOptions options, int batch)
    {
        (_device, _readbacks) = (device, new FrameReadback?[batch]);
        _readbacks[0] = new FrameReadback(device);
        _converter = new FrameToTensor(options);
        _tensor = new Tensor<float>(options.ShapeOf(batch));
    }

    public bool IsReady
    {
        get
        {
            bool isPending = false;
            foreach (FrameReadback? readback in _readbacks)
            {
                if (readback is { IsPending: true, HasArrived: false })
                    return false;
                isPending |= readback is { IsPending: true };
            }

            return isPending;
        }
    }

    public void Begin(GpuFrame frame, int index = 0)
    {
        // Again where the context is another than before.
        if (_readbacks[index] is not { IsAlive: true })
            _readbacks[index] = new FrameReadback(_device);
        _readbacks[index]!.Begin(frame);
        _last = index;
    }

    public Tensor<float> Take(out FrameTransform transform)
    {
        if (_readbacks[_last] is not { IsPending: true })
            throw new InvalidOperationException("Begin with a picture first.");
        transform = default;
        for (int i = 0; i < _readbacks.Length; i++)
        {
            if (_readbacks[i] is not { IsPending: true } readback)
                continue;
            FrameTransform taken = _converter.Convert(readback.Take(), _tensor, i);
            transform = i == _last ? taken : transform;
        }

        return _tensor;
    }

    public void Dispose()
    {
        foreach (FrameReadback? readback in _readbacks)
            readback?.Dispose();
    }
}
