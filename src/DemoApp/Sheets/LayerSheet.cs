using System.Globalization;
using VisionPlugin.Components;
using VisionPlugin.DemoApp.Overlay;
using VisionPlugin.DemoApp.Sources;
using VisionPlugin.Tensors;

namespace VisionPlugin.DemoApp.Sheets;

/// <summary>The feature maps of a layer as one labelled picture: maps as tiles, rows and vectors as bars.</summary>
/// <param name="Colors">How numbers become colours.</param>
/// <param name="Range">Which numbers share a scale.</param>
internal sealed record LayerSheet(ActivationColors Colors, ActivationRange Range)
{
    /// <summary>Channels that are drawn; more would be a picture that no program opens.</summary>
    public const int MostChannels = 4096;

    // Pixels of a tile on its longer side, of one alone, and of a chart.
    private const int MostOfTile = 256, MostOfOne = 640, ChartHeight = 48, MostOfChart = 400;

    // Vectors: the most rows, the pixels of a row, the most of a bar.
    private const int MostRows = 32, RowWidth = 1024, MostOfBar = 24;

    /// <summary>Draws.</summary>
    /// <param name="layer">What it is.</param>
    /// <param name="maps">How the numbers are parted.</param>
    /// <param name="values">The numbers.</param>
    /// <param name="statistics">What is told of them.</param>
    public Picture Draw(ActivationLayer layer, LayerMaps maps, Tensor<float> values, LayerStatistics statistics)
    {
        bool isTold = !maps.IsVector && !maps.AreRows;
        ActivationScale whole = ActivationScale.Of(values.AsSpan(), Colors);
        bool shares = Range == ActivationRange.Layer;
        var heading = new SheetHeading(layer.Name, [.. Facts(layer, maps, statistics)], isTold ? whole : null,
            shares ? SheetStyle.Number(whole.Least) : "least",
            shares ? SheetStyle.Number(whole.Greatest) : "greatest of each channel");
        if (maps.IsVector)
            return DrawVector(heading, maps, values, whole);
        int shown = Math.Min(maps.Channels, MostChannels), length = maps.Width * maps.Height;
        float labelWidth = PictureCanvas.TextWidth(SheetStyle.Label, Text(shown - 1));
        int rowWidth = Math.Clamp(MostOfChart / length, 1, 10) * Math.Min(length, MostOfChart);
        TileLayout layout = maps.AreRows ? TileLayout.Arrange(shown, rowWidth, ChartHeight, labelWidth)
            : TileLayout.Fit(shown, maps.Width, maps.Height, labelWidth, shown == 1 ? MostOfOne : MostOfTile);
        return Sheet.Compose(heading, layout.TotalWidth, layout.TotalHeight, (picture, left, top) =>
        {
            var canvas = new PictureCanvas(picture);
            for (int i = 0; i < shown; i++)
            {
                ReadOnlySpan<float> map = values.AsSpan().Slice(i * length, length);
                (int x, int y) = layout.At(i);
                ActivationScale scale = shares ? whole : ActivationScale.Of(map, Colors);
                // A dead channel is easily taken for a dark one.
                Rgb ink = map.ContainsAnyExcept(0f) ? SheetStyle.Faint : SheetStyle.Warning;
                canvas.Text(left + x, top + y - TileLayout.LabelHeight + 1, SheetStyle.Label, Text(i), ink);
                if (maps.AreRows)
                    ChartOf(scale).Draw(map, picture, left + x, top + y, layout.Width, layout.Height);
                else
                    scale.Draw(map, maps.Width, PixelsFrom(picture, left + x, top + y), layout.Width, layout.Height,
                        4 * picture.Width);
            }
        });
    }

    private static Span<byte> PixelsFrom(Picture picture, int x, int y) =>
        picture.Rgba.AsSpan(4 * ((y * picture.Width) + x));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private Picture DrawVector(SheetHeading heading, LayerMaps maps, Tensor<float> values, ActivationScale whole)
    {
        // Round numbers of bars a row, so that their labels help to count.
        int inRow = 64;
        while ((long)inRow * MostRows < maps.Channels)
            inRow *= 2;
        inRow = Math.Min(inRow, maps.Channels);
        int rows = (maps.Channels + inRow - 1) / inRow;
        int width = Math.Clamp(RowWidth / inRow, 1, MostOfBar) * Math.Min(inRow, RowWidth);
        int height = rows == 1 ? 2 * ChartHeight : ChartHeight;
        int rowHeight = height + TileLayout.LabelHeight + SheetStyle.Gap;
        return Sheet.Compose(heading, width, (rows * rowHeight) - SheetStyle.Gap, (picture, left, top) =>
        {
            var canvas = new PictureCanvas(picture);
            for (int row = 0; row < rows; row++, top += rowHeight)
            {
                int first = row * inRow, count = Math.Min(inRow, maps.Channels - first);
                int pixels = Math.Max(1, (int)((long)width * count / inRow));
                ChartOf(whole).Draw(values.AsSpan().Slice(first, count), picture, left, top, pixels, height);
                DrawNumbers(canvas, (first, count), maps.Channels - 1, left, top + height + 4, pixels);
            }
        });
    }

    // As many as do not touch, at the same places in every row.
    private static void DrawNumbers(
        PictureCanvas canvas, (int First, int Count) row, int last, int left, int top, int pixels)
    {
        (int first, int count) = row;
        double bar = (double)pixels / count;
        float room = PictureCanvas.TextWidth(SheetStyle.Label, Text(last)) + 6;
        int step = 1;
        while (step * bar < room)
            step *= 2;
        for (int i = 0; i < count; i += step)
        {
            string text = Text(first + i);
            float width = PictureCanvas.TextWidth(SheetStyle.Label, text);
            // Below the middle of its bar, if that is wide enough to tell.
            float x = left + (float)(i * bar) + Math.Max(0, ((float)bar - width) / 2);
            if (i == 0 || x + width <= left + pixels)
                canvas.Text(x, top, SheetStyle.Label, text, SheetStyle.Faint);
        }
    }

    private IEnumerable<string> Facts(ActivationLayer layer, LayerMaps maps, LayerStatistics s)
    {
        yield return layer.Operator;
        yield return layer.Shape.ToString();
        yield return maps.Text;
        yield return $"from {SheetStyle.Number(s.Min)} to {SheetStyle.Number(s.Max)}";
        yield return $"mean {SheetStyle.Number(s.Mean)}";
        yield return $"rms {SheetStyle.Number(s.Rms)}";
        yield return string.Create(CultureInfo.InvariantCulture, $"{100 * s.Zeros:0.#} % zeros");
        if (s.DeadChannels > 0 && !maps.IsVector)
            yield return $"{s.DeadChannels} of {maps.Channels} channels all zero";
        if (s.NotFinite > 0)
            yield return $"{s.NotFinite} not finite";
        if (maps.Channels > MostChannels && !maps.IsVector)
            yield return $"the first {MostChannels} are drawn";
        if (maps.AreRows && Range == ActivationRange.Channel)
            yield return "each channel on its own scale";
    }

    private BarChart ChartOf(ActivationScale scale)
    {
        (Rgb above, Rgb below) = Colors == ActivationColors.Grey
            ? (new Rgb(220, 220, 220), new Rgb(140, 140, 140)) : (new Rgb(245, 165, 60), new Rgb(95, 145, 255));
        return new BarChart(Math.Min(scale.Least, 0), Math.Max(scale.Greatest, 0), above, below);
    }
}
