using System.Numerics;
using VisionPlugin.Components;
using VisionPlugin.Decoding;
using VisionPlugin.DemoApp.Drawing;
using VisionPlugin.DemoApp.Live.Vision;
using VisionPlugin.DemoApp.Overlay;
using VisionPlugin.Execution;
using VisionPlugin.Frames;
using Box = VisionPlugin.Decoding.Box;

namespace VisionPlugin.DemoApp.Live.Views;

/// <summary>The frame with what was found in it.</summary>
internal sealed class VideoView(Stage stage, LiveSession session, FramePicture picture) : ILiveView
{
    // Beyond that, where an object would be by now is a guess too far.
    private static readonly TimeSpan LongestGuess = TimeSpan.FromSeconds(0.6);

    private readonly Texture _mask = new(stage.Gl);
    private readonly LabelPainter _labels = new(stage);
    private readonly ClassPainter _classes = new(stage);
    private FoundPainter? _found;
    private Box _place;
    private long _maskFrame;

    /// <summary>Where the frame was drawn last, in pixels of the window.</summary>
    public Box Place => _place;

    /// <inheritdoc/>
    public void Draw()
    {
        if (picture.Texture is not { } texture)
            return;
        _place = Stage.Fit(session.Frame.Width, session.Frame.Height, stage.Area);
        Findings? findings = session.Findings;
        if (findings?.MaskKind is { } kind && MaskOf(findings) is > 0 and uint mask)
        {
            stage.Pictures.Draw(texture, mask, kind, session.MaskEffect, _place, stage.Size);
        }
        else
        {
            stage.Pictures.Draw(texture, _place, stage.Size);
        }

        if (findings is null)
            return;
        _labels.Begin();
        if (session.Overlay != OverlayStyle.None)
        {
            if (session.IsFollowing)
                DrawTracks(findings);
            else
                DrawObjects(findings);
        }

        _classes.Draw(findings, _place);
    }

    // Corners are drawn by the CPU, and so is what is followed, since the detector does not know where that is by now.
    private IGpuDetections? OnGpu => session.Engines.Current is { IsInLoop: true } engine
        && session.Overlay is (OverlayStyle.Boxes or OverlayStyle.Thin) ? engine.Pipeline?.GpuResults : null;

    public void Dispose()
    {
        _mask.Dispose();
        _found?.Dispose();
    }

    /// <summary>The object at a place of the window; null if there is none.</summary>
    public Detection? Hit(Vector2 at)
    {
        foreach (FoundObject found in session.Findings is { } findings ? findings.Objects : [])
        {
            Box box = ToWindow(found.Detection.Box);
            if (at.X >= box.X1 && at.X <= box.X2 && at.Y >= box.Y1 && at.Y <= box.Y2)
                return found.Detection;
        }

        return null;
    }

    private void DrawObjects(Findings findings)
    {
        ReadOnlySpan<FoundObject> objects = findings.Objects;
        // Straight from the GPU where the boxes are there. Else the best come to lie on top.
        if (OnGpu is { } onGpu)
        {
            _found ??= new FoundPainter(stage.Gl);
            _found.Draw(onGpu, (session.Frame.Width, session.Frame.Height), _place, stage.Size,
                (session.Overlay == OverlayStyle.Thin ? 1.25f : 2.5f) * stage.Scale);
        }

        for (int i = objects.Length - 1; i >= 0; i--)
        {
            Box box = ToWindow(objects[i].Detection.Box);
            _labels.KeepFree(box);
            if (OnGpu is null)
                _labels.Box(box, Rgb.OfClass(objects[i].Detection.ClassId), session.Overlay, 1);
        }

        if (session.Overlay == OverlayStyle.Thin)
            return;
        foreach (FoundObject found in objects)
            _labels.Label(ToWindow(found.Detection.Box), Rgb.OfClass(found.Detection.ClassId), 0, findings.Labels,
                found.Label, found.Score, 1);
    }

    private void DrawTracks(Findings findings)
    {
        foreach (ref readonly Track track in session.Tracks)
            DrawTrail(track);
        foreach (ref readonly Track track in session.Tracks)
        {
            Box box = ToWindow(BoxOf(track, findings));
            _labels.KeepFree(box);
            _labels.Box(box, ColorOf(track), session.Overlay, AlphaOf(track));
        }

        DrawUnnumbered(findings);
        if (session.Overlay == OverlayStyle.Thin)
            return;
        foreach (ref readonly Track track in session.Tracks)
        {
            (int label, float score) = track.DetectionIndex >= 0 && track.DetectionIndex < findings.Objects.Length
                ? (findings.Objects[track.DetectionIndex].Label, findings.Objects[track.DetectionIndex].Score) : (-1,
                    track.Score);
            if (label >= 0)
                _labels.Label(ToWindow(BoxOf(track, findings)), ColorOf(track), track.Id, findings.Labels, label, score,
                    AlphaOf(track));
        }
    }

    // What has no number yet is shown where it was found: objects may move too far between the frames of a slow network to be
    // told apart at all.
    private void DrawUnnumbered(Findings findings)
    {
        for (int i = findings.Objects.Length - 1; i >= 0; i--)
        {
            FoundObject found = findings.Objects[i];
            if (IsNumbered(i))
                continue;
            Box box = ToWindow(found.Detection.Box);
            _labels.KeepFree(box);
            _labels.Box(box, Rgb.OfClass(found.Detection.ClassId), session.Overlay, 1);
            if (session.Overlay != OverlayStyle.Thin)
                _labels.Label(box, Rgb.OfClass(found.Detection.ClassId), 0, findings.Labels, found.Label, found.Score, 1);
        }
    }

    private bool IsNumbered(int detection)
    {
        foreach (ref readonly Track track in session.Tracks)
        {
            if (track.DetectionIndex == detection)
                return true;
        }

        return false;
    }

    // In the frame that was looked at an object is where the detector found it; in a later one where it was heading.
    private Box BoxOf(Track track, Findings findings)
    {
        if (track.DetectionIndex >= 0 && findings.Stamp.Captured == session.Frame.Stamp.Captured)
            return findings.Objects[track.DetectionIndex].Detection.Box;
        TimeSpan ahead = session.Frame.Stamp.Captured - track.Time;
        return track.BoxAt(track.Time + (ahead < LongestGuess ? ahead : LongestGuess));
    }

    private void DrawTrail(Track track)
    {
        ReadOnlySpan<Vector2> trail = session.TrailOf(track.Id);
        for (int i = 1; i < trail.Length; i++)
        {
            float part = (float)i / trail.Length;
            stage.Canvas.Line(ToWindow(trail[i - 1]), ToWindow(trail[i]), ColorOf(track),
                (1 + (2.5f * part)) * stage.Scale, 0.7f * part * AlphaOf(track));
        }
    }

    // Objects out of sight fade.
    private static float AlphaOf(Track track) => track.Misses == 0 ? 1 : MathF.Max(0, 0.6f - (0.1f * track.Misses));

    private static Rgb ColorOf(Track track) => Rgb.OfClass(track.ClassId);

    // Where it is on the GPU already, from there.
    private uint MaskOf(Findings findings)
    {
        if (findings.Mask.IsEmpty)
            return session.Engines.Current?.Pipeline?.GpuMask?.Texture ?? 0;
        if (_maskFrame != findings.FrameNumber)
        {
            _maskFrame = findings.FrameNumber;
            _mask.Upload(new Frame(findings.Mask, findings.MaskWidth, findings.MaskHeight, PixelFormat.Gray8));
            _mask.Smooth(findings.MaskKind == MaskKind.Probability);
        }

        return _mask.Handle;
    }

    private Box ToWindow(Box box)
    {
        (float x, float y) = (_place.Width / session.Frame.Width, _place.Height / session.Frame.Height);
        // Networks predict whole objects, which may reach beyond the frame.
        box = box.Clip(session.Frame.Width, session.Frame.Height);
        return new Box(_place.X1 + (x * box.X1), _place.Y1 + (y * box.Y1), _place.X1 + (x * box.X2),
            _place.Y1 + (y * box.Y2));
    }

    private Vector2 ToWindow(Vector2 point) => new(
        _place.X1 + (_place.Width / session.Frame.Width * point.X),
            _place.Y1 + (_place.Height / session.Frame.Height * point.Y));
}
