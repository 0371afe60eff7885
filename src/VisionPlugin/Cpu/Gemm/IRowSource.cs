namespace VisionPlugin.Cpu.Gemm;

/// <summary>Where the rows of a product's left-hand matrix are.</summary>
internal unsafe interface IRowSource
{
    /// <summary>Writes a pointer for each run of k of a row, <paramref name="step"/> entries apart.</summary>
    void Locate(int row, float** pointers, int step);
}
