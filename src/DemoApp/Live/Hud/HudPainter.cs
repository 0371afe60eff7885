using System.Numerics;
using VisionPlugin.DemoApp.Drawing;
using VisionPlugin.DemoApp.Overlay;
using VisionPlugin.DemoApp.Sources;
using VisionPlugin.Execution;
using Box = VisionPlugin.Decoding.Box;

namespace VisionPlugin.DemoApp.Live.Hud;

/// <summary>The panel with rates, age and times. Allocates nothing per frame.</summary>
internal sealed class HudPainter(Stage stage, LiveSession session, FrameStatistics statistics)
{
    /// <summary>Width of the panel in units.</summary>
    public const float Width = 248;

    private const float Margin = 12, Pad = 14, Height = 352;

    private float _y;

    private float Unit => stage.Scale;

    private Canvas Canvas => stage.Canvas;

    /// <summary>Draws all of it.</summary>
    /// <param name="isDocked">True if the panel has a place of its own beside the picture.</param>
    public void DrawFull(bool isDocked)
    {
        var panel = new Box(Margin * Unit, Margin * Unit, (Margin + Width) * Unit, (Margin + Height) * Unit);
        stage.Panel = panel;
        if (!isDocked)
            Canvas.Shadow(new Box(panel.X1 - (4 * Unit), panel.Y1, panel.X2 + (4 * Unit), panel.Y2 + (6 * Unit)),
                12 * Unit, 0.35f, 12 * Unit);
        Canvas.Fill(panel, Theme.Panel, isDocked ? 1 : 0.82f, 10 * Unit);
        Canvas.Outline(panel, Theme.Rule, Unit, 0.6f, 10 * Unit);
        (float left, float right) = (panel.X1 + (Pad * Unit), panel.X2 - (Pad * Unit));
        _y = panel.Y1;
        Title(left, right);
        Rule(left, right);
        Rates(left, right);
        Age(left, right);
        Rule(left, right);
        Times(left, right);
        Rule(left, right);
        Spark(left, right);
        Source(left, right);
    }

    /// <summary>Draws a line of it.</summary>
    public void DrawLine()
    {
        Span<char> text = stackalloc char[128];
        TimeSpan now = CaptureClock.Now;
        scoped ReadOnlySpan<char> line;
        if (session.Findings is null)
        {
            line = FrameText.Write(text, $"{BackendName()}  loading  {statistics.Display.Rate(now):0} fps");
        }
        else if (session.Feed.IsStill)
        {
            line = FrameText.Write(text,
                $"{BackendName()}  network {Network():0.0} ms  display {statistics.Display.Rate(now):0} fps");
        }
        else
        {
            line = FrameText.Write(text,
                $"{BackendName()}  network {session.VisionRate.Rate(now):0.0} fps  boxes {statistics.Age:0} ms old  "
                + $"display {statistics.Display.Rate(now):0} fps");
        }

        float size = 12 * Unit, height = 24 * Unit, width = Canvas.Font.Width(line, size) + (24 * Unit);
        var pill = new Box(8 * Unit, 8 * Unit, (8 * Unit) + width, (8 * Unit) + height);
        stage.Panel = pill;
        Canvas.Fill(pill, Theme.Panel, 0.8f, height / 2);
        Canvas.Text(pill.X1 + (12 * Unit), pill.Y1 + (16.4f * Unit), line, size, Theme.Text);
    }

    private void Title(float left, float right)
    {
        string backend = BackendName();
        float size = 10.5f * Unit, pillWidth = Canvas.Font.Width(backend, size, bold: true) + (14 * Unit),
            top = _y + (13 * Unit);
        var pill = new Box(right - pillWidth, top, right, top + (18 * Unit));
        Canvas.Fill(pill, Theme.Accent, 0.18f, 9 * Unit);
        Canvas.Text(pill.X1 + (7 * Unit), top + (12.9f * Unit), backend, size, Theme.Accent, 1, bold: true);
        string title = session.Engines.Current?.Mode.Title ?? "Loading";
        Fitted(left, top + (13.5f * Unit), title, 15 * Unit, right - pillWidth - (8 * Unit) - left, Theme.Text,
            bold: true);
        string description = session.Engines.Pending is not null
            ? "preparing the next network" : session.Engines.Current?.BackendDescription ?? "";
        Fitted(left, top + (32 * Unit), description, 11 * Unit, right - left, Theme.Dim);
        _y = top + (43 * Unit);
    }

    private void Rates(float left, float right)
    {
        TimeSpan now = CaptureClock.Now;
        float column = (right - left) / 3;
        Number(left, session.Feed.IsStill ? null : session.Feed.Rate, session.Feed.IsStill ? "still" : "camera fps");
        Number(left + column, session.Feed.IsStill ? null : session.VisionRate.Rate(now), "network fps");
        Number(left + (2 * column), statistics.Display.Rate(now), "display fps");
        _y += 52 * Unit;
    }

    private void Number(float x, double? value, string caption)
    {
        Span<char> text = stackalloc char[16];
        ReadOnlySpan<char> shown = value is { } number ? FrameText.Write(text, $"{number:0.0}") : "-";
        Canvas.Text(x, _y + (26 * Unit), shown, 21 * Unit, Theme.Text, 1, bold: true);
        Canvas.Text(x, _y + (42 * Unit), caption, 10.5f * Unit, Theme.Dim);
    }

    private void Age(float left, float right)
    {
        double age = statistics.Age;
        Span<char> text = stackalloc char[24];
        bool isKnown = session.Findings is not null && !session.Feed.IsStill;
        ReadOnlySpan<char> shown = isKnown ? FrameText.Write(text, $"{age:0} ms") : "-";
        Canvas.Text(left, _y + (13 * Unit), "age of boxes", 12 * Unit, Theme.Text);
        Canvas.TextRight(right, _y + (13 * Unit), shown, 12 * Unit,
            !isKnown ? Theme.Dim : age < 100 ? Theme.Good : age < 300 ? Theme.Fair : Theme.Bad, 1, bold: true);
        _y += 24 * Unit;
    }

    private void Times(float left, float right)
    {
        double sum = 0;
        for (int i = 0; i < FrameStatistics.PartNames.Length; i++)
            sum += statistics.Part(i);
        float x = left, top = _y + (4 * Unit), width = right - left;
        for (int i = 0; sum > 0 && i < FrameStatistics.PartNames.Length; i++)
        {
            float part = (float)(statistics.Part(i) / sum) * width;
            Canvas.Fill(new Box(x, top, x + Math.Max(0, part - Unit), top + (6 * Unit)), Theme.Parts[i], 1,
                1.5f * Unit);
            x += part;
        }

        _y = top + (12 * Unit);
        Span<char> text = stackalloc char[24];
        for (int i = 0; i < FrameStatistics.PartNames.Length; i++)
        {
            ReadOnlySpan<char> shown = FrameText.Write(text, $"{statistics.Part(i):0.00} ms");
            float middle = _y + (8.2f * Unit);
            Canvas.Fill(new Box(left, middle - (3.5f * Unit), left + (7 * Unit), middle + (3.5f * Unit)),
                Theme.Parts[i], 1, 2 * Unit);
            Canvas.Text(left + (14 * Unit), _y + (12.2f * Unit), FrameStatistics.PartNames[i], 11.5f * Unit, Theme.Dim);
            Canvas.TextRight(right, _y + (12.2f * Unit), shown, 11.5f * Unit, Theme.Text);
            _y += 16.5f * Unit;
        }

        _y += 5 * Unit;
    }

    private void Spark(float left, float right)
    {
        const float Full = 50;
        float height = 30 * Unit, bottom = _y + (4 * Unit) + height;
        (ReadOnlyMemory<float> older, ReadOnlyMemory<float> newer) = statistics.History;
        int count = older.Length + newer.Length;
        float At(float milliseconds) => bottom - (height * Math.Min(milliseconds / Full, 1));
        Canvas.Line(new Vector2(left, At(100 / 3f)), new Vector2(right, At(100 / 3f)), Theme.Rule, Unit, 0.9f);
        Canvas.Line(new Vector2(left, At(100 / 6f)), new Vector2(right, At(100 / 6f)), Theme.Rule, Unit, 0.9f);
        Vector2 last = default;
        for (int i = 0; i < count; i++)
        {
            float value = i < older.Length ? older.Span[i] : newer.Span[i - older.Length];
            var point = new Vector2(left + ((right - left) * i / (count - 1)), At(value));
            if (i > 0)
                Canvas.Line(last, point, Theme.Accent, 1.4f * Unit, 0.95f);
            last = point;
        }

        Canvas.Text(left, bottom + (12 * Unit), "frame time, lines at 17 and 33 ms", 9.5f * Unit, Theme.Dim, 0.85f);
        _y = bottom + (16 * Unit);
    }

    private void Source(float left, float right)
    {
        Span<char> text = stackalloc char[24];
        ReadOnlySpan<char> size = FrameText.Write(text, $"{session.Frame.Width}\u00d7{session.Frame.Height}");
        float width = Canvas.Font.Width(size, 11 * Unit);
        Canvas.TextRight(right, _y + (13 * Unit), size, 11 * Unit, Theme.Dim);
        Fitted(left, _y + (13 * Unit), session.Feed.Name, 11 * Unit, right - left - width - (10 * Unit), Theme.Dim);
    }

    private void Rule(float left, float right)
    {
        Canvas.Fill(new Box(left, _y, right, _y + Unit), Theme.Rule, 0.7f);
        _y += 6 * Unit;
    }

    private double Network() => session.Findings is { } findings ? findings.Timings.Total.TotalMilliseconds : 0;

    private string BackendName() => session.Engines.Current?.BackendType switch
    {
        BackendType.GpuCompute => "GPU",
        BackendType.Cpu => "CPU",
        BackendType.Reference => "REFERENCE",
        _ => "...",
    };

    // As much of a text as there is room for.
    private void Fitted(float x, float y, string text, float size, float width, Rgb color, bool bold = false)
    {
        int length = text.Length;
        if (Canvas.Font.Width(text, size, bold) <= width)
        {
            Canvas.Text(x, y, text, size, color, 1, bold);
            return;
        }

        float dots = Canvas.Font.Width("\u2026", size, bold);
        while (length > 0 && Canvas.Font.Width(text.AsSpan(0, length), size, bold) + dots > width)
            length--;
        float end = Canvas.Text(x, y, text.AsSpan(0, length), size, color, 1, bold);
        Canvas.Text(end, y, "\u2026", size, color, 1, bold);
    }
}
