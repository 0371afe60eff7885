using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace VisionPlugin.Frames;

/// <summary>Samples one row of a network's input from two rows of a frame, all channels at once.</summary>
internal readonly unsafe struct RowSampler
{
    private readonly ColumnTable _columns;
    private readonly int _channels;
    private readonly int _plane;
    private readonly bool _mix;
    private readonly ChannelWriter _first;
    private readonly ChannelWriter _second;
    private readonly ChannelWriter _third;

    public RowSampler(FrameToTensorOptions options, PixelFormat format, in ColumnTable columns)
    {
        (int red, int green, int blue) = PixelFormats.ByteOrder(format);
        (int first, int third) = options.Channels == ChannelOrder.Bgr ? (blue, red) : (red, blue);
        _columns = columns;
        _plane = options.Width * options.Height;
        _channels = options.ChannelCount;
        // Grey from grey needs no mixing.
        _mix = _channels == 1 && format != PixelFormat.Gray8;
        _first = new ChannelWriter(first, options.MeanOf(0), options.ScaleOf(0));
        _second = _channels == 1 ? new ChannelWriter(green, 0, 1) : new ChannelWriter(green, options.MeanOf(1), options.ScaleOf(1));
        _third = _channels == 1 ? new ChannelWriter(third, 0, 1) : new ChannelWriter(third, options.MeanOf(2), options.ScaleOf(2));
    }

    /// <summary>Writes a row of every channel; <paramref name="destination"/> is its first element in channel 0.</summary>
    // Compiled well at its first call with all that it calls: a program's first frames are not slower than later ones.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Write(in RowTaps row, float* destination)
    {
        int x = 0;
        while (x < _columns.Width)
        {
            bool bytewise = x + 8 > _columns.BytewiseStart && x < _columns.BytewiseEnd;
            if (!bytewise && x + 8 <= _columns.Width)
            {
                WriteEight(row, x, destination + x);
                x += 8;
            }
            else
            {
                WriteOne(row, x, destination + x);
                x++;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void WriteOne(in RowTaps row, int x, float* destination)
    {
        if (_channels == 3)
        {
            destination[0] = _first.Normalise(Sample(row, x, _first.ByteIndex));
            destination[_plane] = _second.Normalise(Sample(row, x, _second.ByteIndex));
            destination[2 * _plane] = _third.Normalise(Sample(row, x, _third.ByteIndex));
            return;
        }

        float value = Sample(row, x, _first.ByteIndex);
        if (_mix)
        {
            (float red, float green, float blue) = FrameToTensorOptions.Luma;
            value = (red * value) + (green * Sample(row, x, _second.ByteIndex)) + (blue * Sample(row, x, _third.ByteIndex));
        }

        destination[0] = _first.Normalise(value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private float Sample(in RowTaps row, int x, int channel)
    {
        int tap0 = _columns.Tap0[x] + channel, tap1 = _columns.Tap1[x] + channel;
        float weight0 = _columns.Weight0[x], weight1 = _columns.Weight1[x], pad = _columns.Pad[x];
        float top = (weight0 * row.Top[tap0]) + (weight1 * row.Top[tap1]) + pad;
        float bottom = (weight0 * row.Bottom[tap0]) + (weight1 * row.Bottom[tap1]) + pad;
        return (row.TopWeight * top) + (row.BottomWeight * bottom) + row.Pad;
    }

    // A gather brings all bytes of a pixel at once, so every tap is read once for all channels. Needs AVX2.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void WriteEight(in RowTaps row, int x, float* destination)
    {
        Vector256<int> tap0 = Vector256.Load(_columns.Tap0 + x), tap1 = Vector256.Load(_columns.Tap1 + x);
        var pixels = new PixelTaps(
            Avx2.GatherVector256((int*)row.Top, tap0, 1), Avx2.GatherVector256((int*)row.Top, tap1, 1),
            Avx2.GatherVector256((int*)row.Bottom, tap0, 1), Avx2.GatherVector256((int*)row.Bottom, tap1, 1));
        if (_channels == 3)
        {
            _first.Normalise(Sample(row, x, pixels, _first.ByteIndex)).Store(destination);
            _second.Normalise(Sample(row, x, pixels, _second.ByteIndex)).Store(destination + _plane);
            _third.Normalise(Sample(row, x, pixels, _third.ByteIndex)).Store(destination + (2 * _plane));
            return;
        }

        Vector256<float> value = Sample(row, x, pixels, _first.ByteIndex);
        if (_mix)
        {
            (float red, float green, float blue) = FrameToTensorOptions.Luma;
            value = (value * red) + (Sample(row, x, pixels, _second.ByteIndex) * green) + (Sample(row, x, pixels, _third.ByteIndex) * blue);
        }

        _first.Normalise(value).Store(destination);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<float> Sample(in RowTaps row, int x, in PixelTaps pixels, int channel)
    {
        Vector256<float> weight0 = Vector256.Load(_columns.Weight0 + x), weight1 = Vector256.Load(_columns.Weight1 + x);
        Vector256<float> pad = Vector256.Load(_columns.Pad + x);
        Vector256<float> top = (weight0 * Channel(pixels.TopLeft, channel)) + (weight1 * Channel(pixels.TopRight, channel)) + pad;
        Vector256<float> bottom = (weight0 * Channel(pixels.BottomLeft, channel)) + (weight1 * Channel(pixels.BottomRight, channel)) + pad;
        return (top * row.TopWeight) + (bottom * row.BottomWeight) + Vector256.Create(row.Pad);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Channel(Vector256<int> pixels, int index) =>
        Vector256.ConvertToSingle((pixels >>> (8 * index)) & Vector256.Create(0xFF));

    private readonly record struct PixelTaps(
        Vector256<int> TopLeft, Vector256<int> TopRight, Vector256<int> BottomLeft, Vector256<int> BottomRight);
}
