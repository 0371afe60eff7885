using Silk.NET.OpenGL;

namespace VisionPlugin.ComputeShaders.Device;

/// <summary>The host's storage blocks: which part of which buffer is bound to each, and the target's own buffer.</summary>
internal sealed class GlBlockBindings(GL gl, int count)
{
    private readonly Block[] _blocks = new Block[count];
    private uint _target;

    /// <summary>Notes what is bound.</summary>
    public void Save()
    {
        _target = (uint)gl.GetInteger(GetPName.ShaderStorageBufferBinding);
        for (uint i = 0; i < _blocks.Length; i++)
        {
            uint buffer = (uint)gl.GetInteger(GetPName.ShaderStorageBufferBinding, i);
            _blocks[i] = buffer == 0 ? default : new Block(
                buffer,
                (nint)gl.GetInteger64(GetPName.ShaderStorageBufferStart, i),
                (nuint)gl.GetInteger64(GetPName.ShaderStorageBufferSize, i));
        }
    }

    /// <summary>Binds that again.</summary>
    public void Restore()
    {
        for (uint i = 0; i < _blocks.Length; i++)
        {
            (uint buffer, nint offset, nuint size) = _blocks[i];
            if (size == 0)
                gl.BindBufferBase(BufferTargetARB.ShaderStorageBuffer, i, buffer);
            else
                gl.BindBufferRange(BufferTargetARB.ShaderStorageBuffer, i, buffer, offset, size);
        }

        // Last: each of the calls above sets it too.
        gl.BindBuffer(BufferTargetARB.ShaderStorageBuffer, _target);
    }

    private readonly record struct Block(uint Buffer, nint Offset, nuint Size);
}
