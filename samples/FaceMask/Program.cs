using System.CommandLine;
using Silk.NET.GLFW;
using Silk.NET.Maths;
using Silk.NET.Windowing;
using VisionPlugin.Samples.FaceMask;

Option<int> frames = new("--frames") { Description = "Ends after so many frames.", DefaultValueFactory = _ => int.MaxValue };
Option<string?> screenshot = new("--screenshot") { Description = "Writes the last frame to a PNG file." };
Option<string> backend = new("--backend") { Description = "What detects: auto, gpu or cpu.", DefaultValueFactory = _ => "auto" };
backend.AcceptOnlyFromAmong("auto", "gpu", "cpu");
Option<MaskStyle> mask = new("--mask") { Description = "What faces wear at first.", DefaultValueFactory = _ => MaskStyle.Glasses };
Option<double> budget = new("--budget")
{
    Description = "Milliseconds of each frame that detecting may take.",
    DefaultValueFactory = _ => 2,
};
RootCommand command = new("A game-like scene whose faces wear masks. Keys: 1 to 4 choose, 0 takes off, Space is the next, Escape ends.")
{
    frames, screenshot, backend, mask, budget,
};
command.SetAction(options =>
{
    try
    {
        IWindow window = Window.Create(WindowOptions.Default with
        {
            Title = "Face mask",
            Size = new Vector2D<int>(Scene.Width, Scene.Height),
            // Compute shaders came with OpenGL 4.3.
            API = new GraphicsAPI(ContextAPI.OpenGL, ContextProfile.Core, ContextFlags.Default, new APIVersion(4, 3)),
        });
        using var game = new Game(
            window, options.GetRequiredValue(backend), options.GetValue(mask), TimeSpan.FromMilliseconds(options.GetValue(budget)));
        game.Run(options.GetValue(frames), options.GetValue(screenshot));
        Console.WriteLine(game);
        return 0;
    }
    catch (Exception e) when (e is GlfwException or PlatformNotSupportedException)
    {
        Console.Error.WriteLine(e.Message);
        return 1;
    }
});
return command.Parse(args).Invoke();
