using Silk.NET.OpenGL;
using VisionPlugin.ComputeShaders.Device;

namespace VisionPlugin.ComputeShaders.Tests.Device;

public class GlBufferTests
{
    [SkippableTheory]
    [MemberData(nameof(Gpu.Profiles), MemberType = typeof(Gpu))]
    public void What_is_uploaded_comes_back(GlProfile profile)
    {
        using GlDevice device = Gpu.Open(profile);
        float[] data = [.. Enumerable.Range(0, 1000).Select(i => i * 0.5f)];
        float[] patch = [-1, -2, -3];
        float[] read = new float[1000];
        foreach (GlBufferUse use in Enum.GetValues<GlBufferUse>())
        {
            using var buffer = new GlBuffer(device, sizeof(float) * data.Length, use, $"{use}");
            buffer.Upload<float>(data);
            buffer.Upload<float>(patch, 10 * sizeof(float));
            buffer.DownloadBlocking<float>(read);

            Assert.Equal([.. data[..10], .. patch, .. data[13..]], read);
            float[] part = new float[2];
            buffer.DownloadBlocking<float>(part, 12 * sizeof(float));
            Assert.Equal([-3, 6.5f], part);
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Gpu.Profiles), MemberType = typeof(Gpu))]
    public void A_part_is_copied_on_the_GPU_and_waited_for_with_a_fence(GlProfile profile)
    {
        using GlDevice device = Gpu.Open(profile);
        using var source = new GlBuffer(device, 64, GlBufferUse.Shaders, "source");
        using var destination = new GlBuffer(device, 64, GlBufferUse.Readback, "destination");
        source.Upload<byte>([.. Enumerable.Range(0, 64).Select(i => (byte)i)]);
        destination.Upload<byte>(new byte[64]);

        source.CopyTo(destination, 16, 8, 4);
        GlFence fence = GlFence.Insert(device);
        Assert.True(fence.IsPending);
        Assert.True(fence.WaitBlocking(device, 10_000_000_000));
        Assert.True(fence.IsReached(device));
        fence.Delete(device);
        Assert.False(fence.IsPending);

        byte[] read = new byte[16];
        destination.DownloadBlocking<byte>(read);
        Assert.Equal([0, 0, 0, 0, 0, 0, 0, 0, 16, 17, 18, 19, 0, 0, 0, 0], read);
    }

    [SkippableFact]
    public void Transfers_leave_the_storage_binding_alone()
    {
        using GlDevice device = Gpu.Open(GlProfile.Auto);
        using var bound = new GlBuffer(device, 64, GlBufferUse.Shaders, "bound");
        bound.Bind(0);
        using var other = new GlBuffer(device, 64, GlBufferUse.Shaders, "other");
        other.Upload<int>([1, 2, 3]);
        other.DownloadBlocking<int>(new int[3]);

        Assert.Equal((int)bound.Handle, device.Gl.GetInteger(GetPName.ShaderStorageBufferBinding, 0u));
        Assert.Equal((int)bound.Handle, device.Gl.GetInteger(GetPName.ShaderStorageBufferBinding));
    }

    [SkippableTheory]
    [MemberData(nameof(Gpu.Profiles), MemberType = typeof(Gpu))]
    public void More_memory_than_there_is_gives_a_typed_error(GlProfile profile)
    {
        using GlDevice device = Gpu.Open(profile);

        var error = Assert.Throws<GpuOutOfMemoryException>(
            () => new GlBuffer(device, 1L << 50, GlBufferUse.Shaders, "conv1.out"));
        Assert.Contains("'conv1.out'", error.Message, StringComparison.Ordinal);
        using var small = new GlBuffer(device, 16, GlBufferUse.Shaders, "small");
    }
}
