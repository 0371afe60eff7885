using VisionPlugin.Decoding;

namespace VisionPlugin.DemoApp.Features;

/// <summary>A face or another object of a picture, or the picture as a whole, and its vector.</summary>
/// <param name="Found">Where it is; null for the whole picture.</param>
/// <param name="Vector">The vector.</param>
internal sealed record DescribedThing(Detection? Found, float[] Vector);
