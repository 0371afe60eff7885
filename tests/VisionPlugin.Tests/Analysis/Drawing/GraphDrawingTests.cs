using System.Globalization;
using System.Xml.Linq;
using VisionPlugin.Analysis.Drawing;
using VisionPlugin.Building;
using VisionPlugin.Graphs;
using VisionPlugin.Operators;
using VisionPlugin.Tests.Zoo;

namespace VisionPlugin.Tests.Analysis.Drawing;

public class GraphDrawingTests
{
    private const string Hostile = "</title><script>alert(1)</script>\"]; x -> y [label=\"\\N &amp; \0\u0007\r\n\ud800\u202e]]>{|}";

    [Theory]
    [InlineData("lenet5")]
    [InlineData("resnet50")]
    [InlineData("googlenet-aux")]
    [InlineData("unet")]
    [InlineData("deconvnet")]
    [InlineData("yolov1")]
    public void Every_layer_and_arrow_is_drawn_with_its_words_inside_its_box(string network)
    {
        CompiledGraph loaded = Analyzed.Zoo(network);
        foreach (CompiledGraph graph in new[] { loaded, GraphOptimizer.Optimize(loaded) })
        {
            var diagram = Diagram.Of(graph, loaded);
            Assert.Equal(graph.Model.Inputs.Length + graph.Model.Nodes.Length + graph.Model.Outputs.Length, diagram.Nodes.Length);
            (XElement[] nodes, XElement[] edges) = Read(Svg(graph, loaded));
            Assert.Equal(diagram.Nodes.Length, nodes.Length);
            Assert.Equal(Links(graph), diagram.Edges.Length);
            Assert.Equal(diagram.Edges.Length, edges.Length);
            foreach ((XElement node, int i) in nodes.Select((n, i) => (n, i)))
            {
                DiagramNode expected = diagram.Nodes[i];
                XElement box = node.Elements().Single(e => e.Name.LocalName == "rect");
                XElement[] texts = [.. node.Elements().Where(e => e.Name.LocalName == "text")];
                Assert.Equal([expected.Title, .. expected.Lines.Where(l => l.Length > 0)], texts.Select(t => t.Value));
                Assert.All(texts, t => Assert.InRange(Number(t, "y"), Number(box, "y"), Number(box, "y") + Number(box, "height")));
            }
        }
    }

    [Fact]
    public void What_is_drawn_says_what_the_layer_is()
    {
        CompiledGraph loaded = Analyzed.Zoo("resnet18"), run = GraphOptimizer.Optimize(loaded);
        var diagram = Diagram.Of(run, loaded);
        DiagramNode conv = diagram.Nodes[1];
        Assert.Equal("Conv 7x7 /2", conv.Title);
        Assert.Equal(["+ BatchNorm + Relu", "conv1", "1x64x112x112 · 9.47 k params"], conv.Lines.ToArray());
        Assert.Contains("size: floor((224 + 3 + 3 - 1*(7-1) - 1)/2 + 1) = 112", conv.Details);
        Assert.Contains("receptive field: 7x7 /2 +0", conv.Details);
        Assert.Equal("resnet18: 69 layers, 11,689,512 parameters, 1,814,073,344 MACs", Diagram.Of(loaded, null).Heading);
    }

    [Fact]
    public void Names_of_strangers_stay_names()
    {
        var net = new ModelBuilder(Hostile, new BlankWeights());
        CompiledGraph graph = Analyzed.Compile(net.Build(net.Add(Hostile, new Unary(Activation.Relu), net.Input([1, 2, 4, 4], Hostile + "in"))));
        string svg = Svg(graph, null);
        (XElement[] nodes, _) = Read(svg);
        Assert.Equal(3, nodes.Length);
        Assert.DoesNotContain(XDocument.Parse(svg).Descendants(), e => e.Name.LocalName == "script");
        string title = nodes[1].Elements().Single(e => e.Name.LocalName == "title").Value;
        Assert.StartsWith("</title><script>alert(1)</script>\"]; x -> y [label=\"\\N &amp; ", title, StringComparison.Ordinal);
        Assert.DoesNotContain(svg, c => char.IsControl(c) && c != '\n');
        Assert.DoesNotContain('\u202e', svg);
        (int dotNodes, int dotEdges) = DotReader.Count(Dot(graph));
        Assert.Equal((3, 2), (dotNodes, dotEdges));
    }

    [Fact]
    public void Graphviz_gets_every_layer_and_arrow()
    {
        CompiledGraph graph = Analyzed.Zoo("googlenet");
        (int nodes, int edges) = DotReader.Count(Dot(graph));
        Assert.Equal((graph.Model.Nodes.Length + 2, Links(graph)), (nodes, edges));
    }

    [Fact]
    public void Drawings_do_not_depend_on_the_reader_s_language()
    {
        CompiledGraph graph = Analyzed.Zoo("mobilenetv2");
        string usual = Svg(graph, null), dot = Dot(graph);
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            (CultureInfo.CurrentCulture.NumberFormat.NumberDecimalSeparator, CultureInfo.CurrentCulture.NumberFormat.NumberGroupSeparator) = (",", ".");
            Assert.Equal("1,5", $"{1.5}");
            Assert.Equal(usual, Svg(graph, null));
            Assert.Equal(dot, Dot(graph));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Arrows_that_pass_layers_are_labelled_with_what_flows()
    {
        string svg = Svg(Analyzed.Zoo("unet"), null);
        Assert.Contains(XDocument.Parse(svg).Descendants(), e => (string?)e.Attribute("class") == "label" && e.Value == "1x64x392x392");
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(640, "640")]
    [InlineData(999, "999")]
    [InlineData(1_000, "1.00 k")]
    [InlineData(9_408, "9.41 k")]
    [InlineData(9_999, "10.0 k")]
    [InlineData(999_499, "999 k")]
    [InlineData(999_999, "1.00 M")]
    [InlineData(138_357_544, "138 M")]
    [InlineData(15_470_264_320, "15.5 G")]
    [InlineData(long.MaxValue, "9.22 E")]
    public void Large_numbers_have_three_digits(long value, string text) => Assert.Equal(text, Quantity.Of(value));

    private static string Svg(CompiledGraph graph, CompiledGraph? loaded)
    {
        var writer = new StringWriter();
        GraphDrawing.WriteSvg(writer, graph, loaded);
        return writer.ToString();
    }

    private static string Dot(CompiledGraph graph)
    {
        var writer = new StringWriter();
        GraphDrawing.WriteDot(writer, graph);
        return writer.ToString();
    }

    private static (XElement[] Nodes, XElement[] Edges) Read(string svg)
    {
        XElement root = XDocument.Parse(svg).Root!;
        Assert.Equal("svg", root.Name.LocalName);
        Assert.DoesNotContain(root.Descendants().Attributes(), a => a.Name.LocalName is "href" or "src");
        return ([.. root.Descendants().Where(e => e.Name.LocalName == "g" && e.Elements().Any(c => c.Name.LocalName == "title"))],
            [.. root.Descendants().Where(e => ((string?)e.Attribute("class"))?.StartsWith("edge", StringComparison.Ordinal) == true)]);
    }

    // Pairs of a producer and a reader, network inputs and outputs among them.
    private static int Links(CompiledGraph graph)
    {
        Model model = graph.Model;
        var from = new Dictionary<string, string>();
        foreach (ValueInfo input in model.Inputs)
            from[input.Name] = $"input {input.Name}";
        foreach (Node node in model.Nodes)
        {
            foreach (string output in node.Outputs.Where(o => o.Length > 0))
                from[output] = node.Name;
        }

        return model.Nodes.Sum(n => n.Inputs.Where(from.ContainsKey).Select(i => from[i]).Distinct().Count()) + model.Outputs.Length;
    }

    private static double Number(XElement element, string name) => double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);
}
