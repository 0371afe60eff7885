using System.Runtime.Intrinsics;

namespace VisionPlugin.Frames;

/// <summary>One channel of a network's input: which byte of a pixel it is and how it is normalised.</summary>
internal readonly record struct ChannelWriter(int ByteIndex, float Mean, float Scale)
{
    public float Normalise(float value) => (value - Mean) * Scale;

    public Vector256<float> Normalise(Vector256<float> value) => (value - Vector256.Create(Mean)) * Scale;
}
