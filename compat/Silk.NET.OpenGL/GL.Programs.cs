using System.Text;

namespace Silk.NET.OpenGL;

// Shaders, programs, uniforms.
public unsafe partial class GL
{
    private nint _createShader, _compileShader, _getShaderiv, _deleteShader, _createProgram, _attachShader,
        _detachShader, _linkProgram, _getProgramiv, _useProgram, _deleteProgram, _programParameteri,
        _getProgramBinary, _programBinary, _uniform1i, _uniform1ui, _uniform1f, _uniform1iv, _uniform1fv, _uniform2i,
        _uniform2f, _uniform4i, _uniform4f, _uniform4iv, _uniform4fv, _shaderSource, _getShaderInfoLog,
        _getProgramInfoLog, _getUniformLocation, _uniformMatrix4fv;

    public uint CreateShader(ShaderType type) =>
        ((delegate* unmanaged<ShaderType, uint>)Entry(ref _createShader, "glCreateShader"))(type);

    public void CompileShader(uint shader) =>
        ((delegate* unmanaged<uint, void>)Entry(ref _compileShader, "glCompileShader"))(shader);

    public void GetShader(uint shader, ShaderParameterName pname, int* @params) =>
        ((delegate* unmanaged<uint, ShaderParameterName, int*, void>)Entry(ref _getShaderiv, "glGetShaderiv"))
        (shader, pname, @params);

    public void DeleteShader(uint shader) =>
        ((delegate* unmanaged<uint, void>)Entry(ref _deleteShader, "glDeleteShader"))(shader);

    public uint CreateProgram() =>
        ((delegate* unmanaged<uint>)Entry(ref _createProgram, "glCreateProgram"))();

    public void AttachShader(uint program, uint shader) =>
        ((delegate* unmanaged<uint, uint, void>)Entry(ref _attachShader, "glAttachShader"))(program, shader);

    public void DetachShader(uint program, uint shader) =>
        ((delegate* unmanaged<uint, uint, void>)Entry(ref _detachShader, "glDetachShader"))(program, shader);

    public void LinkProgram(uint program) =>
        ((delegate* unmanaged<uint, void>)Entry(ref _linkProgram, "glLinkProgram"))(program);

    public void GetProgram(uint program, ProgramPropertyARB pname, int* @params) =>
        ((delegate* unmanaged<uint, ProgramPropertyARB, int*, void>)Entry(ref _getProgramiv, "glGetProgramiv"))
        (program, pname, @params);

    public void UseProgram(uint program) =>
        ((delegate* unmanaged<uint, void>)Entry(ref _useProgram, "glUseProgram"))(program);

    public void DeleteProgram(uint program) =>
        ((delegate* unmanaged<uint, void>)Entry(ref _deleteProgram, "glDeleteProgram"))(program);

    public void ProgramParameter(uint program, ProgramParameterPName pname, int value) =>
        ((delegate* unmanaged<uint, ProgramParameterPName, int, void>)
        Entry(ref _programParameteri, "glProgramParameteri"))(program, pname, value);

    public void GetProgramBinary(uint program, uint bufSize, uint* length, GLEnum* binaryFormat, void* binary) =>
        ((delegate* unmanaged<uint, uint, uint*, GLEnum*, void*, void>)
        Entry(ref _getProgramBinary, "glGetProgramBinary"))(program, bufSize, length, binaryFormat, binary);

    public void ProgramBinary(uint program, GLEnum binaryFormat, void* binary, uint length) =>
        ((delegate* unmanaged<uint, GLEnum, void*, uint, void>)Entry(ref _programBinary, "glProgramBinary"))
        (program, binaryFormat, binary, length);

    public void Uniform1(int location, int v0) =>
        ((delegate* unmanaged<int, int, void>)Entry(ref _uniform1i, "glUniform1i"))(location, v0);

    public void Uniform1(int location, uint v0) =>
        ((delegate* unmanaged<int, uint, void>)Entry(ref _uniform1ui, "glUniform1ui"))(location, v0);

    public void Uniform1(int location, float v0) =>
        ((delegate* unmanaged<int, float, void>)Entry(ref _uniform1f, "glUniform1f"))(location, v0);

    public void Uniform1(int location, uint count, int* value) =>
        ((delegate* unmanaged<int, uint, int*, void>)Entry(ref _uniform1iv, "glUniform1iv"))(location, count, value);

    public void Uniform1(int location, uint count, float* value) =>
        ((delegate* unmanaged<int, uint, float*, void>)Entry(ref _uniform1fv, "glUniform1fv"))(location, count, value);

    public void Uniform2(int location, int v0, int v1) =>
        ((delegate* unmanaged<int, int, int, void>)Entry(ref _uniform2i, "glUniform2i"))(location, v0, v1);

    public void Uniform2(int location, float v0, float v1) =>
        ((delegate* unmanaged<int, float, float, void>)Entry(ref _uniform2f, "glUniform2f"))(location, v0, v1);

    public void Uniform4(int location, int v0, int v1, int v2, int v3) =>
        ((delegate* unmanaged<int, int, int, int, int, void>)Entry(ref _uniform4i, "glUniform4i"))
        (location, v0, v1, v2, v3);

    public void Uniform4(int location, float v0, float v1, float v2, float v3) =>
        ((delegate* unmanaged<int, float, float, float, float, void>)Entry(ref _uniform4f, "glUniform4f"))
        (location, v0, v1, v2, v3);

    public void Uniform4(int location, uint count, int* value) =>
        ((delegate* unmanaged<int, uint, int*, void>)Entry(ref _uniform4iv, "glUniform4iv"))(location, count, value);

    public void Uniform4(int location, uint count, float* value) =>
        ((delegate* unmanaged<int, uint, float*, void>)Entry(ref _uniform4fv, "glUniform4fv"))(location, count, value);

    public void Uniform4(int location, ReadOnlySpan<float> value)
    {
        fixed (float* pointer = value)
            Uniform4(location, (uint)value.Length / 4, pointer);
    }

    public void ShaderSource(uint shader, string @string)
    {
        // The published package passes this very length: source must be ASCII (silk-api.md, trap 1).
        int length = @string.Length;
        byte[] bytes = Encoding.UTF8.GetBytes(@string + '\0');
        fixed (byte* text = bytes)
        {
            ((delegate* unmanaged<uint, uint, byte**, int*, void>)Entry(ref _shaderSource, "glShaderSource"))
            (shader, 1, &text, &length);
        }
    }

    public int GetShader(uint shader, ShaderParameterName pname)
    {
        int value = 0;
        GetShader(shader, pname, &value);
        return value;
    }

    public int GetProgram(uint program, ProgramPropertyARB pname)
    {
        int value = 0;
        GetProgram(program, pname, &value);
        return value;
    }

    public string GetShaderInfoLog(uint shader) =>
        InfoLog(shader, Entry(ref _getShaderiv, "glGetShaderiv"), Entry(ref _getShaderInfoLog, "glGetShaderInfoLog"));

    public string GetProgramInfoLog(uint program) =>
        InfoLog(program, Entry(ref _getProgramiv, "glGetProgramiv"),
            Entry(ref _getProgramInfoLog, "glGetProgramInfoLog"));

    public int GetUniformLocation(uint program, string name)
    {
        fixed (byte* text = Encoding.UTF8.GetBytes(name + '\0'))
        {
            return ((delegate* unmanaged<uint, byte*, int>)Entry(ref _getUniformLocation, "glGetUniformLocation"))
            (program, text);
        }
    }

    public void Uniform1(int location, ReadOnlySpan<int> value)
    {
        fixed (int* pointer = value)
            Uniform1(location, (uint)value.Length, pointer);
    }

    public void Uniform1(int location, ReadOnlySpan<float> value)
    {
        fixed (float* pointer = value)
            Uniform1(location, (uint)value.Length, pointer);
    }

    public void UniformMatrix4(int location, bool transpose, ReadOnlySpan<float> value)
    {
        fixed (float* pointer = value)
        {
            ((delegate* unmanaged<int, uint, byte, float*, void>)Entry(ref _uniformMatrix4fv, "glUniformMatrix4fv"))
                (location, (uint)value.Length / 16, transpose ? (byte)1 : (byte)0, pointer);
        }
    }

    private static string InfoLog(uint name, nint getParameter, nint getLog)
    {
        const int InfoLogLength = 0x8B84;
        int capacity = 0;
        ((delegate* unmanaged<uint, int, int*, void>)getParameter)(name, InfoLogLength, &capacity);
        byte[] text = new byte[Math.Max(capacity, 1)];
        uint length = 0;
        fixed (byte* pointer = text)
            ((delegate* unmanaged<uint, uint, uint*, byte*, void>)getLog)(name, (uint)text.Length, &length, pointer);
        return Encoding.UTF8.GetString(text, 0, (int)length);
    }
}
