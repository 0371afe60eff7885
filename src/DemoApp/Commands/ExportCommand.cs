using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using VisionPlugin.Cards;
using VisionPlugin.DemoApp.Output;
using VisionPlugin.Graphs;
using VisionPlugin.Tensors;

namespace VisionPlugin.DemoApp.Commands;

/// <summary><c>vision export</c>: writes a network as an ONNX file that other runtimes load.</summary>
internal static class ExportCommand
{
    private const string OpenBatch = "dynamic";

    public static Command Create(Terminal terminal)
    {
        var model = new Argument<string>("MODEL")
        {
            Description = "A network of the zoo, zoo:NAME; a model that ships; an ONNX file.",
        };
        var output = new Argument<string>("OUT.onnx")
        {
            Description = "The file to write; a file that is there is replaced.",
        };
        var batch = new Option<string?>("--batch")
        {
            Description = "How many pictures go through at once; dynamic leaves it open. As the model has it, unless said.",
            HelpName = "N|dynamic",
        };
        var convolutional = new Option<bool>("--convolutional-head")
        {
            Description = "Convolutions in place of the fully connected or pooled head: takes larger pictures and gives a map of scores.",
        };
        Option<string[]> shape = CommonOptions.Shape();
        Option<bool> json = CommonOptions.Json();
        var weights = new WeightOptions();
        var command = new Command("export", "Write a network as an ONNX file, for this program and others.")
        {
            model, output, batch, convolutional, shape, json,
        };
        weights.AddTo(command);
        command.SetAction(args =>
        {
            string name = args.GetRequiredValue(model), file = args.GetRequiredValue(output);
            Dimension? size = Batch(args.GetValue(batch));
            bool isDense = args.GetValue(convolutional);
            Model network = ModelCatalog.Load(name, weights.Read(args));
            IReadOnlyDictionary<string, TensorShape>? shapes = CommonOptions.Shapes(args.GetValue(shape), network);
            if (isDense)
                (network, shapes) = (network.WithConvolutionalHead(shapes), null);
            if (Path.GetDirectoryName(Path.GetFullPath(file)) is { } folder)
                Directory.CreateDirectory(folder);
            ImmutableArray<string> files = Save(terminal, network, file, new ModelSaveOptions
            {
                Batch = size,
                InputShapes = shapes,
            });
            var report = new ExportReport(
                name, files, isDense ? null : CopyCard(name, file), files.Sum(f => new FileInfo(f).Length), network.Nodes.Length);
            if (args.GetValue(json))
                JsonLines.Write(terminal.Out, report);
            else
                Print(terminal, report);
            return ExitCode.Success;
        });
        return command;
    }

    private static Dimension? Batch(string? text)
    {
        if (text is null)
            return null;
        if (text == OpenBatch)
            return new Dimension(null, "batch");
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int size) && size > 0
            ? new Dimension(size)
            : throw new BadInputException($"--batch {text}: write a number from 1, or {OpenBatch}.");
    }

    private static ImmutableArray<string> Save(Terminal terminal, Model model, string file, ModelSaveOptions options)
    {
        const int Steps = 1000;
        using var progress = new ProgressLine(terminal);
        int shown = -1;
        return model.Save(file, options with
        {
            Progress = done =>
            {
                int step = (int)(done * Steps);
                if (step > shown)
                    progress.Show(shown = step, Steps, Path.GetFileName(file));
            },
        });
    }

    // What is read from pictures and outputs is said by the card, which goes with the network as it is.
    private static string? CopyCard(string name, string file)
    {
        if (!ModelCatalog.HasCard(name))
            return null;
        string from = ModelCard.PathFor(ModelCatalog.Find(name)), to = ModelCard.PathFor(file);
        if (Path.GetFullPath(from) != Path.GetFullPath(to))
            AtomicFile.Write(to, partial => File.Copy(from, partial, overwrite: true));
        return to;
    }

    private static void Print(Terminal terminal, ExportReport report)
    {
        string files = string.Join(" and ", report.Files.Append(report.Card).OfType<string>());
        terminal.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"wrote {files}: {report.Nodes} nodes, {report.Bytes / 1e6:0.0} MB"));
    }
}
