namespace Silk.NET.Core.Contexts;

public interface INativeContext : IDisposable
{
    nint GetProcAddress(string proc, int? slot = null);

    bool TryGetProcAddress(string proc, out nint addr, int? slot = null);
}
