using Silk.NET.OpenGL;
using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Frames;
using PixelFormat = VisionPlugin.Frames.PixelFormat;

namespace VisionPlugin.ComputeShaders.Sources;

/// <summary>
/// Brings pictures of the host to the CPU: into a pixel buffer behind a fence, which is polled. One at a time; buffers
/// are kept while pictures grow no larger. Needs OpenGL 3.3 or ES 3.0, and no compute shaders.
/// </summary>
internal sealed class FrameReadback : IDisposable
{
    private const GlTouches Touches = GlTouches.Transfers | GlTouches.Textures | GlTouches.Pixels;
    private const ulong WaitNanoseconds = 1_000_000_000;
    private const PixelType Float = (PixelType)GlFunctions.Float;

    private static readonly Swizzle Bgr = new(Swizzle.Identity.Blue, Swizzle.Identity.Green, Swizzle.Identity.Red);

    private readonly GlDevice _device;
    private readonly int _generation;
    private readonly GlFunctions _functions;
    private readonly FramebufferCopy _copy;
    private uint _framebuffer;
    private GlBuffer? _buffer;
    private GlFence _fence;
    private ColorFormat _format;
    private GpuFrame _frame;
    private Swizzle _swizzle;
    private byte[] _bytes = [];
    private float[] _floats = [];

    /// <summary>Prepares it.</summary>
    public FrameReadback(GlDevice device)
    {
        using GlStateGuard.Scope guard = device.State.Enter(Touches);
        (_device, _generation, _functions) = (device, device.Generation, new GlFunctions(device.Gl));
        _copy = new FramebufferCopy(device, _functions);
        _framebuffer = device.Gl.GenFramebuffer();
    }

    /// <summary>True while the context exists in which it was made.</summary>
    public bool IsAlive => _device.IsAlive(_generation);

    /// <summary>True between <see cref="Begin"/> and <see cref="Take"/>.</summary>
    public bool IsPending { get; private set; }

    /// <summary>True once the pixels have arrived, or are lost for good. Never blocks.</summary>
    public bool HasArrived
    {
        get
        {
            _device.VerifyThread();
            if (!IsPending || !IsAlive)
                return IsPending;
            if (_fence.IsPending && _fence.IsReached(_device))
                _fence.Delete(_device);
            return !_fence.IsPending;
        }
    }

    /// <summary>Starts the transfer of a picture as it is now; one under way is given up.</summary>
    /// <exception cref="FrameSourceException">The picture cannot be read back.</exception>
    /// <exception cref="GpuOutOfMemoryException">The driver has no memory for the transfer.</exception>
    public void Begin(GpuFrame frame)
    {
        using GlStateGuard.Scope guard = _device.State.Enter(Touches);
        _fence.Delete(_device);
        IsPending = false;
        GL gl = _device.Gl;
        gl.ActiveTexture(TextureUnit.Texture0);
        if (frame.Kind == GpuFrameKind.Framebuffer)
            frame = _copy.Copy(frame);
        TextureFacts facts = TextureFacts.Bind(_device, _functions, frame);
        gl.BindFramebuffer(FramebufferTarget.ReadFramebuffer, _framebuffer);
        Attach(frame.Name, facts.BaseLevel);
        try
        {
            Read(frame);
        }
        finally
        {
            // A texture that the host deletes is not kept by the plugin.
            Attach(0, 0);
        }

        _fence = GlFence.Insert(_device);
        IsPending = true;
    }

    /// <summary>The pixels. Blocks until they have arrived.</summary>
    /// <returns>Four bytes a pixel, which the next picture overwrites.</returns>
    /// <exception cref="GpuDeviceLostException">The context that they were in is gone.</exception>
    public Frame Take()
    {
        IsPending = false;
        if (!IsAlive)
            throw new GpuDeviceLostException("The picture was lost with its context. Begin with another one.");
        using GlStateGuard.Scope guard = _device.State.Enter(Touches);
        while (_fence.IsPending && !_fence.WaitBlocking(_device, WaitNanoseconds))
            _device.ThrowIfLost();
        _fence.Delete(_device);
        Span<byte> rgba = _bytes.AsSpan(0, 4 * _frame.Width * _frame.Height);
        if (_format.IsFloat)
        {
            Span<float> floats = _floats.AsSpan(0, rgba.Length);
            _buffer!.DownloadBlocking(floats);
            Round(floats, rgba, _frame.IsLinear);
        }
        else
        {
            _buffer!.DownloadBlocking(rgba);
            if (_frame.IsLinear && !_format.IsSrgb)
                SrgbEncoding.OfLinear(rgba);
        }

        PixelFormat order = _swizzle == Bgr ? PixelFormat.Bgra32 : PixelFormat.Rgba32;
        if (!_swizzle.IsIdentity && _swizzle != Bgr)
            _swizzle.Apply(rgba);
        return new Frame(rgba, _frame.Width, _frame.Height, order) { IsBottomUp = _frame.IsBottomUp };
    }

    /// <summary>Frees its objects, if the context that they were in still exists.</summary>
    public void Dispose()
    {
        _fence.Delete(_device);
        _buffer?.Dispose();
        _copy.Dispose();
        // Once only: a name that was deleted may be the host's by now.
        if (_framebuffer != 0 && _device.MayDelete(_generation))
            _device.Gl.DeleteFramebuffer(_framebuffer);
        (_framebuffer, IsPending) = (0, false);
    }

    private void Attach(uint texture, int level) => _device.Gl.FramebufferTexture2D(
        FramebufferTarget.ReadFramebuffer, FramebufferAttachment.ColorAttachment0, TextureTarget.Texture2D,
        texture, level);

    private unsafe void Read(GpuFrame frame)
    {
        GL gl = _device.Gl;
        if (gl.CheckFramebufferStatus(FramebufferTarget.ReadFramebuffer) != GLEnum.FramebufferComplete)
        {
            throw new FrameSourceException(
                $"Texture {frame.Name} cannot be read back for a network on the CPU: its format is none that OpenGL "
                + "renders to. Use one such as GL_RGBA8, or run the network on the GPU.");
        }

        ColorFormat format = ColorFormat.Read(_functions, GlFunctions.ColorAttachment0, frame);
        _swizzle = Swizzle.Read(_functions);
        if (_swizzle.IsIdentity && format is { Green: 0, Blue: 0 })
            _swizzle = Swizzle.Grey;
        bool isNew = MakeRoom(format, frame) | format != _format;
        (_format, _frame) = (format, frame);
        using GlErrors.HostsError hosts = isNew ? GlErrors.SetAside(gl) : default;
        _device.BarrierOfImages();
        gl.BindBuffer(BufferTargetARB.PixelPackBuffer, _buffer!.Handle);
        gl.ReadPixels(frame.Area.X, frame.FirstRow, (uint)frame.Width, (uint)frame.Height,
            Silk.NET.OpenGL.PixelFormat.Rgba, format.IsFloat ? Float : PixelType.UnsignedByte, null);
        if (isNew)
            GlErrors.Throw(_device, "reading a picture back");
    }

    // True if the buffer is another one than before.
    private bool MakeRoom(ColorFormat format, GpuFrame frame)
    {
        int count = checked(4 * frame.Width * frame.Height);
        if (_bytes.Length < count)
            _bytes = new byte[count];
        if (format.IsFloat && _floats.Length < count)
            _floats = new float[count];
        long bytes = (long)count * (format.IsFloat ? sizeof(float) : 1);
        if (_buffer is not null && _buffer.Bytes >= bytes)
            return false;
        _buffer?.Dispose();
        _buffer = new GlBuffer(_device, bytes, GlBufferUse.Readback, "VisionPlugin picture");
        return true;
    }

    private static void Round(ReadOnlySpan<float> values, Span<byte> bytes, bool isLinear)
    {
        for (int i = 0; i < bytes.Length; i++)
        {
            float v = values[i];
            bytes[i] = isLinear ? SrgbEncoding.OfLinear(v) : v > 0 ? (byte)((Math.Min(v, 1) * 255) + 0.5f) : (byte)0;
        }
    }
}
