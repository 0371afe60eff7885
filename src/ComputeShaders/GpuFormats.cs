using Silk.NET.OpenGL;
using VisionPlugin.Execution;

namespace VisionPlugin.ComputeShaders;

/// <summary>Sizes of formats, and the texels that show them.</summary>
internal static class GpuFormats
{
    /// <summary>How packed tensors lie in memory.</summary>
    public static GpuFormat Of(ActivationPrecision precision) =>
        precision == ActivationPrecision.Half ? GpuFormat.Halves : GpuFormat.Singles;

    /// <summary>How weights lie in memory.</summary>
    public static GpuFormat Of(WeightPrecision precision) => precision switch
    {
        WeightPrecision.Half => GpuFormat.Halves,
        WeightPrecision.UInt8 => GpuFormat.Bytes,
        _ => GpuFormat.Singles,
    };

    /// <summary>Bytes of a vector.</summary>
    public static int VectorBytes(this GpuFormat format) => format switch
    {
        GpuFormat.Halves => GpuTensorLayout.VectorBytes / 2,
        GpuFormat.Bytes => GpuTensorLayout.VectorBytes / 4,
        _ => GpuTensorLayout.VectorBytes,
    };

    /// <summary>The texels of vectors; those that are not floats of 32 bits are words, which the shader unpacks.</summary>
    public static InternalFormat Texel(this GpuFormat format) => format switch
    {
        GpuFormat.Halves => InternalFormat.RG32ui,
        GpuFormat.Bytes => InternalFormat.R32ui,
        _ => InternalFormat.Rgba32f,
    };
}
