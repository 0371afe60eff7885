using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Decoding;
using VisionPlugin.Frames;

namespace VisionPlugin.ComputeShaders.Results;

/// <summary>
/// The first words of the buffer of shaders/decode/candidates.glsl: what may change from frame to frame without
/// compiling. Uploaded only when it does.
/// </summary>
internal sealed class GpuDecodingOptions
{
    // Places in the buffer, in words.
    private const int Conf = 4, Threshold = 5, Iou = 6, MaxDet = 7, Agnostic = 8, Counting = 12, VectorWords = 4;

    private readonly GlBuffer _buffer;
    private readonly uint[] _words;
    private readonly int _classes;
    private readonly bool _comparesLogits;
    private DetectionOptions? _options;
    private FrameTransform _transform;

    /// <summary>Options of a buffer of candidates.</summary>
    public GpuDecodingOptions(GlBuffer candidates, GpuProposals proposals)
    {
        _buffer = candidates;
        _classes = proposals.Classes;
        _comparesLogits = proposals.ComparesLogits;
        _words = new uint[Bytes(proposals) / sizeof(uint)];
    }

    /// <summary>Bytes of them.</summary>
    public static int Bytes(GpuProposals proposals) =>
        (Counting + (VectorWords * GpuDecodingPrograms.ClassVectors(proposals))) * sizeof(uint);

    /// <summary>Sets what the next dispatches go by.</summary>
    public void Set(FrameTransform transform, DetectionOptions options)
    {
        if (options == _options && transform == _transform)
            return;
        (_options, _transform) = (options, transform);
        Set(0, (float)transform.X.Scale);
        Set(1, (float)transform.X.Offset);
        Set(2, (float)transform.Y.Scale);
        Set(3, (float)transform.Y.Offset);
        Set(Conf, options.Conf);
        Set(Threshold, _comparesLogits ? CenterNetDecoder.Logit(options.Conf) : options.Conf);
        Set(Iou, options.Iou);
        _words[MaxDet] = (uint)Math.Clamp(options.MaxDet, 0, CandidateList.DefaultLimit);
        _words[Agnostic] = options.ClassAgnostic ? 1u : 0;
        Span<uint> counting = _words.AsSpan(Counting);
        counting.Fill(options.Classes.IsEmpty ? uint.MaxValue : 0);
        foreach (int id in options.Classes)
        {
            if (id >= 0 && id < _classes)
                counting[id / 32] |= 1u << (id % 32);
        }

        _buffer.Upload<uint>(_words);
    }

    private void Set(int word, float value) => _words[word] = BitConverter.SingleToUInt32Bits(value);
}
