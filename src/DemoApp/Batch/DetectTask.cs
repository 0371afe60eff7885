using System.Globalization;
using System.Numerics;
using VisionPlugin.Cards;
using VisionPlugin.Components;
using VisionPlugin.Decoding;
using VisionPlugin.DemoApp.Output;
using VisionPlugin.DemoApp.Overlay;
using VisionPlugin.DemoApp.Sources;
using VisionPlugin.Execution;

namespace VisionPlugin.DemoApp.Batch;

/// <summary>Finds objects in frames, follows them, and asks a second network what each of them is.</summary>
internal sealed class DetectTask : IFrameTask
{
    private readonly DetectTaskOptions _options;
    private readonly ObjectDetector _detector;
    private readonly RegionClassifier? _then;
    private readonly Dictionary<string, int> _crops = [];
    private ObjectTracker? _tracker;
    private FoundObject[] _found = [];
    private FrameTimings _timings;

    private DetectTask(DetectTaskOptions options, ObjectDetector detector, RegionClassifier? then) =>
        (_options, _detector, _then) = (options, detector, then);

    /// <inheritdoc/>
    public static string[] Columns => ["picture", "found", "score", "box x1 y1 x2 y2"];

    /// <inheritdoc/>
    public string Time => Milliseconds.Of(_timings).ToString();

    private ModelCard Card => _detector.Card;

    /// <summary>Makes the components on a backend, which stays the caller's.</summary>
    public static DetectTask Create(
        VisionModel model, IBackend backend, WorkerOptions worker, DetectTaskOptions options)
    {
        var detector = new ObjectDetector(model, backend, worker) { Options = options.Detection };
        try
        {
            return new DetectTask(options, detector, options.Then is null ? null
                : new RegionClassifier(options.Then, backend, worker));
        }
        catch
        {
            detector.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Begin() => _tracker = _options.Track ? new ObjectTracker() : null;

    /// <inheritdoc/>
    public void Process(JobFrame frame)
    {
        ReadOnlySpan<Detection> detections = _detector.Process(frame.Frame);
        _timings = _detector.Timings;
        _found = new FoundObject[detections.Length];
        for (int i = 0; i < _found.Length; i++)
            _found[i] = new FoundObject(detections[i], null, null, null);
        foreach (Track track in _tracker is null ? [] : _tracker.Process(detections, frame.Stamp.Time))
        {
            if (track.DetectionIndex >= 0)
                _found[track.DetectionIndex] = _found[track.DetectionIndex] with { TrackId = track.Id };
        }

        if (_then is not null)
            Classify(_then, frame, detections);
    }

    /// <inheritdoc/>
    public void Save(JobFrame frame)
    {
        if (frame.PathIn(frame.Files.Labels) is { } labels)
            LabelFile.Write(labels + ".txt", frame.Picture, _found, _options.SaveConfidence);
        if (frame.PathIn(frame.Files.Crops) is { } crops)
            SaveCrops(crops, frame.Picture);
    }

    /// <inheritdoc/>
    public void WriteJson(TextWriter writer, JobFrame frame) => JsonLines.Write(writer, new DetectionReport(
        frame.Source.Text, frame.Stamp.Index, frame.Seconds, frame.Picture.Width, frame.Picture.Height, _options.Model,
        BackendChoice.NameOf(_detector.Backend.Type), Milliseconds.Of(_timings),
        [.. _found.Select(f => DetectedObject.Of(Card, f))]));

    /// <inheritdoc/>
    public IEnumerable<string[]> Rows(JobFrame frame) => _found.Length == 0 ? [["nothing", "", ""]] : _found.Select(f =>
    {
        Box box = f.Detection.Box;
        return new[]
        {
            Card.LabelOf(f.Detection.ClassId) + (f.ThenLabel is null ? "" : $", {f.ThenLabel}"),
            f.Detection.Score.ToString("0.000", CultureInfo.InvariantCulture),
            string.Create(CultureInfo.InvariantCulture, $"{box.X1:0.0} {box.Y1:0.0} {box.X2:0.0} {box.Y2:0.0}"),
        };
    });

    /// <inheritdoc/>
    public string Summary(JobFrame frame) => _found.Length == 0 ? "nothing" : string.Join(", ", _found
        .GroupBy(f => Card.LabelOf(f.Detection.ClassId) + (f.ThenLabel is null ? "" : $" ({f.ThenLabel})"))
        .Select(g => string.Create(CultureInfo.InvariantCulture, $"{g.Count()} {g.Key}{Ids(g)}")));

    /// <inheritdoc/>
    public void Draw(Picture picture)
    {
        var canvas = new PictureCanvas(picture);
        float size = Math.Max(picture.Width, picture.Height) / 250f;
        foreach (FoundObject item in _found.Where(f => f.TrackId is not null))
            DrawTrail(canvas, item.TrackId!.Value, size);
        BoxOverlay.Draw(canvas, [.. _found.Select(f => f.Draw(Card))]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _detector.Dispose();
        _then?.Dispose();
    }

    private static string Ids(IEnumerable<FoundObject> objects)
    {
        string[] ids = [.. objects.Where(f => f.TrackId is not null)
            .Select(f => string.Create(CultureInfo.InvariantCulture, $"#{f.TrackId}"))];
        return ids.Length == 0 ? "" : " " + string.Join(' ', ids);
    }

    private void Classify(RegionClassifier then, JobFrame frame, ReadOnlySpan<Detection> detections)
    {
        ReadOnlySpan<Classification> classes = then.Process(frame.Frame, detections);
        for (int i = 0; i < classes.Length; i++)
            _found[i] = _found[i] with { Then = classes[i], ThenLabel = then.Card.LabelOf(classes[i].ClassId) };
        FrameTimings more = then.Timings;
        _timings = new FrameTimings(_timings.Pre + more.Pre, _timings.Infer + more.Infer, _timings.Post + more.Post);
    }

    // Older places are smaller.
    private void DrawTrail(PictureCanvas canvas, int id, float size)
    {
        ReadOnlySpan<Vector2> trail = _tracker!.TrailOf(id);
        for (int i = 0; i < trail.Length; i++)
        {
            float radius = size * (0.3f + (0.7f * (i + 1) / trail.Length));
            canvas.Fill(new Box(trail[i].X - radius, trail[i].Y - radius, trail[i].X + radius, trail[i].Y + radius),
                radius, Rgb.OfClass(id), 0.8f);
        }
    }

    // FOLDER/CLASS/NAME-2.png
    private void SaveCrops(string path, Picture picture)
    {
        _crops.Clear();
        foreach (FoundObject item in _found)
        {
            string label = SaveFolder.Clean(Card.LabelOf(item.Detection.ClassId));
            int number = _crops[label] = _crops.GetValueOrDefault(label) + 1;
            string folder = Path.Combine(Path.GetDirectoryName(path)!, label);
            Directory.CreateDirectory(folder);
            string file = number == 1 ? Path.GetFileName(path) : $"{Path.GetFileName(path)}-{number}";
            picture.Cut(picture.Inside(item.Detection.Box)).Save(Path.Combine(folder, file + ".png"));
        }
    }
}
