using VisionPlugin.Decoding;

namespace VisionPlugin.DemoApp.Live.Vision;

/// <summary>One box and what is to be written on it.</summary>
/// <param name="Detection">What the detector found, in pixels of the frame.</param>
/// <param name="Label">
/// Index of its label in <see cref="Findings.Labels"/>: its class, or what a second network says.
/// </param>
/// <param name="Score">How sure that is, 0..1.</param>
internal readonly record struct FoundObject(Detection Detection, int Label, float Score);
