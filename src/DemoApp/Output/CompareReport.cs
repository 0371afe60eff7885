namespace VisionPlugin.DemoApp.Output;

/// <summary>What compare prints: the first backend is what the others are compared with.</summary>
internal sealed record CompareReport(
    string Model, string? Source, IReadOnlyList<string> Backends, string Precision, double Atol, double Rtol,
    double OutputTolerance, bool Pass, string? FirstFailure,
    IReadOnlyList<ComparedLayer> Layers, IReadOnlyList<ComparedOutput> Outputs);
