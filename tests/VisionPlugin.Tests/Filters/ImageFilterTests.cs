using VisionPlugin.Execution;
using VisionPlugin.Filters;
using VisionPlugin.Tensors;
using VisionPlugin.Testing;

namespace VisionPlugin.Tests.Filters;

public sealed class ImageFilterTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void Reference_and_cpu_give_what_plain_loops_give()
    {
        using var reference = new ReferenceBackend();
        using var cpu = new CpuBackend(2);
        foreach (FilterKernel kernel in FilterAssert.Kernels)
        {
            FilterAssert.LikePlainLoops(reference, kernel);
            FilterAssert.LikePlainLoops(cpu, kernel);
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
}
