using System.Diagnostics;
using System.Text.Json;

namespace VisionPlugin.Benchmarks;

/// <summary>Times a model with ONNX Runtime's Node binding: <c>node bench.js MODEL THREADS RUNS</c> prints JSON.</summary>
internal static class OnnxRuntimePeer
{
    /// <summary>Runs the peer once.</summary>
    /// <exception cref="InvalidOperationException">The peer failed; the message has what it said.</exception>
    public static Timing Time(string folder, string model, int threads, int runs)
    {
        int count = threads == 0 ? Environment.ProcessorCount : threads;
        var start = new ProcessStartInfo("node", ["bench.js", model, $"{count}", $"{runs}"])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start) ?? throw new InvalidOperationException("node did not start.");
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"bench.js failed: {errors.Result}");
        JsonElement ms = JsonDocument.Parse(output).RootElement.GetProperty("ms");
        return new Timing(ms.GetProperty("min").GetDouble(), ms.GetProperty("median").GetDouble());
    }
}
