using VisionPlugin.Tensors;

namespace VisionPlugin.Cpu.Integers;

/// <summary>
/// Matrices of 8-bit integers less their zero points, as 16-bit ones in the order in which <see cref="IntegerTile"/> reads
/// them: panels of 16 rows; in a panel, for each pair of neighbours along the depth, the pairs of the 16 rows. What is
/// missing of a panel or a pair is 0.
/// </summary>
/// <param name="matrices">Number of matrices.</param>
/// <param name="rows">Rows of each.</param>
/// <param name="depth">Elements of a row.</param>
internal sealed unsafe class PackedShorts(int matrices, int rows, int depth)
{
    private readonly HostBuffer _memory =
        new((long)matrices * PanelsOf(rows) * PairsOf(depth) * IntegerTile.Rows * 2 * sizeof(short));

    /// <summary>Panels of a matrix.</summary>
    public int Panels { get; } = PanelsOf(rows);

    /// <summary>Pairs of a row, the last one filled up by 0.</summary>
    public int Pairs { get; } = PairsOf(depth);

    /// <summary>Number of pairs of neighbours along the depth.</summary>
    public static int PairsOf(int depth) => (depth + 1) / 2;

    /// <summary>The first element of a panel.</summary>
    public short* Panel(int matrix, int panel) =>
        _memory.Pointer<short>() + (((nint)matrix * Panels) + panel) * Pairs * IntegerTile.Rows * 2;

    /// <summary>Packs one matrix: row r has its element i at r * rowStep + i % inner * step + i / inner * outerStep.</summary>
    /// <param name="matrix">Which one.</param>
    /// <param name="source">Its first element.</param>
    /// <param name="signed">The elements and zero points are signed.</param>
    /// <param name="rowStep">Distance of rows.</param>
    /// <param name="inner">Elements of a row that are one <paramref name="step"/> apart; the depth for all.</param>
    /// <param name="step">Distance of these.</param>
    /// <param name="outerStep">Distance of one series of these and the next.</param>
    /// <param name="zero">Zero points; null for none.</param>
    /// <param name="zeroStep">1 for a zero point a row, 0 for one for all.</param>
    public void Pack(int matrix, byte* source, bool signed, nint rowStep, int inner, nint step, nint outerStep, byte* zero,
        int zeroStep)
    {
        for (int row = 0; row < rows; row++)
        {
            short* to = Panel(matrix, row / IntegerTile.Rows) + (row % IntegerTile.Rows * 2);
            byte* from = source + (row * rowStep);
            int center = zero is null ? 0 : Widen(zero[row * zeroStep], signed);
            for (int i = 0; i < depth; i++)
            {
                byte value = from[(i % inner * step) + (i / inner * outerStep)];
                to[(i / 2 * IntegerTile.Rows * 2) + (i % 2)] = (short)(Widen(value, signed) - center);
            }
        }
    }

    /// <summary>An 8-bit integer as 32 bits.</summary>
    public static int Widen(byte value, bool signed) => signed ? (sbyte)value : value;

    private static int PanelsOf(int rows) => (rows + IntegerTile.Rows - 1) / IntegerTile.Rows;
}
