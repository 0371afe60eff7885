using Silk.NET.OpenGL;

namespace VisionPlugin.ComputeShaders.Device;

/// <summary>
/// Asks the driver whether it has reset the GPU. Core in OpenGL 4.5 and ES 3.2, before that an extension under another
/// name, so that the entry point is looked up here; where a driver has none, a reset shows only as failing calls.
/// </summary>
internal sealed unsafe class GlResetStatus
{
    private readonly delegate* unmanaged<GLEnum> _getStatus;

    public GlResetStatus(GlDevice device)
    {
        string? name =
            device.Info.IsAtLeast(device.Info.IsEs ? (3, 2) : (4, 5)) ? "glGetGraphicsResetStatus"
            : device.Gl.IsExtensionPresent("GL_KHR_robustness") ? "glGetGraphicsResetStatusKHR"
            : device.Gl.IsExtensionPresent("GL_ARB_robustness") ? "glGetGraphicsResetStatusARB"
            : device.Gl.IsExtensionPresent("GL_EXT_robustness") ? "glGetGraphicsResetStatusEXT"
            : null;
        if (name is not null && device.Gl.Context.TryGetProcAddress(name, out nint entry))
            _getStatus = (delegate* unmanaged<GLEnum>)entry;
    }

    public void ThrowIfLost()
    {
        if (_getStatus is not null && _getStatus() is var status and not GLEnum.NoError)
            throw Lost((int)status);
    }

    // The first three are the statuses that the specification has.
    private static GpuDeviceLostException Lost(int status) => new("The driver reset the GPU" + status switch
    {
        0x8253 => ", because of this program (a shader ran too long or out of bounds).",
        0x8254 => ", because of another program.",
        0x8255 => ", for a reason it does not tell.",
        _ => $" (status 0x{status:X}).",
    } + " Dispose the worker and its context, create both anew and load the model again.");
}
