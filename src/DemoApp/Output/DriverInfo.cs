namespace VisionPlugin.DemoApp.Output;

/// <summary>A graphics driver.</summary>
/// <param name="Renderer">The GPU, or the software rasteriser.</param>
/// <param name="Vendor">Who made the driver.</param>
/// <param name="Version">The driver's own version text.</param>
/// <param name="Api">Interface and version: <c>OpenGL 4.5</c>.</param>
/// <param name="Hardware">False if it computes on the CPU.</param>
/// <param name="Limits">What shaders may use.</param>
internal sealed record DriverInfo(
    string Renderer, string Vendor, string Version, string Api, bool Hardware, IReadOnlyDictionary<string, long> Limits);
