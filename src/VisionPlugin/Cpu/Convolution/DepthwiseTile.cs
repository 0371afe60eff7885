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
        if (c < block.Channels)
            FourRest(block, c);
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

    // The last channels of four pixels, less than a register each.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FourRest(in DepthwiseBlock block, int c)
    {
        int count = block.Channels - c;
        nint step = block.Step, channels = block.Channels;
        TVec s0 = TVec.LoadPartial(block.Bias + c, count), s1 = s0, s2 = s0, s3 = s0;
        for (int i = 0; i < block.Count; i++)
        {
            TVec w = TVec.LoadPartial(block.Taps[i].Weights + c, count);
            float* p = block.X + block.Taps[i].Offset + c;
            s0 = TVec.MultiplyAdd(TVec.LoadPartial(p, count), w, s0);
            s1 = TVec.MultiplyAdd(TVec.LoadPartial(p + step, count), w, s1);
            s2 = TVec.MultiplyAdd(TVec.LoadPartial(p + (2 * step), count), w, s2);
            s3 = TVec.MultiplyAdd(TVec.LoadPartial(p + (3 * step), count), w, s3);
        }

        float* residual = block.Residual == null ? null : block.Residual + c;
        Finish(block, s0, block.Y + c, residual, count);
        Finish(block, s1, block.Y + c + channels, residual == null ? null : residual + channels, count);
        Finish(block, s2, block.Y + c + (2 * channels), residual == null ? null : residual + (2 * channels), count);
        Finish(block, s3, block.Y + c + (3 * channels), residual == null ? null : residual + (3 * channels), count);
    }

    // The last channels of a pixel, less than a register.
    private static void Rest(in DepthwiseBlock block, int c)
    {
        int count = block.Channels - c;
        TVec sum = TVec.LoadPartial(block.Bias + c, count);
        for (int i = 0; i < block.Count; i++)
        {
            TVec x = TVec.LoadPartial(block.X + block.Taps[i].Offset + c, count);
            sum = TVec.MultiplyAdd(x, TVec.LoadPartial(block.Taps[i].Weights + c, count), sum);
        }

        Finish(block, sum, block.Y + c, block.Residual == null ? null : block.Residual + c, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish(in DepthwiseBlock block, TVec sum, float* y, float* residual, int count)
    {
        if (residual != null)
            sum += TVec.LoadPartial(residual, count);
        TVec.StorePartial(TVec.AtMost(TVec.AtLeast(sum, TVec.Splat(block.Low)), TVec.Splat(block.High)), y, count);
    }
}
