using Silk.NET.OpenGL;
using VisionPlugin.ComputeShaders.Device;

namespace VisionPlugin.ComputeShaders.Tests.Guests;

/// <summary>A host's OpenGL state: set to values that no one has by chance, and read as text.</summary>
internal sealed class HostState(GL gl, GlDeviceInfo info)
{
    private const int TextureUnits = 16, ImageUnits = 8, Step = 256;

    private readonly RawGl _raw = new(gl);

    private bool HasQueryBuffer => info.IsAtLeast(info.IsEs ? (99, 0) : (4, 4));

    private IEnumerable<(string Name, int Target, int Binding)> Buffers =>
        HostStates.Buffers.Where(b => b.Name != "query" || HasQueryBuffer);

    private IEnumerable<(string Name, int Target, int Binding)> Textures =>
        HostStates.Textures.Concat(info.IsEs ? [] : HostStates.DesktopTextures);

    private IEnumerable<int> Enables => HostStates.Enables.Concat(info.IsEs ? [] : HostStates.DesktopEnables);

    /// <summary>Every state as "name = value".</summary>
    public string[] Read()
    {
        var state = new List<string>();
        foreach (int enable in Enables)
            state.Add($"enable 0x{enable:X} = {_raw.Ask("glIsEnabled", enable)}");
        foreach ((string name, int token, int count) in HostStates.Integers.Concat(info.IsEs ? [] : HostStates.DesktopIntegers))
            state.Add($"{name} = {_raw.Integers(token, count)}");
        foreach ((string name, int token, int count) in HostStates.Floats)
            state.Add($"{name} = {_raw.Floats(token, count)}");
        foreach ((string name, _, int binding) in Buffers)
            state.Add($"{name} buffer = {_raw.Integers(binding, 1)}");
        foreach ((string name, _, int binding, int start, int size, int count) in HostStates.Blocks)
        {
            for (int i = 0; i < count; i++)
                state.Add($"{name} block {i} = {_raw.Indexed(binding, i)} {_raw.Indexed(start, i)} {_raw.Indexed(size, i)}");
        }

        for (int i = 0; i < ImageUnits; i++)
        {
            foreach (int token in HostStates.Images)
                state.Add($"image {i} 0x{token:X} = {_raw.Indexed(token, i)}");
        }

        foreach (int query in HostStates.Queries)
            state.Add($"query 0x{query:X} = {_raw.CurrentQuery(query)}");
        ReadUnits(state);
        return [.. state];
    }

    /// <summary>Sets every state.</summary>
    public void Set()
    {
        foreach (int enable in Enables)
            _raw.Call(_raw.Ask("glIsEnabled", enable) ? "glDisable" : "glEnable", enable);
        SetObjects();
        SetFixedFunction();
        SetUnits();
        foreach ((_, int target, _, _, _, int count) in HostStates.Blocks)
        {
            for (int i = 0; i < count; i++)
                _raw.BindRange(target, i, NewBuffer(), (i + 1) * Step, 16 * (i + 1));
        }

        foreach ((_, int target, _) in Buffers)
            _raw.Call("glBindBuffer", target, (int)NewBuffer());
        foreach (int query in HostStates.Queries)
            _raw.Call("glBeginQuery", query, (int)_raw.Gen("glGenQueries"));
        for (int i = 0; i < 3; i++)
            _raw.PushGroup("the host's"u8);
    }

    private void ReadUnits(List<string> state)
    {
        int active = gl.GetInteger(GetPName.ActiveTexture);
        for (int i = 0; i < TextureUnits; i++)
        {
            gl.ActiveTexture(TextureUnit.Texture0 + i);
            state.Add($"sampler {i} = {_raw.Integers(0x8919, 1)}");
            foreach ((string name, _, int binding) in Textures)
                state.Add($"texture {i} {name} = {_raw.Integers(binding, 1)}");
        }

        gl.ActiveTexture((TextureUnit)active);
    }

    private void SetUnits()
    {
        for (int i = 0; i < ImageUnits; i++)
        {
            int cube = (int)_raw.Gen("glGenTextures");
            _raw.Call("glBindTexture", 0x8513, cube);
            _raw.Call("glTexStorage2D", 0x8513, 4, 0x8058, 8, 8);
            bool layered = i % 2 == 0;
            gl.BindImageTexture((uint)i, (uint)cube, 1 + (i % 3), layered, layered ? 0 : 1 + (i % 5),
                BufferAccessARB.WriteOnly, layered ? InternalFormat.Rgba8 : InternalFormat.R32f);
        }

        for (int i = 0; i < TextureUnits; i++)
        {
            gl.ActiveTexture(TextureUnit.Texture0 + i);
            _raw.Call("glBindSampler", i, (int)_raw.Gen("glGenSamplers"));
            foreach ((_, int target, _) in Textures)
                _raw.Call("glBindTexture", target, (int)_raw.Gen("glGenTextures"));
        }

        gl.ActiveTexture(TextureUnit.Texture0 + 11);
    }

    private void SetObjects()
    {
        _raw.Call("glUseProgram", (int)Program());
        _raw.Call("glBindProgramPipeline", (int)_raw.Gen("glGenProgramPipelines"));
        _raw.Call("glBindVertexArray", (int)_raw.Gen("glGenVertexArrays"));
        _raw.Call("glBindTransformFeedback", 0x8E22, (int)_raw.Gen("glGenTransformFeedbacks"));
        _raw.Call("glBindRenderbuffer", 0x8D41, (int)_raw.Gen("glGenRenderbuffers"));
        _raw.Call("glBindFramebuffer", 0x8CA9, (int)_raw.Gen("glGenFramebuffers"));
        _raw.CallList("glDrawBuffers", 0, 0x8CE1);
        _raw.Call("glBindFramebuffer", 0x8CA8, (int)_raw.Gen("glGenFramebuffers"));
        _raw.Call("glReadBuffer", 0x8CE2);
    }

    private void SetFixedFunction()
    {
        _raw.Call("glViewport", 1, 2, 33, 44);
        _raw.Call("glScissor", 5, 6, 77, 88);
        _raw.Call("glClearColor", 0.25f, 0.5f, 0.75f, 0.125f);
        _raw.Call("glClearDepthf", 0.25f);
        _raw.Call("glClearStencil", 3);
        _raw.Call("glDepthRangef", 0.25f, 0.75f);
        _raw.Call("glBlendFuncSeparate", 0x0300, 0x0301, 0x0302, 0x0303);
        _raw.Call("glBlendEquationSeparate", 0x800A, 0x800B);
        _raw.Call("glBlendColor", 0.5f, 0.25f, 0.125f, 0.75f);
        _raw.Call("glColorMask", 1, 0, 1, 0);
        _raw.Call("glDepthMask", 0);
        _raw.Call("glDepthFunc", 0x0204);
        _raw.Call("glStencilFuncSeparate", 0x0404, 0x0201, 5, 0x33);
        _raw.Call("glStencilFuncSeparate", 0x0405, 0x0203, 6, 0x44);
        _raw.Call("glStencilOpSeparate", 0x0404, 0x1E01, 0x1E02, 0x1E03);
        _raw.Call("glStencilOpSeparate", 0x0405, 0x1E03, 0x1E01, 0x1E02);
        _raw.Call("glStencilMaskSeparate", 0x0404, 0x55);
        _raw.Call("glStencilMaskSeparate", 0x0405, 0x66);
        _raw.Call("glCullFace", 0x0404);
        _raw.Call("glFrontFace", 0x0900);
        _raw.Call("glLineWidth", 1f);
        _raw.Call("glPolygonOffset", 2.5f, 3.5f);
        _raw.Call("glSampleCoverage", 0.5f, true);
        _raw.Call("glHint", 0x8B8B, 0x1102);
        _raw.Call("glPatchParameteri", 0x8E72, 7);
        int value = 3;
        foreach ((string name, int token, _) in HostStates.Integers.Concat(info.IsEs ? [] : HostStates.DesktopIntegers)
            .Where(i => i.Name.StartsWith("unpack", StringComparison.Ordinal) || i.Name.StartsWith("pack", StringComparison.Ordinal)))
        {
            bool isFlag = name.EndsWith("swap", StringComparison.Ordinal) || name.EndsWith("lsb", StringComparison.Ordinal);
            _raw.Call("glPixelStorei", token, name.EndsWith("alignment", StringComparison.Ordinal) ? 1 : isFlag ? 1 : value++);
        }

        if (info.IsEs)
            return;
        _raw.Call("glPolygonMode", 0x0408, 0x1B01);
        _raw.Call("glLogicOp", 0x1506);
        _raw.Call("glProvokingVertex", 0x8E4D);
        _raw.Call("glClampColor", 0x891C, 0);
        _raw.Call("glPrimitiveRestartIndex", 0x1234);
        _raw.Call("glHint", 0x0C52, 0x1101);
        _raw.Call("glHint", 0x0C53, 0x1102);
        _raw.Call("glHint", 0x84EF, 0x1102);
    }

    private uint NewBuffer()
    {
        uint buffer = gl.GenBuffer();
        gl.BindBuffer(BufferTargetARB.ArrayBuffer, buffer);
        gl.BufferData<byte>(BufferTargetARB.ArrayBuffer, new byte[32 * Step], BufferUsageARB.StaticDraw);
        return buffer;
    }

    private uint Program()
    {
        uint shader = gl.CreateShader(ShaderType.ComputeShader);
        gl.ShaderSource(shader, (info.IsEs ? "#version 310 es\n" : "#version 430\n") + "layout(local_size_x = 3) in; void main() {}");
        gl.CompileShader(shader);
        uint program = gl.CreateProgram();
        gl.AttachShader(program, shader);
        gl.LinkProgram(program);
        gl.DeleteShader(shader);
        return program;
    }
}
