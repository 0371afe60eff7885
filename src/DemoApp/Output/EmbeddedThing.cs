using System.Text.Json.Serialization;

namespace VisionPlugin.DemoApp.Output;

/// <summary>A vector.</summary>
/// <param name="Number">Its number among all of the run, from 1.</param>
/// <param name="Score">The detector's confidence; left out for whole pictures.</param>
/// <param name="Box">Left, top, right and bottom edge in pixels of the picture; left out for whole pictures.</param>
/// <param name="Vector">Its elements.</param>
internal sealed record EmbeddedThing(
    int Number,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] float? Score,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] float[]? Box,
    float[] Vector);
