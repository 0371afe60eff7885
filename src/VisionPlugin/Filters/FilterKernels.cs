using System.Collections.Immutable;
using System.Globalization;

namespace VisionPlugin.Filters;

/// <summary>The classic kernels.</summary>
public static class FilterKernels
{
    // Kirsch, Computer Determination of the Constituent Structure of Biological Images (1971): the eight neighbours in a circle.
    private static readonly int[] Circle = [0, 1, 2, 5, 8, 7, 6, 3];

    /// <summary>What <see cref="Parse"/> understands.</summary>
    public static ImmutableArray<string> Names { get; } =
        ["box3", "box9", "gaussian", "sobel-x", "sobel-y", "prewitt-x", "prewitt-y", "laplace", "kirsch", "sharpen=AMOUNT"];

    /// <summary>The mean of a square: blurs.</summary>
    public static FilterKernel Box(int size) =>
        new($"box{size}", [.. Enumerable.Repeat(1f / (size * size), size * size)]);

    /// <summary>A Gaussian bell, cut off at three deviations and scaled to the sum 1: blurs without corners.</summary>
    /// <param name="sigma">Standard deviation in pixels.</param>
    public static FilterKernel Gaussian(double sigma = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sigma);
        int reach = (int)Math.Ceiling(3 * sigma);
        double[] line = [.. Enumerable.Range(-reach, (2 * reach) + 1).Select(x => Math.Exp(-x * x / (2 * sigma * sigma)))];
        double sum = line.Sum();
        return new FilterKernel("gaussian", [.. line.SelectMany(y => line.Select(x => (float)(y * x / (sum * sum))))]);
    }

    /// <summary>Edges from left to right, smoothed across (Sobel and Feldman 1968).</summary>
    public static FilterKernel SobelX => new("sobel-x", [-1, 0, 1, -2, 0, 2, -1, 0, 1]);

    /// <summary>Edges from top to bottom, smoothed across.</summary>
    public static FilterKernel SobelY => new("sobel-y", [-1, -2, -1, 0, 0, 0, 1, 2, 1]);

    /// <summary>Edges from left to right, evenly smoothed (Prewitt 1970).</summary>
    public static FilterKernel PrewittX => new("prewitt-x", [-1, 0, 1, -1, 0, 1, -1, 0, 1]);

    /// <summary>Edges from top to bottom, evenly smoothed.</summary>
    public static FilterKernel PrewittY => new("prewitt-y", [-1, -1, -1, 0, 0, 0, 1, 1, 1]);

    /// <summary>The second derivative: edges all around.</summary>
    public static FilterKernel Laplace => new("laplace", [0, -1, 0, -1, 4, -1, 0, -1, 0]);

    /// <summary>Edges in eight directions, of which the strongest counts: three neighbours 5, five -3, turned by 45 degrees.</summary>
    public static FilterKernel Kirsch => new("kirsch", 3, [.. Enumerable.Range(0, 8).Select(Compass)]);

    /// <summary>Adds the difference to the four neighbours, so many times; 0 changes nothing.</summary>
    public static FilterKernel Sharpen(float amount) =>
        new("sharpen", [0, -amount, 0, -amount, 1 + (4 * amount), -amount, 0, -amount, 0]);

    /// <summary>
    /// A kernel by name, <c>sharpen=AMOUNT</c>, or the numbers of a file: a line a row, separated by spaces, commas or tabs.
    /// </summary>
    /// <param name="text">The name or the file's path.</param>
    /// <exception cref="ArgumentException">There is neither such a kernel nor such a file, or the file has something else.</exception>
    public static FilterKernel Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        const string sharpen = "sharpen=";
        if (text.StartsWith(sharpen, StringComparison.OrdinalIgnoreCase))
        {
            return float.TryParse(text[sharpen.Length..], NumberStyles.Float, CultureInfo.InvariantCulture, out float amount) && float.IsFinite(amount)
                ? Sharpen(amount)
                : throw new ArgumentException($"'{text}': the amount must be a number, as in sharpen=0.5.", nameof(text));
        }

        return text.ToLowerInvariant() switch
        {
            "box3" => Box(3),
            "box9" => Box(9),
            "gaussian" => Gaussian(),
            "sobel-x" => SobelX,
            "sobel-y" => SobelY,
            "prewitt-x" => PrewittX,
            "prewitt-y" => PrewittY,
            "laplace" => Laplace,
            "kirsch" => Kirsch,
            _ when File.Exists(text) => Read(text),
            _ => throw new ArgumentException($"There is no kernel '{text}': neither a file nor one of {string.Join(", ", Names)}.", nameof(text)),
        };
    }

    private static FilterKernel Read(string path)
    {
        var values = ImmutableArray.CreateBuilder<float>();
        foreach (string word in File.ReadAllText(path).Split([' ', ',', ';', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (!float.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out float value))
                throw new ArgumentException($"{path}: '{word}' is not a number.", nameof(path));
            values.Add(value);
        }

        return new FilterKernel(Path.GetFileNameWithoutExtension(path), values.ToImmutable());
    }

    private static ImmutableArray<float> Compass(int direction)
    {
        var values = new float[9];
        for (int i = 0; i < Circle.Length; i++)
            values[Circle[(i + direction) % Circle.Length]] = i < 3 ? 5 : -3;
        return [.. values];
    }
}
