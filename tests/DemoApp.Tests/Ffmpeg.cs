using System.Diagnostics;
using VisionPlugin.DemoApp.Capture;
using VisionPlugin.Testing;

namespace VisionPlugin.DemoApp.Tests;

/// <summary>The ffmpeg that tests need, videos made with it, and false ones that behave badly.</summary>
internal static class Ffmpeg
{
    /// <summary>The machine's ffmpeg; skips the test if there is none.</summary>
    public static FfmpegTool Require()
    {
        Requirement.SkipUnless(FfmpegTool.IsThere,
            "ffmpeg is missing; install it (Debian, Ubuntu: apt install ffmpeg)");
        return FfmpegTool.Require();
    }

    /// <summary>Runs ffmpeg, which must succeed, and gives what it wrote to its standard output.</summary>
    public static byte[] Run(params string[] arguments)
    {
        var start = new ProcessStartInfo(Require().Ffmpeg,
            ["-hide_banner", "-loglevel", "error", "-nostdin", "-y", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        using var output = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(output);
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, error.Result);
        return output.ToArray();
    }

    /// <summary>A video over the astronaut, whose face moves to the left by two pixels a frame.</summary>
    public static string Pan(TempFolder folder, string name, int frames, string size = "400:300", int rate = 25)
    {
        Run("-loop", "1", "-i", Samples.Astronaut, "-vf", $"crop={size}:x=n*2:y=0,fps={rate}", "-frames:v", $"{frames}",
            "-pix_fmt", "yuv420p", folder[name]);
        return folder[name];
    }

    /// <summary>A shell script in the place of ffmpeg; <c>$REAL</c> in it is the real one.</summary>
    public static FfmpegTool Fake(TempFolder folder, string script)
    {
        Requirement.SkipUnless(!OperatingSystem.IsWindows(), "the false ffmpeg is a shell script");
        FfmpegTool real = Require();
        string path = folder.Write("ffmpeg",
            System.Text.Encoding.UTF8.GetBytes($"#!/bin/sh\nREAL='{real.Ffmpeg}'\n{script}\n"));
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return real with { Ffmpeg = path };
    }
}
