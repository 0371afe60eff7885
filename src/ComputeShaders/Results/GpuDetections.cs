using System.Runtime.InteropServices;
using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Decoding;
using VisionPlugin.Execution;

namespace VisionPlugin.ComputeShaders.Results;

/// <summary>
/// A buffer of results, and their copy to the host behind a fence. It begins with commands to draw them, of four words
/// each, then their number; the detections follow after <see cref="HeaderBytes"/>.
/// </summary>
internal sealed class GpuDetections : IGpuDetections, IDisposable
{
    /// <summary>Numbers of vertices that a host can ask for.</summary>
    public const int Commands = 8;

    /// <summary>Bytes before the detections: the largest alignment that OpenGL allows drivers to ask for.</summary>
    public const int HeaderBytes = 256;

    private const int CommandBytes = 16, Count = Commands * CommandBytes;
    private const ulong WaitNanoseconds = 1_000_000_000;

    private readonly GlDevice _device;
    private readonly uint[] _header = new uint[HeaderBytes / sizeof(uint)];
    private readonly uint[] _counts = new uint[1];
    private GlBuffer? _buffer;
    private GlBuffer? _staging;
    private GlFence _fence;
    private int _commands;
    private bool _isDisposed;

    /// <summary>Results of no frame yet. Touches no context before they are asked for.</summary>
    public GpuDetections(GlDevice device, string? whyDecodedOnHost) =>
        (_device, WhyDecodedOnHost) = (device, whyDecodedOnHost);

    /// <inheritdoc/>
    public uint Buffer
    {
        get
        {
            if (_buffer is { IsAlive: true } buffer)
                return buffer.Handle;
            using GlStateGuard.Scope guard = _device.State.Enter(GlTouches.Transfers);
            return Required().Handle;
        }
    }

    /// <inheritdoc/>
    public nint DetectionsOffset => HeaderBytes;

    /// <inheritdoc/>
    public nint CountOffset => Count;

    /// <inheritdoc/>
    public int Capacity => CandidateList.DefaultLimit;

    /// <inheritdoc/>
    public string? WhyDecodedOnHost { get; }

    /// <summary>True if what was asked for by <see cref="RequestReadback"/> has arrived. Never blocks.</summary>
    public bool IsReadable
    {
        get
        {
            _device.VerifyThread();
            if (_fence.IsPending && _fence.IsReached(_device))
                _fence.Delete(_device);
            return !_fence.IsPending;
        }
    }

    /// <inheritdoc/>
    public nint DrawCommandOffset(int vertices)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(vertices);
        for (int i = 0; i < _commands; i++)
        {
            if (_header[4 * i] == vertices)
                return i * CommandBytes;
        }

        if (_commands == Commands)
        {
            throw new InvalidOperationException(
                $"There are no more than {Commands} commands to draw, each with its vertices.");
        }

        using GlStateGuard.Scope guard = _device.State.Enter(GlTouches.Transfers);
        GlBuffer buffer = Required();
        nint offset = _commands * CommandBytes;
        _header[4 * _commands++] = (uint)vertices;
        buffer.Upload<uint>(_header.AsSpan((int)offset / sizeof(uint), 1), offset);
        // The number of instances is known on the GPU only.
        buffer.CopyTo(buffer, Count, offset + sizeof(uint), sizeof(uint));
        return offset;
    }

    /// <summary>Binds it as a storage block for shaders to write; within the guard of the caller.</summary>
    public void Bind(int index) => Required().Bind(index);

    /// <summary>Replaces the results.</summary>
    public void Upload(ReadOnlySpan<Detection> detections)
    {
        using GlStateGuard.Scope guard = _device.State.Enter(GlTouches.Transfers);
        GlBuffer buffer = Required();
        int count = Math.Min(detections.Length, Capacity);
        SetCounts((uint)count);
        buffer.Upload<uint>(_header);
        SetCounts(0);
        if (count > 0)
            buffer.Upload(detections[..count], HeaderBytes);
    }

    /// <summary>Starts copying up to so many results to the host. Never blocks; within the guard of the caller.</summary>
    public void RequestReadback(int count)
    {
        if (_staging is not { IsAlive: true } || _staging.Bytes < BytesOf(count))
        {
            _staging?.Dispose();
            _staging = new GlBuffer(
                _device, BytesOf(count), GlBufferUse.Readback, "VisionPlugin read-back of detections");
        }

        Required().CopyTo(_staging, 0, 0, BytesOf(count));
        _fence.Delete(_device);
        _fence = GlFence.Insert(_device);
    }

    /// <summary>Reads what was asked for last. Blocks until it has arrived.</summary>
    /// <returns>Number of results.</returns>
    public int Read(Span<Detection> detections)
    {
        using GlStateGuard.Scope guard = _device.State.Enter(GlTouches.Transfers);
        while (_fence.IsPending && !_fence.WaitBlocking(_device, WaitNanoseconds))
            _device.ThrowIfLost();
        _fence.Delete(_device);
        _staging!.DownloadBlocking<uint>(_counts, Count);
        int count = Math.Min((int)_counts[0], detections.Length);
        _staging.DownloadBlocking(detections[..count], HeaderBytes);
        return count;
    }

    /// <summary>Frees the buffers.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        _fence.Delete(_device);
        _staging?.Dispose();
        _buffer?.Dispose();
        _buffer = null;
    }

    private static long BytesOf(int count) => HeaderBytes + ((long)count * Marshal.SizeOf<Detection>());

    private void SetCounts(uint count)
    {
        for (int i = 0; i < Commands; i++)
            _header[(4 * i) + 1] = count;
        _header[Count / sizeof(uint)] = count;
    }

    // Made when it is first needed, and again where the context is another than before: nothing of that is left.
    private GlBuffer Required()
    {
        if (_buffer is { IsAlive: true } buffer)
            return buffer;
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        _buffer = new GlBuffer(_device, BytesOf(Capacity), GlBufferUse.Shaders, "VisionPlugin detections");
        _buffer.Upload<uint>(_header);
        return _buffer;
    }
}
