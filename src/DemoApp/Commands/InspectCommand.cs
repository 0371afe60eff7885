using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Spectre.Console;
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
    public static Command Create(Terminal terminal)
    {
        var model = new Argument<string>("MODEL") { Description = "An ONNX file, a model that ships, or zoo:NAME." };
        Option<string[]> shape = CommonOptions.Shape();
        Option<WorkerOptions> precision = CommonOptions.Precision();
        Option<bool> json = CommonOptions.Json();
        var command = new Command("inspect", "Show a network's nodes, weights, cost and memory.")
        {
            model, shape, precision, json,
        };
        var weights = new WeightOptions();
        weights.AddTo(command);
        command.SetAction(args =>
        {
            InspectReport report = Inspect(args.GetRequiredValue(model), args.GetValue(shape), weights.Read(args),
                args.GetRequiredValue(precision).Precision);
            if (args.GetValue(json))
                JsonLines.Write(terminal.Out, report);
            else
                Print(terminal, report);
        });
        return command;
    }

    private static InspectReport Inspect(string name, string[]? shapes, WeightChoice weights, Precision precision)
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
            return new InspectReport(name, null, null, null, null, null, [], [], new Dictionary<string, int>(), error.Nodes, null, null, []);
        }

        CompiledGraph graph = GraphCompiler.Compile(
            model, ModelInputs.Describe(model, WithCard(vision, model, CommonOptions.Shapes(shapes, model))));
        CompiledGraph optimized = GraphOptimizer.Optimize(graph);
        ModelStatistics s = ModelStatistics.Of(graph);
        return new InspectReport(name, s.Nodes, s.Parameters, s.RunningStatistics, s.Macs, s.PeakBytes,
            [.. model.Inputs.Select(Declared)],
            [.. model.Outputs.Select(o => Value(o, graph.Values[o].DataType, graph.Values[o].Shape.Sizes.ToArray().Select(i => new Dimension(i))))],
            s.Operators, [], OnGpu(optimized, precision, out List<string>? unreduced), InspectedGraph.Of(optimized), InspectedNode.List(graph),
            vision?.Recognition?.ToString(), unreduced);
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

    private static void Print(Terminal terminal, InspectReport report)
    {
        IAnsiConsole console = terminal.Tables();
        if (report.Optimized is not { } after)
        {
            terminal.Out.WriteLine($"{report.Model} cannot be loaded; these are not supported:");
            foreach (string node in report.Unsupported)
                terminal.Out.WriteLine($"  {node}");
            return;
        }

        console.Write(Nodes("as loaded", report.Graph));
        console.Write(Nodes("as run", after.Graph));
        Table table = new Table().AddColumns(Markup.Escape(report.Model), "as loaded", "as run");
        table.AddRow("nodes", $"{report.Nodes}", $"{after.Nodes}");
        table.AddRow("parameters", $"{report.Parameters:N0}", $"{after.Parameters:N0}");
        if (report.RunningStatistics > 0)
            table.AddRow("running statistics", $"{report.RunningStatistics:N0}", $"{after.RunningStatistics:N0}");
        table.AddRow("multiply-accumulates", $"{report.Macs:N0}", $"{after.Macs:N0}");
        table.AddRow("activation memory, bytes", $"{report.PeakBytes:N0}", $"{after.PeakBytes:N0}");
        foreach (string name in report.Operators.Keys.Union(after.Operators.Keys).Order(StringComparer.Ordinal))
            table.AddRow(name, Count(report.Operators, name), Count(after.Operators, name));
        console.Write(table);
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
    }

    private static string Count(IReadOnlyDictionary<string, int> operators, string name) =>
        operators.TryGetValue(name, out int count) ? Text(count) : "-";

    private static string Describe(InspectedValue value) => $"{value.Name}: {value.Type} [{(value.Shape is null ? "..." : string.Join(", ", value.Shape))}]";

    private static Table Nodes(string title, IReadOnlyList<InspectedNode> nodes)
    {
        Table table = new Table().Title(title).AddColumns("node", "operator", "output", "parameters", "MACs", "reads");
        foreach (InspectedNode n in nodes)
        {
            table.AddRow(Markup.Escape(n.Name), n.Operator, Markup.Escape($"[{string.Join(", ", n.Shape)}]"),
                $"{n.Parameters:N0}", $"{n.Macs:N0}", Markup.Escape(string.Join(", ", n.Inputs)));
        }

        return table;
    }
}
