using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>Where the outputs of <see cref="MaxRoiPool"/> look, in single precision as everywhere.</summary>
/// <param name="operation">The operator.</param>
/// <param name="x">Shape of the input.</param>
/// <param name="regions">The regions.</param>
internal sealed class MaxRoiSampler(MaxRoiPool operation, TensorShape x, Tensor<float> regions) : IPointSampler
{
    // Far outside any picture, and exact in single precision.
    private const float Far = 1 << 24;

    /// <inheritdoc/>
    public int Axes => 2;

    /// <inheritdoc/>
    public int Capacity(int axis) => x[axis + 2];

    /// <inheritdoc/>
    public void Find(int output, SamplePoint point)
    {
        int column = output % operation.OutputWidth, row = output / operation.OutputWidth % operation.OutputHeight;
        ReadOnlySpan<float> region =
            regions.AsSpan().Slice(5 * (output / (operation.OutputWidth * operation.OutputHeight)), 5);
        float picture = float.IsNaN(region[0]) ? 0 : region[0];
        point.Picture = (int)Math.Clamp(picture, 0, x[0] - 1);
        FindAlong(region[2], region[4], row, operation.OutputHeight, x[2], point.Axes[0]);
        FindAlong(region[1], region[3], column, operation.OutputWidth, x[3], point.Axes[1]);
    }

    private void FindAlong(float from, float to, int bin, int bins, int extent, AxisTaps taps)
    {
        taps.Clear();
        float start = Pixel(from), size = Math.Max(Pixel(to) - start + 1, 1) / bins;
        float first = Math.Clamp(MathF.Floor(bin * size) + start, 0, extent);
        float end = Math.Clamp(MathF.Ceiling((bin + 1) * size) + start, 0, extent);
        for (int i = (int)first; i < (int)end; i++)
            taps.Add(i, 1);
    }

    private float Pixel(float coordinate)
    {
        float pixel = MathF.Round(coordinate * operation.SpatialScale, MidpointRounding.AwayFromZero);
        return float.IsNaN(pixel) ? 0 : Math.Clamp(pixel, -Far, Far);
    }
}
