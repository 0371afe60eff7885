using System.CommandLine;
using VisionPlugin.Components;
using VisionPlugin.DemoApp.Batch;

namespace VisionPlugin.DemoApp.Commands;

/// <summary><c>vision classify</c>: what a picture shows.</summary>
internal static class ClassifyCommand
{
    public static Command Create(Terminal terminal)
    {
        var job = new FrameJob("face_expression", "pictures with the best class written in");
        Option<int?> top = CommonOptions.Number("--top", "Number of classes to give; 5 unless said.", 1, 1000);
        var command = new Command("classify", "Say what pictures, videos and cameras show.") { top };
        job.AddTo(command);
        command.SetAction(args => job.Run(args, terminal, (model, backend, worker) =>
            new ClassifyTask(job.ModelName(args), new ImageClassifier(model, backend, args.GetValue(top) ?? 5, worker))));
        return command;
    }
}
