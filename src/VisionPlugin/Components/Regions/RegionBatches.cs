using System.Diagnostics;
using VisionPlugin.Decoding;
using VisionPlugin.Frames;

namespace VisionPlugin.Components.Regions;

/// <summary>Takes the objects of a frame through a network, batch by batch, and times it. Allocates nothing.</summary>
/// <param name="network">The network, which stays the caller's.</param>
/// <param name="margin">What of the surroundings is looked at: this share of a box's size on each side.</param>
internal sealed class RegionBatches(BatchNetwork network, float margin = 0)
{
    /// <summary>Where the time went since the last <see cref="Restart"/>, but for what the caller does with outputs.</summary>
    public FrameTimings Timings { get; private set; }

    /// <summary>Begins with a new frame.</summary>
    public void Restart() => Timings = default;

    /// <summary>Takes the first of some objects through the network; blocks until their outputs are there.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="objects">One object or more.</param>
    /// <param name="count">How many it took.</param>
    /// <returns>Their outputs, one after the other; valid until the next call.</returns>
    public ReadOnlySpan<float> Run(Frame frame, ReadOnlySpan<Detection> objects, out int count)
    {
        count = network.BatchFor(objects.Length);
        long start = Stopwatch.GetTimestamp();
        FrameInput input = network.InputOf(count);
        for (int i = 0; i < count; i++)
            input.Convert(frame.Crop(RegionPlaces.Of(objects[i].Box.Expand(margin), frame)), i);
        input.TakePixels();
        return Run(input, count, start);
    }

    /// <summary>The same of a texture or framebuffer.</summary>
    /// <exception cref="FrameSourceException">The backend cannot use it.</exception>
    public ReadOnlySpan<float> Run(GpuFrame frame, ReadOnlySpan<Detection> objects, out int count)
    {
        count = network.BatchFor(objects.Length);
        long start = Stopwatch.GetTimestamp();
        FrameInput input = network.InputOf(count);
        for (int i = 0; i < count; i++)
            input.Begin(frame.Crop(RegionPlaces.Of(objects[i].Box.Expand(margin), frame.Width, frame.Height)), i);
        input.Take();
        return Run(input, count, start);
    }

    /// <summary>Counts time that the caller took for outputs.</summary>
    public void AddPost(long since) => Timings = Timings with { Post = Timings.Post + Stopwatch.GetElapsedTime(since) };

    private ReadOnlySpan<float> Run(FrameInput input, int count, long start)
    {
        long converted = Stopwatch.GetTimestamp();
        ReadOnlySpan<float> outputs = network.Run(count, input);
        Timings = Timings with
        {
            Pre = Timings.Pre + Stopwatch.GetElapsedTime(start, converted),
            Infer = Timings.Infer + Stopwatch.GetElapsedTime(converted),
        };
        return outputs;
    }
}
