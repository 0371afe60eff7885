using System.Text.Json.Serialization;

namespace VisionPlugin.DemoApp.Output;

/// <summary>What embed prints last, of two vectors or more.</summary>
/// <param name="Metric">What distance means.</param>
/// <param name="Distances">Of every vector to every one; left out for more than a thousand, as their file has it all.</param>
/// <param name="Threshold">Closer than this is the same; left out where nobody said.</param>
/// <param name="Same">The pairs that are closer, by number; left out without a threshold.</param>
/// <param name="Groups">The numbers of those that belong together; left out without a threshold.</param>
internal sealed record DistanceReport(
    string Metric,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<float[]>? Distances,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] float? Threshold,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<int[]>? Same,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<int[]>? Groups);
