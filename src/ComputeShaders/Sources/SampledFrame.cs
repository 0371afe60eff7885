using Silk.NET.OpenGL;
using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Frames;

namespace VisionPlugin.ComputeShaders.Sources;

/// <summary>
/// Shows pictures of the host to shaders that include common/frame.glsl. Samples through a sampler of its own, so that
/// the filters that the host has set on a texture, and the levels that it lacks, do not matter.
/// </summary>
internal sealed class SampledFrame : IDisposable
{
    // Of frame_traits in common/frame.glsl.
    private const int TraitsLocation = 1;

    private readonly GlDevice _device;
    private readonly int _generation;
    private readonly GlFunctions _functions;
    private readonly FramebufferCopy _copy;
    private uint _sampler;

    /// <summary>Prepares it; call it within a scope of the device's state guard.</summary>
    public SampledFrame(GlDevice device)
    {
        (_device, _generation) = (device, device.Generation);
        _functions = new GlFunctions(device.Gl);
        _copy = new FramebufferCopy(device, _functions);
        _sampler = device.Gl.GenSampler();
        _functions.MakeNearest(_sampler);
    }

    /// <summary>
    /// Binds a picture as texture 0, for the program that is in use; call it within a scope of the device's state
    /// guard. Allocates nothing.
    /// </summary>
    /// <exception cref="FrameSourceException">The picture cannot be used.</exception>
    public void Bind(GpuFrame frame)
    {
        GL gl = _device.Gl;
        gl.ActiveTexture(TextureUnit.Texture0);
        if (frame.Kind == GpuFrameKind.Framebuffer)
            frame = _copy.Copy(frame);
        TextureFacts facts = TextureFacts.Bind(_device, _functions, frame);
        gl.BindSampler(0, _sampler);
        gl.Uniform2(TraitsLocation, facts.IsSrgb || frame.IsLinear ? 1 : 0, facts.IsGrey ? 1 : 0);
        // What shaders of the host wrote to it as an image must have arrived.
        gl.MemoryBarrier(MemoryBarrierMask.TextureFetchBarrierBit);
    }

    /// <summary>Frees the sampler and the copy, if the context that they were in still exists.</summary>
    public void Dispose()
    {
        _copy.Dispose();
        if (_sampler != 0 && _device.MayDelete(_generation))
            _functions.DeleteSampler(_sampler);
        _sampler = 0;
    }
}
