using Silk.NET.OpenGL;

namespace VisionPlugin.ComputeShaders.Device;

/// <summary>What decides over the host's transfers of pixels: pixel store, pixel buffers, the read framebuffer.</summary>
internal sealed class GlPixelState(GL gl, bool isEs)
{
    // The default of each, and those that OpenGL ES has first.
    private static readonly (PixelStoreParameter Name, int Default)[] Parameters =
    [
        (PixelStoreParameter.UnpackAlignment, 4), (PixelStoreParameter.UnpackRowLength, 0),
        (PixelStoreParameter.UnpackSkipRows, 0), (PixelStoreParameter.UnpackSkipPixels, 0),
        (PixelStoreParameter.UnpackImageHeight, 0), (PixelStoreParameter.UnpackSkipImages, 0),
        (PixelStoreParameter.PackAlignment, 4), (PixelStoreParameter.PackRowLength, 0),
        (PixelStoreParameter.PackSkipRows, 0), (PixelStoreParameter.PackSkipPixels, 0),
        (PixelStoreParameter.UnpackSwapBytes, 0), (PixelStoreParameter.UnpackLsbFirst, 0),
        (PixelStoreParameter.PackSwapBytes, 0), (PixelStoreParameter.PackLsbFirst, 0),
    ];

    private readonly int[] _values = new int[isEs ? 10 : Parameters.Length];
    private uint _packBuffer;
    private uint _unpackBuffer;
    private uint _readFramebuffer;

    /// <summary>Notes all, and sets pixel store and pixel buffers to their defaults.</summary>
    public void Save()
    {
        for (int i = 0; i < _values.Length; i++)
        {
            (PixelStoreParameter name, int value) = Parameters[i];
            _values[i] = gl.GetInteger((GetPName)name);
            if (_values[i] != value)
                gl.PixelStore(name, value);
        }

        _packBuffer = (uint)gl.GetInteger(GetPName.PixelPackBufferBinding);
        _unpackBuffer = (uint)gl.GetInteger(GetPName.PixelUnpackBufferBinding);
        gl.BindBuffer(BufferTargetARB.PixelPackBuffer, 0);
        gl.BindBuffer(BufferTargetARB.PixelUnpackBuffer, 0);
        _readFramebuffer = (uint)gl.GetInteger(GetPName.ReadFramebufferBinding);
    }

    /// <summary>Sets all to what it was.</summary>
    public void Restore()
    {
        for (int i = 0; i < _values.Length; i++)
            gl.PixelStore(Parameters[i].Name, _values[i]);
        gl.BindBuffer(BufferTargetARB.PixelPackBuffer, _packBuffer);
        gl.BindBuffer(BufferTargetARB.PixelUnpackBuffer, _unpackBuffer);
        gl.BindFramebuffer(FramebufferTarget.ReadFramebuffer, _readFramebuffer);
    }
}
