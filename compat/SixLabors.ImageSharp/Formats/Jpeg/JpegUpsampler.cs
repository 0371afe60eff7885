namespace SixLabors.ImageSharp.Formats.Jpeg;

/// <summary>
/// Gives rows of a component at the full size of the image. Halved directions are interpolated, 3/4 of the nearer and
/// 1/4 of the farther sample, with libjpeg's alternating rounding; other ratios repeat samples.
/// </summary>
internal sealed class JpegUpsampler
{
    private readonly JpegComponent _component;
    private readonly JpegFrame _frame;
    private readonly byte[] _row;
    private readonly bool _fullWidth, _fullHeight, _smoothWidth, _smoothHeight;

    internal JpegUpsampler(JpegComponent component, JpegFrame frame)
    {
        _component = component;
        _frame = frame;
        _fullWidth = component.Horizontal == frame.MaxHorizontal;
        _fullHeight = component.Vertical == frame.MaxVertical;
        bool halfWidth = component.Horizontal * 2 == frame.MaxHorizontal && component.Width > 2;
        bool halfHeight = component.Vertical * 2 == frame.MaxVertical;
        _smoothWidth = halfWidth && (_fullHeight || halfHeight);
        _smoothHeight = halfHeight && (_fullWidth || halfWidth);
        _row = new byte[Math.Max(frame.Width, 2 * component.Width)];
    }

    /// <summary>The samples of one row of the image, valid until the next call.</summary>
    internal ReadOnlySpan<byte> Row(int y)
    {
        if (_fullWidth && _fullHeight)
            return SourceRow(y);
        if (_smoothHeight)
        {
            ReadOnlySpan<byte> near = SourceRow(y / 2);
            bool upper = y % 2 == 0;
            ReadOnlySpan<byte> far = SourceRow(upper ? (y / 2) - 1 : (y / 2) + 1);
            if (_smoothWidth)
                DoubleBoth(near, far, _row);
            else
                Blend(near, far, upper ? 1 : 2, _row);
        }
        else if (_smoothWidth)
        {
            DoubleWidth(SourceRow(y), _row);
        }
        else
        {
            ReadOnlySpan<byte> source = SourceRow(y * _component.Vertical / _frame.MaxVertical);
            for (int x = 0; x < _frame.Width; x++)
                _row[x] = source[x * _component.Horizontal / _frame.MaxHorizontal];
        }

        return _row;
    }

    /// <summary>A row of the component; beyond the first and the last one they repeat.</summary>
    private ReadOnlySpan<byte> SourceRow(int y) =>
        _component.Samples.AsSpan(Math.Clamp(y, 0, _component.Height - 1) * _component.Stride, _component.Width);

    private static void DoubleWidth(ReadOnlySpan<byte> source, Span<byte> target)
    {
        int last = source.Length - 1;
        target = target[..(2 * source.Length)];
        target[0] = source[0];
        target[1] = (byte)(((3 * source[0]) + source[1] + 2) >> 2);
        for (int x = 1; x < last; x++)
        {
            int near = 3 * source[x];
            target[2 * x] = (byte)((near + source[x - 1] + 1) >> 2);
            target[(2 * x) + 1] = (byte)((near + source[x + 1] + 2) >> 2);
        }

        target[2 * last] = (byte)(((3 * source[last]) + source[last - 1] + 1) >> 2);
        target[(2 * last) + 1] = source[last];
    }

    private static void Blend(ReadOnlySpan<byte> near, ReadOnlySpan<byte> far, int rounding, Span<byte> target)
    {
        far = far[..near.Length];
        target = target[..near.Length];
        for (int x = 0; x < near.Length; x++)
            target[x] = (byte)(((3 * near[x]) + far[x] + rounding) >> 2);
    }

    /// <summary>Doubles the width of the rows' blend, rounding once.</summary>
    private static void DoubleBoth(ReadOnlySpan<byte> near, ReadOnlySpan<byte> far, Span<byte> target)
    {
        far = far[..near.Length];
        target = target[..(2 * near.Length)];
        int current = (3 * near[0]) + far[0], left = current;
        for (int x = 0; x < near.Length; x++)
        {
            int right = x + 1 < near.Length ? (3 * near[x + 1]) + far[x + 1] : current;
            target[2 * x] = (byte)(((3 * current) + left + 8) >> 4);
            target[(2 * x) + 1] = (byte)(((3 * current) + right + 7) >> 4);
            (left, current) = (current, right);
        }
    }
}
