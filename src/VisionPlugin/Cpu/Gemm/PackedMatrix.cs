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
    /// Fills one panel of a group: element (k, column) is source[(k / inner) * outerStep + (k % inner) * innerStep +
    /// column * columnStep].
    /// </summary>
    public void Pack(int group, int panel, float* source, int inner, nint outerStep, nint innerStep, nint columnStep)
    {
        Panel p = Panels[panel];
        float* target = Weights(group, p);
        source += p.First * columnStep;
        for (int k = 0; k < Depth; k++)
        {
            float* row = source + (k / inner * outerStep) + (k % inner * innerStep);
            for (int column = 0; column < p.Columns; column++)
                target[column] = row[column * columnStep];
            target += p.Vectors * TVec.Count;
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
