using VisionPlugin.ComputeShaders.Device;

namespace VisionPlugin.ComputeShaders.Tests.Device;

public class GlDeviceTests
{
    [SkippableTheory]
    [MemberData(nameof(Gpu.Profiles), MemberType = typeof(Gpu))]
    public void A_headless_device_is_of_the_kind_that_was_asked_for(GlProfile profile)
    {
        using GlDevice device = Gpu.Open(profile);

        Assert.Equal(profile == GlProfile.Es, device.Info.IsEs);
        Assert.True(device.Info.HasComputeShaders);
        Assert.Contains(device.Info.Renderer, device.Info.ToString(), StringComparison.Ordinal);
    }

    [SkippableTheory]
    [MemberData(nameof(Gpu.Profiles), MemberType = typeof(Gpu))]
    public void Limits_are_at_least_what_the_standards_promise(GlProfile profile)
    {
        using GlDevice device = Gpu.Open(profile);
        GlLimits limits = device.Limits;

        Assert.True(limits.GroupCount is { X: >= 65535, Y: >= 65535, Z: >= 65535 });
        Assert.True(limits.GroupSize is { X: >= 128, Y: >= 128, Z: >= 64 });
        Assert.True(limits.GroupInvocations >= 128);
        Assert.True(limits.SharedBytes >= 16 * 1024);
        Assert.True(limits.StorageBytes >= 1 << 24);
        Assert.True(limits.StorageBlocks >= 4);
        Assert.True(limits.StorageBindings >= limits.StorageBlocks);
        Assert.InRange(limits.StorageAlignment, 1, 256);
        Assert.True(limits.UniformBytes >= 16 * 1024);
        Assert.True(limits.UniformAlignment >= 1);
        Assert.True(limits.TextureSize >= 2048);
    }

    [Theory]
    [InlineData("llvmpipe (LLVM 15.0.6, 256 bits)", true)]
    [InlineData("softpipe", true)]
    [InlineData("ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (LLVM 10.0.0)))", true)]
    [InlineData("Apple Software Renderer", true)]
    [InlineData("NVIDIA GeForce RTX 4090/PCIe/SSE2", false)]
    [InlineData("Mesa Intel(R) UHD Graphics 620 (KBL GT2)", false)]
    public void Software_renderers_are_told_from_hardware(string renderer, bool software) =>
        Assert.Equal(software, new GlDeviceInfo("vendor", renderer, "4.6", false, 4, 6).IsSoftware);

    [Theory]
    [InlineData(false, 4, 2, false)]
    [InlineData(false, 4, 3, true)]
    [InlineData(true, 3, 0, false)]
    [InlineData(true, 3, 1, true)]
    public void Compute_shaders_need_a_version(bool es, int major, int minor, bool enough) =>
        Assert.Equal(enough, new GlDeviceInfo("v", "r", "s", es, major, minor).HasComputeShaders);

    [SkippableFact]
    public void Another_thread_is_told_whose_the_device_is()
    {
        using GlDevice device = Gpu.Open(GlProfile.Auto);
        Exception? error = null;
        var thread = new Thread(() => error = Record.Exception(device.VerifyThread));
        thread.Start();
        thread.Join();

        Assert.IsType<InvalidOperationException>(error);
        Assert.Contains($"thread {Environment.CurrentManagedThreadId}", error.Message, StringComparison.Ordinal);
        device.VerifyThread();
    }

    [SkippableFact]
    public void A_device_moves_to_another_thread_and_back()
    {
        using GlDevice device = Gpu.Open(GlProfile.Auto);
        device.LeaveThisThread();
        Exception? error = null;
        var thread = new Thread(() => error = Record.Exception(() =>
        {
            device.MoveToThisThread();
            device.VerifyThread();
            new GlBuffer(device, 16, GlBufferUse.Shaders, "elsewhere").Dispose();
            device.LeaveThisThread();
        }));
        thread.Start();
        thread.Join();

        Assert.Null(error);
        device.MoveToThisThread();
        device.VerifyThread();
    }

    [SkippableFact]
    public void Two_devices_live_side_by_side()
    {
        using GlDevice first = Gpu.Open(GlProfile.Auto);
        using (Gpu.Open(GlProfile.Auto))
        {
        }
        first.MoveToThisThread();
        using var buffer = new GlBuffer(first, 4, GlBufferUse.Shaders, "one");
        buffer.Upload<int>([7]);
        int[] read = new int[1];
        buffer.DownloadBlocking<int>(read);

        Assert.Equal([7], read);
    }

    [SkippableTheory]
    [MemberData(nameof(Gpu.Profiles), MemberType = typeof(Gpu))]
    public void A_healthy_device_is_not_lost(GlProfile profile)
    {
        using GlDevice device = Gpu.Open(profile);
        device.ThrowIfLost();
    }

    [SkippableFact]
    public void An_OpenGL_error_names_the_step_and_the_device()
    {
        using GlDevice device = Gpu.Open(GlProfile.Auto);
        device.Gl.UseProgram(uint.MaxValue);

        var error = Assert.Throws<InvalidOperationException>(() => device.Check("a deliberate mistake"));
        Assert.Contains("InvalidValue in a deliberate mistake", error.Message, StringComparison.Ordinal);
        Assert.Contains(device.Info.Renderer, error.Message, StringComparison.Ordinal);
        device.Check("the error was taken");
    }

    [SkippableFact]
    public void A_context_without_a_driver_says_so_at_once()
    {
        using GlDevice device = Gpu.Open(GlProfile.Auto);
        device.LeaveThisThread();

        var error = Assert.Throws<GpuUnavailableException>(() => new GlDevice(device.Gl));
        Assert.Contains("No OpenGL context is current", error.Message, StringComparison.Ordinal);
        device.MoveToThisThread();
    }
}
