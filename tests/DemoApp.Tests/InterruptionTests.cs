using System.Diagnostics;
using System.Text.Json;
using VisionPlugin.DemoApp.Capture;
using VisionPlugin.DemoApp.Sources;
using VisionPlugin.Frames;
using VisionPlugin.Testing;

namespace VisionPlugin.DemoApp.Tests;

/// <summary>The program as a process that somebody ends.</summary>
public sealed class InterruptionTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableTheory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public void Ctrl_C_ends_with_whole_lines_and_a_whole_video(string signal)
    {
        FfmpegTool tool = Ffmpeg.Require();
        using Process vision = Start("detect", "lavfi:testsrc2=size=160x120:rate=30", "--model", "tiny_face_detector",
            "--json",
            "--save-video", _folder["out.mp4"]);
        // Without it, a program that does not end would write, and the test read, forever.
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using CancellationTokenRegistration end = limit.Token.Register(vision.Kill);
        int lines = 0;
        for (; lines < 5; lines++)
            Assert.NotNull(vision.StandardOutput.ReadLine());
        Send(signal, vision.Id);
        string? last = null;
        for (; vision.StandardOutput.ReadLine() is { } line; lines++)
            last = JsonDocument.Parse(line).RootElement.GetProperty("source").GetString();
        vision.WaitForExit();
        Assert.True(vision.ExitCode == 0, vision.StandardError.ReadToEnd());
        Assert.StartsWith("lavfi", last ?? "lavfi", StringComparison.Ordinal);
        Assert.Equal(["out.mp4"], Directory.GetFiles(_folder.Path).Select(f => Path.GetFileName(f)!));
        using var reader = new FfmpegReader(Source.OfFile(_folder["out.mp4"]), PixelFormat.Gray8, 1, tool);
        var buffer = new FrameBuffer();
        int frames = 0;
        while (reader.Read(buffer))
            frames++;
        Assert.InRange(frames, 1, lines);
    }

    [SkippableFact]
    public void It_ends_when_nobody_reads_its_output_any_more()
    {
        Ffmpeg.Require();
        using Process vision = Start("detect", "lavfi:testsrc2=size=160x120:rate=30", "--model", "tiny_face_detector",
            "--json");
        Assert.NotNull(vision.StandardOutput.ReadLine());
        vision.StandardOutput.Close();
        Assert.True(vision.WaitForExit(60_000));
        Assert.Single(vision.StandardError.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [SkippableFact]
    public void Programs_that_write_to_one_file_write_one_after_the_other()
    {
        Requirement.SkipUnless(!OperatingSystem.IsWindows(), "the shell is of Unix");
        string vision = Path.Combine(AppContext.BaseDirectory, "vision");
        using Process shell = Process.Start(
            "sh", ["-c", $"('{vision}' --version; '{vision}' --version; echo end) > '{_folder["out"]}'"]);
        shell.WaitForExit();
        string[] lines = File.ReadAllLines(_folder["out"]);
        Assert.Equal(3, lines.Length);
        Assert.Equal((lines[0], "end"), (lines[1], lines[2]));
    }

    [SkippableFact]
    public void No_ffmpeg_is_left_behind_if_the_program_is_killed()
    {
        Ffmpeg.Require();
        using Process vision = Start("detect", "lavfi:testsrc2=size=160x120:rate=30", "--model", "tiny_face_detector",
            "--json");
        Assert.NotNull(vision.StandardOutput.ReadLine());
        int child = Assert.Single(ChildrenOf(vision.Id));
        using Process ffmpeg = Process.GetProcessById(child);
        vision.Kill();
        Assert.True(ffmpeg.WaitForExit(30_000));
    }

    [SkippableFact]
    public void A_missing_ffmpeg_is_one_line_that_says_how_to_get_it()
    {
        using Process vision = StartWith(new() { [FfmpegTool.Variable] = _folder["none/ffmpeg"] }, "detect",
            _folder.Write("clip.mp4", [1]));
        string error = vision.StandardError.ReadToEnd();
        vision.WaitForExit();
        Assert.Equal(2, vision.ExitCode);
        string line = Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("ffmpeg", line, StringComparison.Ordinal);
        Assert.Contains("install", line, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(FfmpegTool.Variable, line, StringComparison.Ordinal);
    }

    private static Process Start(params string[] args) => StartWith([], args);

    private static Process StartWith(Dictionary<string, string> environment, params string[] args)
    {
        Requirement.SkipUnless(!OperatingSystem.IsWindows(), "signals are of Unix");
        string vision = Path.Combine(AppContext.BaseDirectory, "vision");
        // A shell makes what it runs in the background ignore Ctrl+C, and its descendants inherit that.
        (string file, string[] all) = OperatingSystem.IsLinux()
            ? ("env", ["--default-signal=INT", vision, .. args])
            : (vision, args);
        var start = new ProcessStartInfo(file, all)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    private static void Send(string signal, int process)
    {
        using Process kill = Process.Start("kill", [$"-{signal}", $"{process}"]);
        kill.WaitForExit();
        Assert.Equal(0, kill.ExitCode);
    }

    private static int[] ChildrenOf(int process)
    {
        Requirement.SkipUnless(OperatingSystem.IsLinux(), "children are found in /proc");
        return [.. Directory.GetDirectories($"/proc/{process}/task")
            .SelectMany(task => File.ReadAllText(Path.Combine(task, "children"))
                .Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(int.Parse)];
    }
}
