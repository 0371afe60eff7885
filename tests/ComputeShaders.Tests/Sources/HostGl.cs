using Silk.NET.OpenGL;

namespace VisionPlugin.ComputeShaders.Tests.Sources;

/// <summary>What a host does in its context to have something to look at. Objects go with the context.</summary>
internal static unsafe class HostGl
{
    public const int Rgb8 = 0x8051, Rgba8 = 0x8058, Rgb10A2 = 0x8059, R8 = 0x8229, Rg8 = 0x822B, R16f = 0x822D,
        Rgba32f = 0x8814, Rgba16f = 0x881A, R11fG11fB10f = 0x8C3A, Rgb9E5 = 0x8C3D, Srgb8 = 0x8C41, Srgb8Alpha8 = 0x8C43,
        Rgba8ui = 0x8D7C,
        Depth = 0x81A6;

    public const int Red = 0x1903, Green = 0x1904, Blue = 0x1905, Alpha = 0x1906, One = 1, Zero = 0;

    private const int Rgb = 0x1907, Rgba = 0x1908, Rg = 0x8227;

    /// <summary>
    /// A texture of one level with the filters that OpenGL starts with, which ask for levels that it lacks.
    /// </summary>
    public static uint Texture<T>(GL gl, int format, int width, int height, ReadOnlySpan<T> data, bool isMutable = false)
        where T : unmanaged
    {
        uint texture = gl.GenTexture();
        gl.BindTexture(TextureTarget.Texture2D, texture);
        gl.PixelStore(PixelStoreParameter.UnpackAlignment, 1);
        int channels = format switch
        {
            R8 or R16f => Red,
            Rg8 => Rg,
            Rgb8 or Srgb8 or R11fG11fB10f or Rgb9E5 => Rgb,
            _ => Rgba,
        };
        PixelType type = format == Rgb10A2 ? (PixelType)0x8368 : typeof(T) == typeof(float) ? (PixelType)0x1406
            : PixelType.UnsignedByte;
        fixed (T* pixels = data)
        {
            if (isMutable)
            {
                gl.TexImage2D(TextureTarget.Texture2D, 0, (InternalFormat)format, (uint)width, (uint)height, 0,
                    (PixelFormat)channels, type, pixels);
            }
            else
            {
                gl.TexStorage2D(TextureTarget.Texture2D, 1, (SizedInternalFormat)format, (uint)width, (uint)height);
                gl.TexSubImage2D(TextureTarget.Texture2D, 0, 0, 0, (uint)width, (uint)height,
                    (PixelFormat)channels, type, pixels);
            }
        }

        Assert.Equal(GLEnum.NoError, gl.GetError());
        return texture;
    }

    public static void Set(GL gl, int parameter, int value) =>
        gl.TexParameter(TextureTarget.Texture2D, (TextureParameterName)parameter, value);

    /// <summary>Sets what shaders get as red, green and blue of the bound texture.</summary>
    public static void Swizzle(GL gl, int red, int green, int blue)
    {
        Set(gl, 0x8E42, red);
        Set(gl, 0x8E43, green);
        Set(gl, 0x8E44, blue);
    }

    /// <summary>A framebuffer with textures as its attachments, read from the first.</summary>
    public static uint Framebuffer(GL gl, params ReadOnlySpan<uint> textures)
    {
        uint framebuffer = gl.GenFramebuffer();
        gl.BindFramebuffer(FramebufferTarget.Framebuffer, framebuffer);
        for (int i = 0; i < textures.Length; i++)
        {
            gl.FramebufferTexture2D(FramebufferTarget.Framebuffer, FramebufferAttachment.ColorAttachment0 + i,
                TextureTarget.Texture2D, textures[i], 0);
        }

        gl.BindFramebuffer(FramebufferTarget.Framebuffer, 0);
        return framebuffer;
    }

    /// <summary>A framebuffer of four samples a pixel that is one colour.</summary>
    public static uint Multisampled(GL gl, int format, int width, int height, float red, float green, float blue)
    {
        uint renderbuffer = 0;
        ((delegate* unmanaged<uint, uint*, void>)Entry(gl, "glGenRenderbuffers"))(1, &renderbuffer);
        ((delegate* unmanaged<int, uint, void>)Entry(gl, "glBindRenderbuffer"))(0x8D41, renderbuffer);
        ((delegate* unmanaged<int, int, int, int, int, void>)Entry(gl, "glRenderbufferStorageMultisample"))(
            0x8D41, 4, format, width, height);
        uint framebuffer = gl.GenFramebuffer();
        gl.BindFramebuffer(FramebufferTarget.Framebuffer, framebuffer);
        ((delegate* unmanaged<int, int, int, uint, void>)Entry(gl, "glFramebufferRenderbuffer"))(
            0x8D40, 0x8CE0, 0x8D41, renderbuffer);
        gl.ClearColor(red, green, blue, 1);
        gl.Clear(ClearBufferMask.ColorBufferBit);
        gl.BindFramebuffer(FramebufferTarget.Framebuffer, 0);
        Assert.Equal(GLEnum.NoError, gl.GetError());
        return framebuffer;
    }

    private static nint Entry(GL gl, string name) => gl.Context.GetProcAddress(name);
}
