using VisionPlugin.Building;
using VisionPlugin.Graphs;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Samples.Lessons;

/// <summary>
/// A convolution multiplies with a matrix, a transposed convolution with its transpose: Dumoulin and Visin, A guide to
/// convolution arithmetic (2016), 4. Checkerboards: Odena, Dumoulin and Olah, Deconvolution and Checkerboard Artifacts (2016).
/// </summary>
internal static class Transposed
{
    public static void Give(Classroom room)
    {
        Tensor<float> kernel = Maps.Random([1, 1, 3, 3]), matrix = MatrixProduct.Toeplitz(kernel, 9, 9, stride: 2), y = Maps.Random([1, 1, 4, 4], 2);
        Tensor<float> transpose = Maps.Of([81, 16], i => matrix.AsSpan()[(i % 16 * 81) + (i / 16)]);
        Model transposed = Nets.Of(y.Shape, l => l.ConvTranspose2d(1, 3, stride: 2, bias: false), Nets.Weights(("conv1.weight", kernel)));
        Tensor<float> x = room.Run(transposed, y);

        room.Say("A 3 x 3 convolution of stride 2 makes 4 x 4 of 9 x 9: a matrix of 16 x 81. Its transpose makes 9 x 9 of 4 x 4.");
        room.Show("side of what the transposed convolution gives", x.Shape[^1]);
        room.Show("largest difference to the product with the transpose",
            Maps.Difference(x, room.Run(MatrixProduct.Product(transpose), y.Reshaped([16, 1])).Reshaped([1, 1, 9, 9])));
        Model forward = Nets.Of(x.Shape, l => l.Conv2d(1, 3, stride: 2, bias: false), Nets.Weights(("conv1.weight", kernel)));
        room.Show("it undoes nothing: difference after going there and back", Maps.Difference(y, room.Run(forward, x)), "0.0");

        room.Say();
        room.Say("An even grey, enlarged twice by kernels of ones. Brightest / darkest pixel, away from the border:");
        Tensor<float> grey = Maps.Of([1, 1, 12, 12], _ => 1);
        Tensor<float> uneven = Enlarged(room, grey, 3), even = Enlarged(room, grey, 4);
        room.Show("kernel 3, stride 2: windows overlap in every other row and column", Unevenness(uneven));
        room.Show("kernel 4, stride 2: as many windows everywhere", Unevenness(even));
        Tensor<float> resized = room.Run(Nets.Of(grey.Shape, l => l.Upsample(2, Interpolation.Nearest).Conv2d(1, 3, bias: false), new Ones()), grey);
        room.Show("nearest neighbour, then a 3 x 3 convolution", Unevenness(resized));
        Tensor<float> learned = room.Run(Nets.Of(grey.Shape, l => l.ConvTranspose2d(1, 4, stride: 2, bias: false)), grey);
        room.Show("kernel 4, stride 2, random weights: divisible is not enough", Unevenness(learned), "0.0");

        room.Draw(12, [Inner(uneven), Inner(even), Inner(resized)]);
    }

    private static Tensor<float> Enlarged(Classroom room, Tensor<float> x, int kernel) =>
        room.Run(Nets.Of(x.Shape, l => l.ConvTranspose2d(1, kernel, stride: 2, bias: false), new Ones()), x);

    private static double Unevenness(Tensor<float> x)
    {
        float[] sizes = [.. Inner(x).Values.Select(Math.Abs)];
        return sizes.Max() / (double)sizes.Min();
    }

    private static Map Inner(Tensor<float> x) => Map.Of(Maps.Cut(x, 4, 4, 14, 14));
}
