namespace VisionPlugin.DemoApp.Output;

/// <summary>
/// What inspect prints: the network as it is loaded, then as it is run. Figures are null where nodes are unsupported, as
/// such a network cannot be loaded.
/// </summary>
/// <param name="Model">Name or file.</param>
/// <param name="Nodes">Number of nodes.</param>
/// <param name="Parameters">Number of weights.</param>
/// <param name="RunningStatistics">Means and variances of batch normalisations, which are not counted as weights.</param>
/// <param name="Macs">Multiply-accumulate operations of a run.</param>
/// <param name="PeakBytes">Memory that all activations share over time.</param>
/// <param name="Inputs">Inputs as declared.</param>
/// <param name="Outputs">Outputs with their shapes.</param>
/// <param name="Operators">Number of nodes of each operator.</param>
/// <param name="Unsupported">What the plugin cannot run, with the reason.</param>
/// <param name="GpuUnsupported">What has no GPU kernel, with the reason; null without a driver.</param>
/// <param name="Optimized">The network as it is run.</param>
/// <param name="Graph">The nodes as loaded, in order.</param>
/// <param name="Recognized">How the network is understood without a card; null if it has one or is of no known family.</param>
/// <param name="Unreduced">
/// What keeps its weights in single precision although --precision says otherwise, with the reason; null without a driver.
/// </param>
internal sealed record InspectReport(
    string Model, int? Nodes, long? Parameters, long? RunningStatistics, long? Macs, long? PeakBytes,
    IReadOnlyList<InspectedValue> Inputs, IReadOnlyList<InspectedValue> Outputs,
    IReadOnlyDictionary<string, int> Operators, IReadOnlyList<string> Unsupported, IReadOnlyList<string>? GpuUnsupported,
    InspectedGraph? Optimized, IReadOnlyList<InspectedNode> Graph, string? Recognized = null,
    IReadOnlyList<string>? Unreduced = null);
