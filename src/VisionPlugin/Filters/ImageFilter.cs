using VisionPlugin.Building;
using VisionPlugin.Execution;
using VisionPlugin.Graphs;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Filters;

/// <summary>
/// Applies a kernel to pictures on any backend, by the convolution that networks use. Not thread-safe.
/// </summary>
public sealed class ImageFilter : IDisposable
{
    private readonly Worker _worker;
    private readonly int _channels;

    /// <summary>Prepares a filter.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="backend">What it runs on; stays the caller's.</param>
    /// <param name="border">What lies around a picture.</param>
    /// <param name="channels">Channels of the pictures.</param>
    public ImageFilter(FilterKernel kernel, IBackend backend, PadMode border = PadMode.Edge, int channels = 3)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(channels);
        _channels = channels;
        _worker = new Worker(Build(kernel, border, channels), backend);
    }

    /// <summary>Filters a picture.</summary>
    /// <param name="picture">(1, C, H, W). With <see cref="PadMode.Reflect"/> larger than half of the kernel.</param>
    /// <returns>(1, C, H, W), not clipped to any range; the caller's.</returns>
    /// <exception cref="ShapeMismatchException">The picture has other channels, or is too small to be mirrored.</exception>
    public Tensor<float> Apply(Tensor<float> picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        if (picture.Shape.Rank != 4 || picture.Shape[1] != _channels)
            throw new ShapeMismatchException($"The filter is for (N, {_channels}, H, W); the picture is {picture.Shape}.");
        _worker.Schedule(picture);
        return (Tensor<float>)_worker.PeekOutput().ReadbackAndClone();
    }

    /// <summary>Releases memory and kernels.</summary>
    public void Dispose() => _worker.Dispose();

    private static Model Build(FilterKernel kernel, PadMode border, int channels)
    {
        int reach = kernel.Size / 2, directions = kernel.Directions.Length;
        var net = new ModelBuilder(kernel.Name);
        Layer x = net.Input([1, channels, kernel.Size + 1, kernel.Size + 1], "picture", anySize: true);
        Layer pads = net.Constant(new Tensor<long>([8], [0, 0, reach, reach, 0, 0, reach, reach]), "pads");
        x = net.Add("border", new Pad(border), x, pads);
        // Channel c gives results c * directions to (c + 1) * directions - 1.
        float[] weights = [.. Enumerable.Range(0, channels).SelectMany(_ => kernel.Directions.SelectMany(d => d))];
        Layer filter = net.Constant(new Tensor<float>([channels * directions, 1, kernel.Size, kernel.Size], weights), "kernel");
        x = net.Add("filtered", new Conv(Window.Square(kernel.Size), channels), x, filter);
        if (directions == 1)
            return net.Build(x);
        Layer[] each = [.. Enumerable.Range(0, directions).Select(d => Direction(x, d, channels, directions))];
        Layer strongest = each[0];
        for (int d = 1; d < directions; d++)
            strongest = net.Add("strongest", new Binary(BinaryFunction.Max), strongest, each[d]);
        return net.Build(strongest);
    }

    private static Layer Direction(Layer x, int direction, int channels, int directions)
    {
        long[] places = [.. Enumerable.Range(0, channels).Select(c => (long)((c * directions) + direction))];
        return x.Builder.Add("direction", new Gather(1), x, x.Builder.Constant(new Tensor<long>([channels], places), "places"));
    }
}
