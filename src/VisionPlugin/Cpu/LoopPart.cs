using System.Runtime.InteropServices;

namespace VisionPlugin.Cpu;

/// <summary>One member's part of a shared loop, on cache lines of its own.</summary>
[StructLayout(LayoutKind.Explicit, Size = 128)]
internal struct LoopPart
{
    /// <summary>The next index to run; others take from it too.</summary>
    [FieldOffset(0)]
    public int Next;

    /// <summary>The index after the last.</summary>
    [FieldOffset(4)]
    public int End;
}
