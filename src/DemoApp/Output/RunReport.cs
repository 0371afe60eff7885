namespace VisionPlugin.DemoApp.Output;

/// <summary>What run prints.</summary>
/// <param name="Model">The network, as it was named.</param>
/// <param name="Backend">What it ran on.</param>
/// <param name="Ms">Milliseconds of the run with the results' way back, without loading and preparing.</param>
/// <param name="PeakMemoryBytes">
/// The most memory that the process has had, loading included; with a GPU driver, what it keeps in the process too.
/// </param>
/// <param name="Outputs">The files.</param>
internal sealed record RunReport(string Model, string Backend, double Ms, long PeakMemoryBytes, IReadOnlyList<WrittenTensor> Outputs);
