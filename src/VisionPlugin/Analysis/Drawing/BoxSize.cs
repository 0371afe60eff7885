namespace VisionPlugin.Analysis.Drawing;

/// <summary>Size of a box, in pixels.</summary>
internal readonly record struct BoxSize(double Width, double Height);
