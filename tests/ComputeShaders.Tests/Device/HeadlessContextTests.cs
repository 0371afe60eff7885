using VisionPlugin.ComputeShaders.Device;

namespace VisionPlugin.ComputeShaders.Tests.Device;

public class HeadlessContextTests
{
    [SkippableFact]
    public void The_context_works_on_another_thread_after_its_release()
    {
        using GlDevice required = Gpu.Open(GlProfile.Auto);
        using HeadlessContext context = HeadlessContext.Create();
        Assert.NotEmpty(context.Platform);
        context.Release();
        string? renderer = null;
        var thread = new Thread(() =>
        {
            context.MakeCurrent();
            renderer = GlDeviceInfo.Read(context.Gl).Renderer;
            context.Release();
        });
        thread.Start();
        thread.Join();
        required.MoveToThisThread();

        Assert.Equal(required.Info.Renderer, renderer);
    }

    [SkippableFact]
    public void A_disposed_context_says_so()
    {
        using GlDevice required = Gpu.Open(GlProfile.Auto);
        HeadlessContext context = HeadlessContext.Create();
        context.Dispose();
        context.Dispose();

        Assert.Throws<ObjectDisposedException>(context.MakeCurrent);
        required.MoveToThisThread();
    }

    [SkippableFact]
    public void Many_contexts_come_and_go()
    {
        using GlDevice required = Gpu.Open(GlProfile.Auto);
        for (int i = 0; i < 20; i++)
            GlDevice.CreateHeadless().Dispose();
        required.MoveToThisThread();
        required.ThrowIfLost();
    }
}
