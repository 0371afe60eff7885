using VisionPlugin.DemoApp.Drawing;
using VisionPlugin.DemoApp.Overlay;
using VisionPlugin.DemoApp.Sources;
using Box = VisionPlugin.Decoding.Box;

namespace VisionPlugin.DemoApp.Live.Hud;

/// <summary>Messages, what the source lacks, and the list of keys.</summary>
internal sealed class NoticePainter(Stage stage, LiveSession session)
{
    private float Unit => stage.Scale;

    private Canvas Canvas => stage.Canvas;

    /// <summary>Draws what there is to say.</summary>
    public void Draw()
    {
        float bottom = stage.Size.Height - (14 * Unit);
        for (int i = session.Messages.Messages.Count - 1; i >= 0; i--)
        {
            Message message = session.Messages.Messages[i];
            float alpha = (float)Math.Clamp((message.Until - CaptureClock.Now).TotalSeconds / 0.4, 0, 1);
            bottom -= Say(message.Text, bottom, message.IsError ? Theme.Bad : Theme.Accent, alpha) + (6 * Unit);
        }

        if (session.Feed.Trouble is { } trouble)
            Say(trouble, bottom, Theme.Fair, 1);
        if (session.Feed.IsPaused)
            Pause();
        if (session.ShowsKeys)
            Keys();
    }

    // Long lines are broken; gives the height.
    private float Say(string text, float bottom, Rgb color, float alpha)
    {
        float size = 13 * Unit, line = 18 * Unit, most = Math.Min(720 * Unit, stage.Size.Width - (48 * Unit));
        int lines = 0;
        float widest = 0;
        for (int start = 0; start < text.Length; lines++)
        {
            int length = Break(text.AsSpan(start), size, most);
            widest = Math.Max(widest, Canvas.Font.Width(text.AsSpan(start, length), size));
            start += length;
        }

        float width = widest + (34 * Unit), height = (lines * line) + (12 * Unit),
            left = (stage.Size.Width - width) / 2, top = bottom - height;
        Canvas.Shadow(new Box(left, top, left + width, bottom + (3 * Unit)), 8 * Unit, 0.3f * alpha, 10 * Unit);
        Canvas.Fill(new Box(left, top, left + width, bottom), Theme.Panel, 0.9f * alpha, 9 * Unit);
        Canvas.Fill(new Box(left + (10 * Unit), top + (8 * Unit), left + (13 * Unit), bottom - (8 * Unit)), color,
            alpha, 1.5f * Unit);
        float y = top + (19 * Unit);
        for (int start = 0; start < text.Length; y += line)
        {
            int length = Break(text.AsSpan(start), size, most);
            Canvas.Text(left + (22 * Unit), y, text.AsSpan(start, length), size, Theme.Text, alpha);
            start += length;
        }

        return height;
    }

    // How many characters fit on a line, if possible up to a space.
    private int Break(ReadOnlySpan<char> text, float size, float width)
    {
        float scale = Canvas.Font.Scale(size), x = 0;
        int space = 0;
        for (int i = 0; i < text.Length; i++)
        {
            x += Canvas.Font[text[i], false].Advance * scale;
            if (text[i] == ' ')
                space = i + 1;
            if (x > width)
                return space > 0 ? space : Math.Max(1, i);
        }

        return text.Length;
    }

    private void Pause()
    {
        float x = stage.Size.Width - (30 * Unit), y = 16 * Unit, height = 18 * Unit;
        Canvas.Fill(new Box(x - (10 * Unit), y - (8 * Unit), x + (22 * Unit), y + height + (8 * Unit)), Theme.Panel,
            0.8f, 8 * Unit);
        Canvas.Fill(new Box(x, y, x + (4.5f * Unit), y + height), Theme.Text, 1, Unit);
        Canvas.Fill(new Box(x + (7.5f * Unit), y, x + (12 * Unit), y + height), Theme.Text, 1, Unit);
    }

    private void Keys()
    {
        int count = 0;
        float widest = 0;
        foreach (KeyBinding binding in KeyTable.All)
        {
            count += IsShown(binding) ? 1 : 0;
            widest = IsShown(binding) ? Math.Max(widest, Canvas.Font.Width(binding.What, 12 * Unit)) : widest;
        }

        // In columns, as many as it takes to fit.
        float row = 24 * Unit, column = widest + (82 * Unit);
        int columns = (count * row) + (80 * Unit) > stage.Size.Height ? 2 : 1, rows = (count + columns - 1) / columns;
        float unit = Math.Min(1, Math.Min((stage.Size.Width - (16 * Unit)) / ((columns * column) + (40 * Unit)),
            (stage.Size.Height - (16 * Unit)) / ((rows * row) + (72 * Unit))));
        (row, column) = (row * unit, column * unit);
        unit *= Unit;
        (float width, float height) = ((columns * column) + (40 * unit), (rows * row) + (72 * unit));
        (float left, float top) = ((stage.Size.Width - width) / 2, (stage.Size.Height - height) / 2);
        Canvas.Shadow(new Box(left, top, left + width, top + height), 24 * unit, 0.5f, 14 * unit);
        Canvas.Fill(new Box(left, top, left + width, top + height), Theme.Panel, 0.95f, 14 * unit);
        Canvas.Outline(new Box(left, top, left + width, top + height), Theme.Rule, unit, 0.8f, 14 * unit);
        Canvas.Text(left + (20 * unit), top + (34 * unit), "Keys", 18 * unit, Theme.Text, 1, bold: true);
        Canvas.Text(left + (76 * unit), top + (34 * unit), "wheel: confidence  click: only this class", 11 * unit,
            Theme.Dim);
        int shown = 0;
        foreach (KeyBinding binding in KeyTable.All)
        {
            if (!IsShown(binding))
                continue;
            float x = left + (20 * unit) + (shown / rows * column), y = top + (54 * unit) + (shown % rows * row);
            float cap = Math.Max(24 * unit, Canvas.Font.Width(binding.Name, 11.5f * unit, bold: true) + (12 * unit));
            Canvas.Fill(new Box(x, y, x + cap, y + (19 * unit)), Theme.Rule, 0.75f, 4 * unit);
            Canvas.Text(x + ((cap - Canvas.Font.Width(binding.Name, 11.5f * unit, bold: true)) / 2), y + (13.6f * unit),
                binding.Name,
                11.5f * unit, Theme.Text, 1, bold: true);
            Canvas.Text(x + (62 * unit), y + (13.6f * unit), binding.What, 12 * unit, Theme.Text, 0.92f);
            shown++;
        }
    }

    private bool IsShown(KeyBinding binding) => binding.View is null || binding.View == session.View;
}
