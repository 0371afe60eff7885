using Silk.NET.OpenGL;
using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Execution;

namespace VisionPlugin.ComputeShaders;

/// <summary>
/// Makes <see cref="BackendType.GpuCompute"/> and <see cref="BackendType.Auto"/> known to <see cref="Backends"/>, and
/// backends in the context of a program that draws.
/// </summary>
public static class GpuBackends
{
    /// <summary>
    /// Registers both, once at the start of the program: GpuCompute with a headless context of its own, and Auto,
    /// which takes the GPU if there is a hardware driver and else the CPU. Programs that draw call
    /// <see cref="CreateInContext(GL, out string, BackendType)"/> instead.
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

    /// <summary>
    /// A backend for the host's context, which takes its textures and framebuffers whatever it runs on: compute shaders
    /// where there is a hardware driver with them, else the CPU, to which pictures are read back without waiting.
    /// Before OpenGL 3.3 and ES 3.0 the CPU takes pixels alone.
    /// </summary>
    /// <param name="gl">
    /// The functions of the host's context, which is current on this thread and must outlive the backend.
    /// </param>
    /// <param name="reason">Which it is and why, for people.</param>
    /// <param name="type">What to run on; <see cref="BackendType.Auto"/> chooses as said.</param>
    /// <returns>A backend that the caller owns.</returns>
    /// <exception cref="GpuUnavailableException">
    /// No context is current, or compute shaders were asked for that it has not.
    /// </exception>
    public static IBackend CreateInContext(GL gl, out string reason, BackendType type = BackendType.Auto) =>
        CreateInContext(gl, GlDeviceInfo.Read(gl), out reason, type);

    /// <summary>
    /// As <see cref="CreateInContext(GL, out string, BackendType)"/>, for hosts without Silk.NET.
    /// </summary>
    /// <param name="getProcAddress">Gives the address of a function of OpenGL, or 0.</param>
    /// <param name="reason">Which it is and why, for people.</param>
    /// <param name="type">What to run on.</param>
    /// <returns>A backend that the caller owns.</returns>
    /// <exception cref="GpuUnavailableException">
    /// No context is current, or compute shaders were asked for that it has not.
    /// </exception>
    public static IBackend CreateInContext(
        Func<string, nint> getProcAddress, out string reason, BackendType type = BackendType.Auto) =>
        CreateInContext(GL.GetApi(getProcAddress), out reason, type);

    private static IBackend CreateInContext(GL gl, GlDeviceInfo info, out string reason, BackendType type)
    {
        bool isGpu = info is { HasComputeShaders: true, IsSoftware: false };
        if (type == BackendType.GpuCompute || (type == BackendType.Auto && isGpu))
        {
            reason = type == BackendType.GpuCompute ? $"GPU: asked for, {info}" : $"GPU: {info} computes in hardware";
            return new GpuBackend(gl);
        }

        string why = type != BackendType.Auto ? "asked for"
            : info.HasComputeShaders ? $"{info.Renderer} is a software rasteriser, slower than the CPU backend"
            : $"{info} has no compute shaders";
        IBackend cpu = Backends.Create(type == BackendType.Auto ? BackendType.Cpu : type);
        try
        {
            var readback = new ReadbackBackend(cpu, gl);
            reason = $"CPU: {why}; pictures are read back";
            return readback;
        }
        catch (GpuUnavailableException error)
        {
            reason = $"CPU: {why}; pixels only: {error.Message}";
            return cpu;
        }
        catch
        {
            cpu.Dispose();
            throw;
        }
    }
}
