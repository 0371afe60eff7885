namespace Silk.NET.OpenGL;

public enum ShaderType
{
    ComputeShader = 0x91B9,
}
