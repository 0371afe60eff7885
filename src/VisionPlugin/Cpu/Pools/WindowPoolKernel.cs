using System.Runtime.CompilerServices;
using VisionPlugin.Cpu.Convolution;
using VisionPlugin.Cpu.Simd;
using VisionPlugin.Operators;

namespace VisionPlugin.Cpu.Pools;

/// <summary>A pool whose window slides over a channels-last tensor; a task is a line of the output.</summary>
internal sealed unsafe class WindowPoolKernel<TVec, TPool> : CpuKernel
    where TVec : unmanaged, IVector<TVec>
    where TPool : unmanaged, IPool<TVec>
{
    private readonly WindowAxes _axes;
    private readonly WindowGrid _grid;
    private readonly bool _countsPadding;
    private readonly float* _x;
    private readonly float* _y;
    private readonly Action<int, int> _task;

    /// <summary>Binds the pool.</summary>
    /// <param name="context">Input and output.</param>
    /// <param name="geometry">The window.</param>
    /// <param name="countsPadding">Declared padding counts as elements of value 0.</param>
    public WindowPoolKernel(KernelContext context, ConvGeometry geometry, bool countsPadding)
        : base(context)
    {
        _axes = new WindowAxes(geometry, context.X.Shape);
        _grid = new WindowGrid(_axes, _axes.Z.Input, _axes.Y.Input, _axes.X.Input, wholeLines: false);
        _countsPadding = countsPadding;
        _x = context.X.Data;
        _y = context.Y.Data;
        _task = PoolLine;
        context.Scratch.ReserveForEach((long)_axes.Taps * sizeof(nint));
    }

    /// <inheritdoc/>
    public override void Run() => Context.Team.For(_axes.OutputPixels / _axes.X.Output, _task);

    private void PoolLine(int line, int member)
    {
        nint* taps = (nint*)Context.Scratch.Of(member);
        WindowAxis axis = _axes.X;
        int channels = _axes.Channels, width = axis.Output, pixel = line * width;
        nint padding = ((((nint)_axes.Z.PadBegin * _axes.Y.Input) + _axes.Y.PadBegin) * axis.Input) + axis.PadBegin;
        float* corner = _x - (padding * channels) + _grid.Find(pixel, out int z, out int y, out _);
        float* target = _y + ((nint)pixel * channels);

        // Between these all windows lie inside the input along X, so that their elements are the same.
        (int from, int to) = WindowAxes.Inside(axis);
        for (int x = 0; x < width;)
        {
            int pixels = x >= from && x < to ? to - x : 1, count = FindTaps(taps, z, y, x);
            int divisor = _countsPadding ? Count(_axes.Z, z) * Count(_axes.Y, y) * Count(axis, x) : count;
            float factor = 1f / Math.Max(divisor, 1);
            for (int end = x + pixels; x < end; x++, target += channels)
                Pool(corner + (x * _grid.StepX), taps, count, target, channels, factor);
        }
    }

    // Offsets of the window's elements that lie in the input.
    private int FindTaps(nint* taps, int z, int y, int x)
    {
        int count = 0, run = 0;
        for (int kz = 0; kz < _axes.Z.Kernel; kz++)
        {
            bool inZ = (uint)_axes.Z.Position(z, kz) < (uint)_axes.Z.Input;
            for (int ky = 0; ky < _axes.Y.Kernel; ky++)
            {
                bool inY = inZ && (uint)_axes.Y.Position(y, ky) < (uint)_axes.Y.Input;
                for (int kx = 0; kx < _axes.X.Kernel; kx++, run++)
                {
                    if (inY && (uint)_axes.X.Position(x, kx) < (uint)_axes.X.Input)
                        taps[count++] = _grid.Runs[run];
                }
            }
        }

        return count;
    }

    // Elements of the window along an axis that lie in the input or its declared padding.
    private static int Count(in WindowAxis axis, int o)
    {
        int count = 0;
        for (int k = 0; k < axis.Kernel; k++)
        {
            int position = axis.Position(o, k);
            count += position >= -axis.PadBegin && position < axis.Input + axis.PadEnd ? 1 : 0;
        }

        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Pool(float* x, nint* taps, int count, float* y, int channels, float factor)
    {
        TVec scale = TVec.Splat(factor);
        int c = 0;
        for (; c <= channels - (4 * TVec.Count); c += 4 * TVec.Count)
        {
            TVec s0 = TPool.Start, s1 = s0, s2 = s0, s3 = s0;
            for (int tap = 0; tap < count; tap++)
            {
                float* p = x + taps[tap] + c;
                s0 = TPool.Add(s0, TVec.Load(p));
                s1 = TPool.Add(s1, TVec.Load(p + TVec.Count));
                s2 = TPool.Add(s2, TVec.Load(p + (2 * TVec.Count)));
                s3 = TPool.Add(s3, TVec.Load(p + (3 * TVec.Count)));
            }

            TVec.Store(TPool.Finish(s0, scale), y + c);
            TVec.Store(TPool.Finish(s1, scale), y + c + TVec.Count);
            TVec.Store(TPool.Finish(s2, scale), y + c + (2 * TVec.Count));
            TVec.Store(TPool.Finish(s3, scale), y + c + (3 * TVec.Count));
        }

        for (; c <= channels - TVec.Count; c += TVec.Count)
        {
            TVec sum = TPool.Start;
            for (int tap = 0; tap < count; tap++)
                sum = TPool.Add(sum, TVec.Load(x + taps[tap] + c));
            TVec.Store(TPool.Finish(sum, scale), y + c);
        }

        int rest = channels - c;
        if (rest > 0)
        {
            TVec sum = TPool.Start;
            for (int tap = 0; tap < count; tap++)
                sum = TPool.Add(sum, TVec.LoadPartial(x + taps[tap] + c, rest));
            TVec.StorePartial(TPool.Finish(sum, scale), y + c, rest);
        }
    }
}
