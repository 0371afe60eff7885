namespace VisionPlugin.Decoding;

/// <summary>One of the grids that dense predictions are made on.</summary>
/// <param name="Stride">Input pixels a cell.</param>
/// <param name="Anchors">Predictions a cell.</param>
internal readonly record struct GridLevel(int Stride, int Anchors);
