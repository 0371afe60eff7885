namespace Silk.NET.OpenGL;

public enum GLEnum
{
    NoError = 0,
    InvalidEnum = 0x0500,
    InvalidValue = 0x0501,
    InvalidOperation = 0x0502,
    OutOfMemory = 0x0505,
    InvalidFramebufferOperation = 0x0506,
    ContextFlags = 0x821E,
    MaxComputeSharedMemorySize = 0x8262,
    FramebufferComplete = 0x8CD5,
    MaxImageUnits = 0x8F38,
    MaxShaderStorageBlockSize = 0x90DE,
    AlreadySignaled = 0x911A,
    TimeoutExpired = 0x911B,
    ConditionSatisfied = 0x911C,
    WaitFailed = 0x911D,
}
