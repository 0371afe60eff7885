namespace VisionPlugin.Operators;

/// <summary>
/// For the reference implementations: which input elements of one channel plane a window covers at each output
/// position, for any number of spatial axes.
/// </summary>
internal sealed class WindowTaps
{
    private readonly ConvGeometry _geometry;
    private readonly int[] _positions;

    /// <summary>Prepares the walk over a geometry.</summary>
    public WindowTaps(ConvGeometry geometry)
    {
        _geometry = geometry;
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
        for (int k = 0; k < _positions.Length; k++)
            _positions[k] = Offset(output, k);
        return _positions;
    }

    /// <summary>
    /// Elements of the window at an output position that lie in the input or its declared padding: the divisor of an
    /// average that counts padding.
    /// </summary>
    public int CountWithPadding(int output)
    {
        int count = 1;
        for (int a = _geometry.Axes.Length - 1; a >= 0; a--)
        {
            WindowAxis axis = _geometry.Axes[a];
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

    private int Offset(int output, int k)
    {
        int offset = 0, stride = 1;
        for (int a = _geometry.Axes.Length - 1; a >= 0; a--)
        {
            WindowAxis axis = _geometry.Axes[a];
            int position = axis.Position(output % axis.Output, k % axis.Kernel);
            if ((uint)position >= (uint)axis.Input)
                return -1;
            offset += position * stride;
            stride *= axis.Input;
            output /= axis.Output;
            k /= axis.Kernel;
        }

        return offset;
    }
}
