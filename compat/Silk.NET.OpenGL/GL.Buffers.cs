namespace Silk.NET.OpenGL;

// Buffers.
public unsafe partial class GL
{
    private nint _bindBuffer, _bindBufferBase, _bindBufferRange, _bufferData, _bufferSubData, _mapBufferRange,
        _unmapBuffer, _copyBufferSubData, _genBuffers, _deleteBuffers;

    public void BindBuffer(BufferTargetARB target, uint buffer) =>
        ((delegate* unmanaged<BufferTargetARB, uint, void>)Entry(ref _bindBuffer, "glBindBuffer"))(target, buffer);

    public void BindBufferBase(BufferTargetARB target, uint index, uint buffer) =>
        ((delegate* unmanaged<BufferTargetARB, uint, uint, void>)Entry(ref _bindBufferBase, "glBindBufferBase"))
        (target, index, buffer);

    public void BindBufferRange(BufferTargetARB target, uint index, uint buffer, nint offset, nuint size) =>
        ((delegate* unmanaged<BufferTargetARB, uint, uint, nint, nuint, void>)
        Entry(ref _bindBufferRange, "glBindBufferRange"))(target, index, buffer, offset, size);

    public void BufferData(BufferTargetARB target, nuint size, void* data, BufferUsageARB usage) =>
        ((delegate* unmanaged<BufferTargetARB, nuint, void*, BufferUsageARB, void>)
        Entry(ref _bufferData, "glBufferData"))(target, size, data, usage);

    public void BufferSubData(BufferTargetARB target, nint offset, nuint size, void* data) =>
        ((delegate* unmanaged<BufferTargetARB, nint, nuint, void*, void>)Entry(ref _bufferSubData, "glBufferSubData"))
        (target, offset, size, data);

    public void* MapBufferRange(BufferTargetARB target, nint offset, nuint length, MapBufferAccessMask access) =>
        ((delegate* unmanaged<BufferTargetARB, nint, nuint, MapBufferAccessMask, void*>)
        Entry(ref _mapBufferRange, "glMapBufferRange"))(target, offset, length, access);

    public bool UnmapBuffer(BufferTargetARB target) =>
        ((delegate* unmanaged<BufferTargetARB, byte>)Entry(ref _unmapBuffer, "glUnmapBuffer"))(target) != 0;

    public void CopyBufferSubData(CopyBufferSubDataTarget readTarget, CopyBufferSubDataTarget writeTarget,
        nint readOffset, nint writeOffset, nuint size) =>
        ((delegate* unmanaged<CopyBufferSubDataTarget, CopyBufferSubDataTarget, nint, nint, nuint, void>)
        Entry(ref _copyBufferSubData, "glCopyBufferSubData"))(readTarget, writeTarget, readOffset, writeOffset, size);

    public uint GenBuffer() => Gen(ref _genBuffers, "glGenBuffers");

    public void DeleteBuffer(uint buffers) => Delete(ref _deleteBuffers, "glDeleteBuffers", buffers);

    public void BufferData<T0>(BufferTargetARB target, ReadOnlySpan<T0> data, BufferUsageARB usage)
        where T0 : unmanaged
    {
        fixed (T0* pointer = data)
            BufferData(target, (nuint)data.Length * (nuint)sizeof(T0), pointer, usage);
    }

    public void BufferSubData<T0>(BufferTargetARB target, nint offset, ReadOnlySpan<T0> data)
        where T0 : unmanaged
    {
        fixed (T0* pointer = data)
            BufferSubData(target, offset, (nuint)data.Length * (nuint)sizeof(T0), pointer);
    }
}
