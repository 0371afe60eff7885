namespace VisionPlugin.Cpu.Gemm;

/// <summary>
/// What the matrix kernel computes in one call: a few rows and one panel of columns of
/// Y = limit(start + sum over k of A(row, k) * B(k, column) + residual), over one chunk of k. Rows of the panel's full
/// width are read and written.
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

    /// <summary>What comes next from memory; fetched into the cache while this tile is computed, in tiles of six rows.</summary>
    public byte* Ahead;

    /// <summary>Bytes from one fetch, of which there is one for each k, to the next.</summary>
    public nint AheadStep;

    /// <summary>
    /// What is added to the sums over this chunk: the bias, or the sums over earlier k. Last, so that they are rounded less.
    /// </summary>
    public float* Start;

    /// <summary>Floats from one row of <see cref="Start"/> to the next; 0 for a bias, which is the same for all.</summary>
    public nint StartStride;

    /// <summary>Y's element at the tile's first row and column.</summary>
    public float* Output;

    /// <summary>Floats from one row of Y, and of the residual, to the next.</summary>
    public nint OutputStride;

    /// <summary>What is added at the end; null for nothing.</summary>
    public float* Residual;

    /// <summary>Whether <see cref="Low"/> and <see cref="High"/> apply.</summary>
    public bool IsLimited;

    /// <summary>Lower limit of Y.</summary>
    public float Low;

    /// <summary>Upper limit of Y.</summary>
    public float High;
}
