using System.Buffers.Binary;
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

    private readonly DirectoryInfo _screen = Directory.CreateTempSubdirectory("vision-screen-");
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

    /// <summary>What the screen shows now.</summary>
    public TestPicture Capture()
    {
        // The server keeps the screen in a file in the format of xwd: numbers of 32 bits, a colour map, then the pixels.
        const int Width = 4, Height = 5, Stride = 12, Colours = 19, ColourBytes = 12;
        Require();
        byte[] file = File.ReadAllBytes(Path.Combine(_screen.FullName, "Xvfb_screen0"));
        int Number(int index) => BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(4 * index));
        int start = Number(0) + (ColourBytes * Number(Colours));
        byte[] rgba = new byte[4 * Number(Width) * Number(Height)];
        for (int i = 0; i < rgba.Length; i += 4)
        {
            ReadOnlySpan<byte> bgrx = file.AsSpan(start + (i / 4 / Number(Width) * Number(Stride)) + (i % (4 * Number(Width))), 4);
            (rgba[i], rgba[i + 1], rgba[i + 2], rgba[i + 3]) = (bgrx[2], bgrx[1], bgrx[0], 255);
        }

        return new TestPicture(Number(Width), Number(Height), rgba);
    }

    /// <summary>Ends the server, and with it every window on it.</summary>
    public void Dispose()
    {
        _server?.Kill();
        _server?.WaitForExit();
        _server?.Dispose();
        _screen.Delete(recursive: true);
    }

    // The server takes a free number and writes it once it is ready.
    private string Start()
    {
        var info = new ProcessStartInfo("Xvfb", $"-displayfd 1 -screen 0 1280x1024x24 -fbdir {_screen.FullName} -nolisten tcp -noreset")
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
