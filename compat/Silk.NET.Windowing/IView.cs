using Silk.NET.Core.Contexts;
using Silk.NET.Maths;

namespace Silk.NET.Windowing;

public interface IView : IViewProperties, IGLContextSource, IDisposable
{
    event Action<Vector2D<int>>? Resize;

    event Action<Vector2D<int>>? FramebufferResize;

    event Action? Closing;

    event Action? Load;

    event Action<double>? Update;

    event Action<double>? Render;

    nint Handle { get; }

    /// <summary>True once the window is to be closed, and as long as there is none.</summary>
    bool IsClosing { get; }

    /// <summary>Seconds since the window is there.</summary>
    double Time { get; }

    /// <summary>Of the content, in pixels.</summary>
    Vector2D<int> FramebufferSize { get; }

    bool IsInitialized { get; }

    void Initialize();

    void DoRender();

    void DoUpdate();

    void DoEvents();

    void Reset();

    void Focus();

    void Close();

    void Run(Action onFrame);
}
