namespace Silk.NET.OpenGL;

public enum ProgramParameterPName
{
    BinaryRetrievableHint = 0x8257,
}
