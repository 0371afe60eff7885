using System.Collections.Immutable;
using VisionPlugin.Tensors;

namespace VisionPlugin.Frames;

/// <summary>
/// What a network expects to see: everything between a frame's bytes and its input tensor (1, C, H, W). Element
/// (c, y, x) is (v - <see cref="Mean"/>[c]) * <see cref="Scale"/>[c], where v, on 0..255, is sampled from the frame as
/// <see cref="AxisTransform"/> says. The same options drive the CPU and the GPU.
/// </summary>
public sealed record FrameToTensorOptions
{
    /// <summary>Weights of red, green and blue in <see cref="ChannelOrder.Gray"/>.</summary>
    internal static readonly (float Red, float Green, float Blue) Luma = (0.299f, 0.587f, 0.114f);

    /// <summary>Columns of the input.</summary>
    public required int Width { get; init; }

    /// <summary>Rows of the input.</summary>
    public required int Height { get; init; }

    /// <summary>The channels and their order.</summary>
    public ChannelOrder Channels { get; init; } = ChannelOrder.Rgb;

    /// <summary>How the frame's size becomes the input's.</summary>
    public ResizeMode Resize { get; init; } = ResizeMode.Stretch;

    /// <summary>Where resized pixels lie in the frame.</summary>
    public PixelCoordinates Coordinates { get; init; } = PixelCoordinates.HalfPixel;

    /// <summary>Value around the frame, 0..255, before mean and scale.</summary>
    public float PadValue { get; init; }

    /// <summary>What is subtracted from each channel, in the network's channel order; one value stands for all.</summary>
    public ImmutableArray<float> Mean { get; init; } = [0];

    /// <summary>What each channel is then multiplied by; one value stands for all.</summary>
    public ImmutableArray<float> Scale { get; init; } = [1];

    /// <summary>Channels of the input: 3, or 1 for grey.</summary>
    public int ChannelCount => Channels == ChannelOrder.Gray ? 1 : 3;

    /// <summary>Shape of the input for one frame: (1, C, H, W).</summary>
    public TensorShape Shape => ShapeOf(1);

    /// <summary>What is subtracted from channel <paramref name="c"/>.</summary>
    public float MeanOf(int c) => Mean[Mean.Length == 1 ? 0 : c];

    /// <summary>What channel <paramref name="c"/> is multiplied by.</summary>
    public float ScaleOf(int c) => Scale[Scale.Length == 1 ? 0 : c];

    /// <summary>Throws unless the options make sense.</summary>
    /// <exception cref="ArgumentException">A size is not positive, or mean or scale do not fit the channels.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Height);
        CheckPerChannel(Mean, nameof(Mean));
        CheckPerChannel(Scale, nameof(Scale));
    }

    private void CheckPerChannel(ImmutableArray<float> values, string name)
    {
        if (values.IsDefault || (values.Length != 1 && values.Length != ChannelCount))
        {
            throw new ArgumentException(
                $"{name} has {(values.IsDefault ? 0 : values.Length)} values; {Channels} input needs 1 or {ChannelCount}.", name);
        }
    }

    /// <summary>Shape of the input for several frames at once.</summary>
    internal TensorShape ShapeOf(int batch) => [batch, ChannelCount, Height, Width];
}
