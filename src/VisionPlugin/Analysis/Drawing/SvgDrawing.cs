using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Xml;

namespace VisionPlugin.Analysis.Drawing;

/// <summary>A diagram, laid out, as SVG.</summary>
internal static class SvgDrawing
{
    private const string Namespace = "http://www.w3.org/2000/svg";
    private const double Margin = 20, TitleSize = 12, LineSize = 10.5, LabelSize = 10, HeadingSize = 14, LineHeight = 14.5, Inset = 7, LeastBox = 84, RoundEnds = 16;

    // An arrow past fewer rows needs no label: both its ends are in sight.
    private const int RowsInSight = 2;

    private static readonly XmlWriterSettings Settings = new()
    {
        Indent = true,
        IndentChars = " ",
        NewLineChars = "\n",
        OmitXmlDeclaration = true,
        CloseOutput = false,
    };

    public static void Write(TextWriter writer, Diagram diagram)
    {
        Placement placement = Place(diagram);
        double headingWidth = Math.Max(320, Math.Min(TextWidth.Of(diagram.Heading, HeadingSize, isBold: true), 900));
        double width = Math.Max(placement.Width, headingWidth), left = (width - placement.Width) / 2;
        using var xml = XmlWriter.Create(writer, Settings);
        var legend = new SvgLegend(diagram, width);
        double top = HeadingSize + 16 + legend.Height;
        Start(xml, width + (2 * Margin), placement.Height + top + (2 * Margin));
        Text(xml, "heading", 0, HeadingSize, diagram.Heading);
        legend.Write(xml, HeadingSize + 14);
        xml.WriteStartElement("g");
        xml.WriteAttributeString("transform", Invariant($"translate({left:0.#} {top:0.#})"));
        foreach (PlacedEdge edge in placement.Edges)
            WriteEdge(xml, edge);
        for (int i = 0; i < diagram.Nodes.Length; i++)
            WriteNode(xml, diagram.Nodes[i], placement.Boxes[i]);
        var labels = new HashSet<(int From, string Label)>();
        foreach (PlacedEdge edge in placement.Edges.Where(e => !e.IsDirect && HasLabel(e.Edge, e.Stops.Length - 2) && labels.Add((e.Edge.From, e.Edge.Label))))
        {
            // Beside the first row that it passes, where the layout keeps room; else half way.
            (EdgeStop from, EdgeStop next) = (edge.Stops[0], edge.Stops[1]);
            (double x, double y) = edge.Stops.Length > 2 ? (next.X, (next.Top + next.Bottom) / 2) : ((from.X + next.X) / 2, (from.Bottom + next.Top) / 2);
            Text(xml, "label", x, y + (LabelSize / 3), edge.Edge.Label);
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    /// <summary>Where everything lies, without heading and legend.</summary>
    public static Placement Place(Diagram diagram) => LayeredLayout.Run(
        [.. diagram.Nodes.Select(Size)], diagram.Edges, (edge, rows) => HasLabel(edge, rows) ? TextWidth.Of(edge.Label, LabelSize) : 0);

    /// <summary>Writes a line of text.</summary>
    public static void Text(XmlWriter xml, string style, double x, double y, string text)
    {
        xml.WriteStartElement("text");
        xml.WriteAttributeString("class", style);
        xml.WriteAttributeString("x", Invariant($"{x:0.#}"));
        xml.WriteAttributeString("y", Invariant($"{y:0.#}"));
        xml.WriteString(text);
        xml.WriteEndElement();
    }

    /// <summary>Writes a rectangle with round corners.</summary>
    public static void Rectangle(XmlWriter xml, PlacedBox box, DiagramColor color, double radius)
    {
        xml.WriteStartElement("rect");
        xml.WriteAttributeString("x", Invariant($"{box.Left:0.#}"));
        xml.WriteAttributeString("y", Invariant($"{box.Top:0.#}"));
        xml.WriteAttributeString("width", Invariant($"{box.Width:0.#}"));
        xml.WriteAttributeString("height", Invariant($"{box.Height:0.#}"));
        xml.WriteAttributeString("rx", Invariant($"{radius:0.#}"));
        xml.WriteAttributeString("fill", color.Fill);
        xml.WriteAttributeString("stroke", color.Line);
        xml.WriteEndElement();
    }

    private static void Start(XmlWriter xml, double width, double height)
    {
        xml.WriteStartElement("svg", Namespace);
        xml.WriteAttributeString("width", Invariant($"{width:0}"));
        xml.WriteAttributeString("height", Invariant($"{height:0}"));
        xml.WriteAttributeString("viewBox", Invariant($"0 0 {width:0} {height:0}"));
        xml.WriteElementString("style", Namespace, Invariant($$"""

            text { font-family: Helvetica, Arial, "DejaVu Sans", sans-serif; fill: #111827; }
            .heading { font-size: {{HeadingSize}}px; font-weight: bold; }
            .legend { font-size: {{LineSize}}px; }
            .title { font-size: {{TitleSize}}px; font-weight: bold; text-anchor: middle; }
            .line { font-size: {{LineSize}}px; text-anchor: middle; }
            .label { font-size: {{LabelSize}}px; text-anchor: middle; fill: #475569; stroke: white; stroke-width: 4; paint-order: stroke; }
            .edge { fill: none; stroke: #64748b; stroke-width: 1.3; marker-end: url(#arrow); }
            .straight { stroke: #cbd5e1; stroke-dasharray: 6 4; }

            """));
        xml.WriteRaw("""
            <defs><marker id="arrow" viewBox="0 0 8 8" refX="7.5" refY="4" markerWidth="6" markerHeight="6" orient="auto"><path
            d="M0 0.5 8 4 0 7.5z" fill="#64748b"/></marker></defs>

            """);
        xml.WriteRaw("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
        xml.WriteStartElement("g");
        xml.WriteAttributeString("transform", Invariant($"translate({Margin:0.#} {Margin:0.#})"));
    }

    // The round ends of inputs and outputs take room.
    private static BoxSize Size(DiagramNode node) => new(
        Math.Max(LeastBox, Math.Ceiling((2 * Inset) + (node.Kind is null ? RoundEnds : 0)
            + Math.Max(TextWidth.Of(node.Title, TitleSize, isBold: true), node.Lines.Max(l => TextWidth.Of(l, LineSize))))),
        (2 * Inset) + ((1 + node.Lines.Count(l => l.Length > 0)) * LineHeight) - 2);

    private static bool HasLabel(DiagramEdge edge, int rows) => edge.IsAmbiguous || rows >= RowsInSight;

    private static void WriteNode(XmlWriter xml, DiagramNode node, PlacedBox box)
    {
        xml.WriteStartElement("g");
        xml.WriteElementString("title", Namespace, string.Join('\n', node.Details));
        Rectangle(xml, box, DiagramColor.Of(node.Kind), node.Kind is null ? box.Height / 2 : 5);
        double y = box.Top + Inset + TitleSize - 2;
        Text(xml, "title", box.X, y, node.Title);
        foreach (string line in node.Lines.Where(l => l.Length > 0))
            Text(xml, "line", box.X, y += LineHeight, line);
        xml.WriteEndElement();
    }

    private static void WriteEdge(XmlWriter xml, PlacedEdge edge)
    {
        xml.WriteStartElement("path");
        xml.WriteAttributeString("class", edge.IsDirect ? "edge straight" : "edge");
        xml.WriteAttributeString("d", edge.IsDirect ? Straight(edge.Stops) : Path(edge.Stops));
        xml.WriteEndElement();
    }

    private static string Straight(ImmutableArray<EdgeStop> stops) => Invariant($"M{stops[0].X:0.#} {stops[0].Top:0.#}L{stops[^1].X:0.#} {stops[^1].Bottom:0.#}");

    // Vertical past rows, between them a curve whose ends are vertical.
    private static string Path(ImmutableArray<EdgeStop> stops)
    {
        var path = new StringBuilder();
        path.Append(CultureInfo.InvariantCulture, $"M{stops[0].X:0.#} {stops[0].Top:0.#}");
        for (int i = 0; i < stops.Length; i++)
        {
            EdgeStop stop = stops[i];
            if (i > 0 && Math.Abs(stop.X - stops[i - 1].X) >= 0.05)
            {
                double middle = (stops[i - 1].Bottom + stop.Top) / 2;
                path.Append(CultureInfo.InvariantCulture, $"V{stops[i - 1].Bottom:0.#}C{stops[i - 1].X:0.#} {middle:0.#} ");
                path.Append(CultureInfo.InvariantCulture, $"{stop.X:0.#} {middle:0.#} {stop.X:0.#} {stop.Top:0.#}");
            }
        }

        path.Append(CultureInfo.InvariantCulture, $"V{stops[^1].Bottom:0.#}");
        return path.ToString();
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
