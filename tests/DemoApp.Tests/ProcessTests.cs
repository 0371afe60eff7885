using System.Diagnostics;
using System.Text.Json;
using VisionPlugin.Testing;

namespace VisionPlugin.DemoApp.Tests;

/// <summary>The program as a process of its own.</summary>
public class ProcessTests
{
    [Fact]
    public void Help_is_there_in_half_a_second()
    {
        TimeSpan fastest = TimeSpan.MaxValue;
        for (int i = 0; i < 5 && fastest >= TimeSpan.FromSeconds(0.5); i++)
        {
            long start = Stopwatch.GetTimestamp();
            (int code, string output, _) = VisionProcess.Run([], "--help");
            TimeSpan time = Stopwatch.GetElapsedTime(start);
            Assert.Equal(0, code);
            Assert.Contains("detect", output, StringComparison.Ordinal);
            fastest = time < fastest ? time : fastest;
        }

        Assert.True(fastest < TimeSpan.FromSeconds(0.5), $"help took {fastest.TotalSeconds:0.00} s");
    }

    [Fact]
    public void Without_a_graphics_driver_it_says_so_once_and_goes_on_with_the_cpu()
    {
        // EGL's dispatcher is told to look for drivers where there are none.
        Dictionary<string, string> noDriver = new() { ["__EGL_VENDOR_LIBRARY_FILENAMES"] = "/dev/null", ["__EGL_VENDOR_LIBRARY_DIRS"] = "/dev/null" };
        (int code, string output, string error) = VisionProcess.Run(noDriver, "detect", Samples.Astronaut, "--model", "tiny_face_detector", "--backend", "gpu", "--json");
        Assert.Equal(0, code);
        string note = Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("Install", note, StringComparison.Ordinal);
        Assert.Contains("CPU", note, StringComparison.Ordinal);
        Assert.Equal("cpu", JsonDocument.Parse(output).RootElement.GetProperty("backend").GetString());

        (code, output, error) = VisionProcess.Run(noDriver, "info", "--json");
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("Install", JsonDocument.Parse(output).RootElement.GetProperty("gpu_missing").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Bad_input_ends_with_exit_code_2_and_one_line()
    {
        (int code, string output, string error) = VisionProcess.Run([], "detect", "/dev/null");
        Assert.Equal((2, ""), (code, output));
        Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [SkippableFact]
    public void A_second_process_finds_the_shaders_of_the_first_and_compiles_none()
    {
        string folder = Directory.CreateTempSubdirectory("vision-test-").FullName;
        try
        {
            Dictionary<string, string> cache = new() { ["VISION_SHADER_CACHE"] = folder };
            (string Name, DateTime Written)[] first = Files();
            Assert.NotEmpty(first);
            // What is compiled is written, and what is written has another time.
            Assert.Equal(first, Files());

            (string Name, DateTime Written)[] Files()
            {
                (int code, string output, _) = VisionProcess.Run(
                    cache, "classify", Samples.Astronaut, "--model", "face_expression", "--backend", "gpu", "--json");
                Assert.Equal(0, code);
                string backend = JsonDocument.Parse(output).RootElement.GetProperty("backend").GetString()!;
                Requirement.SkipUnless(backend == "gpu", "the machine has no OpenGL driver");
                return [.. new DirectoryInfo(folder).GetFiles("*", SearchOption.AllDirectories)
                    .Select(f => (f.Name, f.LastWriteTimeUtc)).Order()];
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
