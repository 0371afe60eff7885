using System.CommandLine;
using Silk.NET.GLFW;
using VisionPlugin.DemoApp.Live;
using VisionPlugin.Execution;

namespace VisionPlugin.DemoApp.Commands;

/// <summary>The window's part of <c>vision demo</c>.</summary>
internal sealed class LiveCommand
{
    private static readonly Dictionary<string, ViewKind> Views = new()
    {
        ["video"] = ViewKind.Video,
        ["activations"] = ViewKind.Activations,
        ["compare"] = ViewKind.Compare,
        ["filter"] = ViewKind.Filter,
    };

    private readonly Option<string?> _source = new("--source", "-s")
    {
        Description = "What the window shows: camera:0, a video, an address, a picture, a folder, pictures, synthetic.",
        HelpName = "SOURCE",
    };

    private readonly Option<string?> _model = new("--model", "-m")
    {
        Description = "A model that the window begins with: one that ships, or an ONNX file.",
        HelpName = "NAME|FILE.onnx",
    };

    private readonly Option<string?> _card = CommonOptions.Card();
    private readonly Option<int?> _frames =
        CommonOptions.Number("--frames", "Ends the window after so many frames.", 1, int.MaxValue);

    private readonly Option<string?> _screenshot = new("--screenshot")
    {
        Description = "Writes the window's last frame as PNG.",
        HelpName = "FILE.png",
    };

    private readonly Option<string?> _record = new("--record")
    {
        Description = "Records the window as .mp4, .webm or .gif; with --frames each frame with what was found in it.",
        HelpName = "FILE",
    };

    private readonly Option<string> _keys = new("--keys")
    {
        Description = "Keys to press: FRAME:KEY,...",
        DefaultValueFactory = _ => "",
    };

    private readonly Option<string> _view = new("--view")
    {
        Description = "What the window shows first.",
        DefaultValueFactory = _ => "video",
    };

    private readonly Option<string?> _size = new("--size")
    {
        Description = "Size of the window; 1280x720 unless said, scaled as the display is.",
        HelpName = "WIDTHxHEIGHT",
    };

    private readonly Option<float?> _scale =
        CommonOptions.Number("--scale", "Size of text and lines; the display's unless said.", 0.5f, 4f);

    private readonly Option<double?> _budget = CommonOptions.Number(
        "--budget", "Milliseconds of each frame for networks on the GPU; 4 unless said.", 0.0, 1000);

    private readonly Option<bool> _headless = new("--headless")
    {
        Description = "No window: write annotated pictures, as where there is no display.",
    };

    private readonly Option<int?> _slow =
        CommonOptions.Number("--slow", "Makes each run of a network so many milliseconds longer.", 0, 60_000);

    private readonly Option<bool> _debug = new("--gl-debug")
    {
        Description = "A debug context, whose errors are printed.",
    };

    /// <summary>Gives a command the window's options.</summary>
    public void AddTo(Command command)
    {
        _view.AcceptOnlyFromAmong([.. Views.Keys]);
        (_slow.Hidden, _debug.Hidden, _keys.Hidden) = (true, true, true);
        Option[] options =
        [
            _source, _model, _card, _frames, _screenshot, _record, _keys, _view, _size, _scale, _budget, _headless,
            _slow, _debug,
        ];
        foreach (Option option in options)
            command.Add(option);
    }

    /// <summary>
    /// True if the user asks for the window, or for nothing in particular where there is a display; see docs/demo.md.
    /// </summary>
    /// <param name="args">The command line.</param>
    /// <param name="wantsPictures">True if it asks for something that only the pictures give.</param>
    public bool IsWanted(ParseResult args, bool wantsPictures) =>
        IsAskedFor(args) || (!wantsPictures && !args.GetValue(_headless) && HasDisplay);

    /// <summary>
    /// Opens the window and runs it to its end; null if it was not asked for and there is no display after all.
    /// </summary>
    public int? Run(ParseResult args, Terminal terminal, string backend, WorkerOptions worker)
    {
        var options = new LiveOptions
        {
            Source = args.GetValue(_source),
            Backend = backend,
            Worker = worker,
            Model = args.GetValue(_model),
            Card = args.GetValue(_card),
            View = Views[args.GetRequiredValue(_view)],
            Frames = args.GetValue(_frames),
            Screenshot = args.GetValue(_screenshot),
            Record = args.GetValue(_record),
            Keys = KeyScript.Parse(args.GetRequiredValue(_keys)),
            Size = args.GetValue(_size) is { } size ? ParseSize(size) : null,
            Scale = args.GetValue(_scale),
            Budget = TimeSpan.FromMilliseconds(args.GetValue(_budget) ?? 4),
            Slow = TimeSpan.FromMilliseconds(args.GetValue(_slow) ?? 0),
            IsDebugged = args.GetValue(_debug),
        };
        try
        {
            IReadOnlyList<string> errors = LiveRun.Run(options, terminal.Note);
            foreach (string error in errors)
                terminal.Note($"OpenGL: {error}");
            return errors.Count > 0 ? ExitCode.Different : ExitCode.Success;
        }
        catch (Exception error) when (error is GlfwException or PlatformNotSupportedException)
        {
            if (IsAskedFor(args))
                throw new BadInputException(error.Message, error);
            terminal.Note($"{error.Message} Going on without a window.");
            return null;
        }
    }

    private bool IsAskedFor(ParseResult args) => !args.GetValue(_headless)
        && (args.GetValue(_source) is not null || args.GetValue(_model) is not null
            || args.GetValue(_frames) is not null || args.GetValue(_screenshot) is not null
            || args.GetValue(_record) is not null);

    private static bool HasDisplay => !OperatingSystem.IsLinux() || IsSet("DISPLAY") || IsSet("WAYLAND_DISPLAY");

    private static bool IsSet(string variable) =>
        !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(variable));

    private static (int Width, int Height) ParseSize(string text)
    {
        string[] parts = text.Split('x');
        return parts.Length == 2 && int.TryParse(parts[0], out int width) && int.TryParse(parts[1], out int height)
            && width is >= 64 and <= 16384 && height is >= 64 and <= 16384
            ? (width, height) : throw new BadInputException($"--size {text}: write WIDTHxHEIGHT, such as 1280x720.");
    }
}
