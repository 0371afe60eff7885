using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>The reference implementation of the operators that sample their input.</summary>
internal static class PointSampling
{
    /// <summary>
    /// Y(n, c, o) = factor * sum over the point's positions p of weight(p) * X(picture, c, p); or the largest of these
    /// products, 0 if there is none.
    /// </summary>
    public static void Run(IPointSampler sampler, Tensor x, Tensor y, bool isMax = false)
    {
        if (y.Shape.Length == 0)
            return;
        double[] from = ElementValues.ToDouble(x), to = new double[y.Shape.Length];
        int channels = y.Shape[1], plane = y.Shape.LengthOf(2, y.Shape.Rank);
        int inPlane = x.Shape.LengthOf(2, x.Shape.Rank);
        var point = new SamplePoint(sampler);
        for (int output = 0; output < y.Shape[0] * plane; output++)
        {
            sampler.Find(output, point);
            for (int c = 0; c < channels; c++)
            {
                ReadOnlySpan<double> picture = from.AsSpan(((point.Picture * channels) + c) * inPlane, inPlane);
                to[(((output / plane * channels) + c) * plane) + (output % plane)] =
                    isMax ? Max(point, picture, x.Shape) : Sum(point, picture, x.Shape);
            }
        }

        ElementValues.FromDouble(to, y);
    }

    /// <summary>What a point is in one channel of a picture of X.</summary>
    public static double Sum(SamplePoint point, ReadOnlySpan<double> picture, TensorShape x) =>
        point.Factor * Sum(point, picture, x, 0, 0);

    private static double Sum(SamplePoint point, ReadOnlySpan<double> picture, TensorShape shape, int axis, int offset)
    {
        if (axis == point.Axes.Length)
            return picture[offset];
        double sum = 0;
        for (int i = 0; i < point.Axes[axis].Count; i++)
        {
            int next = (offset * shape[axis + 2]) + point.Axes[axis].Positions[i];
            sum += point.Axes[axis].Weights[i] * Sum(point, picture, shape, axis + 1, next);
        }

        return sum;
    }

    private static double Max(SamplePoint point, ReadOnlySpan<double> picture, TensorShape shape)
    {
        double max = point.HasOutside || point.IsEmpty ? 0 : double.NegativeInfinity;
        AxisTaps rows = point.Axes[0], columns = point.Axes[1];
        for (int i = 0; i < rows.Count; i++)
        {
            for (int j = 0; j < columns.Count; j++)
            {
                double value = picture[(rows.Positions[i] * shape[3]) + columns.Positions[j]];
                max = Math.Max(max, rows.Weights[i] * columns.Weights[j] * value);
            }
        }

        return max;
    }
}
