using Silk.NET.OpenGL;
using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Testing;

namespace VisionPlugin.ComputeShaders.Tests;

/// <summary>A device for a test. Without an EGL driver the test is skipped, or fails if VISION_REQUIRE=all.</summary>
internal static class Gpu
{
    /// <summary>Both kinds of OpenGL, for <c>MemberData</c>.</summary>
    public static TheoryData<GlProfile> Profiles => [GlProfile.Core, GlProfile.Es];

    /// <summary>A device with a context of its own on this thread, checking for errors after each step.</summary>
    public static GlDevice Open(GlProfile profile)
    {
        GlDevice? device = null;
        string reason = "";
        try
        {
            device = GlDevice.CreateHeadless(profile);
            device.ChecksErrors = true;
        }
        catch (GpuUnavailableException e)
        {
            reason = e.Message;
        }
        Requirement.SkipUnless(device is not null, reason);
        return device!;
    }

    /// <summary>A context on this thread, as a host has one.</summary>
    public static HeadlessContext OpenContext(GlProfile profile, HeadlessTraits traits = default)
    {
        HeadlessContext? context = null;
        string reason = "";
        try
        {
            context = HeadlessContext.Create(profile, traits);
        }
        catch (GpuUnavailableException e)
        {
            reason = e.Message;
        }
        Requirement.SkipUnless(context is not null, reason);
        return context!;
    }

    /// <summary>Destroys a device's own context behind its back, as a driver does that is unloaded.</summary>
    public static void Destroy(GlDevice device) => device.OwnContext!.Dispose();

    /// <summary>A picture as a texture, top row first.</summary>
    public static uint Upload(GL gl, TestPicture picture)
    {
        uint texture = gl.GenTexture();
        gl.BindTexture(TextureTarget.Texture2D, texture);
        gl.TexStorage2D(TextureTarget.Texture2D, 1, SizedInternalFormat.Rgba8, (uint)picture.Width, (uint)picture.Height);
        gl.TexSubImage2D<byte>(TextureTarget.Texture2D, 0, 0, 0, (uint)picture.Width, (uint)picture.Height,
            PixelFormat.Rgba, PixelType.UnsignedByte, picture.Rgba);
        return texture;
    }

    /// <summary>A framebuffer that draws to a texture.</summary>
    public static uint Framebuffer(GL gl, uint texture)
    {
        uint framebuffer = gl.GenFramebuffer();
        gl.BindFramebuffer(FramebufferTarget.ReadFramebuffer, framebuffer);
        gl.FramebufferTexture2D(FramebufferTarget.ReadFramebuffer, FramebufferAttachment.ColorAttachment0,
            TextureTarget.Texture2D, texture, 0);
        gl.BindFramebuffer(FramebufferTarget.ReadFramebuffer, 0);
        return framebuffer;
    }

    /// <summary>A library of shaders given as text, for tests of the loader and the compiler.</summary>
    public static ShaderLibrary Library(params (string Name, string Text)[] files) =>
        new(files.Select(file => KeyValuePair.Create(file.Name, () => file.Text)));
}
