using Silk.NET.OpenGL;

namespace VisionPlugin.ComputeShaders.Device;

/// <summary>
/// Asks the driver whether it has reset the GPU. Core in OpenGL 4.5 and ES 3.2, before that an extension under another
/// name, so that the entry point is looked up here; where a driver has none, a reset shows only as failing calls.
/// </summary>
internal sealed unsafe class GlResetStatus
{
    private readonly delegate* unmanaged<GLEnum> _getStatus;

    public GlResetStatus(GL gl, GlDeviceInfo info)
    {
        string? name =
            info.IsAtLeast(info.IsEs ? (3, 2) : (4, 5)) ? "glGetGraphicsResetStatus"
            : gl.IsExtensionPresent("GL_KHR_robustness") ? "glGetGraphicsResetStatusKHR"
            : gl.IsExtensionPresent("GL_ARB_robustness") ? "glGetGraphicsResetStatusARB"
            : gl.IsExtensionPresent("GL_EXT_robustness") ? "glGetGraphicsResetStatusEXT"
            : null;
        if (name is not null && gl.Context.TryGetProcAddress(name, out nint entry))
            _getStatus = (delegate* unmanaged<GLEnum>)entry;
    }

    /// <summary>What the driver says of a reset; null if there was none, or nobody can tell.</summary>
    public string? Ask() =>
        _getStatus is null || _getStatus() is var status && status == GLEnum.NoError ? null : Describe((int)status);

    // The first three are the statuses that the specification has.
    private static string Describe(int status) => "The driver reset the GPU" + status switch
    {
        0x8253 => ", because of this program (a shader ran too long or out of bounds).",
        0x8254 => ", because of another program.",
        0x8255 => ", for a reason it does not tell.",
        _ => $" (status 0x{status:X}).",
    };
}
