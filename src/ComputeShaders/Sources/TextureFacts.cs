using Silk.NET.OpenGL;
using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Frames;

namespace VisionPlugin.ComputeShaders.Sources;

/// <summary>What a shader, or whoever attaches it to a framebuffer, must know of a host's texture.</summary>
/// <param name="BaseLevel">The level that the picture is in.</param>
/// <param name="IsSrgb">True if shaders see the bytes decoded to linear light.</param>
/// <param name="IsGrey">
/// True if red stands for all three: the texture has no other channel, and its swizzle says nothing.
/// </param>
internal readonly record struct TextureFacts(int BaseLevel, bool IsSrgb, bool IsGrey)
{
    /// <summary>
    /// Binds a texture to the active unit and makes sure that it holds the picture. Allocates nothing.
    /// </summary>
    /// <exception cref="FrameSourceException">It does not.</exception>
    public static TextureFacts Bind(GlDevice device, GlFunctions functions, GpuFrame frame)
    {
        GL gl = device.Gl;
        gl.BindTexture(TextureTarget.Texture2D, 0);
        if (functions.IsTexture(frame.Name))
            gl.BindTexture(TextureTarget.Texture2D, frame.Name);
        if (gl.GetInteger(GetPName.TextureBinding2D) != frame.Name)
            throw Unbindable(gl, functions, frame.Name);
        int level = functions.Texture(GlFunctions.BaseLevel);
        if (level > functions.Texture(GlFunctions.MaxLevel))
        {
            throw new FrameSourceException($"Texture {frame.Name} is incomplete: its base level {level} is above its "
                + "maximum level. Set GL_TEXTURE_BASE_LEVEL and GL_TEXTURE_MAX_LEVEL.");
        }

        return functions.KnowsLevels(device.Info)
            ? Verify(functions, frame, level) : new TextureFacts(level, false, false);
    }

    private static TextureFacts Verify(GlFunctions functions, GpuFrame frame, int level)
    {
        int width = functions.Level(level, GlFunctions.Width), height = functions.Level(level, GlFunctions.Height);
        if (width == 0 || height == 0)
        {
            throw new FrameSourceException($"Texture {frame.Name} is incomplete: there is no image at its base level "
                + $"{level}. Fill that level, or set GL_TEXTURE_BASE_LEVEL to one that has an image.");
        }

        if ((width, height) != (frame.StorageWidth, frame.StorageHeight))
        {
            throw new FrameSourceException(
                $"Texture {frame.Name} has {width} x {height} texels at its base level {level}; it was given as "
                + $"{frame.StorageWidth} x {frame.StorageHeight}.");
        }

        if (GlFunctions.IsInteger(functions.Level(level, GlFunctions.RedType))
            || functions.Level(level, GlFunctions.DepthSize) != 0)
        {
            throw new FrameSourceException($"Texture {frame.Name} holds integers or depths, no colours. Give one of a "
                + "normalised or floating-point colour format, such as GL_RGBA8 or GL_RGBA16F.");
        }

        bool isGrey = functions.Level(level, GlFunctions.RedSize) != 0
            && functions.Level(level, GlFunctions.GreenSize) == 0 && functions.Level(level, GlFunctions.BlueSize) == 0
            && Swizzle.Read(functions).IsIdentity;
        return new TextureFacts(level, IsSrgbFormat(functions.Level(level, GlFunctions.InternalFormat)), isGrey);
    }

    // An error that binding has left is the plugin's own.
    private static FrameSourceException Unbindable(GL gl, GlFunctions functions, uint name)
    {
        if (!functions.IsTexture(name))
        {
            return new FrameSourceException(
                $"This context has no texture {name}. It must be made in the context of the backend, or in "
                + "one that shares with it, and not be deleted.");
        }

        GlErrors.Take(gl);
        return new FrameSourceException(
            $"Texture {name} is not two-dimensional: cube maps, arrays, volumes, multisampled and external textures "
            + "cannot be used. Attach the part wanted to a framebuffer and give that, or draw it to a two-dimensional "
            + "texture.");
    }

    // Khronos' registry: uncompressed, generic and S3TC, single and two channels, PVRTC, BPTC, ETC2, ASTC.
    private static bool IsSrgbFormat(int format) => format is (>= 0x8C40 and <= 0x8C4F) or 0x8FBD or 0x8FBE
        or (>= 0x8A54 and <= 0x8A57) or 0x8E8D or 0x9275 or 0x9277 or 0x9279 or (>= 0x93D0 and <= 0x93E9);
}
