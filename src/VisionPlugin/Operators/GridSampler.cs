using System.Collections.Immutable;
using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>Where the outputs of <see cref="GridSample"/> look.</summary>
/// <param name="operation">The operator.</param>
/// <param name="x">Shape of the input.</param>
/// <param name="grid">The grid, in any order of its elements.</param>
/// <param name="strides">Elements between neighbours along each axis of the grid.</param>
internal sealed class GridSampler(
    GridSample operation, TensorShape x, Tensor<float> grid, ImmutableArray<int> strides) : IPointSampler
{
    // Far outside any tensor, and whole in single precision.
    private const float Far = 1 << 30;

    // Keys' parameter, as PyTorch and ONNX have it.
    private const double Cubic = -0.75;

    /// <inheritdoc/>
    public int Axes => x.Rank - 2;

    /// <summary>Elements along an axis that an interpolation looks at.</summary>
    public static int TapsOf(Interpolation mode) =>
        mode switch { Interpolation.Nearest => 1, Interpolation.Linear => 2, _ => 4 };

    /// <inheritdoc/>
    public int Capacity(int axis) => TapsOf(operation.Mode);

    /// <inheritdoc/>
    public void Find(int output, SamplePoint point)
    {
        TensorShape shape = grid.Shape;
        int from = 0, picture = output;
        for (int axis = shape.Rank - 2; axis > 0; axis--)
        {
            from += picture % shape[axis] * strides[axis];
            picture /= shape[axis];
        }

        from += picture * strides[0];
        point.Picture = picture;
        ReadOnlySpan<float> places = grid.AsSpan();
        for (int axis = 0; axis < Axes; axis++)
            FindAlong(axis, places[from + ((Axes - 1 - axis) * strides[^1])], point.Axes[axis]);
    }

    private void FindAlong(int axis, float place, AxisTaps taps)
    {
        taps.Clear();
        int size = x[axis + 2];
        float position = Inside(Rounded(Position(place, size)), size);
        int first = (int)MathF.Floor(position);
        double t = position - first;
        switch (operation.Mode)
        {
            case Interpolation.Nearest:
                Add(taps, first, size, 1);
                break;
            case Interpolation.Linear:
                Add(taps, first, size, 1 - t);
                Add(taps, first + 1, size, t);
                break;
            default:
                for (int k = -1; k <= 2; k++)
                    Add(taps, first + k, size, CubicWeight(Math.Abs(t - k)));
                break;
        }
    }

    private float Position(float place, int size)
    {
        float position = operation.AlignCorners ? (place + 1) / 2 * (size - 1) : (((place + 1) * size) - 1) / 2;
        return float.IsNaN(position) ? -1 : Math.Clamp(position, -Far, Far);
    }

    // Ties go to even, over volumes as over pictures.
    private float Rounded(float position) =>
        operation.Mode == Interpolation.Nearest ? MathF.Round(position, MidpointRounding.ToEven) : position;

    private float Inside(float position, int size)
    {
        (double low, double high) = Borders(size);
        return position >= low && position <= high ? position : operation.Padding switch
        {
            GridPadding.Border => Math.Clamp(position, 0, size - 1),
            GridPadding.Reflection => (float)Reflect(position, low, high),
            _ => position,
        };
    }

    private void Add(AxisTaps taps, int position, int size, double weight)
    {
        if ((uint)position < (uint)size)
        {
            taps.Add(position, weight);
            return;
        }

        if (operation.Padding == GridPadding.Zeros)
            return;
        (double low, double high) = Borders(size);
        double inside = operation.Padding == GridPadding.Reflection ? Reflect(position, low, high) : position;
        taps.Add(Math.Clamp((int)inside, 0, size - 1), weight);
    }

    private (double Low, double High) Borders(int size) => operation.AlignCorners ? (0, size - 1) : (-0.5, size - 0.5);

    // There and back between the borders, with a period of twice their distance.
    private static double Reflect(double position, double low, double high)
    {
        double range = high - low;
        if (range == 0)
            return low;
        double beyond = position < low ? low - position : position - low, phase = beyond % (2 * range);
        return low + (phase <= range ? phase : (2 * range) - phase);
    }

    private static double CubicWeight(double d) => d <= 1
        ? ((((Cubic + 2) * d) - (Cubic + 3)) * d * d) + 1
        : (((((Cubic * d) - (5 * Cubic)) * d) + (8 * Cubic)) * d) - (4 * Cubic);
}
