using Silk.NET.OpenGL;

namespace VisionPlugin.ComputeShaders.Device;

/// <summary>
/// Keeps the host's OpenGL state over a public call of the plugin: what the plugin says it will bind or set is saved
/// before and put back after, and no more, since asking a driver for its state is not free. Kernels and converters may
/// touch only what <see cref="GlTouches"/> lists. Allocates nothing per call.
/// </summary>
internal sealed unsafe class GlStateGuard
{
    /// <summary>Number of storage blocks that kernels may bind, as far as the device has them.</summary>
    public const int StorageBlocks = 4;

    /// <summary>Number of texture units, samplers and images that kernels may bind.</summary>
    public const int TextureUnits = 4;

    // Tokens that the published package's GetPName does not have; a copy target's binding has the target's own value.
    private const GetPName CopyReadBufferBinding = (GetPName)BufferTargetARB.CopyReadBuffer;
    private const GetPName CopyWriteBufferBinding = (GetPName)BufferTargetARB.CopyWriteBuffer;
    private const GetPName QueryBufferBinding = (GetPName)0x9193;
    private const GetPName TransformFeedbackPaused = (GetPName)0x8E23;
    private const GetPName TransformFeedbackActive = (GetPName)0x8E24;

    private readonly GlDevice _device;
    private readonly GL _gl;
    private readonly int _generation;
    private readonly delegate* unmanaged<uint, byte> _isProgram;
    private readonly GlBlockBindings _blocks;
    private readonly GlImageBindings _images;
    private readonly GlTextureBindings _textures;
    private readonly GlPixelState _pixels;
    private readonly bool _hasQueryBuffer;
    private uint _program;
    private uint _copyRead;
    private uint _copyWrite;
    private uint _queryBuffer;
    private uint _indirect;
    private GlTouches _saved;
    private GLEnum _hostsError;
    private bool _asksErrors;
    private int _depth;

    public GlStateGuard(GlDevice device)
    {
        (_device, _gl, _generation) = (device, device.Gl, device.Generation);
        _isProgram = (delegate* unmanaged<uint, byte>)_gl.Context.GetProcAddress("glIsProgram");
        _blocks = new GlBlockBindings(_gl, Math.Min(StorageBlocks, device.Limits.StorageBindings));
        _images = new GlImageBindings(_gl, TextureUnits);
        _textures = new GlTextureBindings(_gl, TextureUnits);
        _pixels = new GlPixelState(_gl, device.Info.IsEs);
        _hasQueryBuffer = !device.Info.IsEs && device.Info.IsAtLeast((4, 4));
    }

    /// <summary>
    /// Saves the host's state as far as it will be touched; for pixels also sets pixel store and pixel buffers to their
    /// defaults, for queries unbinds the query buffer. Calls nest: each saves what those around it have not, and the outermost, when its scope is disposed,
    /// restores all.
    /// </summary>
    /// <param name="touches">What the code in the scope binds or sets.</param>
    /// <exception cref="GpuDeviceLostException">The context that the guard belongs to is gone.</exception>
    /// <exception cref="InvalidOperationException">
    /// Another thread calls, another context is current, or the host is recording transform feedback.
    /// </exception>
    public Scope Enter(GlTouches touches = GlTouches.All)
    {
        // Within a scope the context is the one that its beginning has seen.
        _device.Verify(_generation, asksWindowSystem: _depth == 0);
        if (IsDispatching(touches & ~_saved))
            VerifyPrograms();
        if (_depth == 0)
            TakeHostsError();
        Save(touches & ~_saved);
        _saved |= touches;
        _depth++;
        return new Scope(this);
    }

    /// <summary>Ends what <see cref="Enter"/> began, where no scope can. A context that was lost is left alone.</summary>
    public void Leave()
    {
        if (--_depth > 0)
            return;
        GlTouches saved = _saved;
        _saved = 0;
        if (!_device.IsAlive(_generation))
            return;
        Restore(saved);
        if (!_asksErrors)
            return;
        _device.Check("restoring the host's state");
        GlErrors.GiveBack(_gl, _hostsError);
    }

    // Where the plugin asks for errors, one of the host's must not be taken for the plugin's.
    private void TakeHostsError()
    {
        _asksErrors = _device.ChecksErrors;
        _hostsError = _asksErrors ? GlErrors.Take(_gl) : GLEnum.NoError;
        if (_hostsError != GLEnum.NoError)
        {
            System.Diagnostics.Trace.TraceWarning(
                $"OpenGL error {_hostsError} was pending when the plugin was called: a call of the host's raised it.");
        }
    }

    private void VerifyPrograms()
    {
        if (_gl.GetInteger(TransformFeedbackActive) != 0 && _gl.GetInteger(TransformFeedbackPaused) == 0)
        {
            throw new InvalidOperationException(
                "Transform feedback is active, and OpenGL changes no program meanwhile. Pause or end it first.");
        }
    }

    private void Save(GlTouches touches)
    {
        if ((touches & GlTouches.Transfers) != 0)
        {
            _copyRead = (uint)_gl.GetInteger(CopyReadBufferBinding);
            _copyWrite = (uint)_gl.GetInteger(CopyWriteBufferBinding);
        }

        if ((touches & GlTouches.Queries) != 0 && _hasQueryBuffer)
        {
            _queryBuffer = (uint)_gl.GetInteger(QueryBufferBinding);
            _gl.BindBuffer(BufferTargetARB.QueryBuffer, 0);
        }

        if (IsDispatching(touches))
        {
            _program = (uint)_gl.GetInteger(GetPName.CurrentProgram);
            _blocks.Save();
        }

        if ((touches & GlTouches.IndirectDispatches) != 0)
            _indirect = (uint)_gl.GetInteger(GetPName.DispatchIndirectBufferBinding);
        if ((touches & GlTouches.Images) != 0)
            _images.Save();
        if ((touches & GlTouches.Textures) != 0)
            _textures.Save();
        if ((touches & GlTouches.Pixels) != 0)
            _pixels.Save();
    }

    private void Restore(GlTouches touches)
    {
        if (IsDispatching(touches))
        {
            // One that the host had marked for deletion while it was current is gone since another was used.
            _gl.UseProgram(_program != 0 && _isProgram(_program) == 0 ? 0 : _program);
            _blocks.Restore();
        }

        if ((touches & GlTouches.IndirectDispatches) != 0)
            _gl.BindBuffer(BufferTargetARB.DispatchIndirectBuffer, _indirect);
        if ((touches & GlTouches.Images) != 0)
            _images.Restore();
        if ((touches & GlTouches.Textures) != 0)
            _textures.Restore();
        if ((touches & GlTouches.Pixels) != 0)
            _pixels.Restore();
        if ((touches & GlTouches.Transfers) != 0)
        {
            _gl.BindBuffer(BufferTargetARB.CopyReadBuffer, _copyRead);
            _gl.BindBuffer(BufferTargetARB.CopyWriteBuffer, _copyWrite);
        }

        if ((touches & GlTouches.Queries) != 0 && _hasQueryBuffer)
            _gl.BindBuffer(BufferTargetARB.QueryBuffer, _queryBuffer);
    }

    // Dispatches includes others, which may have been saved before: its own bit counts.
    private static bool IsDispatching(GlTouches touches) =>
        (touches & GlTouches.Dispatches & ~(GlTouches.Transfers | GlTouches.Queries)) != 0;

    /// <summary>Restores the host's state when disposed.</summary>
    public readonly ref struct Scope(GlStateGuard guard)
    {
        /// <summary>Restores the state if this is the outermost scope.</summary>
        public void Dispose() => guard.Leave();
    }
}
