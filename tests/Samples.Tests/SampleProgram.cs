using System.Diagnostics;
using VisionPlugin.Testing;

namespace VisionPlugin.Samples.Tests;

/// <summary>A sample that runs as a process of its own.</summary>
internal sealed class SampleProgram : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _errors;

    private SampleProgram(
        string name, string? display, string[] arguments, byte[]? input = null,
        (string Name, string Value)[]? environment = null)
    {
        // Programs of a configuration lie side by side: artifacts/bin/NAME/CONFIGURATION.
        string own = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);
        string folder = Path.Combine(own, "..", "..", name, Path.GetFileName(own));
        var info = new ProcessStartInfo(Path.Combine(folder, name), arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = input is not null,
        };
        info.Environment.Remove("WAYLAND_DISPLAY");
        // Mesa writes each OpenGL error to the standard error stream.
        info.Environment["MESA_DEBUG"] = "1";
        info.Environment["DISPLAY"] = display ?? "";
        foreach ((string variable, string value) in environment ?? [])
            info.Environment[variable] = value;
        _process = Process.Start(info)!;
        _output = _process.StandardOutput.ReadToEndAsync();
        _errors = _process.StandardError.ReadToEndAsync();
        if (input is not null)
            _ = WriteAsync(input);
    }

    public bool HasEnded => _process.HasExited;

    /// <summary>Starts a sample on a display; skips the test if there is none.</summary>
    public static SampleProgram Start(VirtualDisplay display, string name, params string[] arguments) =>
        new(name, display.Require("libglfw.so.3"), arguments);

    /// <summary>Starts a sample on a display, with more in its environment.</summary>
    public static SampleProgram Start(
        VirtualDisplay display, (string Name, string Value)[] environment, string name, params string[] arguments) =>
        new(name, display.Require("libglfw.so.3"), arguments, environment: environment);

    /// <summary>Starts a sample without any display.</summary>
    public static SampleProgram StartWithoutDisplay(VirtualDisplay display, string name, params string[] arguments)
    {
        display.Require("libglfw.so.3");
        return new(name, null, arguments);
    }

    /// <summary>Starts a sample that needs no display and reads bytes from its standard input.</summary>
    public static SampleProgram StartWithInput(byte[] input, string name, params string[] arguments) =>
        new(name, null, arguments, input);

    /// <summary>Waits for the end and gives exit code and what was written.</summary>
    public (int ExitCode, string Output, string Errors) End()
    {
        Assert.True(_process.WaitForExit(TimeSpan.FromMinutes(3)), "The sample does not end.");
        return (_process.ExitCode, _output.Result.Trim(), _errors.Result.Trim());
    }

    private async Task WriteAsync(byte[] input)
    {
        try
        {
            using Stream stream = _process.StandardInput.BaseStream;
            await stream.WriteAsync(input);
        }
        catch (IOException)
        {
            // It has ended before its input has.
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }
}
