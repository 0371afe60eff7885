namespace Silk.NET.OpenGL;

// Textures, images, pixels and the framebuffers that read them.
public unsafe partial class GL
{
    private nint _bindTexture, _activeTexture, _bindImageTexture, _bindSampler, _texStorage2D, _texSubImage2D,
        _texBuffer, _texParameteri, _pixelStorei, _bindFramebuffer, _framebufferTexture2D, _readPixels, _genTextures,
        _deleteTextures, _genSamplers, _genFramebuffers, _deleteFramebuffers, _checkFramebufferStatus, _texImage2D,
        _generateMipmap;

    public void BindTexture(TextureTarget target, uint texture) =>
        ((delegate* unmanaged<TextureTarget, uint, void>)Entry(ref _bindTexture, "glBindTexture"))(target, texture);

    public void ActiveTexture(TextureUnit texture) =>
        ((delegate* unmanaged<TextureUnit, void>)Entry(ref _activeTexture, "glActiveTexture"))(texture);

    public void BindImageTexture(uint unit, uint texture, int level, bool layered, int layer, BufferAccessARB access,
        InternalFormat format) =>
        ((delegate* unmanaged<uint, uint, int, byte, int, BufferAccessARB, InternalFormat, void>)
        Entry(ref _bindImageTexture, "glBindImageTexture"))
        (unit, texture, level, layered ? (byte)1 : (byte)0, layer, access, format);

    public void BindSampler(uint unit, uint sampler) =>
        ((delegate* unmanaged<uint, uint, void>)Entry(ref _bindSampler, "glBindSampler"))(unit, sampler);

    public void TexStorage2D(TextureTarget target, uint levels, SizedInternalFormat internalformat, uint width,
        uint height) =>
        ((delegate* unmanaged<TextureTarget, uint, SizedInternalFormat, uint, uint, void>)
        Entry(ref _texStorage2D, "glTexStorage2D"))(target, levels, internalformat, width, height);

    public void TexImage2D(TextureTarget target, int level, InternalFormat internalformat, uint width, uint height,
        int border, PixelFormat format, PixelType type, void* pixels) =>
        ((delegate* unmanaged<TextureTarget, int, InternalFormat, uint, uint, int, PixelFormat, PixelType, void*, void>)
        Entry(ref _texImage2D, "glTexImage2D"))
        (target, level, internalformat, width, height, border, format, type, pixels);

    public void TexSubImage2D(TextureTarget target, int level, int xoffset, int yoffset, uint width, uint height,
        PixelFormat format, PixelType type, void* pixels) =>
        ((delegate* unmanaged<TextureTarget, int, int, int, uint, uint, PixelFormat, PixelType, void*, void>)
        Entry(ref _texSubImage2D, "glTexSubImage2D"))
        (target, level, xoffset, yoffset, width, height, format, type, pixels);

    public void TexBuffer(TextureTarget target, SizedInternalFormat internalformat, uint buffer) =>
        ((delegate* unmanaged<TextureTarget, SizedInternalFormat, uint, void>)Entry(ref _texBuffer, "glTexBuffer"))
        (target, internalformat, buffer);

    public void TexParameter(TextureTarget target, TextureParameterName pname, int param) =>
        ((delegate* unmanaged<TextureTarget, TextureParameterName, int, void>)
        Entry(ref _texParameteri, "glTexParameteri"))(target, pname, param);

    public void GenerateMipmap(TextureTarget target) =>
        ((delegate* unmanaged<TextureTarget, void>)Entry(ref _generateMipmap, "glGenerateMipmap"))(target);

    public void PixelStore(PixelStoreParameter pname, int param) =>
        ((delegate* unmanaged<PixelStoreParameter, int, void>)Entry(ref _pixelStorei, "glPixelStorei"))(pname, param);

    public void BindFramebuffer(FramebufferTarget target, uint framebuffer) =>
        ((delegate* unmanaged<FramebufferTarget, uint, void>)Entry(ref _bindFramebuffer, "glBindFramebuffer"))
        (target, framebuffer);

    public void FramebufferTexture2D(FramebufferTarget target, FramebufferAttachment attachment,
        TextureTarget textarget, uint texture, int level) =>
        ((delegate* unmanaged<FramebufferTarget, FramebufferAttachment, TextureTarget, uint, int, void>)
        Entry(ref _framebufferTexture2D, "glFramebufferTexture2D"))(target, attachment, textarget, texture, level);

    public void ReadPixels(int x, int y, uint width, uint height, PixelFormat format, PixelType type, void* pixels) =>
        ((delegate* unmanaged<int, int, uint, uint, PixelFormat, PixelType, void*, void>)
        Entry(ref _readPixels, "glReadPixels"))(x, y, width, height, format, type, pixels);

    public uint GenTexture() => Gen(ref _genTextures, "glGenTextures");

    public void DeleteTexture(uint textures) => Delete(ref _deleteTextures, "glDeleteTextures", textures);

    public uint GenSampler() => Gen(ref _genSamplers, "glGenSamplers");

    public GLEnum CheckFramebufferStatus(FramebufferTarget target) =>
        ((delegate* unmanaged<FramebufferTarget, GLEnum>)Entry(ref _checkFramebufferStatus, "glCheckFramebufferStatus"))
        (target);

    public void DeleteFramebuffer(uint framebuffers) =>
        Delete(ref _deleteFramebuffers, "glDeleteFramebuffers", framebuffers);

    public uint GenFramebuffer() => Gen(ref _genFramebuffers, "glGenFramebuffers");
}
