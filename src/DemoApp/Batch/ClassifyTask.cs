using System.Globalization;
using VisionPlugin.Components;
using VisionPlugin.Decoding;
using VisionPlugin.DemoApp.Output;
using VisionPlugin.DemoApp.Overlay;
using VisionPlugin.DemoApp.Sources;

namespace VisionPlugin.DemoApp.Batch;

/// <summary>Says what frames show.</summary>
internal sealed class ClassifyTask(string model, ImageClassifier classifier) : IFrameTask
{
    private Classification[] _found = [];

    /// <inheritdoc/>
    public static string[] Columns => ["picture", "class", "score"];

    /// <inheritdoc/>
    public string Time => Milliseconds.Of(classifier.Timings).ToString();

    /// <inheritdoc/>
    public void Begin() => _found = [];

    /// <inheritdoc/>
    public void Process(JobFrame frame) => _found = classifier.Process(frame.Frame).ToArray();

    /// <inheritdoc/>
    public void Save(JobFrame frame)
    {
        // The class goes into the picture; there is nothing else to keep.
    }

    /// <inheritdoc/>
    public void WriteJson(TextWriter writer, JobFrame frame) => JsonLines.Write(writer, new ClassificationReport(
        frame.Source.Text, frame.Stamp.Index, frame.Seconds, frame.Picture.Width, frame.Picture.Height, model,
        BackendChoice.NameOf(classifier.Backend.Type), Milliseconds.Of(classifier.Timings),
        RankedClass.List(classifier.Card, _found)));

    /// <inheritdoc/>
    public IEnumerable<string[]> Rows(JobFrame frame) => _found.Select(c =>
        new[] { classifier.Card.LabelOf(c.ClassId), c.Score.ToString("0.0000", CultureInfo.InvariantCulture) });

    /// <inheritdoc/>
    public string Summary(JobFrame frame) => _found.Length == 0 ? "nothing" : Describe(_found[0]);

    /// <inheritdoc/>
    public void Draw(Picture picture)
    {
        var whole = new Box(0, 0, picture.Width, picture.Height);
        if (_found.Length > 0)
            BoxOverlay.Draw(new PictureCanvas(picture),
                [new LabelledBox(whole, Describe(_found[0]), Rgb.OfClass(_found[0].ClassId))]);
    }

    /// <inheritdoc/>
    public void Dispose() => classifier.Dispose();

    private string Describe(Classification c) =>
        string.Create(CultureInfo.InvariantCulture, $"{classifier.Card.LabelOf(c.ClassId)} {c.Score:0.00}");
}
