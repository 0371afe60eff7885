using VisionPlugin.Decoding;
using VisionPlugin.Execution;
using VisionPlugin.Frames;

namespace VisionPlugin.Components;

/// <summary>
/// From a detector's outputs to its results: decoded on the network's device where that can, so that only results come
/// to the host; else on the host, from where they are copied to the device to be drawn.
/// </summary>
internal sealed class DetectionReader : IDisposable
{
    private readonly FrameNetwork _network;
    private readonly DetectionDecoder _decoder;
    private readonly IGpuDetectionDecoder? _gpu;
    private readonly CandidateList _candidates = new();
    private Detection[] _results = [];
    private int _count;
    private int _maxDet;

    /// <summary>Prepares decoding of a network's outputs.</summary>
    public DetectionReader(FrameNetwork network, DetectionDecoder decoder)
    {
        (_network, _decoder) = (network, decoder);
        _gpu = network.Backend.CreateGpuDetectionDecoder(
            decoder, network.DeviceOutputs, network.Card.Input.Width, network.Card.Input.Height);
    }

    /// <summary>The results on the device; null if the backend has none.</summary>
    public IGpuDetections? GpuResults => _gpu?.Results;

    /// <summary>The results that <see cref="Decode"/> has made last, best first, in pixels of the frame.</summary>
    public ReadOnlySpan<Detection> Latest => _results.AsSpan(0, _count);

    /// <summary>Makes one piece ready ahead of the first frame. False if nothing is left to do.</summary>
    public bool TryWarmUp() => DecodesOnGpu && _gpu!.TryWarmUp();

    /// <summary>True once what <see cref="Request"/> asked for has arrived. Never blocks.</summary>
    public bool HasArrived => DecodesOnGpu ? _gpu!.IsReadable : _network.OutputsArrived;

    private bool DecodesOnGpu => _gpu is { Results.WhyDecodedOnHost: null };

    /// <summary>After the network's run: decodes on the device, or asks for the outputs. Never blocks.</summary>
    public void Request(FrameTransform transform, DetectionOptions options)
    {
        _maxDet = options.MaxDet;
        if (DecodesOnGpu)
            _gpu!.Decode(_network.DeviceOutputs, transform, options);
        else
            _network.RequestOutputs();
    }

    /// <summary>Brings what was asked for to the host. Blocks until it has arrived.</summary>
    public void Take()
    {
        if (!DecodesOnGpu)
        {
            _network.TakeOutputs();
            return;
        }

        MakeRoom(_maxDet);
        _count = _gpu!.Read(_results);
    }

    /// <summary>Makes results of it.</summary>
    public void Decode(FrameTransform transform, DetectionOptions options)
    {
        if (DecodesOnGpu)
            return;
        MakeRoom(options.MaxDet);
        _candidates.Clear();
        _candidates.Classes = options.Classes;
        _decoder.Decode(
            _network.Outputs, _network.Card.Input.Width, _network.Card.Input.Height, options.Conf, _candidates);
        _candidates.KeepBest(CandidateList.DefaultLimit);
        _count = NonMaxSuppression.Run(_candidates, options.Iou, options.ClassAgnostic, _results);
        foreach (ref Detection detection in _results.AsSpan(0, _count))
            detection = detection with { Box = transform.ToFrame(detection.Box) };
        _gpu?.Upload(_results.AsSpan(0, _count));
    }

    /// <summary>Releases what is on the device.</summary>
    public void Dispose() => _gpu?.Dispose();

    private void MakeRoom(int maxDet)
    {
        if (_results.Length != maxDet)
            (_results, _count) = (new Detection[maxDet], 0);
    }
}
