using System.Collections.Immutable;
using System.Globalization;
using Spectre.Console;
using VisionPlugin.Analysis;
using VisionPlugin.Analysis.Drawing;
using VisionPlugin.Graphs;
using VisionPlugin.Tensors;

namespace VisionPlugin.DemoApp.Output;

/// <summary>The layers of a network as tables for people, narrow enough for a terminal: what they are and cost, and how sizes follow.</summary>
internal static class LayerTables
{
    /// <summary>Every layer: output, what it sees, what it costs.</summary>
    public static Table Layers(string title, CompiledGraph graph, ImmutableArray<LayerAnalysis> layers)
    {
        Table table = Empty(title);
        table.AddColumns("layer", "operator", "output", "sees");
        Right(table, "parameters", "%", "MACs", "%");
        table.AddColumn("reads");
        // By the names of layers: those of values are not among the rows, and those of a graph as run come from layers that were merged.
        Dictionary<string, string> makers = layers.SelectMany(l => l.Node.Outputs.Select(value => (Value: value, l.Node.Name)))
            .Where(p => p.Value.Length > 0).ToDictionary(p => p.Value, p => p.Name);
        string? above = graph.Model.Inputs.Select(i => i.Name).FirstOrDefault();
        foreach (LayerAnalysis layer in layers)
        {
            string[] reads = [.. layer.Node.Inputs.Where(name => name.Length > 0 && !graph.Values[name].IsConstant)
                .Select(name => makers.GetValueOrDefault(name, name)).Distinct()];
            table.AddRow(
                Markup.Escape(layer.Node.Name), Markup.Escape(layer.Summary),
                layer.Output is { } shape ? Sizes(shape) : "", layer.Field?.ToString() ?? "", Count(layer.Parameters), Percent(layer.ParameterShare),
                Count(layer.Macs), Percent(layer.MacShare),
                // What the row above gives goes without saying.
                reads.All(name => name == above) ? "" : Markup.Escape(string.Join(", ", reads)));
            above = layer.Node.Name;
        }

        return table;
    }

    /// <summary>Layers with a window: how their size follows, and what they would cost fully connected; null if there are none.</summary>
    public static Table? Windows(ImmutableArray<LayerAnalysis> layers)
    {
        Table table = Empty("output sizes, and cost if fully connected");
        table.AddColumns("layer", "output size");
        Right(table, "parameters", "times", "MACs", "times");
        foreach (LayerAnalysis layer in layers.Where(l => l.Sizes.Length > 0 || l.FullyConnected is not null))
        {
            string[] cost = layer.FullyConnected is { } full
                ? [Count(full.Parameters), Times(full.Parameters, layer.Parameters), Count(full.Macs), Times(full.Macs, layer.Macs)] : ["", "", "", ""];
            table.AddRow([Markup.Escape(layer.Node.Name), Markup.Escape(string.Join(Environment.NewLine, layer.Sizes.Distinct())), .. cost]);
        }

        return table.Rows.Count > 0 ? table : null;
    }

    private static Table Empty(string title) => new Table().Title(Markup.Escape(title)).Border(TableBorder.Simple);

    private static void Right(Table table, params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
            table.AddColumn(new TableColumn(name).RightAligned().NoWrap());
    }

    private static string Sizes(TensorShape shape) => shape.Rank == 0 ? "scalar" : string.Join('x', shape.Sizes.ToArray());

    private static string Count(long value) => value == 0 ? "" : Quantity.Of(value);

    private static string Times(long more, long less) => less == 0 ? "" : Quantity.Of((long)Math.Round((double)more / less));

    private static string Percent(double share) => share == 0 ? "" : share < 0.0005 ? "<0.1" : (100 * share).ToString("0.0", CultureInfo.InvariantCulture);
}
