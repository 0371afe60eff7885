namespace VisionPlugin.ComputeShaders;

/// <summary>
/// The driver reset the GPU, and everything on it is gone. Dispose the worker and its context, create both anew and load
/// the model again.
/// </summary>
public sealed class GpuDeviceLostException : VisionException
{
    /// <summary>Creates the error.</summary>
    public GpuDeviceLostException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
