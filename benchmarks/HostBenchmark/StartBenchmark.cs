using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using VisionPlugin.Cards;
using VisionPlugin.Components;
using VisionPlugin.ComputeShaders;
using VisionPlugin.Execution;
using VisionPlugin.Frames;

namespace VisionPlugin.Benchmarks;

/// <summary>Fresh processes from their start to the first result.</summary>
internal static class StartBenchmark
{
    /// <summary>Hidden command of the processes that are timed.</summary>
    public const string ChildCommand = "first-result";

    /// <summary>Times each model on each backend and prints the medians.</summary>
    public static void Run(string[] models, string[] backends, int runs, bool json)
    {
        if (!json)
            Console.WriteLine("milliseconds from the start of a process to its first result; shaders compiled");
        foreach (string model in models)
        {
            foreach (string backend in backends)
            {
                StartTime[] cold = new StartTime[runs], warm = new StartTime[runs];
                for (int i = 0; i < runs; i++)
                    (cold[i], warm[i]) = Measure(model, backend);
                Print(Path.GetFileNameWithoutExtension(model), backend, Median(cold), Median(warm), json);
            }
        }
    }

    /// <summary>Looks at one picture and tells how long that took since the process began.</summary>
    public static void RunChild(string path, string name)
    {
        using IBackend backend = BenchmarkBackend.Open(name);
        VisionModel model = VisionModel.Load(path);
        byte[] pixels = new byte[4 * 640 * 480];
        var frame = new Frame(pixels, 640, 480, PixelFormat.Rgba32);
        using IDisposable component = Look(model, backend, frame);
        // Not measured from outside, where the end of a process would count too.
        double milliseconds = (DateTime.Now - Process.GetCurrentProcess().StartTime).TotalMilliseconds;
        int compiled = backend is GpuBackend gpu ? gpu.Device.Programs.CompiledCount : 0;
        Console.WriteLine(FormattableString.Invariant($"{milliseconds:F1} {compiled}"));
    }

    private static IDisposable Look(VisionModel model, IBackend backend, Frame frame)
    {
        switch (model.Card.Task)
        {
            case VisionTask.Detect:
                var detector = new ObjectDetector(model, backend);
                detector.Process(frame);
                return detector;
            case VisionTask.Classify:
                var classifier = new ImageClassifier(model, backend);
                classifier.Process(frame);
                return classifier;
            case VisionTask.Segment:
                var segmenter = new Segmenter(model, backend);
                segmenter.Process(frame);
                return segmenter;
            default:
                var embedder = new FeatureEmbedder(model, backend);
                embedder.Process(frame);
                return embedder;
        }
    }

    // The first process finds empty folders, the second what the first has left. Mesa's own cache counts as ours: without
    // it a driver compiles what our binaries leave to it.
    private static (StartTime Cold, StartTime Warm) Measure(string model, string backend)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("vision-start-");
        try
        {
            return (Start(model, backend, folder.FullName), Start(model, backend, folder.FullName));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static StartTime Start(string model, string backend, string folder)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [ChildCommand, model, backend])
        {
            RedirectStandardOutput = true,
            Environment =
            {
                ["VISION_SHADER_CACHE"] = Path.Combine(folder, "plugin"),
                ["MESA_SHADER_CACHE_DIR"] = Path.Combine(folder, "driver"),
            },
        };
        using Process process = Process.Start(start)!;
        string[] words = process.StandardOutput.ReadToEnd().Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"A process ended with {process.ExitCode}.");
        return new StartTime(
            double.Parse(words[0], CultureInfo.InvariantCulture), int.Parse(words[1], CultureInfo.InvariantCulture));
    }

    private static StartTime Median(StartTime[] times) =>
        times.OrderBy(t => t.Milliseconds).ElementAt(times.Length / 2);

    private static void Print(string model, string backend, StartTime cold, StartTime warm, bool json) =>
        Console.WriteLine(json
            ? JsonSerializer.Serialize(new { Model = model, Backend = backend, Cold = cold, Warm = warm })
            : string.Create(CultureInfo.InvariantCulture,
                $"{model,-21} {backend,-4} cold {cold.Milliseconds,6:F0} ({cold.Compiled,3})   "
                + $"warm {warm.Milliseconds,6:F0} ({warm.Compiled,3})"));
}
