using VisionPlugin.Cpu.Simd;
using VisionPlugin.Tensors;

namespace VisionPlugin.Cpu.Gemm;

/// <summary>
/// The right-hand matrices of a product (one a group), cut into panels of columns that are as wide as the matrix kernel's
/// tile. A panel is contiguous: for each k its row, padded with zeros to whole registers. Groups follow each other.
/// </summary>
internal sealed unsafe class PackedMatrix<TVec>
    where TVec : unmanaged, IVector<TVec>
{
    private const int PackBlock = 32;

    private readonly HostBuffer _weights;
    private readonly HostBuffer _bias;
    private readonly int _paddedColumns;

    /// <summary>Allocates zeroed panels.</summary>
    /// <param name="groups">Number of matrices.</param>
    /// <param name="depth">Rows of each: the k of the product.</param>
    /// <param name="columns">Columns of each.</param>
    public PackedMatrix(int groups, int depth, int columns)
    {
        (Groups, Depth, Columns) = (groups, depth, columns);
        int vectors = (columns + TVec.Count - 1) / TVec.Count;
        int count = (vectors + TVec.RowVectors - 1) / TVec.RowVectors;
        Panels = new Panel[count];
        for (int i = 0, start = 0; i < count; i++)
        {
            // As equal as possible: one narrow panel would waste most of the multiply-add units.
            int width = (vectors / count) + (i < vectors % count ? 1 : 0);
            Panels[i] = new Panel(start, Math.Min(width * TVec.Count, columns - start), width);
            start += width * TVec.Count;
        }

        _paddedColumns = vectors * TVec.Count;
        _weights = new HostBuffer((long)groups * depth * _paddedColumns * sizeof(float));
        _bias = new HostBuffer((long)groups * _paddedColumns * sizeof(float));
    }

    public int Groups { get; }

    public int Depth { get; }

    public int Columns { get; }

    public Panel[] Panels { get; }

    /// <summary>Bytes of one group's panels.</summary>
    public long GroupBytes => (long)Depth * _paddedColumns * sizeof(float);

    /// <summary>The rows of a panel.</summary>
    public float* Weights(int group, in Panel panel) =>
        _weights.Pointer<float>() + ((((long)group * _paddedColumns) + panel.First) * Depth);

    /// <summary>The biases of a panel, padded like its columns.</summary>
    public float* Bias(int group, in Panel panel) => _bias.Pointer<float>() + ((long)group * _paddedColumns) + panel.First;

    /// <summary>
    /// Fills one panel of a group: element (run * length + i, column) is source[runs[run] + i * step + column * columnStep].
    /// </summary>
    public void Pack(int group, int panel, float* source, ReadOnlySpan<nint> runs, int length, nint step, nint columnStep)
    {
        Panel p = Panels[panel];
        int width = p.Vectors * TVec.Count;
        float* target = Weights(group, p);
        source += p.First * columnStep;
        foreach (nint run in runs)
        {
            // A few k at a time: reading a source whose columns are far apart one k at a time would miss every cache.
            for (int first = 0; first < length; first += PackBlock)
            {
                int count = Math.Min(PackBlock, length - first);
                for (int column = 0; column < p.Columns; column++)
                {
                    float* from = source + run + (first * step) + (column * columnStep), to = target + column;
                    for (int i = 0; i < count; i++)
                        to[i * width] = from[i * step];
                }

                target += count * width;
            }
        }
    }

    /// <summary>Multiplies the elements of a panel.</summary>
    public void Scale(int group, int panel, float factor)
    {
        if (factor == 1)
            return;
        Panel p = Panels[panel];
        foreach (ref float weight in new Span<float>(Weights(group, p), Depth * p.Vectors * TVec.Count))
            weight *= factor;
    }

    /// <summary>Sets a group's biases.</summary>
    public void SetBias(int group, ReadOnlySpan<float> bias) =>
        bias.CopyTo(new Span<float>(_bias.Pointer<float>() + ((long)group * _paddedColumns), Columns));
}
