namespace Silk.NET.OpenGL;

public enum QueryParameterName
{
    QueryCounterBits = 0x8864,
}
