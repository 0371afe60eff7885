namespace VisionPlugin.Decoding;

/// <summary>Where in the numbers of a prediction its scores are.</summary>
/// <param name="FirstClass">Column of the first class.</param>
/// <param name="Classes">Number of classes.</param>
/// <param name="Objectness">Column of a score that multiplies all classes; -1 if there is none.</param>
internal readonly record struct DenseColumns(int FirstClass, int Classes, int Objectness = -1);
