using System.CommandLine;
using VisionPlugin.ComputeShaders;
using VisionPlugin.Samples.BareHost;

Option<int> frames = new("--frames") { Description = "Ends after so many frames.", DefaultValueFactory = _ => int.MaxValue };
Option<string> backend = new("--backend") { Description = "What detects: auto, gpu or cpu.", DefaultValueFactory = _ => "auto" };
backend.AcceptOnlyFromAmong("auto", "gpu", "cpu");
Option<Version?> version = new("--opengl")
{
    Description = "The least version of OpenGL that is asked for; compute shaders came with 4.3.",
    DefaultValueFactory = _ => new Version(4, 3),
    CustomParser = result =>
    {
        if (!Version.TryParse(result.Tokens[0].Value, out Version? parsed))
            result.AddError($"'{result.Tokens[0].Value}' is no version such as 4.3.");
        return parsed;
    },
};
RootCommand command = new("A host with a window and OpenGL of its own that detects faces in what it has drawn.")
{
    frames, backend, version,
};
command.SetAction(options =>
{
    try
    {
        Console.WriteLine(Host.Run(
            options.GetValue(frames), options.GetRequiredValue(backend), options.GetRequiredValue(version)!));
        return 0;
    }
    catch (Exception e) when (e is GlfwException or DllNotFoundException or GpuUnavailableException)
    {
        Console.Error.WriteLine(e.Message);
        return 1;
    }
});
return command.Parse(args).Invoke();
