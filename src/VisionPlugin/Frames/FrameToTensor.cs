using System.Runtime.Intrinsics.X86;
using VisionPlugin.Tensors;

namespace VisionPlugin.Frames;

/// <summary>
/// Turns frames into a network's input: resized, padded, normalised, planar. Keeps tables for the last frame size, so
/// that further frames of that size allocate nothing. Not thread-safe.
/// </summary>
public sealed class FrameToTensor
{
    private readonly AxisTaps _columns;
    private readonly AxisTaps _rows;
    private readonly YuvRows _yuvRows = new();
    private readonly bool _vectorised;
    private FrameTransform _transform;
    private (int Width, int Height) _frameSize;
    private int _bytewiseStart;
    private int _bytewiseEnd;

    /// <summary>Prepares conversion.</summary>
    /// <exception cref="ArgumentException">The options do not make sense.</exception>
    public FrameToTensor(FrameToTensorOptions options)
        : this(options, Avx2.IsSupported)
    {
    }

    // Tests compare the two.
    internal FrameToTensor(FrameToTensorOptions options, bool vectorised)
    {
        options.Validate();
        Options = options;
        _vectorised = vectorised;
        _columns = new AxisTaps(options.Width);
        _rows = new AxisTaps(options.Height);
    }

    /// <summary>What the network expects.</summary>
    public FrameToTensorOptions Options { get; }

    /// <summary>
    /// Writes one frame to <paramref name="output"/> and returns the transform that maps results back.
    /// </summary>
    /// <param name="frame">The picture, of any size.</param>
    /// <param name="output">Host tensor (N, C, H, W) of the options' C, H and W.</param>
    /// <param name="batchIndex">Which of the N is written.</param>
    /// <exception cref="ShapeMismatchException">The tensor has other sizes.</exception>
    public unsafe FrameTransform Convert(Frame frame, Tensor<float> output, int batchIndex = 0)
    {
        CheckShape(output, batchIndex);
        PrepareTables(frame);
        int plane = Options.Width * Options.Height, channels = Options.ChannelCount;
        Span<float> target = output.AsSpan().Slice(batchIndex * channels * plane, channels * plane);
        bool isYuv = PixelFormats.IsYuv(frame.Format);
        if (isYuv)
            _yuvRows.Begin(frame);
        fixed (byte* pixels = frame.Pixels)
        fixed (float* destination = target)
        fixed (int* tap0 = _columns.Tap0, tap1 = _columns.Tap1)
        fixed (float* weight0 = _columns.Weight0, weight1 = _columns.Weight1, pad = _columns.Pad)
        {
            var columns = new ColumnTable(tap0, tap1, weight0, weight1, pad, Options.Width)
            {
                BytewiseStart = _vectorised ? _bytewiseStart : 0,
                BytewiseEnd = _vectorised ? _bytewiseEnd : Options.Width,
            };
            var sampler = new RowSampler(Options, isYuv ? PixelFormat.Rgba32 : frame.Format, columns);
            for (int y = 0; y < Options.Height; y++)
            {
                int first = _rows.Tap0[y], second = _rows.Tap1[y];
                byte* top = isYuv ? _yuvRows.Row(frame, first) : pixels + ((long)frame.RowOf(first) * frame.Stride);
                byte* bottom = isYuv ? _yuvRows.Row(frame, second) : pixels + ((long)frame.RowOf(second) * frame.Stride);
                var row = new RowTaps(top, bottom, _rows.Weight0[y], _rows.Weight1[y], _rows.Pad[y]);
                sampler.Write(row, destination + (y * Options.Width));
            }
        }

        return _transform;
    }

    private void CheckShape(Tensor<float> output, int batchIndex)
    {
        TensorShape shape = output.Shape;
        if (shape.Rank != 4 || shape[1] != Options.ChannelCount || shape[2] != Options.Height || shape[3] != Options.Width)
        {
            throw new ShapeMismatchException(
                $"The frame becomes [N, {Options.ChannelCount}, {Options.Height}, {Options.Width}]; the tensor is {shape}.");
        }

        ArgumentOutOfRangeException.ThrowIfNegative(batchIndex);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(batchIndex, shape[0]);
    }

    private void PrepareTables(Frame frame)
    {
        if (_frameSize != (frame.Width, frame.Height))
        {
            _transform = FrameTransform.Create(Options, frame.Width, frame.Height);
            _frameSize = (frame.Width, frame.Height);
        }

        // What has no red, green and blue is sampled as Rgba32.
        int pixelBytes = PixelFormats.IsYuv(frame.Format) ? 4 : PixelFormats.BytesPerPixel(frame.Format);
        _rows.Update(_transform.Y, Options.PadValue, 1);
        if (_columns.Update(_transform.X, Options.PadValue, pixelBytes))
            FindBytewiseColumns(lastSafeTap: (frame.Width * pixelBytes) - 4);
    }

    // The vector path reads four bytes a pixel; where that would pass the row's end, pixels are read byte by byte.
    private void FindBytewiseColumns(int lastSafeTap)
    {
        // Loops, as a predicate would be an allocation for every crop of another size.
        ReadOnlySpan<int> taps = _columns.Tap1;
        (_bytewiseStart, _bytewiseEnd) = (0, taps.Length);
        while (_bytewiseStart < taps.Length && taps[_bytewiseStart] <= lastSafeTap)
            _bytewiseStart++;
        while (_bytewiseEnd > 0 && taps[_bytewiseEnd - 1] <= lastSafeTap)
            _bytewiseEnd--;
    }
}
