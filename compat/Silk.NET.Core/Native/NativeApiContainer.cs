using Silk.NET.Core.Contexts;

namespace Silk.NET.Core.Native;

public abstract class NativeApiContainer : IDisposable
{
    private readonly INativeContext _context;

    protected NativeApiContainer(INativeContext ctx) => _context = ctx;

    public virtual void Dispose()
    {
        _context.Dispose();
        GC.SuppressFinalize(this);
    }
}
