using VisionPlugin.Cpu.Simd;

namespace VisionPlugin.Cpu.Gemm;

/// <summary>Picks the matrix kernel for a tile's size.</summary>
internal static unsafe class TileKernels<TVec>
    where TVec : unmanaged, IVector<TVec>
{
    /// <summary>Computes a tile of 1 to 4 registers by 1, 2, 4, 6 or 8 rows.</summary>
    public static void Run(int vectors, int rows, Tile* tile)
    {
        switch (vectors)
        {
            case 1:
                Run<Row1<TVec>>(rows, tile);
                break;
            case 2:
                Run<Row2<TVec>>(rows, tile);
                break;
            case 3:
                Run<Row3<TVec>>(rows, tile);
                break;
            default:
                Run<Row4<TVec>>(rows, tile);
                break;
        }
    }

    private static void Run<TRow>(int rows, Tile* tile)
        where TRow : unmanaged, IRow<TRow, TVec>
    {
        switch (rows)
        {
            case 8:
                MicroKernel<TRow, TVec>.Run8(tile);
                break;
            case 6:
                MicroKernel<TRow, TVec>.Run6(tile);
                break;
            case 4:
                MicroKernel<TRow, TVec>.Run4(tile);
                break;
            case 2:
                MicroKernel<TRow, TVec>.Run2(tile);
                break;
            default:
                MicroKernel<TRow, TVec>.Run1(tile);
                break;
        }
    }
}
