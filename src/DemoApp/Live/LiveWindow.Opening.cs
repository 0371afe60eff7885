using Silk.NET.GLFW;
using Silk.NET.Maths;
using Silk.NET.Windowing;
using VisionPlugin.ComputeShaders;
using VisionPlugin.DemoApp.Live.Vision;
using VisionPlugin.Execution;

namespace VisionPlugin.DemoApp.Live;

// What it is opened with.
internal sealed partial class LiveWindow
{
    /// <summary>What another window needs to go on where this one broke off.</summary>
    public LiveOptions Rest => _options with
    {
        Source = _source,
        Modes = ([.. Session.Modes], Session.Mode),
        View = Session.View,
        Backend = Session.Engines.BackendName is { Length: > 0 } backend ? backend : _options.Backend,
        Frames = _options.Frames is { } frames ? (int)Math.Max(1, frames - FramesShown) : null,
        Keys = [.. _options.Keys.Select(k => (k.Frame - FramesShown, k.Key))],
        Size = (_window.Size.X, _window.Size.Y),
        Record = null,
    };

    /// <summary>Goes on where the window of another session broke off.</summary>
    public void GoOn(LiveSession before)
    {
        Session.Take(before);
        Messages.Fail("The GPU was reset.");
    }

    private IBackend MakeBackend(string name)
    {
        IBackend backend = name switch
        {
            "gpu" => new ClockedBackend(new GpuBackend(_gl), _networkClock),
            "reference" => new ReferenceBackend(),
            _ => new CpuBackend(),
        };
        return _options.Slow > TimeSpan.Zero ? new SlowBackend(backend, _options.Slow) : backend;
    }

    private static List<VisionMode> Modes(LiveOptions options)
    {
        if (!options.Modes.All.IsEmpty)
            return [.. options.Modes.All];
        List<VisionMode> modes = [.. VisionMode.Shipped];
        if (options.Source == "synthetic")
            modes.Insert(0, VisionMode.Synthetic);
        if (options.Model is { } model)
            modes.Insert(0, VisionMode.OfFile(model, options.Card));
        return modes;
    }

    // Compute shaders came with OpenGL 4.3; without them networks run on the CPU, and drawing asks for 3.3.
    private static IWindow OpenWindow(LiveOptions options)
    {
        (int Width, int Height) size = options.Size ?? (1280, 720);
        IWindow window;
        try
        {
            window = OpenWindow(options, size, new APIVersion(4, 3));
        }
        catch (GlfwException)
        {
            window = OpenWindow(options, size, new APIVersion(3, 3));
        }

        // Where the window's pixels are those of the screen.
        if (options.Size is null && window.FramebufferSize == window.Size && DisplayScale.Read() is > 1 and float scale)
            window.Size = new Vector2D<int>((int)(size.Width * scale), (int)(size.Height * scale));
        return window;
    }

    private static IWindow OpenWindow(LiveOptions options, (int Width, int Height) size, APIVersion version)
    {
        ContextFlags flags = ContextFlags.ForwardCompatible | (options.IsDebugged ? ContextFlags.Debug : 0);
        IWindow window = Silk.NET.Windowing.Window.Create(WindowOptions.Default with
        {
            Title = "vision",
            Size = new Vector2D<int>(size.Width, size.Height),
            API = new GraphicsAPI(ContextAPI.OpenGL, ContextProfile.Core, flags, version),
        });
        try
        {
            window.Initialize();
            return window;
        }
        catch
        {
            window.Dispose();
            throw;
        }
    }
}
