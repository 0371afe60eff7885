namespace Silk.NET.OpenGL;

public enum DebugSource
{
    DebugSourceApplication = 0x824A,
}
