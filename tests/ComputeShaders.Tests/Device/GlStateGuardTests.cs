using Silk.NET.OpenGL;
using VisionPlugin.ComputeShaders.Device;

namespace VisionPlugin.ComputeShaders.Tests.Device;

public class GlStateGuardTests
{
    private const TextureTarget CubeMap = (TextureTarget)0x8513;

    private static readonly int[] Tokens =
    [
        (int)GetPName.CurrentProgram, (int)GetPName.ActiveTexture, (int)GetPName.ReadFramebufferBinding,
        (int)GetPName.ShaderStorageBufferBinding,
        (int)GetPName.PixelPackBufferBinding, (int)GetPName.PixelUnpackBufferBinding,
        (int)BufferTargetARB.CopyReadBuffer, (int)BufferTargetARB.CopyWriteBuffer,
        (int)GetPName.DispatchIndirectBufferBinding,
        (int)GetPName.UnpackAlignment, (int)GetPName.UnpackRowLength, (int)GetPName.UnpackSkipRows,
        (int)GetPName.UnpackSkipPixels, (int)GetPName.UnpackImageHeight, (int)GetPName.UnpackSkipImages,
        (int)GetPName.PackAlignment, (int)GetPName.PackRowLength, (int)GetPName.PackSkipRows, (int)GetPName.PackSkipPixels,
    ];

    private static readonly int[] DesktopTokens =
    [
        (int)GetPName.UnpackSwapBytes, (int)GetPName.UnpackLsbFirst, (int)GetPName.PackSwapBytes, (int)GetPName.PackLsbFirst,
    ];

    // GL_IMAGE_BINDING_NAME, _LEVEL, _LAYERED, _LAYER, _ACCESS, _FORMAT
    private static readonly int[] ImageTokens = [0x8F3A, 0x8F3B, 0x8F3C, 0x8F3D, 0x8F3E, 0x906E];

    [SkippableTheory]
    [MemberData(nameof(Gpu.Profiles), MemberType = typeof(Gpu))]
    public void Whatever_the_plugin_touches_is_as_before(GlProfile profile)
    {
        using GlDevice device = Gpu.Open(profile);
        using var programs = new ProgramCache(
            device, Gpu.Library(("a.comp", "layout(local_size_x = 1) in; void main() {}")), null);
        Touch(device, programs, seed: 1);
        string[] before = Snapshot(device);

        using (device.State.Enter())
        {
            Touch(device, programs, seed: 2);
            // Shows that the snapshot sees each of the changes.
            Assert.All(before.Zip(Snapshot(device)), pair => Assert.NotEqual(pair.First, pair.Second));
            using (device.State.Enter())
                Touch(device, programs, seed: 3);
        }

        Assert.Equal(before, Snapshot(device));
        device.Check("the end");
    }

    [SkippableTheory]
    [MemberData(nameof(Gpu.Profiles), MemberType = typeof(Gpu))]
    public void A_fresh_context_is_left_fresh(GlProfile profile)
    {
        using GlDevice device = Gpu.Open(profile);
        using var programs = new ProgramCache(
            device, Gpu.Library(("a.comp", "layout(local_size_x = 1) in; void main() {}")), null);
        string[] before = Snapshot(device);
        using (device.State.Enter())
            Touch(device, programs, seed: 1);

        Assert.Equal(before, Snapshot(device));
        device.Check("the end");
    }

    [SkippableFact]
    public void Inside_pixel_transfers_have_their_defaults()
    {
        using GlDevice device = Gpu.Open(GlProfile.Auto);
        using var buffer = new GlBuffer(device, 64, GlBufferUse.Shaders, "host's");
        device.Gl.PixelStore(PixelStoreParameter.UnpackAlignment, 1);
        device.Gl.PixelStore(PixelStoreParameter.PackRowLength, 77);
        device.Gl.BindBuffer(BufferTargetARB.PixelUnpackBuffer, buffer.Handle);
        using (device.State.Enter())
        {
            Assert.Equal(4, device.Gl.GetInteger(GetPName.UnpackAlignment));
            Assert.Equal(0, device.Gl.GetInteger(GetPName.PackRowLength));
            Assert.Equal(0, device.Gl.GetInteger(GetPName.PixelUnpackBufferBinding));
        }
        Assert.Equal(1, device.Gl.GetInteger(GetPName.UnpackAlignment));
        Assert.Equal(77, device.Gl.GetInteger(GetPName.PackRowLength));
        Assert.Equal((int)buffer.Handle, device.Gl.GetInteger(GetPName.PixelUnpackBufferBinding));
    }

    // Binds and sets everything that kernels may, each to something that depends on the seed.
    private static unsafe void Touch(GlDevice device, ProgramCache programs, int seed)
    {
        GL gl = device.Gl;
        gl.UseProgram(programs.Get("a.comp", new ShaderDefine("SEED", seed)).Handle);
        int step = Math.Max(device.Limits.StorageAlignment, device.Limits.UniformAlignment);
        for (uint i = 0; i < Math.Min(GlStateGuard.StorageBlocks, device.Limits.StorageBindings); i++)
            gl.BindBufferRange(BufferTargetARB.ShaderStorageBuffer, i, NewBuffer(gl, step), seed * step, (nuint)(16 * seed));
        foreach (BufferTargetARB target in (ReadOnlySpan<BufferTargetARB>)
            [
                BufferTargetARB.ShaderStorageBuffer, BufferTargetARB.PixelPackBuffer,
                BufferTargetARB.PixelUnpackBuffer, BufferTargetARB.CopyReadBuffer, BufferTargetARB.CopyWriteBuffer,
                BufferTargetARB.DispatchIndirectBuffer,
            ])
        {
            gl.BindBuffer(target, NewBuffer(gl, step));
        }
        gl.BindBuffer(BufferTargetARB.PixelUnpackBuffer, 0); // or creating a texture would read from it
        for (uint i = 0; i < GlStateGuard.TextureUnits; i++)
        {
            gl.ActiveTexture(TextureUnit.Texture0 + (int)i);
            uint texture = gl.GenTexture();
            gl.BindTexture(TextureTarget.Texture2D, texture);
            gl.TexStorage2D(TextureTarget.Texture2D, 4, SizedInternalFormat.Rgba8, 8, 8);
            gl.BindSampler(i, gl.GenSampler());
            (bool layered, InternalFormat format) = seed % 2 == 0 ? (true, InternalFormat.Rgba8) : (false, InternalFormat.R32f);
            BufferAccessARB access = seed switch
            {
                1 => BufferAccessARB.ReadOnly,
                2 => BufferAccessARB.WriteOnly,
                _ => BufferAccessARB.ReadWrite,
            };
            // Layers exist in a cube map.
            uint cube = gl.GenTexture();
            gl.BindTexture(CubeMap, cube);
            gl.TexStorage2D(CubeMap, 4, SizedInternalFormat.Rgba8, 8, 8);
            gl.BindImageTexture(i, cube, seed % 4, layered, layered ? 0 : seed, access, format);
        }
        gl.ActiveTexture(TextureUnit.Texture0 + (10 * seed));
        gl.BindBuffer(BufferTargetARB.PixelUnpackBuffer, NewBuffer(gl, step));
        gl.BindFramebuffer(FramebufferTarget.ReadFramebuffer, gl.GenFramebuffer());
        PixelStoreParameter[] all = device.Info.IsEs
            ? [.. Tokens.Where(t => Enum.IsDefined((PixelStoreParameter)t)).Select(t => (PixelStoreParameter)t)]
            : [.. Tokens.Concat(DesktopTokens).Where(t => Enum.IsDefined((PixelStoreParameter)t)).Select(t => (PixelStoreParameter)t)];
        foreach (PixelStoreParameter name in all)
        {
            int value = name is PixelStoreParameter.PackAlignment or PixelStoreParameter.UnpackAlignment ? 1 << (seed % 4)
                : DesktopTokens.Contains((int)name) ? seed % 2 : seed;
            gl.PixelStore(name, value);
        }
        device.Check("touching");
    }

    private static uint NewBuffer(GL gl, int step)
    {
        uint buffer = gl.GenBuffer();
        gl.BindBuffer(BufferTargetARB.ArrayBuffer, buffer);
        gl.BufferData<byte>(BufferTargetARB.ArrayBuffer, new byte[8 * step], BufferUsageARB.StaticDraw);
        return buffer;
    }

    private static string[] Snapshot(GlDevice device)
    {
        GL gl = device.Gl;
        var state = new List<string>();
        foreach (int token in device.Info.IsEs ? Tokens : [.. Tokens, .. DesktopTokens])
            state.Add($"0x{token:X} = {gl.GetInteger((GetPName)token)}");
        for (uint i = 0; i < Math.Min(GlStateGuard.StorageBlocks, device.Limits.StorageBindings); i++)
        {
            state.Add($"storage {i} = {gl.GetInteger(GetPName.ShaderStorageBufferBinding, i)}");
            state.Add($"storage start {i} = {gl.GetInteger64(GetPName.ShaderStorageBufferStart, i)}");
            state.Add($"storage size {i} = {gl.GetInteger64(GetPName.ShaderStorageBufferSize, i)}");
        }
        int active = gl.GetInteger(GetPName.ActiveTexture);
        for (uint i = 0; i < GlStateGuard.TextureUnits; i++)
        {
            gl.ActiveTexture(TextureUnit.Texture0 + (int)i);
            state.Add($"texture {i} = {gl.GetInteger(GetPName.TextureBinding2D)}");
            state.Add($"sampler {i} = {gl.GetInteger(GetPName.SamplerBinding)}");
            foreach (int token in ImageTokens)
                state.Add($"image {i} 0x{token:X} = {gl.GetInteger((GetPName)token, i)}");
        }
        gl.ActiveTexture((TextureUnit)active);
        return [.. state];
    }
}
