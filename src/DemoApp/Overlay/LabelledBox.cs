using VisionPlugin.Decoding;

namespace VisionPlugin.DemoApp.Overlay;

/// <summary>A box, what is written at it, and its colour.</summary>
internal sealed record LabelledBox(Box Box, string Label, Rgb Color);
