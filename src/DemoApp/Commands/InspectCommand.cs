using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Spectre.Console;
using VisionPlugin.Analysis;
using VisionPlugin.Analysis.Drawing;
using VisionPlugin.Cards;
using VisionPlugin.ComputeShaders;
using VisionPlugin.DemoApp.Output;
using VisionPlugin.Execution;
using VisionPlugin.Graphs;
using VisionPlugin.Tensors;

namespace VisionPlugin.DemoApp.Commands;

/// <summary><c>vision inspect</c>: what a network consists of, before and after the plugin has merged and folded nodes.</summary>
internal static class InspectCommand
{
    private const string AsLoaded = "as-loaded", AsRun = "as-run";

    public static Command Create(Terminal terminal)
    {
        var model = new Argument<string>("MODEL") { Description = "An ONNX file, a model that ships, or zoo:NAME." };
        Option<string[]> shape = CommonOptions.Shape();
        var graph = new Option<string>("--graph")
        {
            Description = "Which layers to list and draw: those of the file, or those that run, after merging and folding.",
            DefaultValueFactory = _ => AsLoaded,
        };
        graph.AcceptOnlyFromAmong(AsLoaded, AsRun);
        var svg = new Option<string?>("--svg") { Description = "Draw the network into this file, for a browser.", HelpName = "FILE.svg" };
        var dot = new Option<string?>("--dot") { Description = "Write the network into this file in Graphviz's language.", HelpName = "FILE.dot" };
        Option<Precision> precision = CommonOptions.Precision();
        Option<bool> json = CommonOptions.Json();
        var command = new Command("inspect", "Show a network's layers: sizes, receptive fields, weights, cost, memory; draw it.")
        {
            model, shape, graph, svg, dot, precision, json,
        };
        var weights = new WeightOptions();
        weights.AddTo(command);
        command.SetAction(args =>
        {
            Inspected found = Inspect(args.GetRequiredValue(model), args.GetValue(shape), weights.Read(args),
                args.GetRequiredValue(precision));
            Inspection? shown = args.GetRequiredValue(graph) == AsRun ? found.AsRun : found.AsLoaded;
            CompiledGraph? merged = args.GetRequiredValue(graph) == AsRun ? found.AsLoaded?.Graph : null;
            string[] files = [
                .. Draw(terminal, args.GetValue(svg), shown, (w, g) => GraphDrawing.WriteSvg(w, g, merged)),
                .. Draw(terminal, args.GetValue(dot), shown, (w, g) => GraphDrawing.WriteDot(w, g, merged)),
            ];
            if (args.GetValue(json))
                JsonLines.Write(terminal.Out, found.Report);
            else
                Print(terminal, found.Report, shown, args.GetRequiredValue(graph), files);
        });
        return command;
    }

    private static Inspected Inspect(string name, string[]? shapes, WeightChoice weights, Precision precision)
    {
        VisionModel? vision;
        Model model;
        try
        {
            vision = AsVision(name, weights);
            model = vision?.Model ?? ModelCatalog.Load(name, weights);
        }
        catch (UnsupportedOperatorException error)
        {
            return new(new InspectReport(name, null, null, null, null, null, [], [], new Dictionary<string, int>(), error.Nodes, null, null, []), null, null);
        }

        CompiledGraph graph = GraphCompiler.Compile(
            model, ModelInputs.Describe(model, WithCard(vision, model, CommonOptions.Shapes(shapes, model))));
        CompiledGraph optimized = GraphOptimizer.Optimize(graph);
        Inspection loaded = new(graph, LayerAnalysis.Of(graph)), run = new(optimized, LayerAnalysis.Of(optimized, graph));
        ModelStatistics s = ModelStatistics.Of(graph);
        return new(new InspectReport(name, s.Nodes, s.Parameters, s.RunningStatistics, s.Macs, s.PeakBytes,
            [.. model.Inputs.Select(Declared)],
            [.. model.Outputs.Select(o => Value(o, graph.Values[o].DataType, graph.Values[o].Shape.Sizes.ToArray().Select(i => new Dimension(i))))],
            s.Operators, [], OnGpu(optimized, precision, out List<string>? unreduced), InspectedGraph.Of(optimized, run.Layers),
            InspectedNode.List(graph, loaded.Layers), vision?.Recognition?.ToString(), unreduced), loaded, run);
    }

    // The files written: one or none.
    private static string[] Draw(Terminal terminal, string? file, Inspection? shown, Action<TextWriter, CompiledGraph> draw)
    {
        if (file is null)
            return [];
        if (shown is null)
        {
            terminal.Note($"{file} is not written: a network that cannot be loaded cannot be drawn.");
            return [];
        }

        if (Path.GetDirectoryName(Path.GetFullPath(file)) is { } folder)
            Directory.CreateDirectory(folder);
        AtomicFile.Write(file, partial =>
        {
            using var writer = new StreamWriter(partial);
            draw(writer, shown.Graph);
        });
        return [file];
    }

    // With its card, or what it is recognised as; null if it has none and is of no known family.
    private static VisionModel? AsVision(string name, WeightChoice weights)
    {
        try
        {
            return ModelCatalog.LoadVision(name, null, weights);
        }
        catch (ModelFormatException) when (!ModelCatalog.HasCard(name))
        {
            return null;
        }
    }

    // A card knows the size of the picture where the model leaves it open.
    private static IReadOnlyDictionary<string, TensorShape> WithCard(
        VisionModel? vision, Model model, IReadOnlyDictionary<string, TensorShape> shapes) =>
        shapes.Count > 0 || vision is null || model.Inputs.Length != 1 || model.Inputs[0].FixedShape is not null ? shapes
            : new Dictionary<string, TensorShape> { [model.Inputs[0].Name] = vision.Card.Input.Shape };

    // What the GPU cannot run, and whose weights it cannot store as asked for; null without a driver.
    private static List<string>? OnGpu(CompiledGraph graph, Precision precision, out List<string>? unreduced)
    {
        unreduced = null;
        try
        {
            using GpuBackend gpu = GpuBackend.CreateHeadless();
            graph = gpu.Fit(graph);
            unreduced = [.. from node in graph.Model.Nodes
                            let reason = gpu.WhyUnreduced(node, graph.InputsOf(node), precision)
                            where reason is not null
                            select $"{node}: {reason}"];
            return [.. UnsupportedNode.Find(graph, gpu).Select(n => n.ToString())];
        }
        catch (GpuUnavailableException)
        {
            return null;
        }
    }

    private static InspectedValue Declared(ValueInfo info) => Value(info.Name, info.DataType, info.Dimensions.IsDefault ? null : info.Dimensions);

    private static InspectedValue Value(string name, DataType type, IEnumerable<Dimension>? sizes) => new(name, type.ToString().ToLowerInvariant(),
        sizes is null ? null : new JsonArray([.. sizes.Select(d => d.Size is { } size ? JsonValue.Create(size) : JsonValue.Create(d.ToString()))]));

    private static string Text(int size) => size.ToString(CultureInfo.InvariantCulture);

    private static void Print(Terminal terminal, InspectReport report, Inspection? shown, string graph, IReadOnlyList<string> files)
    {
        IAnsiConsole console = terminal.Tables();
        if (report.Optimized is not { } after || shown is null)
        {
            terminal.Out.WriteLine($"{report.Model} cannot be loaded; these are not supported:");
            foreach (string node in report.Unsupported)
                terminal.Out.WriteLine($"  {node}");
            return;
        }

        int width = console.Profile.Width;
        foreach (Table table in LayerTables.Layers(graph.Replace('-', ' '), shown.Graph, shown.Layers, width).Concat(LayerTables.Windows(shown.Layers, width)))
            console.Write(table);
        console.Write(Totals(report, after));
        foreach (InspectedValue input in report.Inputs)
            terminal.Out.WriteLine($"input {Describe(input)}");
        foreach (InspectedValue output in report.Outputs)
            terminal.Out.WriteLine($"output {Describe(output)}");
        if (report.Recognized is { } recognized)
            terminal.Out.WriteLine(recognized);
        foreach (string node in report.GpuUnsupported ?? [])
            terminal.Out.WriteLine($"without a GPU kernel: {node}");
        foreach (string node in report.Unreduced ?? [])
            terminal.Out.WriteLine($"in single precision: {node}");
        foreach (string file in files)
            terminal.Out.WriteLine($"wrote {file}");
    }

    private static Table Totals(InspectReport report, InspectedGraph after)
    {
        Table table = new Table().AddColumns(Markup.Escape(report.Model), "as loaded", "as run");
        table.AddRow("nodes", $"{report.Nodes}", $"{after.Nodes}");
        table.AddRow("parameters", $"{report.Parameters:N0}", $"{after.Parameters:N0}");
        if (report.RunningStatistics > 0)
            table.AddRow("running statistics", $"{report.RunningStatistics:N0}", $"{after.RunningStatistics:N0}");
        table.AddRow("multiply-accumulates", $"{report.Macs:N0}", $"{after.Macs:N0}");
        table.AddRow("activation memory, bytes", $"{report.PeakBytes:N0}", $"{after.PeakBytes:N0}");
        foreach (string name in report.Operators.Keys.Union(after.Operators.Keys).Order(StringComparer.Ordinal))
            table.AddRow(Markup.Escape(name), Count(report.Operators, name), Count(after.Operators, name));
        return table;
    }

    private static string Count(IReadOnlyDictionary<string, int> operators, string name) =>
        operators.TryGetValue(name, out int count) ? Text(count) : "-";

    private static string Describe(InspectedValue value) => $"{value.Name}: {value.Type} [{(value.Shape is null ? "..." : string.Join(", ", value.Shape))}]";

    private sealed record Inspection(CompiledGraph Graph, ImmutableArray<LayerAnalysis> Layers);

    // Without graphs where the network cannot be loaded.
    private sealed record Inspected(InspectReport Report, Inspection? AsLoaded, Inspection? AsRun);
}
