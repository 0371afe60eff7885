namespace VisionPlugin.Cpu.Gemm;

/// <summary>
/// What the matrix kernel computes in one call: a few rows and one panel of columns of
/// Y = clamp(bias + sum over k of A(row, k) * B(k, column) + residual), over one chunk of k.
/// </summary>
internal unsafe struct Tile
{
    /// <summary>
    /// Where the elements of A are: for each of <see cref="Runs"/> runs of k one pointer a row, so that a run of k is
    /// contiguous in memory and anything else (a convolution's window) is a matter of pointers.
    /// </summary>
    public float** Rows;

    /// <summary>Runs of k.</summary>
    public int Runs;

    /// <summary>First element of each run, counted from its pointers.</summary>
    public nint Offset;

    /// <summary>Elements of each run.</summary>
    public nint Length;

    /// <summary>B: for each k, a row of the panel's width.</summary>
    public float* Weights;

    /// <summary>One bias a column of the panel, padded to its width.</summary>
    public float* Bias;

    /// <summary>Y's element at the tile's first row and column.</summary>
    public float* Output;

    /// <summary>Floats from one row of Y to the next.</summary>
    public nint OutputStride;

    /// <summary>What is added to Y, laid out like it; null if nothing is.</summary>
    public float* Residual;

    /// <summary>Columns of Y in the panel, at most its width.</summary>
    public int Columns;

    /// <summary>False if Y already holds the sums over earlier k.</summary>
    public bool First;

    /// <summary>True if this is the last chunk of k: residual and limits apply.</summary>
    public bool Last;

    /// <summary>Lower limit of Y.</summary>
    public float Low;

    /// <summary>Upper limit of Y.</summary>
    public float High;
}
