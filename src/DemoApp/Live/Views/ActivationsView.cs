using Box = VisionPlugin.Decoding.Box;

namespace VisionPlugin.DemoApp.Live.Views;

/// <summary>The feature maps of a layer beside the video.</summary>
internal sealed class ActivationsView(Stage stage, LiveSession session, VideoView video) : InspectView(stage, session)
{
    /// <inheritdoc/>
    public override void Draw()
    {
        Box area = Stage.Area;
        float gap = 12 * Unit, top = area.Y1 + (36 * Unit);
        // Side by side on a wide area, else one above the other.
        bool isWide = area.Width > 1.2f * area.Height;
        float split = isWide ? area.X1 + (0.42f * area.Width) : area.X1;
        Box left = isWide ? new Box(area.X1 + gap, top, split, area.Y2 - gap) : new Box(area.X1 + gap, top,
            area.X2 - gap, area.Y1 + (0.42f * area.Height));
        Box right = isWide ? new Box(split + gap, top, area.X2 - gap, area.Y2 - gap) : new Box(area.X1 + gap,
            left.Y2 + gap, area.X2 - gap, area.Y2 - gap);
        (Box whole, Stage.Area) = (area, left);
        video.Draw();
        Stage.Area = whole;
        Ask(right);
        if (Session.Inspect.Shown is not { } inspection)
        {
            Wait(right, "looking inside ...");
            return;
        }

        LayerHeading(inspection, right.X1, (isWide ? right.Y1 : left.Y1) - (12 * Unit), right.Width);
        Picture(inspection, 0, right, isFramed: false);
    }
}
