using VisionPlugin.DemoApp.Sources;
using VisionPlugin.Frames;

namespace VisionPlugin.DemoApp.Batch;

/// <summary>A frame on its way through a command.</summary>
/// <param name="Source">Where it comes from.</param>
/// <param name="Stamp">Which one it is.</param>
/// <param name="Picture">Its pixels; they are the job's, which the next frame overwrites.</param>
/// <param name="Files">Where results go.</param>
internal sealed record JobFrame(Source Source, FrameStamp Stamp, Picture Picture, FrameFiles Files)
{
    /// <summary>The picture as a frame; a view of its memory.</summary>
    public Frame Frame => Picture.Frame;

    /// <summary>Seconds since the source began, as JSON gives them; null for a picture.</summary>
    public double? Seconds => Source.IsMoving ? Math.Round(Stamp.Time.TotalSeconds, 3) : null;

    /// <summary>
    /// Path for a result, without an ending, from the path for the source's results; null stays null.
    /// </summary>
    public string? PathIn(string? path) => path is null || !Source.IsMoving ? path : $"{path}_{Stamp.Index:000000}";
}
