using Silk.NET.OpenGL;

namespace VisionPlugin.ComputeShaders.Device;

/// <summary>Reading OpenGL's error flags.</summary>
internal static class GlErrors
{
    private const GLEnum ContextLost = (GLEnum)0x0507;

    // A driver keeps a few flags; one without a context answers with an error for ever.
    private const int MostFlags = 16;

    /// <summary>Takes all pending errors, so that the next one is the next call's. Returns the first.</summary>
    public static GLEnum Take(GL gl)
    {
        GLEnum first = gl.GetError();
        if (first != GLEnum.NoError)
        {
            for (int i = 0; i < MostFlags && gl.GetError() != GLEnum.NoError; i++)
            {
            }
        }
        return first;
    }

    /// <summary>Throws if an error is pending.</summary>
    public static void Throw(GlDevice device, string operation)
    {
        GLEnum error = Take(device.Gl);
        if (error == GLEnum.NoError)
            return;
        device.ThrowIfLost();
        throw error switch
        {
            ContextLost => new GpuDeviceLostException($"The GPU was lost in {operation}."),
            GLEnum.OutOfMemory => new GpuOutOfMemoryException($"The GPU ran out of memory in {operation}."),
            _ => new InvalidOperationException($"OpenGL reports {error} in {operation} on {device.Info}."),
        };
    }
}
