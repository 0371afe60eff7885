using System.CommandLine;
using Silk.NET.GLFW;
using Silk.NET.Maths;
using Silk.NET.Windowing;
using VisionPlugin.Samples.SpinningCubes;

Option<int> frames = new("--frames") { Description = "Ends after so many frames.", DefaultValueFactory = _ => int.MaxValue };
Option<string?> screenshot = new("--screenshot") { Description = "Writes the last frame to a PNG file." };
Option<string> backend = new("--backend") { Description = "What detects: auto, gpu or cpu.", DefaultValueFactory = _ => "auto" };
backend.AcceptOnlyFromAmong("auto", "gpu", "cpu");
RootCommand command = new("A scene of Silk.NET that detects faces in what it has drawn.") { frames, screenshot, backend };
command.SetAction(options =>
{
    try
    {
        IWindow window = Window.Create(WindowOptions.Default with
        {
            Title = "Spinning cubes",
            Size = new Vector2D<int>(Scene.Width, Scene.Height),
            // Compute shaders came with OpenGL 4.3.
            API = new GraphicsAPI(ContextAPI.OpenGL, ContextProfile.Core, ContextFlags.Default, new APIVersion(4, 3)),
        });
        string seen = Host.Run(
            window, options.GetValue(frames), options.GetValue(screenshot), options.GetRequiredValue(backend));
        window.Dispose();
        Console.WriteLine(seen);
        return 0;
    }
    catch (Exception e) when (e is GlfwException or PlatformNotSupportedException)
    {
        Console.Error.WriteLine(e.Message);
        return 1;
    }
});
return command.Parse(args).Invoke();
