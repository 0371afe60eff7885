namespace VisionPlugin.ComputeShaders.Device;

/// <summary>Who writes and who reads a buffer, for the driver's choice of memory.</summary>
internal enum GlBufferUse
{
    /// <summary>Shaders write and read it: activations.</summary>
    Shaders,

    /// <summary>Written once by the host, read by shaders: weights.</summary>
    Constant,

    /// <summary>Written by the host each frame.</summary>
    Upload,

    /// <summary>Copied to on the GPU, then read by the host.</summary>
    Readback,
}
