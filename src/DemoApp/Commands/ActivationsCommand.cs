using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Spectre.Console;
using VisionPlugin.Components;
using VisionPlugin.DemoApp.Output;
using VisionPlugin.DemoApp.Sheets;
using VisionPlugin.Execution;
using VisionPlugin.Tensors;

namespace VisionPlugin.DemoApp.Commands;

/// <summary><c>vision activations</c>: what the layers of a network make of a picture.</summary>
internal static class ActivationsCommand
{
    private static readonly (string Name, ActivationColors Colors)[] Colors =
        [("heat", ActivationColors.Heat), ("grey", ActivationColors.Grey), ("diverging", ActivationColors.Diverging)];

    public static Command Create(Terminal terminal)
    {
        Argument<string> model = LayerOptions.Model();
        var source = new Argument<string>("SOURCE")
        {
            Description = "A picture; or the input itself as a .npy file, for networks that take no picture.",
        };
        Option<string[]> layer = LayerOptions.Layer(
            model, name => ModelCatalog.Load(name).Nodes.SelectMany(n => n.Outputs).Where(o => o.Length > 0));
        var folder = new Option<string>("--out", "-o")
        {
            Description = "Folder for a PNG a layer.",
            HelpName = "DIR",
            Required = true,
        };
        var range = new Option<string>("--range")
        {
            Description = "Whether each channel has a scale of its own, or all of a layer share one.",
            DefaultValueFactory = _ => "channel",
        };
        range.AcceptOnlyFromAmong("channel", "layer");
        var colors = new Option<string>("--colors")
        {
            Description = "How numbers become colours.",
            DefaultValueFactory = _ => Colors[0].Name,
        };
        colors.AcceptOnlyFromAmong([.. Colors.Select(c => c.Name)]);
        Option<string?> card = CommonOptions.Card();
        Option<string> backend = CommonOptions.Backend();
        Option<Precision> precision = CommonOptions.Precision();
        Option<bool> json = CommonOptions.Json();
        var weights = new WeightOptions();
        var command = new Command("activations", "Draw the feature maps of layers for a picture, channel by channel.")
        {
            model, source, layer, folder, range, colors, card, backend, precision, json,
        };
        weights.AddTo(command);
        command.SetAction(args =>
        {
            string name = args.GetRequiredValue(model);
            using NetworkInput input = NetworkInput.Open(
                name, args.GetValue(card), weights.Read(args), args.GetRequiredValue(source), terminal);
            var trace = new ActivationTrace(input.Model, [input.Tensor]);
            if (trace.Layers.IsEmpty)
                throw new BadInputException($"{name} has no layer with maps of floating-point numbers.");
            List<ActivationLayer> chosen =
                LayerNames.Find(trace.Layers, args.GetRequiredValue(layer), NamesOf, "layer");
            var sheet = new LayerSheet(
                Colors.First(c => c.Name == args.GetRequiredValue(colors)).Colors,
                args.GetRequiredValue(range) == "layer" ? ActivationRange.Layer : ActivationRange.Channel);
            var files = new SaveFolder(args.GetRequiredValue(folder));
            Table? table = args.GetValue(json) ? null
                : new Table().AddColumns("layer", "operator", "shape", "min", "max", "rms", "zeros", "file");
            using var progress = new ProgressLine(terminal);
            int done = 0;
            long start = Stopwatch.GetTimestamp();
            (string wanted, WorkerOptions options) = (args.GetRequiredValue(backend), new WorkerOptions { Precision = args.GetRequiredValue(precision) });
            string ran = Run(trace, chosen, wanted, options, terminal, (shown, values) =>
            {
                progress.Show(done++, chosen.Count, shown.Name);
                LayerReport report = Write(sheet, shown, values, input, files, trace.Layers.IndexOf(shown));
                if (table is null)
                    JsonLines.Write(terminal.Out, report);
                else
                    AddRow(table, report);
            });
            progress.Clear();
            if (table is null)
                return;
            terminal.Tables().Write(table);
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            terminal.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{done} {(done == 1 ? "layer" : "layers")} on {ran}, drawn in {seconds:0.0} s into {files.Path}"));
        });
        return command;
    }

    private static string[] NamesOf(ActivationLayer layer) => [layer.Name, layer.Node];

    // Where auto chose the GPU and it cannot run a layer, the CPU takes over for those that are left.
    private static string Run(ActivationTrace trace, IReadOnlyList<ActivationLayer> layers, string backend,
        WorkerOptions options, Terminal terminal, Action<ActivationLayer, Tensor<float>> receive)
    {
        var done = new HashSet<string>();
        using IBackend chosen = BackendChoice.Create(backend, terminal);
        try
        {
            trace.Run(chosen, layers, (layer, values) =>
            {
                receive(layer, values);
                done.Add(layer.Name);
            }, options);
            return BackendChoice.NameOf(chosen.Type);
        }
        catch (UnsupportedOperatorException error) when (backend == "auto" && chosen.Type == BackendType.GpuCompute)
        {
            terminal.Note($"{error.Message} Going on with the CPU.");
            return Run(trace, [.. layers.Where(l => !done.Contains(l.Name))], "cpu", options, terminal, receive);
        }
    }

    private static LayerReport Write(
        LayerSheet sheet, ActivationLayer layer, Tensor<float> values, NetworkInput input, SaveFolder files, int index)
    {
        LayerMaps maps = LayerMaps.Of(layer.Shape, input.IsSequence);
        LayerStatistics statistics = LayerStatistics.Of(values.AsSpan(), maps.Channels);
        // Numbered, so that a folder lists them as they are computed.
        string numbered = string.Create(CultureInfo.InvariantCulture, $"{index:000}-{layer.Name}");
        string file = files.ReserveName(numbered) + ".png";
        sheet.Draw(layer, maps, values, statistics).Save(file);
        return LayerReport.Of(layer, file, maps, statistics);
    }

    private static void AddRow(Table table, LayerReport r) => table.AddRow(Markup.Escape(r.Layer), r.Operator,
        Markup.Escape($"[{string.Join(", ", r.Shape)}]"),
        SheetStyle.Number(r.Min), SheetStyle.Number(r.Max), SheetStyle.Number(r.Rms),
        r.Zeros.ToString("P0", CultureInfo.InvariantCulture), Markup.Escape(Path.GetFileName(r.File)));
}
