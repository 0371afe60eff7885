using System.Globalization;
using VisionPlugin.Components;
using VisionPlugin.Decoding;
using VisionPlugin.DemoApp.Output;
using VisionPlugin.DemoApp.Overlay;
using VisionPlugin.DemoApp.Sources;

namespace VisionPlugin.DemoApp.Batch;

/// <summary>Says what each pixel of frames belongs to.</summary>
internal sealed class SegmentTask(string model, Segmenter segmenter) : IFrameTask
{
    private Mask _mask = new();
    private string? _file;

    /// <inheritdoc/>
    public static string[] Columns => ["picture", "class", "share", "mask"];

    /// <inheritdoc/>
    public string Time => Milliseconds.Of(segmenter.Timings).ToString();

    /// <inheritdoc/>
    public void Begin() => _file = null;

    /// <inheritdoc/>
    public void Process(JobFrame frame) => _mask = segmenter.Process(frame.Frame);

    /// <inheritdoc/>
    public void Save(JobFrame frame)
    {
        _file = frame.PathIn(frame.Files.Pictures) is { } path ? path + ".mask.png" : null;
        if (_file is not null)
            MaskOverlay.ToPicture(_mask).Save(_file);
    }

    /// <inheritdoc/>
    public void WriteJson(TextWriter writer, JobFrame frame) => JsonLines.Write(writer, new MaskReport(
        frame.Source.Text, frame.Stamp.Index, frame.Seconds, frame.Picture.Width, frame.Picture.Height, model,
        BackendChoice.NameOf(segmenter.Backend.Type), Milliseconds.Of(segmenter.Timings), _file, Shares()));

    /// <inheritdoc/>
    public IEnumerable<string[]> Rows(JobFrame frame)
    {
        string file = _file ?? "";
        foreach (ClassShare item in Shares())
        {
            yield return [item.Class, Percent(item), file];
            file = "";
        }
    }

    /// <inheritdoc/>
    public string Summary(JobFrame frame) => string.Join(", ", Shares().Select(s => $"{s.Class} {Percent(s)}"));

    /// <inheritdoc/>
    public void Draw(Picture picture) => MaskOverlay.Draw(picture, _mask);

    /// <inheritdoc/>
    public void Dispose() => segmenter.Dispose();

    private static string Percent(ClassShare share) => share.Share.ToString("0.0%", CultureInfo.InvariantCulture);

    private List<ClassShare> Shares()
    {
        Span<int> counts = stackalloc int[256];
        foreach (byte value in _mask.Values)
            counts[_mask.Kind == MaskKind.Probability ? (value >= 128 ? 0 : 255) : value]++;
        var shares = new List<ClassShare>();
        for (int i = 0; i < (_mask.Kind == MaskKind.Probability ? 1 : 256); i++)
        {
            if (counts[i] > 0 || _mask.Kind == MaskKind.Probability)
                shares.Add(new ClassShare(segmenter.Card.LabelOf(i), i,
                    Math.Round((double)counts[i] / _mask.Values.Length, 6)));
        }

        return shares;
    }
}
