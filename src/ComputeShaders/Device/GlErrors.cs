using System.Diagnostics;
using Silk.NET.OpenGL;

namespace VisionPlugin.ComputeShaders.Device;

/// <summary>
/// Reading OpenGL's error flags, and giving back what was read but is the host's. A run asks for no errors at all, so an
/// error of the host's that is pending then stays pending; where the plugin must ask (allocating, loading programs,
/// <see cref="GlDevice.ChecksErrors"/>) it takes the host's before and gives it back after.
/// </summary>
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

    /// <summary>
    /// Makes an error pending again by a call that raises it and changes nothing. One that no such call raises, as out
    /// of memory, is written to <see cref="Trace"/>.
    /// </summary>
    public static void GiveBack(GL gl, GLEnum error)
    {
        switch (error)
        {
            case GLEnum.NoError:
            case ContextLost:
                break;
            case GLEnum.InvalidEnum:
                gl.Enable(0);
                break;
            case GLEnum.InvalidValue:
                gl.BindBufferBase(BufferTargetARB.ShaderStorageBuffer, uint.MaxValue, 0);
                break;
            case GLEnum.InvalidOperation:
                uint hosts = (uint)gl.GetInteger((GetPName)BufferTargetARB.CopyReadBuffer);
                gl.BindBuffer(BufferTargetARB.CopyReadBuffer, 0);
                gl.UnmapBuffer(BufferTargetARB.CopyReadBuffer);
                gl.BindBuffer(BufferTargetARB.CopyReadBuffer, hosts);
                break;
            default:
                Trace.TraceWarning($"OpenGL error {error} of the host's was pending when the plugin had to ask for its own.");
                break;
        }
    }

    /// <summary>Keeps an error of the host's out of what is asked for in a scope.</summary>
    public static HostsError SetAside(GL gl) => new(gl, Take(gl));

    /// <summary>Throws if an error is pending.</summary>
    public static void Throw(GlDevice device, string operation)
    {
        GLEnum error = Take(device.Gl);
        if (error == GLEnum.NoError)
            return;
        device.ThrowIfLost();
        throw error switch
        {
            ContextLost => device.Lose($"The GPU was lost in {operation}."),
            GLEnum.OutOfMemory => new GpuOutOfMemoryException($"The GPU ran out of memory in {operation}."),
            _ => new InvalidOperationException($"OpenGL reports {error} in {operation} on {device.Info}."),
        };
    }

    /// <summary>The host's error, given back at the end of the scope.</summary>
    public readonly ref struct HostsError(GL gl, GLEnum error)
    {
        /// <summary>Gives it back.</summary>
        public void Dispose() => GiveBack(gl, error);
    }
}
