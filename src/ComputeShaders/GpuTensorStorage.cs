using System.Runtime.InteropServices;
using Silk.NET.OpenGL;
using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Tensors;

namespace VisionPlugin.ComputeShaders;

/// <summary>
/// Elements of a tensor in GPU memory, and their copy to the host: into a staging buffer behind a fence, which is
/// polled. Used on the device's thread.
/// </summary>
internal sealed class GpuTensorStorage : IDeviceStorage
{
    private const ulong WaitNanoseconds = 1_000_000_000;

    private readonly GlDevice _device;
    private readonly TensorInfo _info;
    private readonly bool _ownsBuffer;
    private readonly int[]? _narrow;
    private GpuRange _source;
    private GlBuffer? _staging;
    private GlFence _fence;
    private bool _isCurrent;
    private bool _isCopied;

    /// <summary>A tensor that lies at <paramref name="source"/> in linear layout.</summary>
    public GpuTensorStorage(GlDevice device, TensorInfo info, GpuRange source, bool ownsBuffer = false)
    {
        _device = device;
        _info = info;
        _source = source;
        _ownsBuffer = ownsBuffer;
        _narrow = info.DataType == DataType.Float32 ? null : new int[info.Shape.Length];
    }

    /// <inheritdoc/>
    public string Device => _device.Info.Renderer;

    /// <summary>
    /// The memory itself, for kernels that write the tensor. Memory of the tensor's own that was lost with its context
    /// is made anew, with undefined content.
    /// </summary>
    /// <exception cref="GpuOutOfMemoryException">The driver has no memory for it.</exception>
    public GpuRange Range
    {
        get
        {
            if (_ownsBuffer && !_source.Buffer.IsAlive)
            {
                var anew = new GlBuffer(_device, _source.Bytes, GlBufferUse.Shaders, _source.Buffer.Label);
                _source = _source with { Buffer = anew };
            }

            return _source;
        }
    }

    /// <inheritdoc/>
    public bool IsReadbackDone
    {
        get
        {
            _device.VerifyThread();
            if (_fence.IsPending && _fence.IsReached(_device))
                _fence.Delete(_device);
            return _isCopied && !_fence.IsPending;
        }
    }

    /// <summary>True if the memory is the tensor's own, to be written by whoever has the tensor.</summary>
    public bool IsWritable => _ownsBuffer && _isCurrent;

    private long Bytes => (long)_info.Shape.Length * GpuTensorLayout.ElementBytes;

    /// <summary>True if the tensor is in the memory of this device.</summary>
    public bool IsOn(GlDevice device) => ReferenceEquals(_device, device);

    /// <summary>The memory holds this tensor's elements from now on; an earlier copy is forgotten.</summary>
    public void Attach()
    {
        _fence.Delete(_device);
        _isCopied = false;
        _isCurrent = true;
    }

    /// <summary>The memory belongs to another tensor from now on; only what was copied before can be read.</summary>
    public void Detach() => _isCurrent = false;

    /// <summary>Copies the elements to a buffer, on the GPU.</summary>
    public void CopyTo(GlBuffer destination, long offset)
    {
        ThrowIfGone();
        _device.Gl.MemoryBarrier(MemoryBarrierMask.BufferUpdateBarrierBit);
        if (Bytes > 0)
            _source.Buffer.CopyTo(destination, _source.Offset, offset, Bytes);
    }

    /// <inheritdoc/>
    public void RequestReadback()
    {
        using GlStateGuard.Scope guard = _device.State.Enter(GlTouches.Transfers);
        if (_staging is not { IsAlive: true })
        {
            _staging = new GlBuffer(
                _device, Math.Max(Bytes, 1), GlBufferUse.Readback, $"VisionPlugin read-back of {_info}");
        }

        CopyTo(_staging, 0);
        _fence.Delete(_device);
        _fence = GlFence.Insert(_device);
        _isCopied = true;
    }

    /// <inheritdoc/>
    public void Read(Span<byte> destination)
    {
        using GlStateGuard.Scope guard = _device.State.Enter(GlTouches.Transfers);
        if (!_isCopied)
            RequestReadback();
        while (_fence.IsPending && !_fence.WaitBlocking(_device, WaitNanoseconds))
            _device.ThrowIfLost();
        _fence.Delete(_device);
        _device.ThrowIfLost();
        if (_narrow is null)
        {
            _staging!.DownloadBlocking(MemoryMarshal.Cast<byte, float>(destination)[.._info.Shape.Length]);
            return;
        }

        _staging!.DownloadBlocking<int>(_narrow);
        GpuWords.Widen(_narrow, _info.DataType, destination);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _fence.Delete(_device);
        _staging?.Dispose();
        _staging = null;
        _isCopied = _isCurrent = false;
        if (_ownsBuffer)
            _source.Buffer.Dispose();
    }

    private void ThrowIfGone()
    {
        if (!_isCurrent)
        {
            throw new InvalidOperationException(
                $"The output {_info} was overwritten by a later run, or its worker was disposed. "
                + "Request the read-back before the next run.");
        }
    }
}
