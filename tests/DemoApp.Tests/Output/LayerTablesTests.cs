using System.Collections.Immutable;
using Spectre.Console;
using VisionPlugin.Analysis;
using VisionPlugin.DemoApp.Output;
using VisionPlugin.Graphs;
using VisionPlugin.Zoo;

namespace VisionPlugin.DemoApp.Tests.Output;

public class LayerTablesTests
{
    [Theory]
    [InlineData(80)]
    [InlineData(131)]
    [InlineData(132)]
    [InlineData(160)]
    public void Tables_fit_the_terminal_with_every_name_size_and_formula_whole(int width)
    {
        Model model = ModelZoo.Create("resnet18");
        CompiledGraph loaded = GraphCompiler.Compile(model, ModelInputs.Describe(model)), graph = GraphOptimizer.Optimize(loaded);
        ImmutableArray<LayerAnalysis> layers = LayerAnalysis.Of(graph, loaded);
        var text = new StringWriter();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(text), Ansi = AnsiSupport.No });
        console.Profile.Width = width;
        Table[] tables = [.. LayerTables.Layers("as run", graph, layers, width), .. LayerTables.Windows(layers, width)];
        Assert.Equal(width < 132 ? 4 : 2, tables.Length);
        foreach (Table table in tables)
            console.Write(table);
        string[] lines = text.ToString().Split('\n');
        Assert.All(lines, line => Assert.True(line.TrimEnd().Length <= width, line));
        foreach (LayerAnalysis layer in layers)
        {
            Assert.Contains(lines, l => l.TrimStart().StartsWith(layer.Node.Name + " ", StringComparison.Ordinal) && l.Contains($"{layer.Field}", StringComparison.Ordinal));
            Assert.All(layer.Sizes, s => Assert.Contains(lines, l => l.Contains(s.ToString(), StringComparison.Ordinal)));
        }
    }
}
