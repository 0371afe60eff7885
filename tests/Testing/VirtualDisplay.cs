using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace VisionPlugin.Testing;

/// <summary>
/// An X server that shows its screen to nobody, for tests of windows; a fixture that starts it when first asked. Without
/// Xvfb such tests are skipped.
/// </summary>
public sealed partial class VirtualDisplay : IDisposable
{
    private const string Remedy = "install it (Debian, Ubuntu: apt install xvfb libglfw3 libxtst6)";

    private Process? _server;
    private string? _name;

    /// <summary>Its name, as in <c>DISPLAY</c>; skips the test if the machine has no Xvfb or none of the libraries.</summary>
    public string Require(params ReadOnlySpan<string> libraries)
    {
        foreach (string library in libraries)
            Requirement.SkipUnless(NativeLibrary.TryLoad(library, out _), $"{library} is missing; {Remedy}");
        bool found = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, "Xvfb")));
        Requirement.SkipUnless(found, $"Xvfb is missing; {Remedy}");
        return _name ??= Start();
    }

    /// <summary>Makes it the display of this process, where .NET's own environment does not reach native code.</summary>
    public void UseInThisProcess() => Assert.Equal(0, SetEnv("DISPLAY", Require(), 1));

    /// <summary>Ends the server, and with it every window on it.</summary>
    public void Dispose()
    {
        if (_server is null)
            return;
        _server.Kill();
        _server.WaitForExit();
        _server.Dispose();
    }

    // The server takes a free number and writes it once it is ready.
    private string Start()
    {
        var info = new ProcessStartInfo("Xvfb", "-displayfd 1 -screen 0 1280x1024x24 -nolisten tcp -noreset")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _server = Process.Start(info)!;
        Task<string> errors = _server.StandardError.ReadToEndAsync();
        string? number = _server.StandardOutput.ReadLine();
        Assert.True(number is not null, number is null ? $"Xvfb has ended: {errors.Result}" : "");
        return ":" + int.Parse(number!, CultureInfo.InvariantCulture);
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnv(string name, string value, int overwrite);
}
