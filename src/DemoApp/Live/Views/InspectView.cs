using VisionPlugin.Components;
using VisionPlugin.DemoApp.Drawing;
using VisionPlugin.DemoApp.Live.Hud;
using VisionPlugin.DemoApp.Live.Inspect;
using VisionPlugin.DemoApp.Overlay;
using VisionPlugin.Frames;
using Box = VisionPlugin.Decoding.Box;

namespace VisionPlugin.DemoApp.Live.Views;

/// <summary>What the views beside the video share: pictures of an inspection with captions.</summary>
internal abstract class InspectView(Stage stage, LiveSession session) : ILiveView
{
    private readonly Texture[] _textures = [new(stage.Gl), new(stage.Gl), new(stage.Gl)];
    private Inspection? _uploaded;
    private long _uploadedFrame;
    private InspectSettings? _uploadedSettings;
    private ActivationLayer? _named;
    private string _shape = "";

    /// <summary>What to draw with.</summary>
    protected Stage Stage => stage;

    /// <summary>What is known.</summary>
    protected LiveSession Session => session;

    /// <summary>Pixels of a unit.</summary>
    protected float Unit => stage.Scale;

    /// <inheritdoc/>
    public abstract void Draw();

    public void Dispose()
    {
        foreach (Texture texture in _textures)
            texture.Dispose();
    }

    /// <summary>Says how large the pictures are to be made.</summary>
    protected void Ask(Box place)
    {
        place = Snap(place);
        var size = (Math.Max(16, (int)place.Width), Math.Max(16, (int)place.Height));
        if (session.Inspect.Settings.Size != size)
            session.Inspect.Change(s => s with { Size = size });
    }

    /// <summary>Draws one of the inspection's pictures.</summary>
    protected void Picture(Inspection inspection, int index, Box place, bool isFramed = true)
    {
        place = Snap(place);
        Upload(inspection);
        Texture texture = _textures[index];
        if (texture.Width > 0)
            stage.Pictures.Draw(texture, place, stage.Size);
        if (isFramed)
            stage.Canvas.Outline(place, Theme.Rule, Unit, 0.8f);
    }

    /// <summary>A heading with something smaller after it.</summary>
    protected void Heading(float x, float y, ReadOnlySpan<char> title, ReadOnlySpan<char> rest, float width)
    {
        float end = stage.Canvas.Text(x, y, title, 14 * Unit, Theme.Text, 1, bold: true);
        float left = width - (end - x) - (10 * Unit);
        while (rest.Length > 0 && stage.Canvas.Font.Width(rest, 11.5f * Unit) > left)
            rest = rest[..^1];
        stage.Canvas.Text(end + (10 * Unit), y, rest, 11.5f * Unit, Theme.Dim);
    }

    /// <summary>Says which layer is shown, and of how many.</summary>
    protected void LayerHeading(Inspection inspection, float x, float y, float width)
    {
        if (inspection.Layer is not { } layer)
            return;
        if (_named != layer)
            (_named, _shape) = (layer, layer.Shape.ToString());
        Span<char> text = stackalloc char[160];
        ReadOnlySpan<char> rest = FrameText.Write(text,
            $"{layer.Operator}  {_shape}  layer {inspection.LayerIndex + 1} of {inspection.LayerCount}  "
            + $"{inspection.Milliseconds:0.0} ms");
        ReadOnlySpan<char> name = layer.Name;
        Heading(x, y, name[Math.Max(0, name.Length - 28)..], rest, width);
    }

    /// <summary>A dim line in the middle of an area.</summary>
    protected void Wait(Box area, string text)
    {
        float width = stage.Canvas.Font.Width(text, 13 * Unit);
        stage.Canvas.Text((area.X1 + area.X2 - width) / 2, (area.Y1 + area.Y2) / 2, text, 13 * Unit, Theme.Dim);
    }

    /// <summary>A short text in a pill over a picture.</summary>
    protected void Tag(float x, float y, string text, Rgb color)
    {
        float width = stage.Canvas.Font.Width(text, 12 * Unit, bold: true) + (14 * Unit);
        stage.Canvas.Fill(new Box(x, y, x + width, y + (20 * Unit)), Theme.Panel, 0.85f, 10 * Unit);
        stage.Canvas.Text(x + (7 * Unit), y + (14.3f * Unit), text, 12 * Unit, color, 1, bold: true);
    }

    // On whole pixels, so that each of the picture's is one of the window's.
    private static Box Snap(Box box) => new(MathF.Floor(box.X1), MathF.Floor(box.Y1), MathF.Floor(box.X2),
        MathF.Floor(box.Y2));

    private void Upload(Inspection inspection)
    {
        if (_uploaded == inspection && _uploadedFrame == inspection.FrameNumber
            && _uploadedSettings == inspection.Settings)
            return;
        (_uploaded, _uploadedFrame, _uploadedSettings) = (inspection, inspection.FrameNumber, inspection.Settings);
        for (int i = 0; i < _textures.Length; i++)
        {
            Panel panel = inspection.Panels[i];
            if (panel.Width > 0)
                _textures[i].Upload(new Frame(panel.Rgba, panel.Width, panel.Height, PixelFormat.Rgba32));
        }
    }
}
