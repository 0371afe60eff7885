namespace VisionPlugin.Cpu.Gemm;

/// <summary>Where the rows of a product's left-hand matrix are.</summary>
internal unsafe interface IRowSource
{
    /// <summary>
    /// Writes a pointer for each run of k of each of <paramref name="count"/> neighbouring rows: those of the first run for
    /// all rows, then those of the second, and so on.
    /// </summary>
    void Locate(int row, int count, float** pointers);
}
