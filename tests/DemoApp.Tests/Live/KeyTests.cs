using Silk.NET.Input;
using Silk.NET.Windowing;
using VisionPlugin.DemoApp.Drawing;
using VisionPlugin.DemoApp.Live;
using VisionPlugin.Testing;

namespace VisionPlugin.DemoApp.Tests.Live;

/// <summary>Every key of the table, pressed as a person would.</summary>
[Collection(WindowCollection.Name)]
public class KeyTests(VirtualDisplay display)
{
    private const uint TabKey = 0xff09, EscapeKey = 0xff1b, LeftKey = 0xff51, UpKey = 0xff52, RightKey = 0xff53,
        DownKey = 0xff54;

    // What is on the key, and what it is to change. A key of the table that is not here fails the test.
    private static readonly Dictionary<Key, (uint Symbol, Func<LiveWindow, object?> Changed)> Expected = new()
    {
        [Key.H] = ('h', w => w.Session.ShowsKeys),
        [Key.Space] = (' ', w => w.Session.Feed.IsPaused),
        [Key.N] = ('n', w => w.Session.FrameNumber),
        [Key.M] = ('m', w => w.Session.Engines.Current?.Mode.Title),
        [Key.B] = ('b', w => w.Session.Engines.Current?.BackendType),
        [Key.Equal] = ('=', w => w.Session.View == ViewKind.Filter
            ? w.Session.Inspect.Settings.Kernel[0] : w.Session.Conf),
        [Key.Minus] = ('-', w => w.Session.View == ViewKind.Filter
            ? w.Session.Inspect.Settings.Kernel[0] : w.Session.Conf),
        [Key.V] = ('v', w => w.Session.View),
        [Key.Number1] = ('1', w => w.Session.View),
        [Key.Number2] = ('2', w => w.Session.View),
        [Key.Number3] = ('3', w => w.Session.View),
        [Key.Number4] = ('4', w => w.Session.View),
        [Key.Left] = (LeftKey, w => w.Session.View == ViewKind.Filter
            ? w.Session.Inspect.Settings.Cell : w.Session.Inspect.Settings.Layer),
        [Key.Right] = (RightKey, w => w.Session.View == ViewKind.Filter
            ? w.Session.Inspect.Settings.Cell : w.Session.Inspect.Settings.Layer),
        [Key.Up] = (UpKey, w => w.Session.View == ViewKind.Filter
            ? w.Session.Inspect.Settings.Cell : w.Session.Inspect.Settings.Layer),
        [Key.Down] = (DownKey, w => w.Session.View == ViewKind.Filter
            ? w.Session.Inspect.Settings.Cell : w.Session.Inspect.Settings.Layer),
        [Key.G] = ('g', w => w.Session.Inspect.Settings.IsGrey),
        [Key.L] = ('l', w => w.Session.Inspect.Settings.SharesScale),
        [Key.Number0] = ('0', w => w.Session.Inspect.Settings.Kernel[0]),
        [Key.X] = ('x', w => KernelName(w)),
        [Key.RightBracket] = (']', w => w.Session.Iou),
        [Key.LeftBracket] = ('[', w => w.Session.Iou),
        [Key.C] = ('c', w => w.Session.Engines.Settings.Classes.Length),
        [Key.T] = ('t', w => w.Session.IsTracking),
        [Key.O] = ('o', w => w.Session.Overlay),
        [Key.K] = ('k', w => w.Session.MaskEffect),
        [Key.Tab] = (TabKey, w => w.Session.Hud),
        [Key.P] = ('p', _ => Directory.GetFiles(Environment.CurrentDirectory, "vision-*.png").Length),
        [Key.F] = ('f', w => w.Window.WindowState),
    };

    // Keys that end the window, and those that need a folder or ffmpeg: they have tests of their own.
    private static readonly Key[] Elsewhere = [Key.Q, Key.Escape, Key.S, Key.R];

    [SkippableFact]
    public void Every_key_does_what_the_list_says()
    {
        using VirtualInput person = new(Require());
        using LiveWindow window = TestWindows.Open(display, TestWindows.Options with { Size = (400, 300) });
        window.RunUntil(() => window.Session.Findings is { Objects.Length: > 0 }, "shapes");

        // In the order of the list, those of the filter view at its first cell.
        window.Session.Inspect.Change(s => s with { Cell = 0 });
        foreach (KeyBinding binding in KeyTable.All.Where(b => !Elsewhere.Contains(b.Key)))
        {
            // A key that chooses the view that is shown would change nothing.
            window.Session.View = binding.View ?? (binding.Key == Key.Number1 ? ViewKind.Filter : ViewKind.Video);
            if (binding is { View: ViewKind.Filter, Key: Key.Equal })
                window.Session.Inspect.Change(s => s with { Cell = 0 });
            // A frame more only shows where there would be none.
            if (binding.Key == Key.N && !window.Session.Feed.IsPaused)
                window.Session.TogglePause();
            if (binding.Key == Key.N)
                window.RunFrames(3);
            (uint symbol, Func<LiveWindow, object?> changed) = Expected[binding.Key];
            object? before = changed(window);
            Press(person, symbol);
            window.RunUntil(() => !Equals(changed(window), before), $"what {binding.Name} does");
        }

        Assert.Equal(PictureEffect.Tint, window.Session.MaskEffect);
        Assert.Equal(WindowState.Fullscreen, window.Window.WindowState);
        Assert.Empty(window.Messages.Errors);
        Assert.Empty(window.GlErrors);
        foreach (string file in Directory.GetFiles(Environment.CurrentDirectory, "vision-*.png"))
        {
            Assert.Equal(window.Window.Size.X > 0, TestPicture.Load(file).Width > 0);
            File.Delete(file);
        }
    }

    [SkippableTheory]
    [InlineData('q')]
    [InlineData(EscapeKey)]
    public void Q_and_escape_end_the_window(uint symbol)
    {
        using VirtualInput person = new(Require());
        using LiveWindow window = TestWindows.Open(display);
        window.RunFrames(2);

        Press(person, symbol);

        for (int i = 0; i < 1000 && window.Turn(); i++)
            Assert.True(i < 999, "The window does not end.");
        Assert.True(window.Session.IsLeaving);
    }

    [SkippableFact]
    public void Escape_closes_the_list_of_keys_first()
    {
        using VirtualInput person = new(Require());
        using LiveWindow window = TestWindows.Open(display);
        window.Session.ShowsKeys = true;
        window.RunFrames(2);

        Press(person, EscapeKey);

        window.RunUntil(() => !window.Session.ShowsKeys, "the list closed");
        Assert.False(window.Session.IsLeaving);
    }

    [SkippableFact]
    public void S_goes_on_to_the_next_file_of_a_folder()
    {
        using VirtualInput person = new(Require());
        using LiveWindow window = TestWindows.Open(display, TestWindows.Options with { Source = Samples.Pictures });
        window.RunUntil(() => window.Session.FrameNumber > 0, "a picture");
        Assert.Equal("astronaut.png", window.Session.Feed.Name);

        Press(person, 's');

        window.RunUntil(() => window.Session.Feed.Name == "chelsea.png" && window.Session.Frame.Width == 451,
            "the next picture");
    }

    [SkippableFact]
    public void The_wheel_turns_the_confidence_and_a_click_chooses_a_class()
    {
        using VirtualInput person = new(Require());
        using LiveWindow window = TestWindows.Open(display);
        window.RunUntil(() => window.Session.Findings is { Objects.Length: 6 }, "six shapes");
        window.CatchUp();
        float conf = window.Session.Conf;
        Decoding.Detection target = window.Session.Findings!.Objects[2].Detection;

        person.Move((int)((target.Box.X1 + target.Box.X2) / 2), (int)((target.Box.Y1 + target.Box.Y2) / 2));
        person.Button(5, down: true);
        person.Button(5, down: false);
        window.RunUntil(() => window.Session.Conf < conf, "lower confidence");
        person.Button(1, down: true);
        person.Button(1, down: false);
        window.RunUntil(() => window.Session.Engines.Settings.Classes is [int only] && only == target.ClassId,
            "one class");
        window.RunUntil(() => window.Session.Findings is { Objects.Length: 1 }, "one box");
        person.Button(3, down: true);
        person.Button(3, down: false);
        window.RunUntil(() => window.Session.Findings is { Objects.Length: 6 }, "all boxes");
    }

    [Fact]
    public void No_key_has_two_meanings_in_a_view()
    {
        foreach (ViewKind view in Enum.GetValues<ViewKind>())
            Assert.Distinct(KeyTable.All.Where(b => b.View == view).Select(b => b.Key));
        Assert.Distinct(KeyTable.All.Where(b => b.View is null).Select(b => b.Key));
    }

    private static string? KernelName(LiveWindow window) =>
        VisionPlugin.DemoApp.Live.Inspect.KernelPreset.NameOf(window.Session.Inspect.Settings.Kernel);

    [SkippableFact]
    public void R_records_what_is_shown_until_it_is_pressed_again()
    {
        Requirement.SkipUnless(VisionPlugin.DemoApp.Capture.FfmpegTool.IsThere, "ffmpeg is missing; install it");
        using VirtualInput person = new(Require());
        using LiveWindow window = TestWindows.Open(display, TestWindows.Options with { Size = (320, 240) });
        window.RunFrames(2);

        Press(person, 'r');
        window.RunUntil(() => window.Recorder is { Count: > 5 }, "a recording");
        string path = window.Recorder!.Path;
        Press(person, 'r');
        window.RunUntil(() => window.Recorder is null, "its end");

        Assert.Empty(window.Messages.Errors);
        Assert.True(new FileInfo(path).Length > 1000);
        File.Delete(path);
    }

    private string Require() => display.Require("libX11.so.6", "libXtst.so.6");

    private static void Press(VirtualInput person, uint symbol)
    {
        person.Key(symbol, down: true);
        person.Key(symbol, down: false);
    }
}
