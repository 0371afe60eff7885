using System.CommandLine;
using VisionPlugin;
using VisionPlugin.ComputeShaders;
using VisionPlugin.Execution;
using VisionPlugin.Samples.Lessons;

Dictionary<string, Func<IBackend>> backends = new()
{
    // One thread, so that measured times compare work and not how busy the other cores are.
    ["cpu"] = () => new CpuBackend(threads: 1),
    ["gpu"] = () => Backends.Create(BackendType.GpuCompute),
    ["reference"] = () => new ReferenceBackend(),
};

Argument<string?> name = new("NAME") { Description = "The lesson; a list without it.", Arity = ArgumentArity.ZeroOrOne };
name.AcceptOnlyFromAmong([.. Lesson.All.Select(l => l.Name)]);
Option<string> backend = new("--backend") { Description = "What computes.", DefaultValueFactory = _ => "cpu" };
backend.AcceptOnlyFromAmong([.. backends.Keys]);
Option<string?> picture = new("--out") { Description = "Where to draw the lesson's picture, if it has one.", HelpName = "FILE.png" };
RootCommand command = new("What a course on convolutional networks shows, as short programs.") { name, backend, picture };
command.SetAction(options =>
{
    if (options.GetValue(name) is not { } wanted)
    {
        foreach (Lesson lesson in Lesson.All)
            Console.WriteLine($"{lesson.Name,-18}{lesson.Title}");
        return 0;
    }

    try
    {
        GpuBackends.Register();
        using IBackend computes = backends[options.GetRequiredValue(backend)]();
        var room = new Classroom(computes, Console.Out, options.GetValue(picture));
        Lesson.Find(wanted).Give(room);
        if (room.PictureFile is not null && !room.HasDrawn)
            Console.Error.WriteLine($"This lesson has no picture; {room.PictureFile} was not written.");
        return 0;
    }
    catch (Exception e) when (e is VisionException or IOException or UnauthorizedAccessException)
    {
        Console.Error.WriteLine(e.Message);
        return 1;
    }
});
return command.Parse(args).Invoke();
