namespace VisionPlugin.ComputeShaders;

/// <summary>
/// The driver reset the GPU, or its context was destroyed, and everything there is gone. Call <see
/// cref="GpuBackend.Recreate(Silk.NET.OpenGL.GL)"/> or <see cref="VisionRuntime.RecreateAsync"/> once there can be a
/// context again: models, workers and components stay. Whatever was under way ends with this.
/// </summary>
public sealed class GpuDeviceLostException : VisionException
{
    /// <summary>Creates the error.</summary>
    public GpuDeviceLostException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
