using System.Collections.Immutable;

namespace VisionPlugin.Filters;

/// <summary>
/// A kernel that slides over each channel of a picture, as networks slide theirs: element (y, x) of the result is the sum of
/// kernel(i, j) * picture(y + i - Size / 2, x + j - Size / 2), which is a correlation; turn a kernel around for the convolution of
/// signal processing. With several directions the result is the largest of their sums.
/// </summary>
/// <param name="Name">Its name.</param>
/// <param name="Size">Rows and columns; odd, so that there is a middle.</param>
/// <param name="Directions">One kernel each, Size * Size numbers row by row.</param>
public sealed record FilterKernel(string Name, int Size, ImmutableArray<ImmutableArray<float>> Directions)
{
    /// <summary>A kernel of one direction.</summary>
    /// <exception cref="ArgumentException">The numbers are not an odd square, or not finite.</exception>
    public FilterKernel(string name, ImmutableArray<float> values)
        : this(name, SizeOf(name, values), [values])
    {
    }

    /// <summary>
    /// True if the sum is 0: the kernel shows differences, which are negative as often as positive, and nothing of an even area.
    /// </summary>
    public bool IsDifferential => Directions.All(d => Math.Abs(d.Sum()) < 1e-5f * d.Sum(Math.Abs));

    private static int SizeOf(string name, ImmutableArray<float> values)
    {
        int size = (int)Math.Round(Math.Sqrt(values.Length));
        if (size * size != values.Length || size % 2 == 0)
            throw new ArgumentException($"Kernel '{name}' has {values.Length} numbers; 9 (3x3), 25 (5x5) or another odd square is needed.", nameof(values));
        return values.All(float.IsFinite) ? size : throw new ArgumentException($"Kernel '{name}' has numbers that are not finite.", nameof(values));
    }
}
