namespace VisionPlugin.Decoding;

/// <summary>One object that a detector found.</summary>
/// <param name="ClassId">Index of the class in the labels.</param>
/// <param name="Score">Confidence, 0..1.</param>
/// <param name="Box">Where; in pixels of the original frame unless said otherwise.</param>
public readonly record struct Detection(int ClassId, float Score, Box Box);
