using System.Globalization;
using VisionPlugin.Cards;
using VisionPlugin.Components;
using VisionPlugin.Decoding;
using VisionPlugin.DemoApp.Output;
using VisionPlugin.DemoApp.Overlay;
using VisionPlugin.DemoApp.Sources;
using VisionPlugin.Execution;

namespace VisionPlugin.DemoApp;

/// <summary>What the demo does with a picture: objects, faces, the expression of each face, and the person's outline.</summary>
internal sealed class DemoPipeline : IDisposable
{
    private readonly ObjectDetector _objects;
    private readonly ObjectDetector _faces;
    private readonly RegionClassifier _expressions;
    private readonly Segmenter _person;

    /// <summary>Loads the four models that ship onto a backend, which stays the caller's.</summary>
    public DemoPipeline(IBackend backend, WorkerOptions worker)
    {
        _objects = new ObjectDetector(ModelCatalog.LoadVision("centernet", null), backend, worker);
        _faces = new ObjectDetector(ModelCatalog.LoadVision("tiny_face_detector", null), backend, worker);
        _expressions = new RegionClassifier(ModelCatalog.LoadVision("face_expression", null), backend, worker);
        _person = new Segmenter(ModelCatalog.LoadVision("selfie", null), backend, worker);
    }

    /// <summary>The card of the object detector.</summary>
    public ModelCard Objects => _objects.Card;

    /// <summary>Looks at a picture. Nothing is drawn yet.</summary>
    public Result Process(Picture picture)
    {
        Detection[] objects = _objects.Process(picture.Frame).ToArray();
        FrameTimings total = _objects.Timings;
        Detection[] faces = _faces.Process(picture.Frame).ToArray();
        total = Sum(total, _faces.Timings);
        var expressions = new List<(Detection Face, string Label, float Score)>();
        ReadOnlySpan<Classification> classes = _expressions.Process(picture.Frame, faces);
        for (int i = 0; i < faces.Length; i++)
            expressions.Add((faces[i], _expressions.Card.LabelOf(classes[i].ClassId), classes[i].Score));
        total = Sum(total, _expressions.Timings);

        // A picture without a face has no person to cut out.
        Mask? person = faces.Length > 0 ? _person.Process(picture.Frame) : null;
        return new Result(objects, expressions, person, person is null ? total : Sum(total, _person.Timings));
    }

    /// <summary>Draws boxes on a picture.</summary>
    public void Draw(Picture picture, Result result)
    {
        IEnumerable<LabelledBox> faces = result.Faces.Select(f => new LabelledBox(
            f.Face.Box, string.Create(CultureInfo.InvariantCulture, $"{f.Label} {100 * f.Score:0}%"), Rgb.OfClass(1)));
        BoxOverlay.Draw(new PictureCanvas(picture), [.. faces, .. result.Objects.Select(d => new FoundObject(d, null, null, null).Draw(_objects.Card))]);
    }

    /// <summary>Disposes the four components.</summary>
    public void Dispose()
    {
        _objects.Dispose();
        _faces.Dispose();
        _expressions.Dispose();
        _person.Dispose();
    }

    private static FrameTimings Sum(FrameTimings a, FrameTimings b) => new(a.Pre + b.Pre, a.Infer + b.Infer, a.Post + b.Post);

    /// <param name="Objects">Objects, best first.</param>
    /// <param name="Faces">Faces with the most probable expression.</param>
    /// <param name="Person">Where the person is; null if there is no face. Valid until the next picture.</param>
    /// <param name="Timings">All models together.</param>
    internal sealed record Result(
        Detection[] Objects, IReadOnlyList<(Detection Face, string Label, float Score)> Faces, Mask? Person, FrameTimings Timings);
}
