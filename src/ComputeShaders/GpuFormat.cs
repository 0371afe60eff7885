namespace VisionPlugin.ComputeShaders;

/// <summary>How the vectors of a binding lie in memory. The numbers are WEIGHT_FORMAT of common/weights.glsl.</summary>
internal enum GpuFormat
{
    /// <summary>Four floats of 32 bits.</summary>
    Singles,

    /// <summary>Four halves in two words.</summary>
    Halves,

    /// <summary>Four bytes in a word: quantised weights.</summary>
    Bytes,
}
