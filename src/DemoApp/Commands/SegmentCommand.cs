using System.CommandLine;
using VisionPlugin.Components;
using VisionPlugin.DemoApp.Batch;

namespace VisionPlugin.DemoApp.Commands;

/// <summary><c>vision segment</c>: what each pixel belongs to.</summary>
internal static class SegmentCommand
{
    public static Command Create(Terminal terminal)
    {
        var job = new FrameJob("selfie", "NAME.mask.png, and NAME.png with the mask drawn in,");
        var command = new Command("segment", "Say what each pixel belongs to.");
        job.AddTo(command);
        command.SetAction(args => job.Run(args, terminal, (model, backend, worker) =>
            new SegmentTask(job.ModelName(args), new Segmenter(model, backend, worker))));
        return command;
    }
}
