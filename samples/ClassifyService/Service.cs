using System.Diagnostics;
using VisionPlugin.Cards;
using VisionPlugin.Components;
using VisionPlugin.ComputeShaders;
using VisionPlugin.Decoding;

namespace VisionPlugin.Samples.ClassifyService;

/// <summary>Frames in, lines of JSON out, at a fixed rate.</summary>
internal static class Service
{
    /// <summary>Runs until the input ends or enough results are written; says what was done.</summary>
    /// <exception cref="InputException">The input has no frame, or ends within one.</exception>
    public static async Task<string> RunAsync(ServiceOptions options, Stream input, Stream output)
    {
        await using VisionRuntime runtime = VisionRuntime.CreateHeadless(new VisionRuntimeOptions { Backend = options.Backend });
        VisionModel model = await ModelAsset.Load(options.Model);
        await using RuntimeModel<Classification[]> classifier = await runtime.CreateClassifierAsync(model, options.Top);
        using var frames = new FrameStream(input, options.Layout, options.Every);
        Task reading = Task.Run(frames.ReadAsync);
        var line = new ResultLine(output, model.Card);
        using var rate = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / options.Rate));
        var watch = Stopwatch.StartNew();
        int results = 0;
        while (results < options.Frames && await frames.TakeAsync() is (byte[] pixels, long number))
        {
            Classification[] found = await classifier.ProcessAsync(
                pixels, options.Layout.Width, options.Layout.Height, options.Layout.Format);
            await line.WriteAsync(number, watch.Elapsed, found);
            results++;
            await rate.WaitForNextTickAsync();
        }

        // A read that waits for more input than anybody needs is left to the end of the process.
        if (results < options.Frames)
            await reading;
        if (results == 0 && options.Frames > 0)
            throw new InputException("The input has no frame. Pipe raw frames to the standard input.");
        return $"{results} results of {frames.Count} frames in {watch.Elapsed.TotalSeconds:F1} s, on {runtime.Description}";
    }
}
