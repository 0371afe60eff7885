namespace Silk.NET.OpenGL;

// Vertex arrays, drawing and where it goes.
public unsafe partial class GL
{
    private nint _drawArraysIndirect, _bindVertexArray, _drawArrays, _drawArraysInstanced, _viewport, _clear, _clearColor, _blitFramebuffer,
        _genVertexArrays, _deleteVertexArrays, _vertexAttribPointer, _enableVertexAttribArray, _vertexAttribDivisor,
        _blendFunc;

    public void BindVertexArray(uint array) =>
        ((delegate* unmanaged<uint, void>)Entry(ref _bindVertexArray, "glBindVertexArray"))(array);

    public void DrawArrays(PrimitiveType mode, int first, uint count) =>
        ((delegate* unmanaged<PrimitiveType, int, uint, void>)Entry(ref _drawArrays, "glDrawArrays"))
        (mode, first, count);

    public void DrawArraysInstanced(PrimitiveType mode, int first, uint count, uint instancecount) =>
        ((delegate* unmanaged<PrimitiveType, int, uint, uint, void>)
        Entry(ref _drawArraysInstanced, "glDrawArraysInstanced"))(mode, first, count, instancecount);

    public void DrawArraysIndirect(PrimitiveType mode, void* indirect) =>
        ((delegate* unmanaged<PrimitiveType, void*, void>)Entry(ref _drawArraysIndirect, "glDrawArraysIndirect"))
        (mode, indirect);

    public void Viewport(int x, int y, uint width, uint height) =>
        ((delegate* unmanaged<int, int, uint, uint, void>)Entry(ref _viewport, "glViewport"))(x, y, width, height);

    public void Clear(ClearBufferMask mask) =>
        ((delegate* unmanaged<ClearBufferMask, void>)Entry(ref _clear, "glClear"))(mask);

    public void ClearColor(float red, float green, float blue, float alpha) =>
        ((delegate* unmanaged<float, float, float, float, void>)Entry(ref _clearColor, "glClearColor"))
        (red, green, blue, alpha);

    public void BlitFramebuffer(int srcX0, int srcY0, int srcX1, int srcY1, int dstX0, int dstY0, int dstX1, int dstY1,
        ClearBufferMask mask, BlitFramebufferFilter filter) =>
        ((delegate* unmanaged<int, int, int, int, int, int, int, int, ClearBufferMask, BlitFramebufferFilter, void>)
        Entry(ref _blitFramebuffer, "glBlitFramebuffer"))
        (srcX0, srcY0, srcX1, srcY1, dstX0, dstY0, dstX1, dstY1, mask, filter);

    public uint GenVertexArray() => Gen(ref _genVertexArrays, "glGenVertexArrays");

    public void DeleteVertexArray(uint arrays) => Delete(ref _deleteVertexArrays, "glDeleteVertexArrays", arrays);

    public void VertexAttribPointer(uint index, int size, VertexAttribPointerType type, bool normalized, uint stride,
        nint pointer) =>
        ((delegate* unmanaged<uint, int, VertexAttribPointerType, byte, uint, nint, void>)
        Entry(ref _vertexAttribPointer, "glVertexAttribPointer"))
        (index, size, type, normalized ? (byte)1 : (byte)0, stride, pointer);

    public void EnableVertexAttribArray(uint index) =>
        ((delegate* unmanaged<uint, void>)Entry(ref _enableVertexAttribArray, "glEnableVertexAttribArray"))(index);

    public void VertexAttribDivisor(uint index, uint divisor) =>
        ((delegate* unmanaged<uint, uint, void>)Entry(ref _vertexAttribDivisor, "glVertexAttribDivisor"))
        (index, divisor);

    public void BlendFunc(BlendingFactor sfactor, BlendingFactor dfactor) =>
        ((delegate* unmanaged<BlendingFactor, BlendingFactor, void>)Entry(ref _blendFunc, "glBlendFunc"))
        (sfactor, dfactor);
}
