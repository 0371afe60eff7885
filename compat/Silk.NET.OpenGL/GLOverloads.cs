namespace Silk.NET.OpenGL;

public static unsafe class GLOverloads
{
    public static void GetInteger(this GL thisApi, GetPName pname, Span<int> data)
    {
        fixed (int* pointer = data)
            thisApi.GetInteger(pname, pointer);
    }

    public static void PushDebugGroup(
        this GL thisApi, DebugSource source, uint id, uint length, ReadOnlySpan<byte> message)
    {
        fixed (byte* pointer = message)
            thisApi.PushDebugGroup(source, id, length, pointer);
    }
}
