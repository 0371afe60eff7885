using VisionPlugin.Execution;
using VisionPlugin.Filters;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;
using VisionPlugin.Testing;

namespace VisionPlugin.Tests.Filters;

public sealed class ImageFilterTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    public static TheoryData<string> Kernels =>
        ["box3", "box9", "gaussian", "sobel-x", "sobel-y", "prewitt-x", "prewitt-y", "laplace", "kirsch", "sharpen=0.75"];

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Gives_what_plain_loops_give_with_every_border(string name)
    {
        FilterKernel kernel = FilterKernels.Parse(name);
        using Tensor<float> picture = RandomTensor.Uniform([1, 3, 13, 11], 1, 0, 255);
        using var cpu = new CpuBackend(2);
        foreach (PadMode border in Enum.GetValues<PadMode>())
        {
            using var filter = new ImageFilter(kernel, cpu, border);
            using Tensor<float> filtered = filter.Apply(picture);
            TensorAssert.Equal(Plain(picture, kernel, border), filtered, 1e-2, 1e-4, $"{name}, {border}");
        }
    }

    [Fact]
    public void A_filter_takes_pictures_of_any_size()
    {
        using var cpu = new CpuBackend(1);
        using var filter = new ImageFilter(FilterKernels.Box(3), cpu, channels: 1);
        foreach (TensorShape shape in (TensorShape[])[[1, 1, 1, 1], [1, 1, 7, 300], [1, 1, 1, 1]])
        {
            using Tensor<float> picture = new(shape);
            picture.AsSpan().Fill(7);
            using Tensor<float> filtered = filter.Apply(picture);
            Assert.Equal(shape, filtered.Shape);
            Assert.All(filtered.AsSpan().ToArray(), v => Assert.Equal(7, v, 1e-5));
        }

        Assert.Throws<ShapeMismatchException>(() => filter.Apply(new Tensor<float>([1, 3, 8, 8])));
    }

    [Fact]
    public void Blurs_keep_the_mean_and_edges_show_nothing_of_an_even_area()
    {
        foreach (FilterKernel blur in (FilterKernel[])[FilterKernels.Box(9), FilterKernels.Gaussian(2), FilterKernels.Sharpen(3)])
        {
            Assert.Equal(1, blur.Directions[0].Sum(), 1e-5);
            Assert.False(blur.IsDifferential);
        }

        foreach (FilterKernel edge in (FilterKernel[])[FilterKernels.SobelX, FilterKernels.PrewittY, FilterKernels.Laplace, FilterKernels.Kirsch])
            Assert.True(edge.IsDifferential);
        Assert.Equal([5, 5, 5, -3, 0, -3, -3, -3, -3], FilterKernels.Kirsch.Directions[0].ToArray());
        Assert.Equal([-3, 5, 5, -3, 0, 5, -3, -3, -3], FilterKernels.Kirsch.Directions[1].ToArray());
        Assert.Equal(8, FilterKernels.Kirsch.Directions.Select(d => string.Join(' ', d)).Distinct().Count());
    }

    [Fact]
    public void Kernels_are_read_from_files_and_nonsense_is_told()
    {
        File.WriteAllText(_file, "0 1, 0\n1\t-4 1\n0 1 0\n");
        Assert.Equal([0, 1, 0, 1, -4, 1, 0, 1, 0], FilterKernels.Parse(_file).Directions[0].ToArray());
        foreach (string content in (string[])["", "1 2", "1 2 3 4", "a", "nan 1 1 1 1 1 1 1 1"])
        {
            File.WriteAllText(_file, content);
            Assert.Throws<ArgumentException>(() => FilterKernels.Parse(_file));
        }

        Assert.Contains("box3", Assert.Throws<ArgumentException>(() => FilterKernels.Parse("sobol")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => FilterKernels.Parse("sharpen=much"));
    }

    private static Tensor<float> Plain(Tensor<float> picture, FilterKernel kernel, PadMode border)
    {
        TensorShape shape = picture.Shape;
        var result = new Tensor<float>(shape);
        int reach = kernel.Size / 2, height = shape[2], width = shape[3];
        for (int i = 0; i < shape.Length; i++)
        {
            int c = i / (height * width), y = i / width % height, x = i % width;
            double strongest = double.NegativeInfinity;
            foreach (var direction in kernel.Directions)
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
