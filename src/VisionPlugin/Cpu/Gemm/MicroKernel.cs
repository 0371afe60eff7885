using System.Runtime.CompilerServices;
using VisionPlugin.Cpu.Simd;

namespace VisionPlugin.Cpu.Gemm;

/// <summary>
/// The inner loop of every matrix product and convolution: a tile of sums stays in registers while k runs, so that each
/// row of B is loaded once for all rows of A. Six rows of four registers reach the processor's multiply-add limit.
/// </summary>
internal static unsafe class MicroKernel<TRow, TVec>
    where TRow : unmanaged, IRow<TRow, TVec>
    where TVec : unmanaged, IVector<TVec>
{
    /// <summary>Six rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run6(Tile* tile)
    {
        TRow r0 = Begin(tile, 0);
        TRow r1 = Begin(tile, 1);
        TRow r2 = Begin(tile, 2);
        TRow r3 = Begin(tile, 3);
        TRow r4 = Begin(tile, 4);
        TRow r5 = Begin(tile, 5);
        float** rows = tile->Rows;
        float* weights = tile->Weights;
        nint length = tile->Length;
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
            }

            rows += 6;
        }

        Finish(tile, 0, r0);
        Finish(tile, 1, r1);
        Finish(tile, 2, r2);
        Finish(tile, 3, r3);
        Finish(tile, 4, r4);
        Finish(tile, 5, r5);
    }

    /// <summary>Four rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run4(Tile* tile)
    {
        TRow r0 = Begin(tile, 0);
        TRow r1 = Begin(tile, 1);
        TRow r2 = Begin(tile, 2);
        TRow r3 = Begin(tile, 3);
        float** rows = tile->Rows;
        float* weights = tile->Weights;
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

        Finish(tile, 0, r0);
        Finish(tile, 1, r1);
        Finish(tile, 2, r2);
        Finish(tile, 3, r3);
    }

    /// <summary>Two rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run2(Tile* tile)
    {
        TRow r0 = Begin(tile, 0);
        TRow r1 = Begin(tile, 1);
        float** rows = tile->Rows;
        float* weights = tile->Weights;
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

        Finish(tile, 0, r0);
        Finish(tile, 1, r1);
    }

    /// <summary>One row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run1(Tile* tile)
    {
        TRow r0 = Begin(tile, 0);
        float** rows = tile->Rows;
        float* weights = tile->Weights;
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

        Finish(tile, 0, r0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TRow Begin(Tile* tile, int row) =>
        tile->First ? TRow.Load(tile->Bias) : Load(tile, tile->Output + (row * tile->OutputStride));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish(Tile* tile, int row, TRow sum)
    {
        nint offset = row * tile->OutputStride;
        if (tile->Last)
        {
            if (tile->Residual != null)
                sum += Load(tile, tile->Residual + offset);
            sum = TRow.Clamp(sum, TVec.Splat(tile->Low), TVec.Splat(tile->High));
        }

        if (tile->Columns == TRow.Width)
            TRow.Store(sum, tile->Output + offset);
        else
            TRow.StorePartial(sum, tile->Output + offset, tile->Columns);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TRow Load(Tile* tile, float* source) =>
        tile->Columns == TRow.Width ? TRow.Load(source) : TRow.LoadPartial(source, tile->Columns);
}
