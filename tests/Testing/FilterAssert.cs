using System.Collections.Immutable;
using VisionPlugin.Execution;
using VisionPlugin.Filters;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Testing;

/// <summary>Filters on a backend against plain loops. Test projects add one class a backend that calls these.</summary>
public static class FilterAssert
{
    /// <summary>Every named kernel, and kernels of random numbers: of other sizes, or of several directions.</summary>
    public static IReadOnlyList<FilterKernel> Kernels { get; } =
    [
        .. FilterKernels.Names.Select(name => FilterKernels.Parse(name.Replace("AMOUNT", "0.75", StringComparison.Ordinal))),
        Random(1), Random(5), Random(7), Random(11), Random(3, 2), Random(5, 3),
    ];

    /// <summary>The filter gives what loops over the definition give, with every border, for few and for many channels.</summary>
    public static void LikePlainLoops(IBackend backend, FilterKernel kernel)
    {
        foreach (int channels in (int[])[1, 3, 5])
        {
            using Tensor<float> picture = RandomTensor.Uniform([1, channels, 13, 12], channels, 0, 255);
            foreach (PadMode border in Enum.GetValues<PadMode>())
            {
                using var filter = new ImageFilter(kernel, backend, border, channels);
                using Tensor<float> filtered = filter.Apply(picture);
                TensorAssert.Equal(Plain(picture, kernel, border), filtered, 1e-2, 1e-4, $"{kernel.Name}, {border}, {channels} channels");
            }
        }
    }

    private static FilterKernel Random(int size, int directions = 1) => new($"random{size}", size,
        [.. Enumerable.Range(0, directions).Select(d => RandomTensor.Uniform([size * size], 10 + d).AsSpan().ToArray().ToImmutableArray())]);

    private static Tensor<float> Plain(Tensor<float> picture, FilterKernel kernel, PadMode border)
    {
        TensorShape shape = picture.Shape;
        var result = new Tensor<float>(shape);
        int reach = kernel.Size / 2, height = shape[2], width = shape[3];
        for (int i = 0; i < shape.Length; i++)
        {
            int c = i / (height * width), y = i / width % height, x = i % width;
            double strongest = double.NegativeInfinity;
            foreach (ImmutableArray<float> direction in kernel.Directions)
            {
                double sum = 0;
                for (int k = 0; k < direction.Length; k++)
                {
                    int row = Place(y + (k / kernel.Size) - reach, height, border), column = Place(x + (k % kernel.Size) - reach, width, border);
                    if (row >= 0 && column >= 0)
                        sum += (double)direction[k] * picture.AsSpan()[(((c * height) + row) * width) + column];
                }

                strongest = Math.Max(strongest, sum);
            }

            result.AsSpan()[i] = (float)strongest;
        }

        return result;
    }

    private static int Place(int p, int size, PadMode border) => border switch
    {
        _ when p >= 0 && p < size => p,
        PadMode.Edge => Math.Clamp(p, 0, size - 1),
        PadMode.Reflect => p < 0 ? -p : (2 * (size - 1)) - p,
        PadMode.Wrap => (p + size) % size,
        _ => -1,
    };
}
