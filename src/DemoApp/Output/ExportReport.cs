namespace VisionPlugin.DemoApp.Output;

/// <summary>What export prints.</summary>
/// <param name="Model">The model as the user named it.</param>
/// <param name="Files">The ONNX file, and that of its weights where they did not fit into the first.</param>
/// <param name="Card">The card that was copied beside it; null if the model has none.</param>
/// <param name="Bytes">Bytes of the files without the card.</param>
/// <param name="Nodes">Nodes of the network; what ONNX has no single operator for is written as several.</param>
internal sealed record ExportReport(string Model, IReadOnlyList<string> Files, string? Card, long Bytes, int Nodes);
