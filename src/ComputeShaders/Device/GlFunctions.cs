using Silk.NET.OpenGL;

namespace VisionPlugin.ComputeShaders.Device;

/// <summary>
/// Functions of OpenGL about textures and framebuffers of the host that are looked up here: not every context that the
/// plugin runs in has all of them, and their parameters have no type that is the same in all versions of the package.
/// </summary>
internal sealed unsafe class GlFunctions
{
    // Tokens of the Khronos registry.
    public const int BaseLevel = 0x813C, MaxLevel = 0x813D, SwizzleRed = 0x8E42, SwizzleGreen = 0x8E43,
        SwizzleBlue = 0x8E44;
    public const int Width = 0x1000, Height = 0x1001, InternalFormat = 0x1003, RedSize = 0x805C, GreenSize = 0x805D,
        BlueSize = 0x805E, RedType = 0x8C10, DepthSize = 0x884A;
    public const int AttachedObjectType = 0x8CD0, AttachedEncoding = 0x8210, AttachedType = 0x8211,
        AttachedRedSize = 0x8212, AttachedGreenSize = 0x8213, AttachedBlueSize = 0x8214, AttachedAlphaSize = 0x8215;
    public const int Float = 0x1406, Srgb = 0x8C40, Back = 0x0405, ColorAttachment0 = 0x8CE0;

    private readonly delegate* unmanaged<uint, byte> _isTexture;
    private readonly delegate* unmanaged<uint, byte> _isFramebuffer;
    private readonly delegate* unmanaged<TextureTarget, int, int*, void> _textureParameter;
    private readonly delegate* unmanaged<TextureTarget, int, int, int*, void> _levelParameter;
    private readonly delegate* unmanaged<FramebufferTarget, int, int, int*, void> _attachmentParameter;
    private readonly delegate* unmanaged<uint, uint*, void> _deleteSamplers;
    private readonly delegate* unmanaged<uint, int, int, void> _samplerParameter;
    private readonly delegate* unmanaged<int, void> _readBuffer;

    public GlFunctions(GL gl)
    {
        _isTexture = (delegate* unmanaged<uint, byte>)Entry(gl, "glIsTexture");
        _isFramebuffer = (delegate* unmanaged<uint, byte>)Entry(gl, "glIsFramebuffer");
        _textureParameter = (delegate* unmanaged<TextureTarget, int, int*, void>)Entry(gl, "glGetTexParameteriv");
        _attachmentParameter = (delegate* unmanaged<FramebufferTarget, int, int, int*, void>)Entry(
            gl, "glGetFramebufferAttachmentParameteriv");
        _deleteSamplers = (delegate* unmanaged<uint, uint*, void>)Entry(gl, "glDeleteSamplers");
        _samplerParameter = (delegate* unmanaged<uint, int, int, void>)Entry(gl, "glSamplerParameteri");
        _readBuffer = (delegate* unmanaged<int, void>)Entry(gl, "glReadBuffer");
        if (gl.Context.TryGetProcAddress("glGetTexLevelParameteriv", out nint level))
            _levelParameter = (delegate* unmanaged<TextureTarget, int, int, int*, void>)level;
    }

    /// <summary>True if levels can be asked about: not before OpenGL ES 3.1.</summary>
    public bool KnowsLevels(GlDeviceInfo info) => _levelParameter is not null && (!info.IsEs || info.IsAtLeast((3, 1)));

    /// <summary>True for a texture, of whatever target.</summary>
    public bool IsTexture(uint name) => _isTexture(name) != 0;

    /// <summary>True for a framebuffer that was bound once.</summary>
    public bool IsFramebuffer(uint name) => _isFramebuffer(name) != 0;

    /// <summary>A parameter of the bound two-dimensional texture.</summary>
    public int Texture(int parameter)
    {
        int value = 0;
        _textureParameter(TextureTarget.Texture2D, parameter, &value);
        return value;
    }

    /// <summary>A fact about a level of the bound two-dimensional texture.</summary>
    public int Level(int level, int parameter)
    {
        int value = 0;
        _levelParameter(TextureTarget.Texture2D, level, parameter, &value);
        return value;
    }

    /// <summary>A fact about what is attached to the read framebuffer.</summary>
    public int Attachment(int attachment, int parameter)
    {
        int value = 0;
        _attachmentParameter(FramebufferTarget.ReadFramebuffer, attachment, parameter, &value);
        return value;
    }

    /// <summary>Chooses what is read of the read framebuffer: GL_BACK or an attachment.</summary>
    public void ReadBuffer(int buffer) => _readBuffer(buffer);

    /// <summary>Makes a sampler take the nearest texel of the base level, so that no other level need exist.</summary>
    public void MakeNearest(uint sampler)
    {
        const int magFilter = 0x2800, minFilter = 0x2801, nearest = 0x2600;
        _samplerParameter(sampler, minFilter, nearest);
        _samplerParameter(sampler, magFilter, nearest);
    }

    /// <summary>Frees a sampler.</summary>
    public void DeleteSampler(uint name) => _deleteSamplers(1, &name);

    /// <summary>True for integers that are not normalised, which are no brightness.</summary>
    public static bool IsInteger(int componentType) => componentType is 0x1404 or 0x1405;

    private static nint Entry(GL gl, string name) => gl.Context.GetProcAddress(name);
}
