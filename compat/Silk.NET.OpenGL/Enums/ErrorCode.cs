namespace Silk.NET.OpenGL;

public enum ErrorCode
{
    NoError = 0,
    InvalidEnum = 0x0500,
    InvalidValue = 0x0501,
    InvalidOperation = 0x0502,
    OutOfMemory = 0x0505,
    InvalidFramebufferOperation = 0x0506,
}
