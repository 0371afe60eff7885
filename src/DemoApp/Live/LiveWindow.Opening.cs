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
    private IBackend MakeBackend(string name)
    {
        IBackend backend = name switch
        {
            "gpu" => new GpuBackend(_gl),
            "reference" => new ReferenceBackend(),
            _ => new CpuBackend(),
        };
        return _options.Slow > TimeSpan.Zero ? new SlowBackend(backend, _options.Slow) : backend;
    }

    private static List<VisionMode> Modes(LiveOptions options)
    {
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
        try
        {
            return OpenWindow(options, new APIVersion(4, 3));
        }
        catch (GlfwException)
        {
            return OpenWindow(options, new APIVersion(3, 3));
        }
    }

    private static IWindow OpenWindow(LiveOptions options, APIVersion version)
    {
        ContextFlags flags = ContextFlags.ForwardCompatible | (options.IsDebugged ? ContextFlags.Debug : 0);
        IWindow window = Silk.NET.Windowing.Window.Create(WindowOptions.Default with
        {
            Title = "vision",
            Size = new Vector2D<int>(options.Size.Width, options.Size.Height),
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
