using System.Globalization;
using VisionPlugin.Components;

namespace VisionPlugin.DemoApp.Output;

/// <summary>Where the time of a frame went, in milliseconds.</summary>
internal sealed record Milliseconds(double Pre, double Infer, double Post)
{
    public static Milliseconds Of(FrameTimings timings) => new(
        Round(timings.Pre.TotalMilliseconds), Round(timings.Infer.TotalMilliseconds), Round(timings.Post.TotalMilliseconds));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Pre:0.0} + {Infer:0.0} + {Post:0.0}");

    public static double Round(double value) => Math.Round(value, 3);
}
