using VisionPlugin.Execution;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;
using VisionPlugin.Testing;

namespace VisionPlugin.Tests.Cpu;

/// <summary>Random convolutions, to meet every edge of the kernels' tiles, panels and blocks.</summary>
public class ConvSweepTests
{
    [Theory]
    [InlineData(512, 1)]
    [InlineData(512, 3)]
    [InlineData(256, 2)]
    [InlineData(128, 2)]
    public void Random_convolutions_equal_the_reference(int width, int threads)
    {
        var random = new Random(width + threads);
        using var backend = new CpuBackend(threads, width);
        using var reference = new ReferenceBackend();
        for (int i = 0; i < 120; i++)
        {
            OperatorCase test = Draw(random);
            Tensor expected = test.Run(reference, out _)![0], actual = test.Run(backend, out _)![0];
            TensorAssert.Equal(expected, actual, 2e-4, 1e-4, test.Name);
        }
    }

    // Long sums are cut into chunks of k.
    [Theory]
    [InlineData(2100, 1)]
    [InlineData(700, 3)]
    public void Long_sums_equal_the_reference(int channels, int kernel)
    {
        var test = new OperatorCase(
            "long",
            new Conv(Window.Square(kernel, pad: kernel / 2), 1, Activation.Relu),
            RandomTensor.Uniform([1, channels, 5, 3], 1),
            RandomTensor.Uniform([37, channels, kernel, kernel], 2),
            RandomTensor.Uniform([37], 3),
            RandomTensor.Uniform([1, 37, 5, 3], 4));
        using var backend = new CpuBackend(2);
        using var reference = new ReferenceBackend();
        TensorAssert.Equal(test.Run(reference, out _)![0], test.Run(backend, out _)![0], 2e-3, 1e-4, "long");
    }

    private static OperatorCase Draw(Random random)
    {
        bool depthwise = random.Next(4) == 0;
        int groups = depthwise ? random.Next(1, 71) : random.Next(5) == 0 ? random.Next(2, 5) : 1;
        int channels = groups * (depthwise ? 1 : random.Next(1, 71) / Math.Min(groups, 3) + 1);
        int outputs = groups * (depthwise ? 1 : random.Next(1, 71) / Math.Min(groups, 3) + 1);
        int kernelY = random.Next(1, 6), kernelX = random.Next(1, 6);
        var window = new Window(
            [kernelY, kernelX],
            [random.Next(1, 4), random.Next(1, 4)],
            [random.Next(1, 3), random.Next(1, 3)],
            [random.Next(-1, 3), random.Next(-1, 3), random.Next(-1, 3), random.Next(-1, 3)]);
        if (random.Next(3) == 0)
            window = Window.Square(1);
        TensorShape x = [random.Next(1, 3), channels, random.Next(11, 21), random.Next(11, 41)];
        TensorShape w = [outputs, channels / groups, .. window.Kernel];
        TensorShape y = ConvGeometry.Resolve(window, x).OutputShape(x[0], outputs);
        bool relu = random.Next(2) == 0;
        string name = $"{x} * {w}, groups {groups}, {window}";
        var inputs = new List<Tensor?>
        {
            RandomTensor.Uniform(x, random.Next()),
            RandomTensor.Uniform(w, random.Next()),
            random.Next(2) == 0 ? RandomTensor.Uniform([outputs], random.Next()) : null,
            random.Next(3) == 0 ? RandomTensor.Uniform(y, random.Next()) : null,
        };
        return new OperatorCase(name, new Conv(window, groups, relu ? Activation.Relu : Activation.None), [.. inputs]);
    }
}
