namespace VisionPlugin.Cpu.Gemm;

/// <summary>Some neighbouring columns of a matrix.</summary>
/// <param name="First">The first column.</param>
/// <param name="Columns">Columns of the matrix in the panel.</param>
/// <param name="Vectors">Registers in a row of the panel, the last one padded.</param>
internal readonly record struct Panel(int First, int Columns, int Vectors)
{
    /// <summary>The column after the last.</summary>
    public int End => First + Columns;
}
