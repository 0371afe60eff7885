using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Execution;

namespace VisionPlugin.ComputeShaders;

/// <summary>
/// Makes <see cref="BackendType.GpuCompute"/> and <see cref="BackendType.Auto"/> known to <see cref="Backends"/>.
/// </summary>
public static class GpuBackends
{
    /// <summary>
    /// Registers both, once at the start of the program: GpuCompute with a headless context of its own, and Auto,
    /// which takes the GPU if there is a hardware driver and else the CPU. Programs that draw make a <see
    /// cref="GpuBackend"/> in their own context instead.
    /// </summary>
    public static void Register()
    {
        Backends.Register(BackendType.GpuCompute, () => GpuBackend.CreateHeadless());
        Backends.Register(BackendType.Auto, () => CreateAuto(out _));
    }

    /// <summary>
    /// The backend that <see cref="BackendType.Auto"/> stands for, which the caller owns. A software rasteriser
    /// counts as no GPU: the CPU backend makes more of the same processor.
    /// </summary>
    /// <param name="reason">Which it is and why, for people.</param>
    /// <param name="profile">The kind of OpenGL to look for.</param>
    public static IBackend CreateAuto(out string reason, GlProfile profile = GlProfile.Auto)
    {
        GpuBackend? gpu = null;
        try
        {
            gpu = GpuBackend.CreateHeadless(profile);
            if (!gpu.Device.Info.IsSoftware)
            {
                reason = $"GPU: {gpu.Description} computes in hardware";
                return gpu;
            }

            reason = $"CPU: {gpu.Device.Info.Renderer} is a software rasteriser, slower than the CPU backend";
        }
        catch (GpuUnavailableException e)
        {
            reason = $"CPU: {e.Message}";
        }

        gpu?.Dispose();
        return Backends.Create(BackendType.Cpu);
    }
}
