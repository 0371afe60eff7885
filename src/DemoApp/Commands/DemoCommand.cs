using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using VisionPlugin.DemoApp.Output;
using VisionPlugin.DemoApp.Overlay;
using VisionPlugin.DemoApp.Sources;
using VisionPlugin.Execution;

namespace VisionPlugin.DemoApp.Commands;

/// <summary><c>vision</c>, <c>vision demo</c>: the window, or all models that ship on the pictures that ship.</summary>
internal static class DemoCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("demo", "Look through a window, or without a display write annotated pictures (what 'vision' alone does).");
        Attach(command, terminal);
        return command;
    }

    /// <summary>Gives a command the demo's options and makes it run the demo.</summary>
    public static void Attach(Command command, Terminal terminal)
    {
        var output = new Option<string>("--out", "-o") { Description = "Folder for the annotated pictures.", HelpName = "DIR", DefaultValueFactory = _ => "out" };
        Option<string> backend = CommonOptions.Backend();
        Option<Precision> precision = CommonOptions.Precision();
        Option<bool> json = CommonOptions.Json();
        command.Add(output);
        command.Add(backend);
        command.Add(precision);
        command.Add(json);
        var live = new LiveCommand();
        live.AddTo(command);
        command.SetAction(args =>
        {
            bool wantsPictures = args.GetValue(json) || args.GetResult(output) is { Implicit: false };
            return (live.IsWanted(args, wantsPictures) ? live.Run(args, terminal, args.GetRequiredValue(backend), new WorkerOptions { Precision = args.GetRequiredValue(precision) }) : null)
                ?? Run(terminal, args.GetRequiredValue(output), args.GetRequiredValue(backend),
                    new WorkerOptions { Precision = args.GetRequiredValue(precision) }, args.GetValue(json));
        });
    }

    private static int Run(Terminal terminal, string folder, string backend, WorkerOptions worker, bool json)
    {
        IReadOnlyList<string> files = SourceList.BundledPictures();
        var save = new SaveFolder(folder);
        if (!json)
            terminal.Out.WriteLine("Loading four models ...");
        using var running = Running<DemoPipeline>.Start(backend, terminal, b => new DemoPipeline(b, worker));
        DemoPipeline pipeline = running.Component;
        if (!json)
            terminal.Out.WriteLine($"Running on {BackendChoice.NameOf(running.Backend.Type)}: {running.Backend.Description}");

        // The first run compiles code; the table shows what comes after.
        pipeline.Process(Picture.Load(files[0]));
        Table table = new Table().AddColumns("picture", "objects", "faces", "ms pre + infer + post", "written");
        using var progress = new ProgressLine(terminal);
        for (int i = 0; i < files.Count; i++)
        {
            progress.Show(i, files.Count, Path.GetFileName(files[i]));
            Picture picture = Picture.Load(files[i]);
            DemoPipeline.Result result = pipeline.Process(picture);
            IReadOnlyList<string> written = Save(save.Reserve(files[i]), picture, pipeline, result);
            if (json)
                JsonLines.Write(terminal.Out, Report(files[i], picture, pipeline, result, running.Backend, written));
            else
                AddRow(table, files[i], pipeline, result, written);
        }

        if (!json)
        {
            progress.Dispose();
            terminal.Tables().Write(table);
            terminal.Out.WriteLine($"Annotated pictures are in {Path.GetFullPath(folder)}");
        }

        return ExitCode.Success;
    }

    private static List<string> Save(string path, Picture picture, DemoPipeline pipeline, DemoPipeline.Result result)
    {
        var written = new List<string>();
        if (result.Person is { } mask)
        {
            Picture cut = picture with { Rgba = [.. picture.Rgba] };
            MaskOverlay.Draw(cut, mask);
            cut.Save(path + "-person.png");
            written.Add(path + "-person.png");
        }

        pipeline.Draw(picture, result);
        picture.Save(path + ".png");
        written.Insert(0, path + ".png");
        return written;
    }

    private static DemoReport Report(
        string source, Picture picture, DemoPipeline pipeline, DemoPipeline.Result result, IBackend backend, IReadOnlyList<string> written) => new(
            source, picture.Width, picture.Height, BackendChoice.NameOf(backend.Type), Milliseconds.Of(result.Timings),
            DetectedObject.List(pipeline.Objects, result.Objects),
            [.. result.Faces.Select(f => new DetectedFace(
                f.Face.Score, DetectedObject.Edges(f.Face.Box), f.Label, f.Score))],
            written);

    private static void AddRow(Table table, string source, DemoPipeline pipeline, DemoPipeline.Result result, IReadOnlyList<string> written)
    {
        static string Percent(float score) => score.ToString("0%", CultureInfo.InvariantCulture);
        string objects = string.Join(", ", result.Objects.Select(o => $"{pipeline.Objects.LabelOf(o.ClassId)} {Percent(o.Score)}"));
        string faces = string.Join(", ", result.Faces.Select(f => $"{f.Label} {Percent(f.Score)}"));
        table.AddRow(Path.GetFileName(source), objects.Length > 0 ? objects : "-", faces.Length > 0 ? faces : "-",
            Milliseconds.Of(result.Timings).ToString(), string.Join("\n", written));
    }
}
