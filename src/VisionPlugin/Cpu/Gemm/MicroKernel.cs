using System.Runtime.CompilerServices;
using VisionPlugin.Cpu.Simd;

namespace VisionPlugin.Cpu.Gemm;

/// <summary>
/// The inner loop of every matrix product and convolution: a tile of sums stays in registers while k runs, so that each
/// row of B is loaded once for all rows of A. Six rows of four registers reach the processor's multiply-add limit, provided
/// that nothing in the method is a call, which would move the sums to memory.
/// </summary>
internal static unsafe class MicroKernel<TRow, TVec>
    where TRow : unmanaged, IRow<TRow, TVec>
    where TVec : unmanaged, IVector<TVec>
{
    /// <summary>Eight rows; for rows of one register, of which six would wait for each other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run8(Tile* tile)
    {
        float* weights = tile->Weights;
        TRow r0 = default;
        TRow r1 = default;
        TRow r2 = default;
        TRow r3 = default;
        TRow r4 = default;
        TRow r5 = default;
        TRow r6 = default;
        TRow r7 = default;
        float** rows = tile->Rows;
        nint length = tile->Length;
        for (int run = tile->Runs; run > 0; run--)
        {
            float* a0 = rows[0] + tile->Offset;
            float* a1 = rows[1] + tile->Offset;
            float* a2 = rows[2] + tile->Offset;
            float* a3 = rows[3] + tile->Offset;
            float* a4 = rows[4] + tile->Offset;
            float* a5 = rows[5] + tile->Offset;
            float* a6 = rows[6] + tile->Offset;
            float* a7 = rows[7] + tile->Offset;
            for (nint k = 0; k < length; k++)
            {
                TRow w = TRow.Load(weights);
                r0 = TRow.MultiplyAdd(TVec.Splat(a0[k]), w, r0);
                r1 = TRow.MultiplyAdd(TVec.Splat(a1[k]), w, r1);
                r2 = TRow.MultiplyAdd(TVec.Splat(a2[k]), w, r2);
                r3 = TRow.MultiplyAdd(TVec.Splat(a3[k]), w, r3);
                r4 = TRow.MultiplyAdd(TVec.Splat(a4[k]), w, r4);
                r5 = TRow.MultiplyAdd(TVec.Splat(a5[k]), w, r5);
                r6 = TRow.MultiplyAdd(TVec.Splat(a6[k]), w, r6);
                r7 = TRow.MultiplyAdd(TVec.Splat(a7[k]), w, r7);
                weights += TRow.Width;
            }

            rows += 8;
        }

        float* start = tile->Start;
        r0 += TRow.Load(start);
        r1 += TRow.Load(start + tile->StartStride);
        r2 += TRow.Load(start + (2 * tile->StartStride));
        r3 += TRow.Load(start + (3 * tile->StartStride));
        r4 += TRow.Load(start + (4 * tile->StartStride));
        r5 += TRow.Load(start + (5 * tile->StartStride));
        r6 += TRow.Load(start + (6 * tile->StartStride));
        r7 += TRow.Load(start + (7 * tile->StartStride));
        nint stride = tile->OutputStride;
        if (tile->Residual != null)
        {
            float* residual = tile->Residual;
            r0 += TRow.Load(residual);
            r1 += TRow.Load(residual + stride);
            r2 += TRow.Load(residual + (2 * stride));
            r3 += TRow.Load(residual + (3 * stride));
            r4 += TRow.Load(residual + (4 * stride));
            r5 += TRow.Load(residual + (5 * stride));
            r6 += TRow.Load(residual + (6 * stride));
            r7 += TRow.Load(residual + (7 * stride));
        }

        if (tile->IsLimited)
        {
            TVec low = TVec.Splat(tile->Low), high = TVec.Splat(tile->High);
            r0 = TRow.Clamp(r0, low, high);
            r1 = TRow.Clamp(r1, low, high);
            r2 = TRow.Clamp(r2, low, high);
            r3 = TRow.Clamp(r3, low, high);
            r4 = TRow.Clamp(r4, low, high);
            r5 = TRow.Clamp(r5, low, high);
            r6 = TRow.Clamp(r6, low, high);
            r7 = TRow.Clamp(r7, low, high);
        }

        float* output = tile->Output;
        TRow.Store(r0, output);
        TRow.Store(r1, output + stride);
        TRow.Store(r2, output + (2 * stride));
        TRow.Store(r3, output + (3 * stride));
        TRow.Store(r4, output + (4 * stride));
        TRow.Store(r5, output + (5 * stride));
        TRow.Store(r6, output + (6 * stride));
        TRow.Store(r7, output + (7 * stride));
    }

    /// <summary>Six rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run6(Tile* tile)
    {
        float* weights = tile->Weights;
        TRow r0 = default;
        TRow r1 = default;
        TRow r2 = default;
        TRow r3 = default;
        TRow r4 = default;
        TRow r5 = default;
        float** rows = tile->Rows;
        nint length = tile->Length, ahead = tile->AheadStep;
        byte* next = tile->Ahead;
        for (int run = tile->Runs; run > 0; run--)
        {
            float* a0 = rows[0] + tile->Offset;
            float* a1 = rows[1] + tile->Offset;
            float* a2 = rows[2] + tile->Offset;
            float* a3 = rows[3] + tile->Offset;
            float* a4 = rows[4] + tile->Offset;
            float* a5 = rows[5] + tile->Offset;
            for (nint k = 0; k < length; k++)
            {
                TRow w = TRow.Load(weights);
                r0 = TRow.MultiplyAdd(TVec.Splat(a0[k]), w, r0);
                r1 = TRow.MultiplyAdd(TVec.Splat(a1[k]), w, r1);
                r2 = TRow.MultiplyAdd(TVec.Splat(a2[k]), w, r2);
                r3 = TRow.MultiplyAdd(TVec.Splat(a3[k]), w, r3);
                r4 = TRow.MultiplyAdd(TVec.Splat(a4[k]), w, r4);
                r5 = TRow.MultiplyAdd(TVec.Splat(a5[k]), w, r5);
                weights += TRow.Width;
                Memory.Prefetch(next);
                next += ahead;
            }

            rows += 6;
        }

        float* start = tile->Start;
        r0 += TRow.Load(start);
        r1 += TRow.Load(start + tile->StartStride);
        r2 += TRow.Load(start + (2 * tile->StartStride));
        r3 += TRow.Load(start + (3 * tile->StartStride));
        r4 += TRow.Load(start + (4 * tile->StartStride));
        r5 += TRow.Load(start + (5 * tile->StartStride));
        nint stride = tile->OutputStride;
        if (tile->Residual != null)
        {
            float* residual = tile->Residual;
            r0 += TRow.Load(residual);
            r1 += TRow.Load(residual + stride);
            r2 += TRow.Load(residual + (2 * stride));
            r3 += TRow.Load(residual + (3 * stride));
            r4 += TRow.Load(residual + (4 * stride));
            r5 += TRow.Load(residual + (5 * stride));
        }

        if (tile->IsLimited)
        {
            TVec low = TVec.Splat(tile->Low), high = TVec.Splat(tile->High);
            r0 = TRow.Clamp(r0, low, high);
            r1 = TRow.Clamp(r1, low, high);
            r2 = TRow.Clamp(r2, low, high);
            r3 = TRow.Clamp(r3, low, high);
            r4 = TRow.Clamp(r4, low, high);
            r5 = TRow.Clamp(r5, low, high);
        }

        float* output = tile->Output;
        TRow.Store(r0, output);
        TRow.Store(r1, output + stride);
        TRow.Store(r2, output + (2 * stride));
        TRow.Store(r3, output + (3 * stride));
        TRow.Store(r4, output + (4 * stride));
        TRow.Store(r5, output + (5 * stride));
    }

    /// <summary>Four rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run4(Tile* tile)
    {
        float* weights = tile->Weights;
        TRow r0 = default;
        TRow r1 = default;
        TRow r2 = default;
        TRow r3 = default;
        float** rows = tile->Rows;
        nint length = tile->Length;
        for (int run = tile->Runs; run > 0; run--)
        {
            float* a0 = rows[0] + tile->Offset;
            float* a1 = rows[1] + tile->Offset;
            float* a2 = rows[2] + tile->Offset;
            float* a3 = rows[3] + tile->Offset;
            for (nint k = 0; k < length; k++)
            {
                TRow w = TRow.Load(weights);
                r0 = TRow.MultiplyAdd(TVec.Splat(a0[k]), w, r0);
                r1 = TRow.MultiplyAdd(TVec.Splat(a1[k]), w, r1);
                r2 = TRow.MultiplyAdd(TVec.Splat(a2[k]), w, r2);
                r3 = TRow.MultiplyAdd(TVec.Splat(a3[k]), w, r3);
                weights += TRow.Width;
            }

            rows += 4;
        }

        float* start = tile->Start;
        r0 += TRow.Load(start);
        r1 += TRow.Load(start + tile->StartStride);
        r2 += TRow.Load(start + (2 * tile->StartStride));
        r3 += TRow.Load(start + (3 * tile->StartStride));
        nint stride = tile->OutputStride;
        if (tile->Residual != null)
        {
            float* residual = tile->Residual;
            r0 += TRow.Load(residual);
            r1 += TRow.Load(residual + stride);
            r2 += TRow.Load(residual + (2 * stride));
            r3 += TRow.Load(residual + (3 * stride));
        }

        if (tile->IsLimited)
        {
            TVec low = TVec.Splat(tile->Low), high = TVec.Splat(tile->High);
            r0 = TRow.Clamp(r0, low, high);
            r1 = TRow.Clamp(r1, low, high);
            r2 = TRow.Clamp(r2, low, high);
            r3 = TRow.Clamp(r3, low, high);
        }

        float* output = tile->Output;
        TRow.Store(r0, output);
        TRow.Store(r1, output + stride);
        TRow.Store(r2, output + (2 * stride));
        TRow.Store(r3, output + (3 * stride));
    }

    /// <summary>Two rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run2(Tile* tile)
    {
        float* weights = tile->Weights;
        TRow r0 = default;
        TRow r1 = default;
        float** rows = tile->Rows;
        nint length = tile->Length;
        for (int run = tile->Runs; run > 0; run--)
        {
            float* a0 = rows[0] + tile->Offset;
            float* a1 = rows[1] + tile->Offset;
            for (nint k = 0; k < length; k++)
            {
                TRow w = TRow.Load(weights);
                r0 = TRow.MultiplyAdd(TVec.Splat(a0[k]), w, r0);
                r1 = TRow.MultiplyAdd(TVec.Splat(a1[k]), w, r1);
                weights += TRow.Width;
            }

            rows += 2;
        }

        float* start = tile->Start;
        r0 += TRow.Load(start);
        r1 += TRow.Load(start + tile->StartStride);
        nint stride = tile->OutputStride;
        if (tile->Residual != null)
        {
            float* residual = tile->Residual;
            r0 += TRow.Load(residual);
            r1 += TRow.Load(residual + stride);
        }

        if (tile->IsLimited)
        {
            TVec low = TVec.Splat(tile->Low), high = TVec.Splat(tile->High);
            r0 = TRow.Clamp(r0, low, high);
            r1 = TRow.Clamp(r1, low, high);
        }

        float* output = tile->Output;
        TRow.Store(r0, output);
        TRow.Store(r1, output + stride);
    }

    /// <summary>One row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run1(Tile* tile)
    {
        float* weights = tile->Weights;
        TRow r0 = default;
        float** rows = tile->Rows;
        nint length = tile->Length;
        for (int run = tile->Runs; run > 0; run--)
        {
            float* a0 = rows[0] + tile->Offset;
            for (nint k = 0; k < length; k++)
            {
                TRow w = TRow.Load(weights);
                r0 = TRow.MultiplyAdd(TVec.Splat(a0[k]), w, r0);
                weights += TRow.Width;
            }

            rows += 1;
        }

        float* start = tile->Start;
        r0 += TRow.Load(start);
        nint stride = tile->OutputStride;
        if (tile->Residual != null)
        {
            float* residual = tile->Residual;
            r0 += TRow.Load(residual);
        }

        if (tile->IsLimited)
        {
            TVec low = TVec.Splat(tile->Low), high = TVec.Splat(tile->High);
            r0 = TRow.Clamp(r0, low, high);
        }

        float* output = tile->Output;
        TRow.Store(r0, output);
    }
}
