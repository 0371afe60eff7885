using System.Collections.Immutable;
using System.Globalization;
using Spectre.Console;
using VisionPlugin.Analysis;
using VisionPlugin.Analysis.Drawing;
using VisionPlugin.Graphs;
using VisionPlugin.Tensors;

namespace VisionPlugin.DemoApp.Output;

/// <summary>
/// The layers of a network as tables for people: what they are and cost, and how sizes follow. Where a table would be wider than the
/// terminal, its halves stand below each other.
/// </summary>
internal static class LayerTables
{
    private const int WideEnough = 132;

    /// <summary>Every layer: output, what it sees, what it costs.</summary>
    public static IEnumerable<Table> Layers(string title, CompiledGraph graph, ImmutableArray<LayerAnalysis> layers, int width)
    {
        var reads = ReadsOf(graph, layers);
        return Halves(title, title + ": cost", width, layers,
            [new("operator"), new("output", IsWhole: true), new("sees", IsWhole: true)],
            l => [l.Summary, l.Output is { } shape ? Sizes(shape) : "", l.Field?.ToString() ?? ""],
            [new("parameters", IsNumber: true), new("%", IsNumber: true), new("MACs", IsNumber: true), new("%", IsNumber: true), new("reads")],
            l => [Count(l.Parameters), Percent(l.ParameterShare), Count(l.Macs), Percent(l.MacShare), reads[l.Node.Name]]);
    }

    /// <summary>Layers with a window: how their size follows, and what they would cost fully connected; none if there are none.</summary>
    public static IEnumerable<Table> Windows(ImmutableArray<LayerAnalysis> layers, int width)
    {
        LayerAnalysis[] windows = [.. layers.Where(l => l.Sizes.Length > 0 || l.FullyConnected is not null)];
        return windows.Length == 0 ? [] : Halves(
            width < WideEnough ? "output sizes" : "output sizes, and cost if fully connected", "cost if fully connected", width, windows,
            [new("output size")], l => [string.Join(Environment.NewLine, l.Sizes.Distinct())],
            [new("parameters", IsNumber: true), new("times", IsNumber: true), new("MACs", IsNumber: true), new("times", IsNumber: true)],
            l => l.FullyConnected is { } full
                ? [Count(full.Parameters), Times(full.Parameters, l.Parameters), Count(full.Macs), Times(full.Macs, l.Macs)] : ["", "", "", ""]);
    }

    private static IEnumerable<Table> Halves(
        string title, string secondTitle, int width, IReadOnlyList<LayerAnalysis> layers,
        Column[] first, Func<LayerAnalysis, string[]> firstCells, Column[] second, Func<LayerAnalysis, string[]> secondCells)
    {
        if (width >= WideEnough)
            return [Table(title, layers, [.. first, .. second], l => [.. firstCells(l), .. secondCells(l)])];
        // What has nothing to say is left out of the second half.
        LayerAnalysis[] told = [.. layers.Where(l => secondCells(l).Any(cell => cell.Length > 0))];
        return [Table(title, layers, first, firstCells), .. told.Length > 0 ? new[] { Table(secondTitle, told, second, secondCells) } : []];
    }

    private static Table Table(string title, IEnumerable<LayerAnalysis> layers, IEnumerable<Column> columns, Func<LayerAnalysis, string[]> cells)
    {
        Table table = new Table().Title(Markup.Escape(title)).Border(TableBorder.Simple);
        foreach (Column column in columns.Prepend(new("layer")))
        {
            table.AddColumn(column.Name, c =>
            {
                c.Padding = new Padding(0, 0, 1, 0);
                c.NoWrap = column.IsWhole || column.IsNumber;
                c.Alignment = column.IsNumber ? Justify.Right : Justify.Left;
            });
        }

        foreach (LayerAnalysis layer in layers)
            table.AddRow([.. cells(layer).Prepend(layer.Node.Name).Select(Markup.Escape)]);
        return table;
    }

    // By the names of layers: those of values are not among the rows, and those of a graph as run come from layers that were merged.
    // What the row above gives goes without saying.
    private static Dictionary<string, string> ReadsOf(CompiledGraph graph, ImmutableArray<LayerAnalysis> layers)
    {
        var makers = new Dictionary<string, string>();
        var reads = new Dictionary<string, string>();
        string? above = graph.Model.Inputs.Select(i => i.Name).FirstOrDefault();
        foreach (Node node in layers.Select(l => l.Node))
        {
            string[] names = [.. node.Inputs.Where(name => name.Length > 0 && !graph.Values[name].IsConstant)
                .Select(name => makers.GetValueOrDefault(name, name)).Distinct()];
            reads[node.Name] = names.All(name => name == above) ? "" : string.Join(", ", names);
            foreach (string output in node.Outputs)
                makers[output] = node.Name;
            above = node.Name;
        }

        return reads;
    }

    private static string Sizes(TensorShape shape) => shape.Rank == 0 ? "scalar" : string.Join('x', shape.Sizes.ToArray());

    private static string Count(long value) => value == 0 ? "" : Quantity.Of(value);

    private static string Times(long more, long less) => less == 0 ? "" : Quantity.Of((long)Math.Round((double)more / less));

    private static string Percent(double share) => share == 0 ? "" : share < 0.0005 ? "<0.1" : (100 * share).ToString("0.0", CultureInfo.InvariantCulture);

    private readonly record struct Column(string Name, bool IsNumber = false, bool IsWhole = false);
}
