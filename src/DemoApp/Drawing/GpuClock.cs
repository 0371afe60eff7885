using Silk.NET.OpenGL;

namespace VisionPlugin.DemoApp.Drawing;

/// <summary>
/// What parts of a frame cost the GPU, by its own clock, without waiting for it: a frame's times arrive a few frames
/// later. Allocates nothing per frame.
/// </summary>
internal sealed class GpuClock : IDisposable
{
    private const int Depth = 6;

    private readonly GL _gl;
    private readonly uint[] _queries;
    private readonly int _marks;
    private readonly double[] _milliseconds;
    private long _frame;
    private long _oldest;

    /// <summary>Makes a clock for frames of so many parts.</summary>
    public GpuClock(GL gl, int parts)
    {
        (_gl, _marks) = (gl, parts + 1);
        _milliseconds = new double[parts];
        _queries = new uint[Depth * _marks];
        for (int i = 0; i < _queries.Length; i++)
            _queries[i] = gl.GenQuery();
    }

    /// <summary>What each part took in the latest frame that is known, in milliseconds.</summary>
    public ReadOnlySpan<double> Milliseconds => _milliseconds;

    /// <summary>
    /// Part <paramref name="index"/> begins, and the one before it ends; the last index ends the frame.
    /// </summary>
    public void Mark(int index)
    {
        _gl.QueryCounter(Query(_frame, index), QueryCounterTarget.Timestamp);
        if (index < _marks - 1)
            return;
        _frame++;
        // What has not arrived by now is given up.
        _oldest = Math.Max(_oldest, _frame - Depth + 1);
        while (_oldest < _frame && HasArrived(_oldest))
            Read(_oldest++);
    }

    public void Dispose()
    {
        foreach (uint query in _queries)
            _gl.DeleteQuery(query);
    }

    private bool HasArrived(long frame)
    {
        _gl.GetQueryObject(Query(frame, _marks - 1), QueryObjectParameterName.ResultAvailable, out uint available);
        return available != 0;
    }

    private void Read(long frame)
    {
        _gl.GetQueryObject(Query(frame, 0), QueryObjectParameterName.Result, out ulong before);
        for (int i = 1; i < _marks; i++)
        {
            _gl.GetQueryObject(Query(frame, i), QueryObjectParameterName.Result, out ulong now);
            _milliseconds[i - 1] = (now - before) * 1e-6;
            before = now;
        }
    }

    private uint Query(long frame, int index) => _queries[((int)(frame % Depth) * _marks) + index];
}
