namespace VisionPlugin.DemoApp.Output;

/// <summary>A face and what it expresses.</summary>
/// <param name="Score">Confidence that it is a face.</param>
/// <param name="Box">Left, top, right and bottom edge in pixels of the picture.</param>
/// <param name="Expression">The most probable expression.</param>
/// <param name="ExpressionScore">Its probability.</param>
internal sealed record DetectedFace(float Score, float[] Box, string Expression, float ExpressionScore);
