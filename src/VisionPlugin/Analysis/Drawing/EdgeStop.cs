namespace VisionPlugin.Analysis.Drawing;

/// <summary>A vertical piece of an arrow's way, past the boxes of a row; of no length where it begins or ends.</summary>
internal readonly record struct EdgeStop(double X, double Top, double Bottom);
