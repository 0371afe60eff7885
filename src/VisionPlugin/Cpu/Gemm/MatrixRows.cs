namespace VisionPlugin.Cpu.Gemm;

/// <summary>The rows of a matrix in memory: one run each.</summary>
/// <param name="first">The first row.</param>
/// <param name="stride">Floats from one row to the next.</param>
internal sealed unsafe class MatrixRows(float* first, nint stride) : IRowSource
{
    /// <summary>The first row; may be set before every product.</summary>
    public float* First { get; set; } = first;

    /// <inheritdoc/>
    public void Locate(int row, int count, float** pointers)
    {
        float* next = First + (row * stride);
        for (int i = 0; i < count; i++, next += stride)
            pointers[i] = next;
    }
}
