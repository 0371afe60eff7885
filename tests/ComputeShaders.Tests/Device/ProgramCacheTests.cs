using VisionPlugin.ComputeShaders.Device;

namespace VisionPlugin.ComputeShaders.Tests.Device;

public sealed class ProgramCacheTests : IDisposable
{
    private const string Scale = """
        #include "common/scale.glsl"
        layout(local_size_x = 64) in;
        layout(std430, binding = 0) buffer Data { float data[]; };
        uniform int count;
        void main() {
            int i = int(gl_GlobalInvocationID.x);
            if (i < count)
                data[i] = scale(data[i]);
        }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("vision-test-").FullName;

    private static ShaderLibrary Library => Gpu.Library(
        ("scale.comp", Scale), ("common/scale.glsl", "float scale(float x) { return FACTOR * x; }\n"));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [SkippableTheory]
    [MemberData(nameof(Gpu.Profiles), MemberType = typeof(Gpu))]
    public void A_program_computes_what_its_defines_say(GlProfile profile)
    {
        using GlDevice device = Gpu.Open(profile);
        using var cache = new ProgramCache(device, Library, null);

        Assert.Equal([3, 6, -9], Run(device, cache, 3, [1, 2, -3]));
        Assert.Equal([-0.5f], Run(device, cache, -0.5f, [1]));
        Assert.Equal(2, cache.Count);
        Assert.Equal([6], Run(device, cache, 3, [2]));
        Assert.Equal(2, cache.Count);
    }

    [SkippableTheory]
    [MemberData(nameof(Gpu.Profiles), MemberType = typeof(Gpu))]
    public void An_error_names_shader_defines_file_and_line(GlProfile profile)
    {
        using GlDevice device = Gpu.Open(profile);
        ShaderLibrary library = Gpu.Library(
            ("bad.comp", "#include \"common/part.glsl\"\nlayout(local_size_x = 1) in;\nvoid main() { part(); }"),
            ("common/part.glsl", "\nvoid part() {\n    float x = nowhere;\n}"));
        using var cache = new ProgramCache(device, library, null);

        var error = Assert.Throws<ShaderCompilationException>(() => cache.Get("bad.comp", new ShaderDefine("WIDTH", 3)));
        Assert.Equal("bad.comp", error.Shader);
        Assert.Equal(["WIDTH=3"], error.Defines);
        Assert.Contains("shaders/bad.comp does not compile with WIDTH=3", error.Message, StringComparison.Ordinal);
        Assert.Contains("shaders/common/part.glsl(3): ", error.Message, StringComparison.Ordinal);
        Assert.Contains("float x = nowhere;", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, cache.Count);
    }

    [SkippableTheory]
    [MemberData(nameof(Gpu.Profiles), MemberType = typeof(Gpu))]
    public void The_second_run_takes_the_binary_from_disk(GlProfile profile)
    {
        using GlDevice device = Gpu.Open(profile);
        Assert.False(FromDisk(device, 3));
        Assert.True(FromDisk(device, 3));
        Assert.False(FromDisk(device, 4));
        Assert.Empty(Directory.GetFiles(_folder, "*.tmp", SearchOption.AllDirectories));
    }

    [SkippableTheory]
    [InlineData("cut")]
    [InlineData("empty")]
    [InlineData("flipped")]
    [InlineData("foreign format")]
    [InlineData("directory")]
    public void A_damaged_binary_is_compiled_anew_and_replaced(string damage)
    {
        using GlDevice device = Gpu.Open(GlProfile.Auto);
        FromDisk(device, 3);
        string path = Assert.Single(Directory.GetFiles(_folder, "*.bin", SearchOption.AllDirectories));
        byte[] file = File.ReadAllBytes(path);
        switch (damage)
        {
            case "cut": File.WriteAllBytes(path, file[..(file.Length / 2)]); break;
            case "empty": File.WriteAllBytes(path, []); break;
            case "flipped": file[^5] ^= 1; File.WriteAllBytes(path, file); break;
            case "foreign format":
                file[32] ^= 0x55;
                System.Security.Cryptography.SHA256.HashData(file.AsSpan(32), file);
                File.WriteAllBytes(path, file);
                break;
            default: File.Delete(path); Directory.CreateDirectory(path); break;
        }

        Assert.False(FromDisk(device, 3));
        Assert.Equal(damage != "directory", FromDisk(device, 3));
    }

    [SkippableFact]
    public void A_folder_that_cannot_be_made_does_no_harm()
    {
        using GlDevice device = Gpu.Open(GlProfile.Auto);
        string file = Path.Combine(_folder, "file");
        File.WriteAllText(file, "not a folder");
        ProgramStore? store = ProgramStore.Open(device, Path.Combine(file, "below"));
        using var cache = new ProgramCache(device, Library, store);

        Assert.Equal([4], Run(device, cache, 2, [2]));
    }

    [SkippableTheory]
    [MemberData(nameof(Gpu.Profiles), MemberType = typeof(Gpu))]
    public void Dispatching_allocates_nothing(GlProfile profile)
    {
        using GlDevice device = Gpu.Open(profile);
        device.ChecksErrors = false;
        using var cache = new ProgramCache(device, Library, null);
        using var buffer = new GlBuffer(device, 256, GlBufferUse.Shaders, "data");
        using var timer = new GpuTimer(device);
        ComputeProgram program = cache.Get("scale.comp", new ShaderDefine("FACTOR", 1f));
        int count = program.Uniform("count");
        float[] values = new float[64];

        void Frame()
        {
            using GlStateGuard.Scope scope = device.State.Enter();
            timer.Begin();
            buffer.Upload<float>(values);
            buffer.Bind(0);
            buffer.Bind(0, 0, 256);
            device.Gl.UseProgram(program.Handle);
            device.Gl.Uniform1(count, 64);
            device.Dispatch(program, 1, 1, 1);
            device.Barrier();
            timer.End();
            timer.TryRead(out _);
            GlFence fence = GlFence.Insert(device);
            fence.WaitBlocking(device, 1_000_000_000);
            fence.Delete(device);
            buffer.DownloadBlocking<float>(values);
            device.ThrowIfLost();
        }

        for (int i = 0; i < 50; i++)
            Frame();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 50; i++)
            Frame();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private bool FromDisk(GlDevice device, float factor)
    {
        using var cache = new ProgramCache(device, Library, ProgramStore.Open(device, _folder));
        Assert.Equal([factor], Run(device, cache, factor, [1]));
        return cache.Get("scale.comp", new ShaderDefine("FACTOR", factor)).FromDisk;
    }

    private static float[] Run(GlDevice device, ProgramCache cache, float factor, float[] data)
    {
        ComputeProgram program = cache.Get("scale.comp", new ShaderDefine("FACTOR", factor));
        using var buffer = new GlBuffer(device, sizeof(float) * data.Length, GlBufferUse.Shaders, "data");
        buffer.Upload<float>(data);
        buffer.Bind(0);
        device.Gl.UseProgram(program.Handle);
        device.Gl.Uniform1(program.Uniform("count"), data.Length);
        device.Dispatch(program, (data.Length + 63) / 64, 1, 1);
        device.Gl.MemoryBarrier(Silk.NET.OpenGL.MemoryBarrierMask.BufferUpdateBarrierBit);
        float[] result = new float[data.Length];
        buffer.DownloadBlocking<float>(result);
        return result;
    }
}
