namespace VisionPlugin.ComputeShaders;

/// <summary>There is no OpenGL 4.3 or OpenGL ES 3.1 driver to run on. The message says what was tried and the remedy.</summary>
public sealed class GpuUnavailableException : VisionException
{
    /// <summary>Creates the error.</summary>
    public GpuUnavailableException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
