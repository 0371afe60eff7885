using VisionPlugin.ComputeShaders;
using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Testing;

namespace VisionPlugin.Fuzz.Tests.Trials;

/// <summary>A GPU for a target; without a driver the test is skipped.</summary>
internal static class FuzzGpu
{
    /// <summary>A backend on this thread, which the caller disposes. OpenGL's errors are exceptions.</summary>
    public static GpuBackend Open(GlProfile profile)
    {
        GpuBackend? backend = null;
        string reason = "";
        try
        {
            backend = GpuBackend.CreateHeadless(profile);
            backend.Device.ChecksErrors = true;
        }
        catch (GpuUnavailableException e)
        {
            reason = e.Message;
        }

        Requirement.SkipUnless(backend is not null, reason);
        return backend!;
    }
}
