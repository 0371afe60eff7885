using System.Collections.Immutable;
using VisionPlugin.DemoApp.Output;
using VisionPlugin.DemoApp.Sources;
using VisionPlugin.Execution.Comparison;

namespace VisionPlugin.DemoApp.Reports;

/// <summary>What the page is made from.</summary>
/// <param name="Report">The comparison with times.</param>
/// <param name="Worst">The values of the worst layers.</param>
/// <param name="Input">The picture that the model was fed with; null for noise.</param>
/// <param name="Environment">Where it was made.</param>
internal sealed record ReportContent(
    CompareReport Report, ImmutableArray<LayerValues> Worst, Picture? Input, ReportEnvironment Environment);
