using Silk.NET.OpenGL;

namespace VisionPlugin.ComputeShaders.Tests.Guests;

/// <summary>All of OpenGL by name, for a host of whose calls the plugin's packages know few.</summary>
internal sealed unsafe class RawGl(GL gl)
{
    private readonly Dictionary<string, nint> _entries = [];

    /// <summary>Calls a function of up to six integers; more than it has do no harm.</summary>
    public void Call(string name, int a = 0, int b = 0, int c = 0, int d = 0, int e = 0, int f = 0) =>
        ((delegate* unmanaged<int, int, int, int, int, int, void>)Entry(name))(a, b, c, d, e, f);

    /// <summary>Calls a function of up to four floats.</summary>
    public void Call(string name, float a, float b = 0, float c = 0, float d = 0) =>
        ((delegate* unmanaged<float, float, float, float, void>)Entry(name))(a, b, c, d);

    /// <summary>Calls a function of a float and a boolean.</summary>
    public void Call(string name, float a, bool b) =>
        ((delegate* unmanaged<float, byte, void>)Entry(name))(a, b ? (byte)1 : (byte)0);

    /// <summary>Calls glBindBufferRange.</summary>
    public void BindRange(int target, int index, uint buffer, nint offset, nint size) =>
        ((delegate* unmanaged<int, int, uint, nint, nint, void>)Entry("glBindBufferRange"))
        (target, index, buffer, offset, size);

    /// <summary>Calls a function that answers with a boolean.</summary>
    public bool Ask(string name, int a) => ((delegate* unmanaged<int, byte>)Entry(name))(a) != 0;

    /// <summary>Makes an object by glGen.</summary>
    public uint Gen(string name)
    {
        uint id = 0;
        ((delegate* unmanaged<int, uint*, void>)Entry(name))(1, &id);
        return id;
    }

    /// <summary>Makes an array or buffer-backed list call: a count and integers.</summary>
    public void CallList(string name, params ReadOnlySpan<int> values)
    {
        fixed (int* pointer = values)
            ((delegate* unmanaged<int, int*, void>)Entry(name))(values.Length, pointer);
    }

    /// <summary>The first integers of a state.</summary>
    public string Integers(int token, int count)
    {
        int* values = stackalloc int[64];
        ((delegate* unmanaged<int, int*, void>)Entry("glGetIntegerv"))(token, values);
        return string.Join(' ', new ReadOnlySpan<int>(values, count).ToArray());
    }

    /// <summary>The first floats of a state.</summary>
    public string Floats(int token, int count)
    {
        float* values = stackalloc float[64];
        ((delegate* unmanaged<int, float*, void>)Entry("glGetFloatv"))(token, values);
        return string.Join(' ', new ReadOnlySpan<float>(values, count).ToArray());
    }

    /// <summary>An indexed state.</summary>
    public long Indexed(int token, int index)
    {
        long value = 0;
        ((delegate* unmanaged<int, int, long*, void>)Entry("glGetInteger64i_v"))(token, index, &value);
        return value;
    }

    /// <summary>The query that is active for a target.</summary>
    public int CurrentQuery(int target)
    {
        int value = 0;
        ((delegate* unmanaged<int, int, int*, void>)Entry("glGetQueryiv"))(target, 0x8865, &value);
        return value;
    }

    /// <summary>Begins to record what a vertex shader writes.</summary>
    public void BeginTransformFeedback(GL api)
    {
        uint shader = api.CreateShader(ShaderType.VertexShader);
        api.ShaderSource(shader, "#version 430\nout float seen; void main() { seen = 1.0; gl_Position = vec4(0.0); }");
        api.CompileShader(shader);
        uint program = api.CreateProgram();
        api.AttachShader(program, shader);
        fixed (byte* name = "seen"u8)
        {
            byte* names = name;
            ((delegate* unmanaged<uint, int, byte**, int, void>)Entry("glTransformFeedbackVaryings"))
            (program, 1, &names, 0x8C8C);
        }

        api.LinkProgram(program);
        api.UseProgram(program);
        uint buffer = api.GenBuffer();
        api.BindBuffer((BufferTargetARB)0x8C8E, buffer);
        api.BufferData<byte>((BufferTargetARB)0x8C8E, new byte[256], BufferUsageARB.DynamicCopy);
        BindRange(0x8C8E, 0, buffer, 0, 256);
        Call("glBeginTransformFeedback", 0);
    }

    /// <summary>Opens a debug group.</summary>
    public void PushGroup(ReadOnlySpan<byte> name)
    {
        fixed (byte* text = name)
            ((delegate* unmanaged<int, int, int, byte*, void>)Entry("glPushDebugGroup"))(0x824A, 0, name.Length, text);
    }

    private nint Entry(string name)
    {
        if (!_entries.TryGetValue(name, out nint entry))
            _entries[name] = entry = gl.Context.GetProcAddress(name);
        return entry;
    }
}
