namespace VisionPlugin.DemoApp.Output;

/// <summary>
/// What segment prints for one frame. Mask is the path of a grey PNG of the picture's size, null unless results are saved.
/// </summary>
internal sealed record MaskReport(
    string Source, int Frame, int Width, int Height, string Model, string Backend, Milliseconds Ms, string? Mask, IReadOnlyList<ClassShare> Classes);
