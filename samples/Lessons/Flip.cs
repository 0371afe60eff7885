using VisionPlugin.Building;
using VisionPlugin.Filters;
using VisionPlugin.Graphs;
using VisionPlugin.Tensors;

namespace VisionPlugin.Samples.Lessons;

/// <summary>
/// What networks call convolution is cross-correlation (Goodfellow et al., Deep Learning, 2016, 9.1); and kernels of rank 1 are
/// a column times a row.
/// </summary>
internal static class Flip
{
    public static void Give(Classroom room)
    {
        // A letter F as kernel: it shows which way round it is.
        float[] letter = [0, 1, 1, 1, 0, 0, 1, 0, 0, 0, 0, 1, 1, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0];
        Tensor<float> kernel = Maps.Of([1, 1, 5, 5], i => letter[i]), point = Maps.Of([1, 1, 9, 9], i => i == 40 ? 1 : 0);
        Tensor<float> correlated = room.Run(Correlation(kernel), point), convolved = room.Run(Convolution(kernel), point);
        room.Say("A single point under the kernel F:");
        room.Show("convolution: largest difference to F", Maps.Difference(convolved, kernel));
        room.Show("cross-correlation: largest difference to F", Maps.Difference(correlated, kernel));
        room.Show("cross-correlation: largest difference to F turned by 180 degrees", Maps.Difference(correlated, Turned(kernel)));

        room.Say();
        room.Say("Convolution commutes. Two kernels, one after the other, on random numbers:");
        Tensor<float> x = Maps.Random([1, 1, 24, 24]), other = Maps.Random([1, 1, 5, 5], 2);
        room.Show("convolved with both, and with their convolution: difference", Maps.Difference(
            room.Run(Convolution(other), room.Run(Convolution(kernel), x)), room.Run(Convolution(Both(room, kernel, other)), x)));
        room.Show("F as the kernel of X, X as the kernel of F, convolved: difference", Maps.Difference(
            Both(room, kernel, other), Both(room, other, kernel)));
        room.Show("the same, cross-correlated: difference", Maps.Difference(
            room.Run(Correlation(kernel), Padded(other)), room.Run(Correlation(other), Padded(kernel))), "0.0");

        room.Say();
        room.Say("Kernels that are a column times a row: two passes of one axis do the same.");
        Tensor<float> picture = Maps.Random([1, 1, 64, 64], 4);
        Separate(room, picture, "Sobel", Square(FilterKernels.SobelX), [1, 2, 1], [-1, 0, 1]);
        Tensor<float> gaussian = Square(FilterKernels.Gaussian());
        int size = gaussian.Shape[^1];
        float[] sums = [.. Enumerable.Range(0, size).Select(r => gaussian.AsSpan().Slice(r * size, size).ToArray().Sum())];
        Separate(room, picture, "Gaussian", gaussian, sums, sums);

        room.Draw(16, [Map.Of(kernel), Map.Of(point), Map.Of(convolved), Map.Of(correlated)]);
    }

    private static void Separate(Classroom room, Tensor<float> picture, string name, Tensor<float> kernel, float[] column, float[] row)
    {
        int size = row.Length;
        Model whole = Correlation(kernel);
        Model passes = Nets.Of([1, 1, 64, 64], x => x.SpatiallySeparableConv2d(1, size, bias: false), Nets.Weights(
            ("conv1.column.weight", Maps.Of([1, 1, size, 1], i => column[i])), ("conv1.row.weight", Maps.Of([1, 1, 1, size], i => row[i]))));
        room.Show($"{name} {size} x {size}: largest difference", Maps.Difference(room.Run(whole, picture), room.Run(passes, picture)));
        room.Show($"{name} {size} x {size}: products for a pixel", kernel.Shape.Length);
        room.Show($"{name} {size} x {size}: products for a pixel in two passes", 2 * size);
    }

    private static Model Correlation(Tensor<float> kernel) => Nets.Of([1, 1, 24, 24],
        x => x.Conv2d(1, kernel.Shape[^1], bias: false), Nets.Weights(("conv1.weight", kernel)));

    private static Model Convolution(Tensor<float> kernel) => Nets.Of([1, 1, 24, 24],
        x => x.TrueConv2d(1, kernel.Shape[^1], bias: false), Nets.Weights(("conv1.weight", kernel)));

    // One kernel convolved with another one, wherever they meet: 9 x 9.
    private static Tensor<float> Both(Classroom room, Tensor<float> kernel, Tensor<float> other) => room.Run(Convolution(kernel), Padded(other));

    private static Tensor<float> Padded(Tensor<float> kernel) => Maps.Of([1, 1, 13, 13], i =>
        i / 13 is >= 4 and < 9 && i % 13 is >= 4 and < 9 ? kernel.AsSpan()[(((i / 13) - 4) * 5) + (i % 13) - 4] : 0);

    private static Tensor<float> Turned(Tensor<float> x) => Maps.Of(x.Shape, i => x.AsSpan()[x.Shape.Length - 1 - i]);

    private static Tensor<float> Square(FilterKernel kernel) => Maps.Of([1, 1, kernel.Size, kernel.Size], i => kernel.Directions[0][i]);
}
