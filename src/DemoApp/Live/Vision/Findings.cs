using System.Collections.Immutable;
using VisionPlugin.Components;
using VisionPlugin.Decoding;
using VisionPlugin.DemoApp.Sources;

namespace VisionPlugin.DemoApp.Live.Vision;

/// <summary>What was found in one frame. Reused: grows to its working size and then allocates nothing.</summary>
internal sealed class Findings
{
    private FoundObject[] _objects = new FoundObject[64];
    private readonly int[] _classAreas = new int[256];
    private byte[] _mask = [];
    private Classification[] _classes = [];
    private int _objectCount;
    private int _classCount;

    /// <summary>The frame's number; 0 before the first.</summary>
    public long FrameNumber { get; private set; }

    /// <summary>When the frame was taken.</summary>
    public FrameStamp Stamp { get; private set; }

    /// <summary>Columns of the frame.</summary>
    public int Width { get; private set; }

    /// <summary>Rows of the frame.</summary>
    public int Height { get; private set; }

    /// <summary>Where the time went, all networks together.</summary>
    public FrameTimings Timings { get; private set; }

    /// <summary>Names of classes and labels.</summary>
    public ImmutableArray<string> Labels { get; set; } = [];

    /// <summary>Boxes, best first.</summary>
    public ReadOnlySpan<FoundObject> Objects => _objects.AsSpan(0, _objectCount);

    /// <summary>The most probable classes of the whole frame, best first.</summary>
    public ReadOnlySpan<Classification> Classes => _classes.AsSpan(0, _classCount);

    /// <summary>A byte a pixel; empty if there is no mask, or it stayed on the GPU.</summary>
    public ReadOnlySpan<byte> Mask => _mask.AsSpan(0, MaskWidth * MaskHeight);

    /// <summary>Columns of the mask.</summary>
    public int MaskWidth { get; private set; }

    /// <summary>Rows of the mask.</summary>
    public int MaskHeight { get; private set; }

    /// <summary>What the mask's bytes mean; null if there is no mask.</summary>
    public MaskKind? MaskKind { get; private set; }

    /// <summary>Of a mask of classes the pixels of each class; all 0 if the mask stayed on the GPU.</summary>
    public ReadOnlySpan<int> ClassAreas => _classAreas;

    /// <summary>Begins anew, with nothing found.</summary>
    public void Begin(FrameExchange frames)
    {
        (FrameNumber, Stamp, (Width, Height)) = (frames.Number, frames.Stamp, frames.Size);
        (_objectCount, _classCount, MaskWidth, MaskHeight, MaskKind, Timings) = (0, 0, 0, 0, null, default);
    }

    /// <summary>Adds a box.</summary>
    public void Add(FoundObject found)
    {
        if (_objectCount == _objects.Length)
            Array.Resize(ref _objects, 2 * _objectCount);
        _objects[_objectCount++] = found;
    }

    /// <summary>Says what the second network makes of a box.</summary>
    public void Relabel(int index, int label, float score) =>
        _objects[index] = _objects[index] with { Label = label, Score = score };

    /// <summary>Adds the time of a network.</summary>
    public void Add(FrameTimings timings) =>
        Timings = new FrameTimings(
            Timings.Pre + timings.Pre, Timings.Infer + timings.Infer, Timings.Post + timings.Post);

    /// <summary>Copies classes.</summary>
    public void Set(ReadOnlySpan<Classification> classes)
    {
        if (_classes.Length < classes.Length)
            _classes = new Classification[classes.Length];
        classes.CopyTo(_classes);
        _classCount = classes.Length;
    }

    /// <summary>Copies a mask.</summary>
    public void Set(Mask mask)
    {
        if (_mask.Length < mask.Values.Length)
            _mask = new byte[mask.Values.Length];
        mask.Values.CopyTo(_mask);
        (MaskWidth, MaskHeight) = (mask.Width, mask.Height);
        SetMask(mask.Kind);
        if (mask.Kind != Decoding.MaskKind.ClassIndex)
            return;
        foreach (byte value in mask.Values)
            _classAreas[value]++;
    }

    /// <summary>There is a mask, which stays on the GPU.</summary>
    public void SetMask(MaskKind kind)
    {
        MaskKind = kind;
        Array.Clear(_classAreas);
    }
}
