using System.Runtime.CompilerServices;
using VisionPlugin.Cpu.Simd;

namespace VisionPlugin.Cpu.Convolution;

/// <summary>The inner loops of a depthwise convolution: sums of a few registers of channels stay in registers.</summary>
internal static unsafe class DepthwiseTile<TVec>
    where TVec : unmanaged, IVector<TVec>
{
    /// <summary>Four neighbouring pixels.</summary>
    public static void RunFour(in DepthwiseBlock block)
    {
        int c = Four<Row2<TVec>>(block, 0);
        c = Four<Row1<TVec>>(block, c);
        if (c == block.Channels)
            return;
        DepthwiseBlock one = block;
        for (int i = 0; i < DepthwiseBlock.Pixels; i++)
        {
            Rest(one, c);
            one.Advance(1);
        }
    }

    /// <summary>One pixel.</summary>
    public static void RunOne(in DepthwiseBlock block)
    {
        int c = One<Row4<TVec>>(block, 0);
        c = One<Row1<TVec>>(block, c);
        if (c < block.Channels)
            Rest(block, c);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Four<TRow>(in DepthwiseBlock block, int c)
        where TRow : unmanaged, IRow<TRow, TVec>
    {
        nint step = block.Step, channels = block.Channels;
        TVec low = TVec.Splat(block.Low), high = TVec.Splat(block.High);
        for (; c <= channels - TRow.Width; c += TRow.Width)
        {
            TRow s0 = TRow.Load(block.Bias + c), s1 = s0, s2 = s0, s3 = s0;
            DepthwiseTap* taps = block.Taps;
            float* x = block.X + c;
            for (int i = 0; i < block.Count; i++)
            {
                TRow w = TRow.Load(taps[i].Weights + c);
                float* p = x + taps[i].Offset;
                s0 = TRow.MultiplyAdd(TRow.Load(p), w, s0);
                s1 = TRow.MultiplyAdd(TRow.Load(p + step), w, s1);
                s2 = TRow.MultiplyAdd(TRow.Load(p + (2 * step)), w, s2);
                s3 = TRow.MultiplyAdd(TRow.Load(p + (3 * step)), w, s3);
            }

            if (block.Residual != null)
            {
                float* residual = block.Residual + c;
                s0 += TRow.Load(residual);
                s1 += TRow.Load(residual + channels);
                s2 += TRow.Load(residual + (2 * channels));
                s3 += TRow.Load(residual + (3 * channels));
            }

            float* y = block.Y + c;
            TRow.Store(TRow.Clamp(s0, low, high), y);
            TRow.Store(TRow.Clamp(s1, low, high), y + channels);
            TRow.Store(TRow.Clamp(s2, low, high), y + (2 * channels));
            TRow.Store(TRow.Clamp(s3, low, high), y + (3 * channels));
        }

        return c;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int One<TRow>(in DepthwiseBlock block, int c)
        where TRow : unmanaged, IRow<TRow, TVec>
    {
        for (; c <= block.Channels - TRow.Width; c += TRow.Width)
        {
            TRow sum = TRow.Load(block.Bias + c);
            for (int i = 0; i < block.Count; i++)
                sum = TRow.MultiplyAdd(TRow.Load(block.X + block.Taps[i].Offset + c), TRow.Load(block.Taps[i].Weights + c), sum);
            if (block.Residual != null)
                sum += TRow.Load(block.Residual + c);
            TRow.Store(TRow.Clamp(sum, TVec.Splat(block.Low), TVec.Splat(block.High)), block.Y + c);
        }

        return c;
    }

    // The last channels, less than a register.
    private static void Rest(in DepthwiseBlock block, int c)
    {
        int count = block.Channels - c;
        TVec sum = TVec.LoadPartial(block.Bias + c, count);
        for (int i = 0; i < block.Count; i++)
        {
            TVec x = TVec.LoadPartial(block.X + block.Taps[i].Offset + c, count);
            sum = TVec.MultiplyAdd(x, TVec.LoadPartial(block.Taps[i].Weights + c, count), sum);
        }

        if (block.Residual != null)
            sum += TVec.LoadPartial(block.Residual + c, count);
        sum = TVec.AtMost(TVec.AtLeast(sum, TVec.Splat(block.Low)), TVec.Splat(block.High));
        TVec.StorePartial(sum, block.Y + c, count);
    }
}
