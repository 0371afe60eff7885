using System.Collections.Immutable;
using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>Resolves the inputs of <see cref="Resize"/> to sizes and scales.</summary>
internal static class ResizeGeometry
{
    // Keeps the interpolation tables of an axis below 2^31 entries.
    private const int MaxOutput = 1 << 26;

    /// <summary>The resizing along every axis of X.</summary>
    /// <exception cref="ShapeMismatchException">
    /// The lists do not fit the axes, or a size or scale is impossible.
    /// </exception>
    public static ImmutableArray<ResizeAxis> Resolve(Resize resize, ReadOnlySpan<TensorInfo> inputs)
    {
        TensorShape x = inputs[0].Shape;
        int[] axes = resize.Axes.IsDefaultOrEmpty
            ? [.. Enumerable.Range(0, x.Rank)]
            : Guard.Axes([.. resize.Axes.Select(axis => (long)axis)], "axes", x.Rank);
        double[] region = Region(resize, Guard.Optional(inputs, 1), axes.Length, x.Rank);
        TensorInfo scales = Guard.Optional(inputs, 2), sizes = Guard.Optional(inputs, 3);
        bool hasScales = scales.IsPresent && scales.Shape.Length > 0;
        bool hasSizes = sizes.IsPresent && sizes.Shape.Length > 0;
        if (hasScales == hasSizes && x.Rank > 0)
            throw new ShapeMismatchException("Resize needs either scales or sizes.");

        var result = new ResizeAxis[x.Rank];
        for (int axis = 0; axis < x.Rank; axis++)
            result[axis] = new ResizeAxis(x[axis], x[axis], 1, 1);
        ResizeAxis[] resized = hasSizes ? BySizes(resize, x, axes, sizes) : ByScales(x, axes, scales);
        for (int i = 0; i < axes.Length; i++)
        {
            if (resized[i].Input == 0 && resized[i].Output > 0)
                throw new ShapeMismatchException($"Axis {axes[i]} of {x} has no element to resize.");
            if (resized[i].Output > MaxOutput)
            {
                throw new ShapeMismatchException(
                    $"Axis {axes[i]} of {x} cannot become {resized[i].Output} elements, over {MaxOutput}.");
            }

            // A region given for all axes (opset 13 and before) is indexed by axis.
            int at = region.Length == 2 * axes.Length ? i : axes[i];
            result[axes[i]] = resized[i] with { RoiStart = region[at], RoiEnd = region[at + (region.Length / 2)] };
        }

        return ImmutableArray.Create(result);
    }

    /// <summary>
    /// Axes in the order in which to resize one after the other: those that shrink first, so that no value in between is
    /// larger than both the input and the output.
    /// </summary>
    public static IEnumerable<int> InOrder(ImmutableArray<ResizeAxis> geometry, IEnumerable<int> axes) =>
        axes.OrderBy(axis => geometry[axis].Output > geometry[axis].Input);

    private static ResizeAxis[] ByScales(TensorShape x, int[] axes, TensorInfo input)
    {
        double[] scales = Floats(input, "scales");
        CheckCount("scales", scales.Length, axes.Length, x);
        return [.. axes.Select((axis, i) =>
        {
            // In single precision, as ONNX's shape inference has it: 10 * 0.7f is 7.
            float output = MathF.Floor(x[axis] * (float)scales[i]);
            return scales[i] > 0 && output < int.MaxValue
                ? new ResizeAxis(x[axis], (int)output, scales[i], 1)
                : throw new ShapeMismatchException($"Axis {axis} of {x} cannot be scaled by {scales[i]}.");
        })];
    }

    private static ResizeAxis[] BySizes(Resize resize, TensorShape x, int[] axes, TensorInfo input)
    {
        long[] sizes = Guard.Integers(input, "sizes");
        CheckCount("sizes", sizes.Length, axes.Length, x);
        for (int i = 0; i < axes.Length; i++)
        {
            if (sizes[i] is < 0 or > int.MaxValue)
                throw new ShapeMismatchException($"Axis {axes[i]} of {x} cannot become {sizes[i]} elements.");
        }

        if (resize.AspectRatio == AspectRatioPolicy.Stretch)
            return [.. axes.Select((axis, i) => new ResizeAxis(x[axis], (int)sizes[i], sizes[i], x[axis]))];

        (long numerator, long denominator) = CommonScale(resize.AspectRatio, x, axes, sizes);
        return [.. axes.Select(axis =>
        {
            Int128 output = ((2 * (Int128)x[axis] * numerator) + denominator) / (2 * denominator);
            return output <= int.MaxValue
                ? new ResizeAxis(x[axis], (int)output, numerator, denominator)
                : throw new ShapeMismatchException($"Axis {axis} of {x} cannot become {output} elements.");
        })];
    }

    // The smallest or largest of the ratios of sizes, as a fraction.
    private static (long Numerator, long Denominator) CommonScale(
        AspectRatioPolicy policy, TensorShape x, int[] axes, long[] sizes)
    {
        (long Numerator, long Denominator) best = (sizes[0], x[axes[0]]);
        for (int i = 0; i < axes.Length; i++)
        {
            if (x[axes[i]] == 0)
                throw new ShapeMismatchException($"Axis {axes[i]} of {x} has no aspect ratio to keep.");
            long difference = (sizes[i] * best.Denominator).CompareTo(best.Numerator * x[axes[i]]);
            if (policy == AspectRatioPolicy.NotLarger ? difference < 0 : difference > 0)
                best = (sizes[i], x[axes[i]]);
        }

        return best;
    }

    private static double[] Region(Resize resize, TensorInfo input, int axes, int rank)
    {
        if (resize.Coordinates != CoordinateMode.TfCropAndResize)
            return [.. Enumerable.Repeat(0.0, axes), .. Enumerable.Repeat(1.0, axes)];
        if (!input.IsPresent)
            throw new ShapeMismatchException("TfCropAndResize needs a region of interest.");
        double[] region = Floats(input, "The region of interest");
        return region.Length == 2 * axes || region.Length == 2 * rank
            ? region
            : throw new ShapeMismatchException($"The region of interest has {region.Length} numbers, not {2 * axes}.");
    }

    private static double[] Floats(TensorInfo input, string name)
    {
        Guard.Type(input, name, DataType.Float32, DataType.Float16, DataType.Float64);
        return input.IsConstant
            ? ElementValues.ToDouble(input.Value)
            : throw new ShapeMismatchException($"{name} must be known before the first run; it depends on the data.");
    }

    private static void CheckCount(string name, int count, int axes, TensorShape x)
    {
        if (count != axes)
            throw new ShapeMismatchException($"{count} {name} do not fit {axes} axes of {x}.");
    }
}
