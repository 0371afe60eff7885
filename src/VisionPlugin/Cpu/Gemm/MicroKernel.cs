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

        Finish(r0, tile, 0);
        Finish(r1, tile, 1);
        Finish(r2, tile, 2);
        Finish(r3, tile, 3);
        Finish(r4, tile, 4);
        Finish(r5, tile, 5);
        Finish(r6, tile, 6);
        Finish(r7, tile, 7);
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

        Finish(r0, tile, 0);
        Finish(r1, tile, 1);
        Finish(r2, tile, 2);
        Finish(r3, tile, 3);
        Finish(r4, tile, 4);
        Finish(r5, tile, 5);
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

        Finish(r0, tile, 0);
        Finish(r1, tile, 1);
        Finish(r2, tile, 2);
        Finish(r3, tile, 3);
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

        Finish(r0, tile, 0);
        Finish(r1, tile, 1);
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

        Finish(r0, tile, 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish(TRow sum, Tile* tile, nint row)
    {
        sum += TRow.Load(tile->Start + (row * tile->StartStride));
        if (tile->Residual != null)
            sum += TRow.Load(tile->Residual + (row * tile->OutputStride));
        if (tile->IsLimited)
            sum = TRow.Clamp(sum, TVec.Splat(tile->Low), TVec.Splat(tile->High));
        TRow.Store(sum, tile->Output + (row * tile->OutputStride));
    }
}
