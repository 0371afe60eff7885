namespace VisionPlugin.ComputeShaders.Device;

/// <summary>One way to an EGL display that needs no window: its name for messages and how to open it.</summary>
internal sealed record EglPlatform(string Name, Func<Egl, nint> OpenDisplay)
{
    private const uint SurfacelessMesa = 0x31DD;
    private const uint DeviceExt = 0x313F;

    /// <summary>The ways that this machine offers, in the order of trying.</summary>
    public static IEnumerable<EglPlatform> All(Egl egl)
    {
        if (egl.ClientExtensions.Contains("EGL_MESA_platform_surfaceless", StringComparison.Ordinal))
            yield return new("surfaceless", e => e.GetPlatformDisplay(SurfacelessMesa, 0));
        if (egl.ClientExtensions.Contains("EGL_EXT_platform_device", StringComparison.Ordinal))
        {
            int index = 0;
            foreach (nint device in egl.QueryDevices())
                yield return new($"device {index++}", e => e.GetPlatformDisplay(DeviceExt, device));
        }
        yield return new("default display", e => e.GetDefaultDisplay());
    }
}
