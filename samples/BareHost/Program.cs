using System.CommandLine;
using VisionPlugin.Samples.BareHost;

Option<int> frames = new("--frames") { Description = "Ends after so many frames.", DefaultValueFactory = _ => int.MaxValue };
RootCommand command = new("A host with a window and OpenGL of its own that detects faces on the GPU.") { frames };
command.SetAction(options =>
{
    try
    {
        Console.WriteLine(Host.Run(options.GetValue(frames)));
        return 0;
    }
    catch (Exception e) when (e is GlfwException or DllNotFoundException)
    {
        Console.Error.WriteLine(e.Message);
        return 1;
    }
});
return command.Parse(args).Invoke();
