using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using VisionPlugin.Cards;
using VisionPlugin.Components;
using VisionPlugin.DemoApp.Output;
using VisionPlugin.DemoApp.Sheets;
using VisionPlugin.Frames;
using VisionPlugin.Graphs;
using VisionPlugin.Tensors;

namespace VisionPlugin.DemoApp.Commands;

/// <summary><c>vision filters</c>: the kernels of a network's convolutions as pictures.</summary>
internal static class FiltersCommand
{
    private const int UsualLimit = 1024;

    public static Command Create(Terminal terminal)
    {
        Argument<string> model = LayerOptions.Model();
        Option<string[]> layer = LayerOptions.Layer(model, name => ModelCatalog.Load(name).Nodes.Select(n => n.Name));
        var output = new Option<string>("--out", "-o")
        {
            Description = "Folder for a PNG a layer; for one layer, the file.",
            HelpName = "DIR|FILE.png",
            Required = true,
        };
        Option<int?> limit = CommonOptions.Number(
            "--limit", $"Kernels that are drawn of a layer at most; {UsualLimit} unless said.", 1, 1_000_000);
        var range = new Option<string?>("--range")
        {
            Description = "Whether each kernel has a scale of its own, or all of a layer share one; unless said, the"
                + " first where there is one for each output, the second for tables of outputs by inputs.",
        };
        range.AcceptOnlyFromAmong("kernel", "layer");
        Option<string?> card = CommonOptions.Card();
        Option<bool> json = CommonOptions.Json();
        var weights = new WeightOptions();
        var command = new Command("filters", "Draw the kernels of a network's convolutions.")
        {
            model, layer, output, limit, range, card, json,
        };
        weights.AddTo(command);
        command.SetAction(args =>
        {
            string name = args.GetRequiredValue(model);
            (Model network, ModelCard? networkCard) =
                NetworkInput.OpenModel(name, args.GetValue(card), weights.Read(args));
            IReadOnlyList<ConvolutionKernels> all = ConvolutionKernels.List(network);
            if (all.Count == 0)
                throw new BadInputException($"{name} has no convolution whose kernels are stored in it.");
            List<ConvolutionKernels> chosen =
                LayerNames.Find(all, args.GetRequiredValue(layer), k => [k.Node, k.Output], "convolution");
            var sheet = new KernelSheet(args.GetValue(limit) ?? UsualLimit, args.GetValue(range) switch
            {
                "kernel" => ActivationRange.Channel,
                "layer" => ActivationRange.Layer,
                _ => null,
            }, networkCard?.Input.Channels == ChannelOrder.Bgr);
            Func<ConvolutionKernels, string> fileOf = Files(args.GetRequiredValue(output), all, chosen.Count);
            Table? table = args.GetValue(json) ? null
                : new Table().AddColumns("layer", "operator", "weights", "drawn", "min", "max", "rms", "file");
            using var progress = new ProgressLine(terminal);
            for (int i = 0; i < chosen.Count; i++)
            {
                progress.Show(i, chosen.Count, chosen[i].Node);
                KernelReport report = Write(sheet, chosen[i], fileOf(chosen[i]));
                if (table is null)
                    JsonLines.Write(terminal.Out, report);
                else
                    AddRow(table, report);
            }

            progress.Clear();
            if (table is not null)
                terminal.Tables().Write(table);
        });
        return command;
    }

    // Numbered in a folder, so that it lists them as they are computed.
    private static Func<ConvolutionKernels, string> Files(
        string output, IReadOnlyList<ConvolutionKernels> all, int count)
    {
        bool isPicture = Path.GetExtension(output).Equals(".png", StringComparison.OrdinalIgnoreCase);
        if (isPicture && !Directory.Exists(output))
        {
            return count == 1 ? _ => output : throw new BadInputException(
                $"--out {output}: a picture holds one layer, and {count} are chosen; give a folder, or one --layer.");
        }

        var folder = new SaveFolder(output);
        Dictionary<ConvolutionKernels, int> numbers = all.Select((kernels, i) => (kernels, i)).ToDictionary();
        return kernels =>
            folder.ReserveName(string.Create(CultureInfo.InvariantCulture, $"{numbers[kernels]:000}-{kernels.Node}")) + ".png";
    }

    private static KernelReport Write(KernelSheet sheet, ConvolutionKernels kernels, string file)
    {
        using Tensor<float> values = kernels.Read();
        LayerStatistics statistics = LayerStatistics.Of(values.AsSpan(), kernels.Shape[0]);
        sheet.Draw(kernels, values, statistics, out KernelLayout layout).Save(file);
        return KernelReport.Of(kernels, file, layout, statistics);
    }

    private static void AddRow(Table table, KernelReport r) => table.AddRow(Markup.Escape(r.Layer), r.Operator,
        Markup.Escape($"[{string.Join(", ", r.Shape)}]"),
        r.Drawn == "table" ? string.Create(CultureInfo.InvariantCulture, $"{r.Outputs} x {r.Inputs}")
            : r.Outputs.ToString(CultureInfo.InvariantCulture),
        SheetStyle.Number(r.Min), SheetStyle.Number(r.Max), SheetStyle.Number(r.Rms),
        Markup.Escape(Path.GetFileName(r.File)));
}
