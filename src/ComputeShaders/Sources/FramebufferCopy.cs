using Silk.NET.OpenGL;
using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Frames;

namespace VisionPlugin.ComputeShaders.Sources;

/// <summary>
/// Copies what was drawn to a framebuffer to a texture of its own, on the GPU; samples are resolved. The texture is
/// kept while size and format stay.
/// </summary>
internal sealed class FramebufferCopy : IDisposable
{
    // Tokens that the published package's GetPName does not have.
    private const GetPName DrawFramebufferBinding = (GetPName)0x8CA6;
    private const GetPName ReadBufferBinding = (GetPName)0x0C02;

    private readonly GlDevice _device;
    private readonly int _generation;
    private readonly GlFunctions _functions;
    private (ColorFormat Format, int Width, int Height) _have;
    private uint _texture;
    private uint _framebuffer;

    public FramebufferCopy(GlDevice device, GlFunctions functions) =>
        (_device, _generation, _functions) = (device, device.Generation, functions);

    /// <summary>
    /// Copies the picture; call it within a scope of the device's state guard, which restores the read framebuffer.
    /// </summary>
    /// <returns>The copy, which the next call overwrites.</returns>
    /// <exception cref="FrameSourceException">The framebuffer cannot be copied.</exception>
    /// <exception cref="GpuOutOfMemoryException">The driver has no memory for the copy.</exception>
    public GpuFrame Copy(GpuFrame frame)
    {
        GL gl = _device.Gl;
        uint drawn = (uint)gl.GetInteger(DrawFramebufferBinding);
        if (frame.Name != 0 && !_functions.IsFramebuffer(frame.Name))
            throw new FrameSourceException($"This context has no framebuffer {frame.Name}.");
        gl.BindFramebuffer(FramebufferTarget.ReadFramebuffer, frame.Name);
        ColorFormat format = ColorFormat.Read(_device, _functions, frame);
        using GlErrors.HostsError hosts =
            _have == (format, frame.StorageWidth, frame.StorageHeight) ? default : GlErrors.SetAside(gl);
        int readBuffer = gl.GetInteger(ReadBufferBinding);
        bool scissored = IsScissored;
        try
        {
            bool isNew = Prepare(format, frame.StorageWidth, frame.StorageHeight);
            gl.BindFramebuffer(FramebufferTarget.DrawFramebuffer, _framebuffer);
            _functions.ReadBuffer(
                frame.Name == 0 ? GlFunctions.Back : GlFunctions.ColorAttachment0 + frame.Attachment);
            if (scissored)
                SetScissored(false);
            _device.BarrierOfImages();
            // The same place in both, as the resolving of samples demands.
            (int left, int low, int right, int high) =
                (frame.Area.X, frame.FirstRow, frame.Area.X + frame.Width, frame.FirstRow + frame.Height);
            gl.BlitFramebuffer(left, low, right, high, left, low, right, high, ClearBufferMask.ColorBufferBit,
                BlitFramebufferFilter.Nearest);
            if (isNew)
                GlErrors.Throw(_device, "copying a framebuffer");
        }
        finally
        {
            _functions.ReadBuffer(readBuffer);
            gl.BindFramebuffer(FramebufferTarget.DrawFramebuffer, drawn);
            if (scissored)
                SetScissored(true);
        }

        return frame.InTexture(_texture);
    }

    /// <summary>Frees the texture, if the context that it was in still exists.</summary>
    public void Dispose()
    {
        if (_framebuffer != 0 && _device.MayDelete(_generation))
        {
            _device.Gl.DeleteTexture(_texture);
            _device.Gl.DeleteFramebuffer(_framebuffer);
        }

        (_texture, _framebuffer, _have) = (0, 0, default);
    }

    // Of viewport 0 where there are several: OpenGL 4.1.
    private bool HasViewports => !_device.Info.IsEs && _device.Info.IsAtLeast((4, 1));

    private bool IsScissored => HasViewports
        ? _device.Gl.IsEnabled(EnableCap.ScissorTest, 0) : _device.Gl.IsEnabled(EnableCap.ScissorTest);

    private void SetScissored(bool on)
    {
        GL gl = _device.Gl;
        if (on && HasViewports)
            gl.Enable(EnableCap.ScissorTest, 0);
        else if (on)
            gl.Enable(EnableCap.ScissorTest);
        else if (HasViewports)
            gl.Disable(EnableCap.ScissorTest, 0);
        else
            gl.Disable(EnableCap.ScissorTest);
    }

    // True if the texture is another one than before.
    private bool Prepare(ColorFormat format, int width, int height)
    {
        if (_have == (format, width, height))
            return false;
        Dispose();
        GL gl = _device.Gl;
        GlErrors.Take(gl);
        _framebuffer = gl.GenFramebuffer();
        gl.BindFramebuffer(FramebufferTarget.DrawFramebuffer, _framebuffer);
        if (!TryAttach(format, width, height) && !TryAttach(ColorFormat.Rgba8, width, height))
        {
            Dispose();
            throw new FrameSourceException(
                $"The driver cannot copy a framebuffer of the format {format}. Give a texture.");
        }

        _have = (format, width, height);
        return true;
    }

    private bool TryAttach(ColorFormat format, int width, int height)
    {
        GL gl = _device.Gl;
        if (_texture != 0)
            gl.DeleteTexture(_texture);
        _texture = gl.GenTexture();
        gl.BindTexture(TextureTarget.Texture2D, _texture);
        format.Allocate(_device, width, height);
        if (GlErrors.Take(gl) == GLEnum.OutOfMemory)
        {
            Dispose();
            throw new GpuOutOfMemoryException(
                $"The GPU has no memory to copy a framebuffer of {width} x {height} pixels.");
        }

        gl.FramebufferTexture2D(FramebufferTarget.DrawFramebuffer, FramebufferAttachment.ColorAttachment0,
            TextureTarget.Texture2D, _texture, 0);
        return gl.CheckFramebufferStatus(FramebufferTarget.DrawFramebuffer) == GLEnum.FramebufferComplete;
    }
}
