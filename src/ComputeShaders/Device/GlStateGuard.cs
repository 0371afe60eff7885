using Silk.NET.OpenGL;

namespace VisionPlugin.ComputeShaders.Device;

/// <summary>
/// Keeps the host's OpenGL state over a public call of the plugin: everything the plugin binds or sets is saved before and
/// put back after. Kernels and converters may therefore bind freely, but only what is listed here: programs, storage
/// blocks 0 to 7, uniform block 0, the copy, pixel and generic buffer targets, textures, samplers and images 0 to 3,
/// pixel store, the read framebuffer. Allocates nothing per call.
/// </summary>
internal sealed class GlStateGuard
{
    /// <summary>Number of storage blocks that kernels may bind, as far as the device has them.</summary>
    public const int StorageBlocks = 8;

    /// <summary>Number of texture units, samplers and images that kernels may bind.</summary>
    public const int TextureUnits = 4;

    // Tokens that the published package's GetPName does not have; a copy target's binding has the target's own value.
    private const GetPName CopyReadBufferBinding = (GetPName)BufferTargetARB.CopyReadBuffer;
    private const GetPName CopyWriteBufferBinding = (GetPName)BufferTargetARB.CopyWriteBuffer;
    private const GetPName ImageBindingName = (GetPName)0x8F3A;
    private const GetPName ImageBindingLevel = (GetPName)0x8F3B;
    private const GetPName ImageBindingLayered = (GetPName)0x8F3C;
    private const GetPName ImageBindingLayer = (GetPName)0x8F3D;
    private const GetPName ImageBindingAccess = (GetPName)0x8F3E;
    private const GetPName ImageBindingFormat = (GetPName)0x906E;

    private static readonly (BufferTargetARB Target, GetPName Binding)[] BufferTargets =
    [
        (BufferTargetARB.ShaderStorageBuffer, GetPName.ShaderStorageBufferBinding),
        (BufferTargetARB.UniformBuffer, GetPName.UniformBufferBinding),
        (BufferTargetARB.PixelPackBuffer, GetPName.PixelPackBufferBinding),
        (BufferTargetARB.PixelUnpackBuffer, GetPName.PixelUnpackBufferBinding),
        (BufferTargetARB.CopyReadBuffer, CopyReadBufferBinding),
        (BufferTargetARB.CopyWriteBuffer, CopyWriteBufferBinding),
    ];

    // The default of each and whether OpenGL ES has it.
    private static readonly (PixelStoreParameter Name, int Default, bool InEs)[] PixelStore =
    [
        (PixelStoreParameter.UnpackAlignment, 4, true), (PixelStoreParameter.UnpackRowLength, 0, true),
        (PixelStoreParameter.UnpackSkipRows, 0, true), (PixelStoreParameter.UnpackSkipPixels, 0, true),
        (PixelStoreParameter.UnpackImageHeight, 0, true), (PixelStoreParameter.UnpackSkipImages, 0, true),
        (PixelStoreParameter.PackAlignment, 4, true), (PixelStoreParameter.PackRowLength, 0, true),
        (PixelStoreParameter.PackSkipRows, 0, true), (PixelStoreParameter.PackSkipPixels, 0, true),
        (PixelStoreParameter.UnpackSwapBytes, 0, false), (PixelStoreParameter.UnpackLsbFirst, 0, false),
        (PixelStoreParameter.PackSwapBytes, 0, false), (PixelStoreParameter.PackLsbFirst, 0, false),
    ];

    private readonly GlDevice _device;
    private readonly int _generation;
    private readonly BlockBinding[] _storage;
    private readonly BlockBinding[] _uniform = new BlockBinding[1];
    private readonly uint[] _buffers = new uint[BufferTargets.Length];
    private readonly int[] _pixelStore = new int[PixelStore.Length];
    private readonly UnitBinding[] _units = new UnitBinding[TextureUnits];
    private uint _program;
    private TextureUnit _activeUnit;
    private uint _readFramebuffer;
    private int _depth;

    public GlStateGuard(GlDevice device)
    {
        _device = device;
        _generation = device.Generation;
        _storage = new BlockBinding[Math.Min(StorageBlocks, device.Limits.StorageBindings)];
    }

    /// <summary>
    /// Saves the host's state and sets pixel store and pixel buffers to their defaults. Calls nest: the outermost saves
    /// and, when its scope is disposed, restores.
    /// </summary>
    /// <exception cref="GpuDeviceLostException">The context that the guard belongs to is gone.</exception>
    /// <exception cref="InvalidOperationException">Another thread calls, or another context is current.</exception>
    public Scope Enter()
    {
        _device.Verify(_generation);
        if (_depth == 0)
            Save();
        _depth++;
        return new Scope(this);
    }

    /// <summary>Ends what <see cref="Enter"/> began, where no scope can. A context that was lost is left alone.</summary>
    public void Leave()
    {
        if (--_depth == 0 && _device.IsAlive(_generation))
            Restore();
    }

    private void Save()
    {
        GL gl = _device.Gl;
        _program = (uint)gl.GetInteger(GetPName.CurrentProgram);
        for (int i = 0; i < _buffers.Length; i++)
            _buffers[i] = (uint)gl.GetInteger(BufferTargets[i].Binding);
        Save(_storage, GetPName.ShaderStorageBufferBinding, GetPName.ShaderStorageBufferStart, GetPName.ShaderStorageBufferSize);
        Save(_uniform, GetPName.UniformBufferBinding, GetPName.UniformBufferStart, GetPName.UniformBufferSize);
        for (int i = 0; i < _pixelStore.Length; i++)
        {
            (PixelStoreParameter name, int value, bool inEs) = PixelStore[i];
            if (_device.Info.IsEs && !inEs)
                continue;
            _pixelStore[i] = gl.GetInteger((GetPName)name);
            if (_pixelStore[i] != value)
                gl.PixelStore(name, value);
        }
        gl.BindBuffer(BufferTargetARB.PixelPackBuffer, 0);
        gl.BindBuffer(BufferTargetARB.PixelUnpackBuffer, 0);
        _readFramebuffer = (uint)gl.GetInteger(GetPName.ReadFramebufferBinding);

        _activeUnit = (TextureUnit)gl.GetInteger(GetPName.ActiveTexture);
        for (int i = 0; i < _units.Length; i++)
        {
            gl.ActiveTexture(TextureUnit.Texture0 + i);
            _units[i] = new UnitBinding(
                (uint)gl.GetInteger(GetPName.TextureBinding2D),
                (uint)gl.GetInteger(GetPName.SamplerBinding),
                (uint)gl.GetInteger(ImageBindingName, (uint)i),
                gl.GetInteger(ImageBindingLevel, (uint)i),
                gl.GetInteger(ImageBindingLayered, (uint)i) != 0,
                gl.GetInteger(ImageBindingLayer, (uint)i),
                (BufferAccessARB)gl.GetInteger(ImageBindingAccess, (uint)i),
                (InternalFormat)gl.GetInteger(ImageBindingFormat, (uint)i));
        }
    }

    private void Restore()
    {
        GL gl = _device.Gl;
        gl.UseProgram(_program);
        // An indexed binding also sets its target's generic one, so those come after.
        Restore(_storage, BufferTargetARB.ShaderStorageBuffer);
        Restore(_uniform, BufferTargetARB.UniformBuffer);
        for (int i = 0; i < _buffers.Length; i++)
            gl.BindBuffer(BufferTargets[i].Target, _buffers[i]);
        for (int i = 0; i < _pixelStore.Length; i++)
        {
            if (!_device.Info.IsEs || PixelStore[i].InEs)
                gl.PixelStore(PixelStore[i].Name, _pixelStore[i]);
        }
        gl.BindFramebuffer(FramebufferTarget.ReadFramebuffer, _readFramebuffer);
        for (int i = 0; i < _units.Length; i++)
        {
            UnitBinding unit = _units[i];
            gl.ActiveTexture(TextureUnit.Texture0 + i);
            gl.BindTexture(TextureTarget.Texture2D, unit.Texture);
            gl.BindSampler((uint)i, unit.Sampler);
            gl.BindImageTexture(
                (uint)i, unit.Image, unit.Level, unit.Layered, unit.Layer, unit.Access, unit.Format);
        }
        gl.ActiveTexture(_activeUnit);
        _device.Check("restoring the host's state");
    }

    private void Save(BlockBinding[] blocks, GetPName binding, GetPName start, GetPName size)
    {
        GL gl = _device.Gl;
        for (uint i = 0; i < blocks.Length; i++)
        {
            uint buffer = (uint)gl.GetInteger(binding, i);
            blocks[i] = buffer == 0 ? default : new(buffer, (nint)gl.GetInteger64(start, i), (nuint)gl.GetInteger64(size, i));
        }
    }

    private void Restore(BlockBinding[] blocks, BufferTargetARB target)
    {
        GL gl = _device.Gl;
        for (uint i = 0; i < blocks.Length; i++)
        {
            if (blocks[i].Size == 0)
                gl.BindBufferBase(target, i, blocks[i].Buffer);
            else
                gl.BindBufferRange(target, i, blocks[i].Buffer, blocks[i].Offset, blocks[i].Size);
        }
    }

    /// <summary>Restores the host's state when disposed.</summary>
    public readonly ref struct Scope(GlStateGuard guard)
    {
        /// <summary>Restores the state if this is the outermost scope.</summary>
        public void Dispose() => guard.Leave();
    }

    private readonly record struct BlockBinding(uint Buffer, nint Offset, nuint Size);

    private readonly record struct UnitBinding(
        uint Texture, uint Sampler, uint Image, int Level, bool Layered, int Layer, BufferAccessARB Access, InternalFormat Format);
}
