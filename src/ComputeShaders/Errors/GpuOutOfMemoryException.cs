namespace VisionPlugin.ComputeShaders;

/// <summary>The driver has no memory left for a buffer. Use a smaller input or model, or the CPU backend.</summary>
public sealed class GpuOutOfMemoryException : VisionException
{
    /// <summary>Creates the error; <paramref name="message"/> names the buffer and its size.</summary>
    public GpuOutOfMemoryException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
