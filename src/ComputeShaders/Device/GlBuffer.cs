using System.Diagnostics;
using Silk.NET.OpenGL;

namespace VisionPlugin.ComputeShaders.Device;

/// <summary>
/// A buffer on the GPU. All transfers go through the copy targets, so that no other binding changes. Owned by whoever
/// creates it, and used on the device's thread.
/// </summary>
internal sealed unsafe class GlBuffer : IDisposable
{
    private readonly GlDevice _device;
    private readonly int _generation;

    /// <summary>Allocates memory, whose content is undefined.</summary>
    /// <param name="device">The device.</param>
    /// <param name="bytes">Size; at least 1.</param>
    /// <param name="use">Who writes and reads it.</param>
    /// <param name="label">Name in messages and graphics debuggers.</param>
    /// <exception cref="GpuOutOfMemoryException">The driver has no memory for it.</exception>
    public GlBuffer(GlDevice device, long bytes, GlBufferUse use, string label)
    {
        Debug.Assert(bytes > 0);
        _device = device;
        _generation = device.Generation;
        Bytes = bytes;
        Label = label;
        GL gl = device.Gl;
        using GlErrors.HostsError hosts = GlErrors.SetAside(gl);
        Handle = gl.GenBuffer();
        gl.BindBuffer(BufferTargetARB.CopyWriteBuffer, Handle);
        gl.BufferData(BufferTargetARB.CopyWriteBuffer, (nuint)bytes, null, use switch
        {
            GlBufferUse.Constant => BufferUsageARB.StaticDraw,
            GlBufferUse.Upload => BufferUsageARB.StreamDraw,
            GlBufferUse.Readback => BufferUsageARB.StreamRead,
            _ => BufferUsageARB.DynamicCopy,
        });
        if (GlErrors.Take(gl) != GLEnum.NoError)
        {
            Dispose();
            throw new GpuOutOfMemoryException($"The GPU has no memory for buffer '{label}' of {bytes:N0} bytes. "
                + "Use a smaller input or model, or the CPU backend.");
        }
        device.Debug.Label(ObjectIdentifier.Buffer, Handle, label);
    }

    /// <summary>OpenGL's name of the buffer; 0 once disposed.</summary>
    public uint Handle { get; private set; }

    /// <summary>Size.</summary>
    public long Bytes { get; }

    /// <summary>Name in messages.</summary>
    public string Label { get; }

    /// <summary>Binds the whole buffer as storage block <paramref name="index"/>.</summary>
    public void Bind(int index) => _device.Gl.BindBufferBase(BufferTargetARB.ShaderStorageBuffer, (uint)index, Handle);

    /// <summary>
    /// Binds a part of the buffer as storage block <paramref name="index"/>. The offset must be a multiple of
    /// <see cref="GlLimits.StorageAlignment"/>.
    /// </summary>
    public void Bind(int index, long offset, long bytes)
    {
        Debug.Assert(offset % _device.Limits.StorageAlignment == 0 && offset + bytes <= Bytes && bytes > 0);
        _device.Gl.BindBufferRange(
            BufferTargetARB.ShaderStorageBuffer, (uint)index, Handle, (nint)offset, (nuint)bytes);
    }

    /// <summary>Copies host memory to <paramref name="byteOffset"/>.</summary>
    public void Upload<T>(ReadOnlySpan<T> source, long byteOffset = 0)
        where T : unmanaged
    {
        Debug.Assert(byteOffset + ((long)source.Length * sizeof(T)) <= Bytes);
        _device.Verify(_generation);
        _device.Gl.BindBuffer(BufferTargetARB.CopyWriteBuffer, Handle);
        _device.Gl.BufferSubData(BufferTargetARB.CopyWriteBuffer, (nint)byteOffset, source);
        _device.Check(Label);
    }

    /// <summary>Fills the buffer with zeros, which the GPU copies; only the first few come from the host.</summary>
    public void Clear()
    {
        Span<byte> zeros = stackalloc byte[(int)Math.Min(Bytes, 1024)];
        zeros.Clear();
        Upload<byte>(zeros);
        for (long done = zeros.Length; done < Bytes; done *= 2)
            CopyTo(this, 0, done, Math.Min(done, Bytes - done));
    }

    /// <summary>Copies <paramref name="bytes"/> bytes of this buffer to another one, on the GPU.</summary>
    public void CopyTo(GlBuffer destination, long sourceOffset, long destinationOffset, long bytes)
    {
        _device.Verify(_generation);
        GL gl = _device.Gl;
        gl.BindBuffer(BufferTargetARB.CopyReadBuffer, Handle);
        gl.BindBuffer(BufferTargetARB.CopyWriteBuffer, destination.Handle);
        gl.CopyBufferSubData(CopyBufferSubDataTarget.CopyReadBuffer, CopyBufferSubDataTarget.CopyWriteBuffer,
            (nint)sourceOffset, (nint)destinationOffset, (nuint)bytes);
        _device.Check(Label);
    }

    /// <summary>
    /// Copies the bytes from <paramref name="byteOffset"/> to host memory. Blocks until the GPU has finished with the
    /// buffer; shader writes must be behind a barrier with <c>BufferUpdateBarrierBit</c>.
    /// </summary>
    /// <exception cref="GpuDeviceLostException">The driver cannot show the buffer any more.</exception>
    public void DownloadBlocking<T>(Span<T> destination, long byteOffset = 0)
        where T : unmanaged
    {
        if (destination.IsEmpty)
            return;
        long bytes = (long)destination.Length * sizeof(T);
        Debug.Assert(byteOffset + bytes <= Bytes);
        _device.Verify(_generation);
        GL gl = _device.Gl;
        gl.BindBuffer(BufferTargetARB.CopyReadBuffer, Handle);
        void* mapped = gl.MapBufferRange(
            BufferTargetARB.CopyReadBuffer, (nint)byteOffset, (nuint)bytes, MapBufferAccessMask.ReadBit);
        if (mapped is not null)
            new ReadOnlySpan<T>(mapped, destination.Length).CopyTo(destination);
        if (mapped is null || !gl.UnmapBuffer(BufferTargetARB.CopyReadBuffer))
        {
            GlErrors.Throw(_device, $"reading buffer '{Label}'");
            throw _device.Lose($"The driver lost buffer '{Label}'.");
        }
    }

    /// <summary>True while the context exists in which it was made.</summary>
    public bool IsAlive => _device.IsAlive(_generation);

    /// <summary>Frees the memory, if the context that it was in still exists.</summary>
    public void Dispose()
    {
        if (Handle != 0 && _device.MayDelete(_generation))
            _device.Gl.DeleteBuffer(Handle);
        Handle = 0;
    }
}
