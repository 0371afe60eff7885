using System.Runtime.CompilerServices;
using VisionPlugin.Cpu.Pools;
using VisionPlugin.Cpu.Simd;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Cpu.Sampling;

/// <summary>
/// Samples a channels-last tensor where the data says, and joins the samples of an output position by a pool: a sum or a
/// maximum. A task is a few positions of the output. Groups of channels may each look elsewhere: they are then outputs of
/// the sampler of their own, one after the other at each position.
/// </summary>
internal sealed unsafe class PointKernel<TVec, TPool> : CpuKernel
    where TVec : unmanaged, IVector<TVec>
    where TPool : unmanaged, IPool<TVec>
{
    private const int PointsPerTask = 16;

    private readonly IPointSampler _sampler;
    private readonly SamplePoint[] _points;
    private readonly int _outputs;
    private readonly int _channels;
    private readonly int _groupChannels;
    private readonly int _depth;
    private readonly int _height;
    private readonly int _width;
    private readonly bool _isMax;
    private readonly float* _x;
    private readonly float* _y;
    private readonly Action<int, int> _task;

    /// <summary>Binds the kernel.</summary>
    /// <param name="context">Input and output, channels-last.</param>
    /// <param name="sampler">Where the outputs look; one to three axes.</param>
    /// <param name="isMax">The pool is a maximum: without elements it gives 0, and nothing multiplies it.</param>
    /// <param name="groups">Groups of channels.</param>
    public PointKernel(KernelContext context, IPointSampler sampler, bool isMax = false, int groups = 1)
        : base(context)
    {
        _sampler = sampler;
        _points = [.. Enumerable.Range(0, context.Team.Size).Select(_ => new SamplePoint(sampler))];
        TensorShape x = context.X.Shape, y = context.Y.Shape;
        _outputs = y[0] * y.LengthOf(2, y.Rank) * groups;
        _channels = x[1];
        _groupChannels = x[1] / groups;
        _depth = x.Rank > 4 ? x[2] : 1;
        _height = x.Rank > 3 ? x[^2] : 1;
        _width = x[^1];
        _isMax = isMax;
        _x = context.X.Data;
        _y = context.Y.Data;
        _task = Sample;
    }

    /// <inheritdoc/>
    public override void Run() => Context.Team.For((_outputs + PointsPerTask - 1) / PointsPerTask, _task);

    private void Sample(int task, int member)
    {
        SamplePoint point = _points[member];
        nint pixels = (nint)_depth * _height * _width;
        int end = Math.Min((task + 1) * PointsPerTask, _outputs);
        for (int output = task * PointsPerTask; output < end; output++)
        {
            _sampler.Find(output, point);
            int first = (int)((long)output * _groupChannels % _channels);
            float* x = _x + (point.Picture * pixels * _channels) + first, y = _y + ((nint)output * _groupChannels);
            TVec start = _isMax && (point.HasOutside || point.IsEmpty) ? TVec.Splat(0) : TPool.Start;
            TVec factor = TVec.Splat(_isMax ? 1 : (float)point.Factor);
            for (int c = 0; c < _groupChannels; c += 2 * TVec.Count)
                Join(point, x + c, y + c, Math.Min(_groupChannels - c, 2 * TVec.Count), start, factor);
        }
    }

    // Up to two registers of channels.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Join(SamplePoint point, float* x, float* y, int count, TVec start, TVec factor)
    {
        AxisTaps[] axes = point.Axes;
        AxisTaps rows = axes[^1];
        int planes = axes.Length > 2 ? axes[0].Count : 1, lines = axes.Length > 1 ? axes[^2].Count : 1;
        int left = Math.Min(count, TVec.Count), right = count - left;
        TVec low = start, high = start;
        for (int i = 0; i < planes; i++)
        {
            int z = axes.Length > 2 ? axes[0].Positions[i] : 0;
            double wz = axes.Length > 2 ? axes[0].Weights[i] : 1;
            for (int j = 0; j < lines; j++)
            {
                int line = (z * _height) + (axes.Length > 1 ? axes[^2].Positions[j] : 0);
                double wy = axes.Length > 1 ? wz * axes[^2].Weights[j] : wz;
                for (int k = 0; k < rows.Count; k++)
                {
                    float* p = x + ((((nint)line * _width) + rows.Positions[k]) * _channels);
                    TVec weight = TVec.Splat((float)(wy * rows.Weights[k]));
                    if (right == TVec.Count)
                    {
                        low = TPool.Add(low, weight * TVec.Load(p));
                        high = TPool.Add(high, weight * TVec.Load(p + TVec.Count));
                        continue;
                    }

                    low = TPool.Add(low, weight * (left == TVec.Count ? TVec.Load(p) : TVec.LoadPartial(p, left)));
                    if (right > 0)
                        high = TPool.Add(high, weight * TVec.LoadPartial(p + TVec.Count, right));
                }
            }
        }

        TVec.StorePartial(TPool.Finish(low, factor), y, left);
        if (right > 0)
            TVec.StorePartial(TPool.Finish(high, factor), y + TVec.Count, right);
    }
}
