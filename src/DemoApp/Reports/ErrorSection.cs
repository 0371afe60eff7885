using VisionPlugin.DemoApp.Output;

namespace VisionPlugin.DemoApp.Reports;

/// <summary>Where in the network errors arise, and how they add up.</summary>
internal static class ErrorSection
{
    public static Html Write(CompareReport report) => Html.Of($"""
        <section id="errors">
        <h2>Error of each layer</h2>
        <p>The layer by itself: fed with exactly what {report.Backends[0]} feeds it, so this is its own error. A layer above the line fails.</p>
        {Series.Legend(report.Backends.Skip(1))}
        <div class="wide">{new ErrorChart(report, d => d.OfTolerance, _ => true).Draw("Error of each layer by itself, as a part of the tolerance")}</div>
        <h2>Error that has added up</h2>
        <p>The same layers within a whole run: what all layers before them have lost is in it. Here only the outputs must stay below the line.</p>
        <div class="wide">{new ErrorChart(report, d => d.EndToEndOfTolerance, l => report.Outputs.Any(o => o.Output == l.Value)).Draw("Error of each layer within the whole run, as a part of the tolerance")}</div>
        <p class="note">Each point is the worst element of a layer, as a part of what is allowed there, on a logarithmic scale.
        Allowed is the absolute tolerance or, if it is more, the relative one times the layer's largest value, plus the relative one times the element's own value.
        Point at a column for its name; a click leads to its row in the table.</p>
        </section>

        """);
}
