using VisionPlugin.Building;
using VisionPlugin.Graphs;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Samples.Lessons;

/// <summary>
/// A convolution is linear, so there is a matrix for it: doubly block Toeplitz (Goodfellow et al., Deep Learning, 2016, 9.1).
/// Libraries multiply a small dense matrix with im2col's columns instead (Chellapilla et al., 2006).
/// </summary>
internal static class MatrixProduct
{
    public static void Give(Classroom room)
    {
        Tensor<float> x = Maps.Random([1, 1, 6, 6]), kernel = Maps.Of([1, 1, 3, 3], i => i + 1);
        Model convolution = Convolution(x.Shape, kernel);
        Tensor<float> matrix = Toeplitz(kernel, 6, 6), y = room.Run(convolution, x);

        room.Say("Picture 6 x 6, kernel 3 x 3, map 4 x 4: a matrix of 16 x 36 does the same.");
        room.Show("largest difference to the convolution", Maps.Difference(y, room.Run(Product(matrix), x.Reshaped([36, 1]))));
        room.Show("elements of the matrix", matrix.Shape.Length);
        room.Show("of them not 0", matrix.AsSpan().Length - matrix.AsSpan().Count(0f));
        room.Show("different weights", kernel.Shape.Length);

        room.Say();
        room.Say("The same for the first layer of VGG-16: 3 channels of 224 x 224 become 64, kernel 3 x 3.");
        const double Inputs = 3 * 224 * 224, Outputs = 64 * 224 * 224, Weights = 64 * 3 * 9;
        room.Show("the matrix in gigabytes", Inputs * Outputs * 4 / 1e9, "#,0");
        room.Show("the kernels in kilobytes", Weights * 4 / 1e3, "0.0");
        room.Show("memory: matrix / kernels", Inputs * Outputs / Weights, "#,0");
        room.Show("multiply-accumulates: matrix / convolution", Inputs * Outputs / (Outputs * 3 * 9), "#,0");

        room.Say();
        room.Say("im2col: a column for each place, 16 channels of 56 x 56, 32 kernels of 3 x 3.");
        Tensor<float> maps = Maps.Random([1, 16, 56, 56]), weights = Maps.Random([32, 16, 3, 3], 2);
        Model direct = Convolution(maps.Shape, weights, padding: 1);
        Model columns = Nets.Of(maps.Shape, l => l.Im2Col(3, padding: 1));
        Model byColumns = Nets.Of(maps.Shape, l => l.Builder.Add("product", new MatMul(),
            l.Builder.Constant(weights.Reshaped([32, 16 * 9])), l.Im2Col(3, padding: 1)));
        room.Show("largest difference of the product to the convolution", Maps.Difference(
            room.Run(direct, maps), room.Run(byColumns, maps).Reshaped([1, 32, 56, 56])));
        room.Show("columns / maps, in memory", Nets.Output(columns, maps.Shape).Length / (double)maps.Shape.Length);
        room.Show("multiply-accumulates: im2col / convolution", Nets.Costs(byColumns, maps.Shape).Macs / (double)Nets.Costs(direct, maps.Shape).Macs);

        double convolved = room.Time(direct, maps), multiplied = room.Time(byColumns, maps);
        room.ShowMeasured("im2col's example as a convolution", convolved, "ms");
        room.ShowMeasured("the same by im2col and matrix product, times longer", multiplied / convolved, "x");
        Tensor<float> picture = Maps.Random([1, 1, 48, 48]);
        double small = room.Time(Convolution(picture.Shape, kernel), picture);
        double dense = room.Time(Product(Toeplitz(kernel, 48, 48)), picture.Reshaped([48 * 48, 1]));
        room.ShowMeasured("a picture of 48 x 48 by its Toeplitz matrix, times longer", dense / small, "x");

        room.Draw(16, [new Map(matrix.AsSpan().ToArray(), 36)]);
    }

    /// <summary>
    /// The matrix of a convolution of one channel without padding: row (oy, ox), column (y, x) has the weight with which
    /// pixel (y, x) goes into element (oy, ox) of the map.
    /// </summary>
    public static Tensor<float> Toeplitz(Tensor<float> kernel, int height, int width, int stride = 1)
    {
        int size = kernel.Shape[^1], rows = ((height - size) / stride) + 1, columns = ((width - size) / stride) + 1;
        var matrix = new Tensor<float>([rows * columns, height * width]);
        for (int place = 0; place < rows * columns; place++)
        {
            int top = place / columns * stride, left = place % columns * stride;
            for (int k = 0; k < size * size; k++)
            {
                int pixel = ((top + (k / size)) * width) + left + (k % size);
                matrix.AsSpan()[(place * height * width) + pixel] = kernel.AsSpan()[k];
            }
        }

        return matrix;
    }

    /// <summary>A network that multiplies a matrix with its input, a column.</summary>
    public static Model Product(Tensor<float> matrix) => Nets.Of([matrix.Shape[1], 1], column =>
        column.Builder.Add("product", new MatMul(), column.Builder.Constant(matrix), column));

    private static Model Convolution(TensorShape input, Tensor<float> kernels, int padding = 0) => Nets.Of(
        input, x => x.Conv2d(kernels.Shape[0], kernels.Shape[^1], padding: padding, bias: false), Nets.Weights(("conv1.weight", kernels)));
}
