using VisionPlugin.Components;
using VisionPlugin.Decoding;
using VisionPlugin.Execution;
using VisionPlugin.Frames;

namespace VisionPlugin.DemoApp.Live.Vision;

/// <summary>Boxes around faces, and the expression of each.</summary>
#pragma warning disable CA1001 // Its host calls OnDestroy.
internal sealed class FacePipeline(
    VisionHost host, ModelAsset faces, ModelAsset expressions, IBackend backend, FrameExchange frames,
        FindingsBoard board)
    : Pipeline(frames, board)
{
    private readonly ObjectDetectorBehaviour _detector = host.Add(new ObjectDetectorBehaviour(faces, backend));
    // Several faces at once where that may take its time; in slices, one by one, where the window's thread does it.
    private readonly ImageClassifierBehaviour _classifier = host.Add(new ImageClassifierBehaviour(expressions, backend,
        top: 1));
    private RegionClassifier? _batched;
    private Detection[] _faces = [];
    private long _seenFaces;
    private long _seenExpressions;
    private int _face;

    /// <inheritdoc/>
    public override IGpuDetections? GpuResults => _detector.GpuResults;

    /// <inheritdoc/>
    protected override FrameBehaviourState Readiness =>
        _detector.State is FrameBehaviourState.Loading or FrameBehaviourState.Failed
            ? _detector.State : _classifier.State;

    /// <inheritdoc/>
    protected override void OnLoaded()
    {
        (Classes, CardOptions) = (faces.Value.Card.Labels, faces.Value.Card.Options);
        if (!backend.IsBoundToThread)
            _batched = new RegionClassifier(expressions.Value, backend);
    }

    /// <inheritdoc/>
    protected override void Apply(VisionSettings settings) => _detector.Options = settings.Apply(CardOptions!);

    /// <inheritdoc/>
    protected override void Begin()
    {
        _face = -1;
        Look(_detector);
    }

    /// <inheritdoc/>
    protected override bool Continue()
    {
        if (_face < 0)
        {
            if (_detector.ResultsCount == _seenFaces)
                return false;
            _seenFaces = _detector.ResultsCount;
            Next.Labels = expressions.Value.Card.Labels;
            foreach (Detection found in _detector.Results)
                Next.Add(new FoundObject(found, 0, found.Score));
            Next.Add(_detector.Timings);
            if (_batched is not null)
                return ClassifyAll(_batched);
        }
        else
        {
            if (_classifier.ResultsCount == _seenExpressions)
                return false;
            _seenExpressions = _classifier.ResultsCount;
            Next.Relabel(_face, _classifier.Results[0].ClassId, _classifier.Results[0].Score);
            Next.Add(_classifier.Timings);
        }

        return !ClassifyNext();
    }

    /// <inheritdoc/>
    protected override void OnDestroy() => _batched?.Dispose();

    private bool ClassifyAll(RegionClassifier classifier)
    {
        if (_faces.Length < _detector.Results.Length)
            _faces = new Detection[2 * _detector.Results.Length];
        int count = _detector.Results.Length;
        _detector.Results.CopyTo(_faces);
        ReadOnlySpan<Classification> found = classifier.Process(Frames.Frame, _faces.AsSpan(0, count));
        for (int i = 0; i < count; i++)
            Next.Relabel(i, found[i].ClassId, found[i].Score);
        Next.Add(classifier.Timings);
        return true;
    }

    private bool ClassifyNext()
    {
        if (++_face >= Next.Objects.Length)
            return false;
        Frame frame = Frames.Frame;
        _classifier.Process(frame.Crop(Inside(Next.Objects[_face].Detection.Box, frame.Width, frame.Height)),
            Frames.Stamp.Captured);
        return true;
    }

    // The whole pixels of a box that are on the picture, at least one.
    private static PixelRect Inside(Box box, int width, int height)
    {
        int x = Math.Clamp((int)box.X1, 0, width - 1), y = Math.Clamp((int)box.Y1, 0, height - 1);
        int right = Math.Clamp((int)box.X2, x + 1, width), bottom = Math.Clamp((int)box.Y2, y + 1, height);
        return new PixelRect(x, y, right - x, bottom - y);
    }
}
