using Silk.NET.Core.Contexts;
using Silk.NET.Core.Loader;
using Silk.NET.Core.Native;

namespace Silk.NET.OpenGL;

/// <summary>
/// OpenGL by the published package's names. Each entry point is looked up at its first call and kept per instance;
/// a call allocates nothing.
/// </summary>
public unsafe partial class GL : NativeAPI
{
    private HashSet<string>? _extensions;

    public GL(INativeContext ctx)
        : base(ctx)
    {
    }

    public static GL GetApi(IGLContextSource contextSource) =>
        GetApi(contextSource.GLContext ?? throw new InvalidOperationException("The window has no OpenGL context."));

    public static GL GetApi(IGLContext ctx) => new(ctx);

    public static GL GetApi(Func<string, nint> getProcAddress) => new(new LamdaNativeContext(getProcAddress));

    public static GL GetApi(INativeContext ctx) => new(ctx);

    public override bool IsExtensionPresent(string extension)
    {
        _extensions ??= LoadExtensions();
        bool prefixed = extension.StartsWith("GL_", StringComparison.Ordinal);
        return _extensions.Contains(prefixed ? extension : "GL_" + extension);
    }

    private HashSet<string> LoadExtensions() =>
    [
        .. Enumerable.Range(0, GetInteger(GetPName.NumExtensions))
            .Select(i => GetStringS(StringName.Extensions, (uint)i)),
    ];

    private nint Entry(ref nint slot, string name)
    {
        if (slot == 0)
            slot = Context.TryGetProcAddress(name, out nint address) ? address : throw new SymbolLoadingException(name);
        return slot;
    }

    private uint Gen(ref nint slot, string name)
    {
        uint id = 0;
        ((delegate* unmanaged<uint, uint*, void>)Entry(ref slot, name))(1, &id);
        return id;
    }

    private void Delete(ref nint slot, string name, uint id) =>
        ((delegate* unmanaged<uint, uint*, void>)Entry(ref slot, name))(1, &id);
}
