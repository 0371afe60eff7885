namespace VisionPlugin.Benchmarks;

/// <summary>What a host felt; times in milliseconds.</summary>
/// <param name="Model">The model.</param>
/// <param name="Backend">What it ran on.</param>
/// <param name="Without">The host's work in a frame without the plugin.</param>
/// <param name="With">The same with the plugin's tick.</param>
/// <param name="Slice">The plugin's part of a frame.</param>
/// <param name="LongestLayer">The longest layer, conversion or decoding in any slice.</param>
/// <param name="OverBudget">
/// By how much slices without their longest layer exceeded the budget; negative where they did not.
/// </param>
/// <param name="LateWithout">Frames longer than a sixtieth of a second without the plugin.</param>
/// <param name="LateWith">The same with it.</param>
/// <param name="ResultsPerSecond">Results in a second with the plugin.</param>
/// <param name="PreparedIn">From adding the behaviour to its being ready, beside the frames.</param>
/// <param name="LongestPreparing">The longest tick meanwhile.</param>
internal sealed record FrameResult(
    string Model, string Backend, Percentiles Without, Percentiles With, Percentiles Slice, double LongestLayer,
    Percentiles OverBudget, int LateWithout, int LateWith, double ResultsPerSecond, double PreparedIn,
    double LongestPreparing);
