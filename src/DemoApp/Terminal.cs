using Microsoft.Win32.SafeHandles;
using Spectre.Console;

namespace VisionPlugin.DemoApp;

/// <summary>Where the program writes: results to <see cref="Out"/>, everything else to <see cref="Error"/>.</summary>
/// <param name="Out">Results.</param>
/// <param name="Error">Notes, progress and errors.</param>
/// <param name="IsOutWatched">
/// True if a person watches <see cref="Out"/>, so that tables may be in colour and as wide as the window.
/// </param>
/// <param name="IsErrorWatched">
/// True if a person watches <see cref="Error"/>, so that progress may be drawn there.
/// </param>
internal sealed record Terminal(TextWriter Out, TextWriter Error, bool IsOutWatched, bool IsErrorWatched)
{
    // Wide enough for the tables; Spectre's own guess for a pipe is 80 columns.
    private const int PipeWidth = 140;

    /// <summary>The process's own standard streams.</summary>
    public static Terminal OfProcess() =>
        new(StandardOutput(), Console.Error, !Console.IsOutputRedirected, !Console.IsErrorRedirected);

    /// <summary>Writes one line of notes: what is missing, and what to do about it.</summary>
    public void Note(string message) => Error.WriteLine($"vision: {OneLine(message)}");

    /// <summary>Draws tables on <see cref="Out"/>.</summary>
    public IAnsiConsole Tables()
    {
        var settings = new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Out) };
        if (!IsOutWatched)
            (settings.Ansi, settings.ColorSystem, settings.Interactive) = (AnsiSupport.No, ColorSystemSupport.NoColors,
                InteractionSupport.No);
        IAnsiConsole console = AnsiConsole.Create(settings);
        if (!IsOutWatched)
            console.Profile.Width = PipeWidth;
        return console;
    }

    private static string OneLine(string message) =>
        string.Join("; ", message.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            .Replace(".; ", ". ", StringComparison.Ordinal);

    // On Unix the console's own writer is silent where nobody reads a pipe any more: 'vision detect camera:0 --json |
    // head' would never end. A stream on the pipe says so. A file stays the console's: a stream would write at a place
    // of its own, over what other programs write to the same file.
    private static TextWriter StandardOutput()
    {
        if (!Console.IsOutputRedirected || OperatingSystem.IsWindows())
            return Console.Out;
        var stream = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        return stream.CanSeek ? Console.Out : new StreamWriter(stream) { AutoFlush = true };
    }
}
