using System.Collections.Immutable;
using VisionPlugin.DemoApp.Output;
using VisionPlugin.DemoApp.Sources;
using VisionPlugin.Execution.Comparison;
using VisionPlugin.Tensors;

namespace VisionPlugin.DemoApp.Reports;

/// <summary>The worst layers as pictures: what each backend computes, and where they differ.</summary>
internal static class PictureSection
{
    // Pixels: noise, as rounding errors are, hardly compresses, and the page is to stay small. The worst layer gets most.
    private const int MostInWorst = 1 << 16, MostInOthers = 1 << 14, MostInMap = 1 << 14;

    public static Html Write(CompareReport report, ImmutableArray<LayerValues> worst)
    {
        LayerValues[] shown = [.. worst.Where(w => w.Expected.Shape.Length > 0)];
        return Html.If(shown.Length > 0, () => Html.Of($"""
            <section>
            <h2>Where in the worst layers</h2>
            <p>{report.Backends[0]}, the other backend and their absolute difference, each backend fed with {report.Backends[0]}'s values.
            Difference maps have a scale of their own, often a tiny one: read it below them.</p>
            <p class="scale">least <img src="{ReportPicture.DataOf(MapPainter.Palette())}" alt="black, blue, red, yellow, white"> greatest; <span class="nan">NaN or infinite</span></p>
            {Html.Each(shown, w => Layer(report, w, w == shown[0] ? MostInWorst : MostInOthers))}
            </section>

            """));
    }

    private static Html Layer(CompareReport report, LayerValues worst, int most)
    {
        Difference d = Difference.Of(worst.Difference.Backend, worst.Difference.Alone, worst.Difference.EndToEnd);
        MapSet expected = MapSet.Of(worst.Expected.Shape, Floats(worst.Expected)), actual = MapSet.Of(worst.Actual.Shape, Floats(worst.Actual));
        int number = 1 + report.Layers.ToList().FindIndex(l => l.Value == worst.Layer.Value);
        int flat = FlatOf(worst.Expected.Shape, d.Where), plane = expected.Width * expected.Height;
        (int X, int Y) place = (flat % expected.Width, flat % plane / expected.Width);
        string names = $"Layer {number}, {worst.Layer.Node}";
        return Html.Of($"""
            <h3><a href="#layer-{number}">{number}</a> {worst.Layer.Node} <small>{worst.Layer.Operator} {Figures.List(worst.Layer.Shape.Sizes.ToArray())}, {d.Backend}: {Figures.Percent(d.OfTolerance)} of the tolerance</small></h3>
            {Html.If(expected.Count > 1, () => Row(report, d, expected, actual, most, "all maps", names, null))}
            {Html.If(plane > 1, () => Row(report, d, expected.Only(flat / plane), actual.Only(flat / plane), MostInMap,
                expected.Count > 1 ? $"map {flat / plane}" : "", names, place))}

            """);
    }

    private static Html Row(CompareReport report, Difference d, MapSet expected, MapSet actual, int most, string what, string alt, (int X, int Y)? place)
    {
        int factor = expected.FactorFor(most), all = expected.Count;
        MapSet difference = actual.Minus(expected);
        (float Least, float Greatest) a = expected.Range(), b = actual.Range();
        (float, float) scale = (Math.Min(a.Least, b.Least), Math.Max(a.Greatest, b.Greatest));
        string note = factor > 1 ? $", {factor}x{factor} values a pixel" : "";
        note += all > most ? $", the first {most} of {all}" : "";
        return Html.Of($"""
            <div class="maps">
            {Figure(expected.Shrink(factor, keepsGreatest: false), report.Backends[0], scale, note)}
            {Figure(actual.Shrink(factor, keepsGreatest: false), d.Backend, scale, note)}
            {Figure(difference.Shrink(factor, keepsGreatest: true), "difference", (0, difference.Range().Greatest), note)}
            </div>

            """);

        Html Figure(MapSet maps, string title, (float Least, float Greatest) range, string note)
        {
            Picture picture = MapPainter.Draw(maps.First(most), range);
            string caption = what.Length > 0 ? $"{title}, {what}" : title;
            return Html.Of($"""
                <figure><svg viewBox="0 0 {picture.Width} {picture.Height}" role="img" aria-label="{alt}: {caption}"><image href="{ReportPicture.DataOf(picture)}" width="{picture.Width}" height="{picture.Height}"/>{Ring(picture)}</svg>
                <figcaption>{caption}<br><small>{Figures.Of(range.Least)} to {Figures.Of(range.Greatest)}{note}</small></figcaption></figure>

                """);
        }

        Html Ring(Picture picture) => place is not { } p ? Html.Empty : Html.Of(
            $"""<circle class="worst" cx="{(p.X / factor) + 0.5}" cy="{(p.Y / factor) + 0.5}" r="{Math.Max(1, 0.04 * Math.Max(picture.Width, picture.Height))}"/>""");
    }

    private static int FlatOf(TensorShape shape, int[] index)
    {
        int flat = 0;
        for (int axis = 0; axis < index.Length; axis++)
            flat = (flat * shape[axis]) + index[axis];
        return flat;
    }

    private static float[] Floats(Tensor tensor) => tensor switch
    {
        Tensor<float> t => t.AsSpan().ToArray(),
        Tensor<Half> t => Convert(t, v => (float)v),
        Tensor<double> t => Convert(t, v => (float)v),
        Tensor<long> t => Convert(t, v => v),
        Tensor<int> t => Convert(t, v => v),
        Tensor<byte> t => Convert(t, v => v),
        Tensor<sbyte> t => Convert(t, v => v),
        Tensor<bool> t => Convert(t, v => v ? 1f : 0f),
        _ => new float[tensor.Shape.Length],
    };

    private static float[] Convert<T>(Tensor<T> tensor, Func<T, float> convert)
        where T : unmanaged => [.. tensor.AsSpan().ToArray().Select(convert)];
}
