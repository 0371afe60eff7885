using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// Where the outputs of <see cref="RoiAlign"/> look. Regions are computed in single precision, as everywhere, since
/// rounding decides how many samples a bin has.
/// </summary>
/// <param name="operation">The operator.</param>
/// <param name="x">Shape of the input.</param>
/// <param name="regions">The regions.</param>
/// <param name="pictures">Their pictures.</param>
internal sealed class RoiAlignSampler(RoiAlign operation, TensorShape x, Tensor<float> regions, Tensor pictures)
    : IPointSampler
{
    // Beyond it single precision cannot count.
    private const float MaxSamples = 1 << 24;

    /// <inheritdoc/>
    public int Axes => 2;

    /// <inheritdoc/>
    // Samples that are chosen by the size of the bin are more than half a pixel apart.
    public int Capacity(int axis) => 2 * (operation.SamplingRatio > 0 ? operation.SamplingRatio : (2 * x[axis + 2]) + 5);

    /// <inheritdoc/>
    public void Find(int output, SamplePoint point)
    {
        int column = output % operation.OutputWidth, row = output / operation.OutputWidth % operation.OutputHeight;
        int region = output / (operation.OutputWidth * operation.OutputHeight);
        ReadOnlySpan<float> corners = regions.AsSpan().Slice(4 * region, 4);
        long picture = pictures is Tensor<int> narrow ? narrow.AsSpan()[region] : pictures.AsSpan<long>()[region];
        point.Picture = (int)Math.Clamp(picture < 0 ? picture + x[0] : picture, 0, x[0] - 1L);
        point.HasOutside = false;
        float rows = FindAlong(0, corners[1], corners[3], row, operation.OutputHeight, point);
        float columns = FindAlong(1, corners[0], corners[2], column, operation.OutputWidth, point);
        point.Factor = 1 / Math.Max(1.0, (double)rows * columns);
    }

    // Returns the number of samples along the axis.
    private float FindAlong(int axis, float from, float to, int bin, int bins, SamplePoint point)
    {
        AxisTaps taps = point.Axes[axis];
        taps.Clear();
        bool isHalf = operation.Coordinates == RegionCoordinates.HalfPixel;
        float offset = isHalf ? 0.5f : 0, start = (from * operation.SpatialScale) - offset;
        float length = (to * operation.SpatialScale) - offset - start;
        if (!isHalf)
            length = Math.Max(length, 1);
        float size = length / bins;
        float samples = operation.SamplingRatio > 0 ? operation.SamplingRatio : Math.Max(0, MathF.Ceiling(size));
        // Also if it is no number.
        if (!(samples is >= 1 and <= MaxSamples))
        {
            point.HasOutside |= samples != 0;
            return samples;
        }

        // Only the samples near the picture, of which a huge region has few.
        int extent = x[axis + 2], taken = 0;
        float first = start + (bin * size);
        double step = size / samples, low = (-1 - first) / step, high = (extent - first) / step;
        int begin = 0, end = (int)samples;
        if (!double.IsNaN(low) && !double.IsNaN(high))
        {
            begin = (int)Math.Clamp(Math.Floor(Math.Min(low, high)) - 1, 0, samples);
            end = (int)Math.Clamp(Math.Ceiling(Math.Max(low, high)) + 1, 0, samples);
        }

        for (int i = begin; i < end; i++)
        {
            float position = first + ((i + 0.5f) * size / samples);
            if (!(position >= -1 && position <= extent))
                continue;
            taken++;
            Add(taps, Math.Max(position, 0), extent);
        }

        point.HasOutside |= taken < samples;
        return samples;
    }

    private static void Add(AxisTaps taps, float position, int extent)
    {
        int at = (int)position;
        if (at >= extent - 1)
        {
            // The one beyond counts too: a product of 0 may be the largest.
            taps.Add(extent - 1, 1);
            taps.Add(extent - 1, 0);
            return;
        }

        double t = position - at;
        taps.Add(at, 1 - t);
        taps.Add(at + 1, t);
    }
}
