namespace VisionPlugin.Operators;

/// <summary>
/// For the reference implementations: which input elements of one channel plane a window covers at each output
/// position, for any number of spatial axes.
/// </summary>
internal sealed class WindowTaps
{
    private readonly WindowAxis[] _axes;
    private readonly int[] _positions;

    /// <summary>Prepares the walk over a geometry.</summary>
    public WindowTaps(ConvGeometry geometry)
    {
        _axes = [.. geometry.Axes];
        _positions = new int[geometry.KernelLength];
        OutputLength = geometry.Axes.Aggregate(1, (product, axis) => product * axis.Output);
    }

    /// <summary>Output positions in one channel plane.</summary>
    public int OutputLength { get; }

    /// <summary>
    /// Offset into the input plane for each element of the window, row-major; -1 where the element lies in the padding.
    /// Valid until the next call.
    /// </summary>
    public ReadOnlySpan<int> At(int output)
    {
        // From the innermost axis out: each axis repeats the offsets so far for every element of the window along it.
        int filled = 1, step = 1;
        _positions[0] = 0;
        for (int a = _axes.Length - 1; a >= 0; a--)
        {
            WindowAxis axis = _axes[a];
            int o = output % axis.Output;
            output /= axis.Output;
            for (int k = axis.Kernel - 1; k >= 0; k--)
            {
                int position = axis.Position(o, k);
                bool inside = (uint)position < (uint)axis.Input;
                for (int inner = 0; inner < filled; inner++)
                {
                    int offset = _positions[inner];
                    _positions[(k * filled) + inner] = inside && offset >= 0 ? (position * step) + offset : -1;
                }
            }

            filled *= axis.Kernel;
            step *= axis.Input;
        }

        return _positions;
    }

    /// <summary>
    /// Elements of the window at an output position that lie in the input or its declared padding: the divisor of an
    /// average that counts padding.
    /// </summary>
    public int CountWithPadding(int output)
    {
        int count = 1;
        for (int a = _axes.Length - 1; a >= 0; a--)
        {
            WindowAxis axis = _axes[a];
            int o = output % axis.Output;
            output /= axis.Output;
            int inside = 0;
            for (int k = 0; k < axis.Kernel; k++)
            {
                int position = axis.Position(o, k);
                inside += position >= -axis.PadBegin && position < axis.Input + axis.PadEnd ? 1 : 0;
            }

            count *= inside;
        }

        return count;
    }
}
