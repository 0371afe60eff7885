using Silk.NET.OpenGL;

namespace VisionPlugin.ComputeShaders.Device;

/// <summary>The host's active texture unit, and the 2D textures and samplers of the first few units.</summary>
internal sealed class GlTextureBindings(GL gl, int count)
{
    private readonly (uint Texture, uint Sampler)[] _units = new (uint, uint)[count];
    private TextureUnit _active;

    /// <summary>Notes what is bound.</summary>
    public void Save()
    {
        _active = (TextureUnit)gl.GetInteger(GetPName.ActiveTexture);
        for (int i = 0; i < _units.Length; i++)
        {
            gl.ActiveTexture(TextureUnit.Texture0 + i);
            _units[i] = (
                (uint)gl.GetInteger(GetPName.TextureBinding2D), (uint)gl.GetInteger(GetPName.SamplerBinding));
        }
    }

    /// <summary>Binds that again.</summary>
    public void Restore()
    {
        for (int i = 0; i < _units.Length; i++)
        {
            gl.ActiveTexture(TextureUnit.Texture0 + i);
            gl.BindTexture(TextureTarget.Texture2D, _units[i].Texture);
            gl.BindSampler((uint)i, _units[i].Sampler);
        }

        gl.ActiveTexture(_active);
    }
}
