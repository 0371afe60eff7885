using System.Runtime.CompilerServices;
using VisionPlugin.Cpu.Simd;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Cpu.Walks;

/// <summary>Interpolation along one axis of an (outer, axis, inner) block.</summary>
internal sealed unsafe class ResizePass<TVec>
    where TVec : unmanaged, IVector<TVec>
{
    private const int TaskLength = 8192;

    private readonly ThreadTeam _team;
    private readonly AxisWalk _walk;
    private readonly int _count;
    private readonly int _outputs;
    private readonly int _linesPerTask;
    private readonly int[] _positions;
    private readonly float _outside;
    private readonly HostBuffer _weights;
    private readonly Action<int, int> _task;
    private float* _source;
    private float* _target;

    /// <summary>Plans the pass.</summary>
    /// <param name="team">The threads.</param>
    /// <param name="walk">The input along the axis.</param>
    /// <param name="taps">What each output position is made of.</param>
    /// <param name="outside">What a position shows that has no place in the input.</param>
    public ResizePass(ThreadTeam team, AxisWalk walk, ResizeTaps taps, float outside = 0)
    {
        (_team, _walk, _count, _positions, _outside) = (team, walk, taps.Count, taps.Positions, outside);
        _outputs = taps.Positions.Length / taps.Count;
        _weights = new HostBuffer((long)taps.Weights.Length * sizeof(float));
        for (int i = 0; i < taps.Weights.Length; i++)
            _weights.Pointer<float>()[i] = (float)taps.Weights[i];
        _linesPerTask = Math.Max(1, TaskLength / Line);
        _task = walk.Inner == 1 ? RunElements : RunRows;
    }

    // Floats that are computed at once: a row of neighbours, or a whole line along the axis.
    private int Line => _walk.Inner == 1 ? _outputs : _walk.Inner;

    private int Lines => _walk.Inner == 1 ? _walk.Outer : _walk.Outer * _outputs;

    /// <summary>Interpolates.</summary>
    public void Run(float* source, float* target)
    {
        _source = source;
        _target = target;
        _team.For((Lines + _linesPerTask - 1) / _linesPerTask, _task);
    }

    // Each output row is a weighted sum of input rows.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void RunRows(int task, int member)
    {
        int first = task * _linesPerTask, end = Math.Min(first + _linesPerTask, Lines), inner = _walk.Inner;
        for (int line = first; line < end; line++)
        {
            int outer = line / _outputs, o = line % _outputs;
            float* x = _source + ((nint)outer * _walk.Length * inner), y = _target + ((nint)line * inner);
            float* weights = _weights.Pointer<float>() + (o * _count);
            if (_positions[o * _count] < 0)
            {
                new Span<float>(y, inner).Fill(_outside);
                continue;
            }

            for (int i = 0; i < inner; i += TVec.Count)
            {
                int count = Math.Min(TVec.Count, inner - i);
                TVec sum = TVec.Splat(0);
                for (int k = 0; k < _count; k++)
                {
                    float* p = x + ((nint)_positions[(o * _count) + k] * inner) + i;
                    TVec value = count == TVec.Count ? TVec.Load(p) : TVec.LoadPartial(p, count);
                    sum = TVec.MultiplyAdd(TVec.Splat(weights[k]), value, sum);
                }

                if (count == TVec.Count)
                    TVec.Store(sum, y + i);
                else
                    TVec.StorePartial(sum, y + i, count);
            }
        }
    }

    // The axis is the innermost one: its elements are picked one by one.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void RunElements(int task, int member)
    {
        int first = task * _linesPerTask, end = Math.Min(first + _linesPerTask, Lines);
        float* weights = _weights.Pointer<float>();
        for (int line = first; line < end; line++)
        {
            float* x = _source + ((nint)line * _walk.Length), y = _target + ((nint)line * _outputs);
            for (int o = 0, k = 0; o < _outputs; o++)
            {
                float sum = 0;
                if (_positions[k] < 0)
                {
                    sum = _outside;
                    k += _count;
                }

                for (int last = (o + 1) * _count; k < last; k++)
                    sum += weights[k] * x[_positions[k]];
                y[o] = sum;
            }
        }
    }
}
