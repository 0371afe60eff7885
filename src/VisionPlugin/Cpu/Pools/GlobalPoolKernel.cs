using System.Runtime.CompilerServices;
using VisionPlugin.Cpu.Simd;

namespace VisionPlugin.Cpu.Pools;

/// <summary>
/// A pool over all pixels of each channel of a channels-last tensor; a task is a few registers of channels of a picture.
/// </summary>
internal sealed unsafe class GlobalPoolKernel<TVec, TPool> : CpuKernel
    where TVec : unmanaged, IVector<TVec>
    where TPool : unmanaged, IPool<TVec>
{
    // Sums run over so many pixels before they are added up: long chains of additions lose digits.
    private const int Block = 64;

    private readonly int _channels;
    private readonly int _pixels;
    private readonly int _tasks;
    private readonly float* _x;
    private readonly float* _y;
    private readonly Action<int, int> _task;

    /// <summary>Binds the pool.</summary>
    public GlobalPoolKernel(KernelContext context)
        : base(context)
    {
        _channels = context.X.Shape[1];
        _pixels = context.X.Shape.LengthOf(2, context.X.Shape.Rank);
        _tasks = (_channels + Width - 1) / Width;
        _x = context.X.Data;
        _y = context.Y.Data;
        _task = Pool;
    }

    private static int Width => 2 * TVec.Count;

    /// <inheritdoc/>
    public override void Run() => Context.Team.For(Context.X.Shape[0] * _tasks, _task);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Pool(int task, int member)
    {
        int picture = task / _tasks, c = task % _tasks * Width, count = Math.Min(Width, _channels - c);
        float* x = _x + ((nint)picture * _pixels * _channels) + c, y = _y + ((nint)picture * _channels) + c;
        int left = Math.Min(count, TVec.Count), right = Math.Max(count - TVec.Count, 0);
        TVec total0 = TPool.Start, total1 = TPool.Start;
        for (int pixel = 0; pixel < _pixels; pixel += Block)
        {
            TVec sum0 = TPool.Start, sum1 = TPool.Start;
            int end = Math.Min(pixel + Block, _pixels);
            float* p = x + ((nint)pixel * _channels);
            if (count == Width)
            {
                for (int i = pixel; i < end; i++, p += _channels)
                {
                    sum0 = TPool.Add(sum0, TVec.Load(p));
                    sum1 = TPool.Add(sum1, TVec.Load(p + TVec.Count));
                }
            }
            else
            {
                for (int i = pixel; i < end; i++, p += _channels)
                {
                    sum0 = TPool.Add(sum0, TVec.LoadPartial(p, left));
                    sum1 = TPool.Add(sum1, TVec.LoadPartial(p + TVec.Count, right));
                }
            }

            total0 = TPool.Join(total0, sum0);
            total1 = TPool.Join(total1, sum1);
        }

        TVec factor = TVec.Splat(1f / _pixels);
        TVec.StorePartial(TPool.Finish(total0, factor), y, left);
        if (right > 0)
            TVec.StorePartial(TPool.Finish(total1, factor), y + TVec.Count, right);
    }
}
