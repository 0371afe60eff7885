using Silk.NET.OpenGL;

namespace VisionPlugin.ComputeShaders.Device;

/// <summary>What a context runs on.</summary>
/// <param name="Vendor">The driver's vendor string.</param>
/// <param name="Renderer">The driver's renderer string: the GPU, or the software rasteriser.</param>
/// <param name="Version">The driver's version string.</param>
/// <param name="IsEs">True for OpenGL ES.</param>
/// <param name="Major">Major version of OpenGL or OpenGL ES.</param>
/// <param name="Minor">Minor version of OpenGL or OpenGL ES.</param>
public sealed record GlDeviceInfo(string Vendor, string Renderer, string Version, bool IsEs, int Major, int Minor)
{
    private static readonly string[] SoftwareRenderers =
        ["llvmpipe", "softpipe", "swrast", "swiftshader", "lavapipe", "software", "microsoft basic render"];

    /// <summary>True if the renderer computes on the CPU. <c>BackendType.Auto</c> does not count such a driver as a GPU.</summary>
    public bool IsSoftware =>
        SoftwareRenderers.Any(name => Renderer.Contains(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>True for OpenGL 4.3 or later and OpenGL ES 3.1 or later.</summary>
    public bool HasComputeShaders => IsAtLeast(IsEs ? (3, 1) : (4, 3));

    /// <summary>True for OpenGL 3.3 or later and OpenGL ES 3.0 or later: pixel buffers, fences and samplers.</summary>
    internal bool HasTransfers => IsAtLeast(IsEs ? (3, 0) : (3, 3));

    /// <summary>Reads the strings and the version of the current context.</summary>
    public static GlDeviceInfo Read(GL gl)
    {
        string version = gl.GetStringS(StringName.Version) ?? throw new GpuUnavailableException(
            "No OpenGL context is current on this thread. Make the host's context current first, or use a headless one.");
        return new GlDeviceInfo(
            gl.GetStringS(StringName.Vendor),
            gl.GetStringS(StringName.Renderer),
            version,
            version.StartsWith("OpenGL ES", StringComparison.Ordinal),
            gl.GetInteger(GetPName.MajorVersion),
            gl.GetInteger(GetPName.MinorVersion));
    }

    /// <summary>True for this version of the context's own kind of OpenGL, or a later one.</summary>
    public bool IsAtLeast((int Major, int Minor) version) => (Major, Minor).CompareTo(version) >= 0;

    /// <summary>Renderer and version in one line.</summary>
    public override string ToString() =>
        $"{Renderer}, {(IsEs ? "OpenGL ES" : "OpenGL")} {Major}.{Minor}{(IsSoftware ? ", software" : "")}";
}
