using Silk.NET.OpenGL;
using VisionPlugin.Components;

namespace VisionPlugin.DemoApp.Drawing;

/// <summary>
/// What the networks of the window's context cost the GPU, by its own clock, without waiting for it: times arrive a few
/// frames later. Allocates nothing per frame.
/// </summary>
internal sealed class NetworkClock : IDisposable
{
    private const int Pieces = 256;

    private readonly GL _gl;
    private readonly uint[] _queries = new uint[2 * Pieces];
    private readonly Part[] _parts = new Part[Pieces];
    private readonly double[] _milliseconds = new double[3];
    private long _next;
    private long _oldest;
    private int _depth;
    private bool _isMeasuring;

    public NetworkClock(GL gl)
    {
        _gl = gl;
        for (int i = 0; i < _queries.Length; i++)
            _queries[i] = gl.GenQuery();
    }

    /// <summary>Parts of the work on a frame.</summary>
    internal enum Part
    {
        /// <summary>The frame becomes the input.</summary>
        Preprocess,

        /// <summary>The layers.</summary>
        Infer,

        /// <summary>Boxes or masks are made of the output.</summary>
        Decode,
    }

    /// <summary>A piece of a part begins; one inside of another belongs to that.</summary>
    public void Begin(Part part)
    {
        if (_depth++ > 0)
            return;
        // Where the GPU is so far behind that all are under way, a piece is left out.
        _isMeasuring = _next - _oldest < Pieces;
        if (!_isMeasuring)
            return;
        int piece = (int)(_next % Pieces);
        _parts[piece] = part;
        _gl.QueryCounter(_queries[2 * piece], QueryCounterTarget.Timestamp);
    }

    /// <summary>The piece ends.</summary>
    public void End()
    {
        if (--_depth > 0 || !_isMeasuring)
            return;
        _gl.QueryCounter(_queries[(2 * (int)(_next % Pieces)) + 1], QueryCounterTarget.Timestamp);
        _next++;
    }

    /// <summary>Takes what has arrived.</summary>
    public void Poll()
    {
        for (; _oldest < _next; _oldest++)
        {
            int piece = (int)(_oldest % Pieces);
            _gl.GetQueryObject(_queries[(2 * piece) + 1], QueryObjectParameterName.ResultAvailable, out uint available);
            if (available == 0)
                return;
            _gl.GetQueryObject(_queries[2 * piece], QueryObjectParameterName.Result, out ulong from);
            _gl.GetQueryObject(_queries[(2 * piece) + 1], QueryObjectParameterName.Result, out ulong to);
            _milliseconds[(int)_parts[piece]] += (to - from) * 1e-6;
        }
    }

    /// <summary>What has arrived since the last call.</summary>
    public FrameTimings Take()
    {
        FrameTimings taken = new(Time(Part.Preprocess), Time(Part.Infer), Time(Part.Decode));
        Array.Clear(_milliseconds);
        return taken;
    }

    public void Dispose()
    {
        foreach (uint query in _queries)
            _gl.DeleteQuery(query);
    }

    private TimeSpan Time(Part part) => TimeSpan.FromMilliseconds(_milliseconds[(int)part]);
}
