using System.Xml;

namespace VisionPlugin.Analysis.Drawing;

/// <summary>What the colours of a drawing mean: those that occur in it.</summary>
internal sealed class SvgLegend
{
    private const double Swatch = 12, Gap = 14, LineHeight = 18, FontSize = 10.5;
    private readonly List<(DiagramColor Color, double X, double Y)> _entries = [];

    /// <summary>Arranges the entries in lines.</summary>
    public SvgLegend(Diagram diagram, double width)
    {
        double x = 0, y = 0;
        foreach (DiagramColor color in diagram.Nodes.Select(n => n.Kind).Distinct().OrderBy(kind => kind).Select(DiagramColor.Of))
        {
            double entry = Swatch + 5 + TextWidth.Of(color.Name, FontSize) + Gap;
            if (x > 0 && x + entry > width)
                (x, y) = (0, y + LineHeight);
            _entries.Add((color, x, y));
            x += entry;
        }

        Height = y + LineHeight;
    }

    /// <summary>Height in pixels.</summary>
    public double Height { get; }

    /// <summary>Writes the entries below <paramref name="top"/>.</summary>
    public void Write(XmlWriter xml, double top)
    {
        foreach ((DiagramColor color, double x, double y) in _entries)
        {
            SvgDrawing.Rectangle(xml, new PlacedBox(x, top + y, Swatch, Swatch), color, 3);
            SvgDrawing.Text(xml, "legend", x + Swatch + 5, top + y + Swatch - 2, color.Name);
        }
    }
}
