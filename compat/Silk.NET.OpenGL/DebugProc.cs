namespace Silk.NET.OpenGL;

public delegate void DebugProc(
    GLEnum source, GLEnum type, int id, GLEnum severity, int length, nint message, nint userParam);
