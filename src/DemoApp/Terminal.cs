using Spectre.Console;

namespace VisionPlugin.DemoApp;

/// <summary>Where the program writes: results to <see cref="Out"/>, everything else to <see cref="Error"/>.</summary>
/// <param name="Out">Results.</param>
/// <param name="Error">Notes, progress and errors.</param>
/// <param name="IsInteractive">True if a person watches <see cref="Error"/>, so that progress may be drawn there.</param>
internal sealed record Terminal(TextWriter Out, TextWriter Error, bool IsInteractive)
{
    // Wide enough for the tables; Spectre's own guess for a pipe is 80 columns.
    private const int PipeWidth = 140;

    /// <summary>The process's own standard streams.</summary>
    public static Terminal OfProcess() => new(Console.Out, Console.Error, !Console.IsErrorRedirected);

    /// <summary>Writes one line of notes: what is missing, and what to do about it.</summary>
    public void Note(string message) => Error.WriteLine($"vision: {OneLine(message)}");

    /// <summary>Draws tables on <see cref="Out"/>: in colour on a terminal, plain in a pipe.</summary>
    public IAnsiConsole Tables() => Ansi(Out);

    private static IAnsiConsole Ansi(TextWriter writer)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
        if (!console.Profile.Out.IsTerminal)
            console.Profile.Width = PipeWidth;
        return console;
    }

    private static string OneLine(string message) =>
        string.Join("; ", message.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Replace(".; ", ". ", StringComparison.Ordinal);
}
