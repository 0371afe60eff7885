using Silk.NET.OpenGL;

namespace VisionPlugin.ComputeShaders.Device;

/// <summary>
/// Measures time on the GPU without waiting for it: results arrive a few frames later, in order. Reads the GPU's clock
/// twice rather than an elapsed-time query, which would clash with one that the host has running.
/// </summary>
internal sealed unsafe class GpuTimer : IDisposable
{
    private const GetPName GpuDisjoint = (GetPName)0x8FBB;

    private readonly GlDevice _device;
    private readonly int _generation;
    private readonly uint[] _queries;
    private readonly int[] _tags;
    private readonly delegate* unmanaged<uint, uint, void> _queryCounter;
    private readonly delegate* unmanaged<uint, uint, ulong*, void> _getQueryObject;
    private long _next;
    private long _oldest;

    /// <summary>Creates a timer.</summary>
    /// <param name="device">The device.</param>
    /// <param name="depth">Number of measurements that may be under way at once.</param>
    public GpuTimer(GlDevice device, int depth = 8)
    {
        _device = device;
        _generation = device.Generation;
        IsSupported = IsAvailable(device);
        string suffix = device.Info.IsEs ? "EXT" : "";
        if (IsSupported && device.Gl.Context.TryGetProcAddress("glQueryCounter" + suffix, out nint counter)
            && device.Gl.Context.TryGetProcAddress("glGetQueryObjectui64v" + suffix, out nint result))
        {
            _queryCounter = (delegate* unmanaged<uint, uint, void>)counter;
            _getQueryObject = (delegate* unmanaged<uint, uint, ulong*, void>)result;
            (_queries, _tags) = (new uint[2 * depth], new int[depth]);
            for (int i = 0; i < _queries.Length; i++)
            {
                _queries[i] = device.Gl.GenQuery();
                // A query can be named once it was used.
                Stamp(i);
                device.Debug.Label(ObjectIdentifier.Query, _queries[i], "VisionPlugin GPU time");
            }
        }
        else
        {
            IsSupported = false;
            (_queries, _tags) = ([], []);
        }
    }

    /// <summary>False where the driver has no clock: then nothing is measured and no result arrives.</summary>
    public bool IsSupported { get; }

    /// <summary>True if as many measurements are under way as there may be.</summary>
    public bool IsFull => _next - _oldest == _tags.Length;

    /// <summary>True if the driver says that it has a clock; OpenGL ES has it as an extension.</summary>
    public static bool IsAvailable(GlDevice device) => device.UsesClock
        && (!device.Info.IsEs || device.Gl.IsExtensionPresent("GL_EXT_disjoint_timer_query"));

    /// <summary>Starts a measurement. If all are under way, the oldest is given up.</summary>
    /// <param name="tag">Comes with the result.</param>
    public void Begin(int tag = 0)
    {
        if (!IsSupported)
            return;
        if (IsFull)
            _oldest++;
        _tags[_next % _tags.Length] = tag;
        Stamp(2 * _next);
    }

    /// <summary>Ends the measurement.</summary>
    public void End()
    {
        if (IsSupported)
            Stamp((2 * _next++) + 1);
    }

    /// <summary>Takes the oldest result, in milliseconds, if it has arrived. Never blocks.</summary>
    /// <param name="tag">What <see cref="Begin"/> was given.</param>
    /// <param name="milliseconds">
    /// The time; NaN if the clock jumped, for example with the GPU's frequency, so that its two readings have nothing to
    /// do with each other.
    /// </param>
    public bool TryRead(out int tag, out double milliseconds)
    {
        (tag, milliseconds) = (0, 0);
        if (_oldest == _next)
            return false;
        using GlStateGuard.Scope guard = _device.State.Enter(GlTouches.Queries);
        _device.Gl.GetQueryObject(Query((2 * _oldest) + 1), QueryObjectParameterName.ResultAvailable, out uint available);
        if (available == 0)
            return false;
        ulong begin = Result(2 * _oldest), end = Result((2 * _oldest) + 1);
        tag = _tags[_oldest++ % _tags.Length];
        bool jumped = end < begin || (_device.Info.IsEs && _device.Gl.GetInteger(GpuDisjoint) != 0);
        milliseconds = jumped ? double.NaN : (end - begin) * 1e-6;
        return true;
    }

    /// <summary>As <see cref="TryRead(out int, out double)"/>, without the tag. False too if the clock jumped.</summary>
    public bool TryRead(out double milliseconds) => TryRead(out _, out milliseconds) && !double.IsNaN(milliseconds);

    /// <summary>Frees the queries.</summary>
    public void Dispose()
    {
        if (_queries is [not 0, ..] && _device.MayDelete(_generation))
        {
            foreach (uint query in _queries)
                _device.Gl.DeleteQuery(query);
        }

        // A name that was deleted may be the host's by now.
        Array.Clear(_queries);
        _oldest = _next = 0;
    }

    private uint Query(long index) => _queries[index % _queries.Length];

    private void Stamp(long index) => _queryCounter(Query(index), (uint)QueryCounterTarget.Timestamp);

    private ulong Result(long index)
    {
        ulong value = 0;
        _getQueryObject(Query(index), (uint)QueryObjectParameterName.Result, &value);
        return value;
    }
}
