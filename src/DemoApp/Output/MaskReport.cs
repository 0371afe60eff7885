using System.Text.Json.Serialization;

namespace VisionPlugin.DemoApp.Output;

/// <summary>
/// What segment prints for one frame. Time is in seconds, and only there for what moves. Mask is the path of a grey
/// PNG of the frame's size, null unless results are saved.
/// </summary>
internal sealed record MaskReport(
    string Source, long Frame, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Time,
    int Width, int Height,
    string Model, string Backend, Milliseconds Ms, string? Mask, IReadOnlyList<ClassShare> Classes);
