using System.Runtime.InteropServices;

namespace Silk.NET.OpenGL;

// State, strings, errors.
public unsafe partial class GL
{
    private nint _getError, _getString, _getStringi, _getIntegerv, _getIntegeri_v, _getInteger64v, _getInteger64i_v,
        _enable, _disable, _isEnabled, _enablei, _disablei, _isEnabledi, _finish, _flush;

    public GLEnum GetError() =>
        ((delegate* unmanaged<GLEnum>)Entry(ref _getError, "glGetError"))();

    public byte* GetString(StringName name) =>
        ((delegate* unmanaged<StringName, byte*>)Entry(ref _getString, "glGetString"))(name);

    public byte* GetString(StringName name, uint index) =>
        ((delegate* unmanaged<StringName, uint, byte*>)Entry(ref _getStringi, "glGetStringi"))(name, index);

    public void GetInteger(GetPName pname, int* data) =>
        ((delegate* unmanaged<GetPName, int*, void>)Entry(ref _getIntegerv, "glGetIntegerv"))(pname, data);

    public void GetInteger(GetPName target, uint index, int* data) =>
        ((delegate* unmanaged<GetPName, uint, int*, void>)Entry(ref _getIntegeri_v, "glGetIntegeri_v"))
        (target, index, data);

    public void GetInteger64(GetPName pname, long* data) =>
        ((delegate* unmanaged<GetPName, long*, void>)Entry(ref _getInteger64v, "glGetInteger64v"))(pname, data);

    public void GetInteger64(GetPName target, uint index, long* data) =>
        ((delegate* unmanaged<GetPName, uint, long*, void>)Entry(ref _getInteger64i_v, "glGetInteger64i_v"))
        (target, index, data);

    public void Enable(EnableCap cap) =>
        ((delegate* unmanaged<EnableCap, void>)Entry(ref _enable, "glEnable"))(cap);

    public void Disable(EnableCap cap) =>
        ((delegate* unmanaged<EnableCap, void>)Entry(ref _disable, "glDisable"))(cap);

    public void Enable(EnableCap target, uint index) =>
        ((delegate* unmanaged<EnableCap, uint, void>)Entry(ref _enablei, "glEnablei"))(target, index);

    public void Disable(EnableCap target, uint index) =>
        ((delegate* unmanaged<EnableCap, uint, void>)Entry(ref _disablei, "glDisablei"))(target, index);

    public bool IsEnabled(EnableCap cap) =>
        ((delegate* unmanaged<EnableCap, byte>)Entry(ref _isEnabled, "glIsEnabled"))(cap) != 0;

    public bool IsEnabled(EnableCap target, uint index) =>
        ((delegate* unmanaged<EnableCap, uint, byte>)Entry(ref _isEnabledi, "glIsEnabledi"))(target, index) != 0;

    public void Finish() =>
        ((delegate* unmanaged<void>)Entry(ref _finish, "glFinish"))();

    public void Flush() =>
        ((delegate* unmanaged<void>)Entry(ref _flush, "glFlush"))();

    public string GetStringS(StringName name) => Marshal.PtrToStringUTF8((nint)GetString(name))!;

    public string GetStringS(StringName name, uint index) => Marshal.PtrToStringUTF8((nint)GetString(name, index))!;

    public int GetInteger(GetPName pname)
    {
        int value = 0;
        GetInteger(pname, &value);
        return value;
    }

    public int GetInteger(GetPName target, uint index)
    {
        int value = 0;
        GetInteger(target, index, &value);
        return value;
    }

    public long GetInteger64(GetPName pname)
    {
        long value = 0;
        GetInteger64(pname, &value);
        return value;
    }

    public long GetInteger64(GetPName target, uint index)
    {
        long value = 0;
        GetInteger64(target, index, &value);
        return value;
    }
}
