using System.Collections.Immutable;
using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// Where <see cref="DeformConv"/> looks. Its outputs are the elements of the window at all positions, for each offset group:
/// (N, KH * KW, OH * OW, OffsetGroups).
/// </summary>
internal sealed class DeformSampler : IPointSampler
{
    private readonly int _groups;
    private readonly int _taps;
    private readonly WindowAxis _rows;
    private readonly WindowAxis _columns;
    private readonly Tensor<float> _offsets;
    private readonly Tensor<float>? _mask;
    private readonly ImmutableArray<int> _offsetStrides;
    private readonly ImmutableArray<int> _maskStrides;

    /// <summary>Binds the offsets and the mask, in any order of their elements.</summary>
    public DeformSampler(DeformConv operation, TensorShape x, TensorShape w, Tensor<float> offsets, Tensor<float>? mask,
        ImmutableArray<int> offsetStrides = default, ImmutableArray<int> maskStrides = default)
    {
        ConvGeometry geometry = operation.Geometry(x, w);
        (_rows, _columns, _groups, _taps) = (geometry.Y, geometry.X, operation.OffsetGroups, geometry.KernelLength);
        (_offsets, _mask) = (offsets, mask);
        _offsetStrides = offsetStrides.IsDefault ? StridedMap.RowMajor(offsets.Shape) : offsetStrides;
        _maskStrides = mask is null ? [] : maskStrides.IsDefault ? StridedMap.RowMajor(mask.Shape) : maskStrides;
    }

    /// <inheritdoc/>
    public int Axes => 2;

    /// <inheritdoc/>
    public int Capacity(int axis) => 2;

    /// <inheritdoc/>
    public void Find(int output, SamplePoint point)
    {
        int group = output % _groups, o = output / _groups;
        int column = o % _columns.Output, row = o / _columns.Output % _rows.Output;
        int tap = o / (_columns.Output * _rows.Output);
        point.Picture = tap / _taps;
        tap %= _taps;
        int place = (point.Picture * _offsetStrides[0]) + (row * _offsetStrides[2]) + (column * _offsetStrides[3]);
        int at = place + (2 * ((group * _taps) + tap) * _offsetStrides[1]);
        ReadOnlySpan<float> offsets = _offsets.AsSpan();
        Add(_rows.Position(row, tap / _columns.Kernel) + (double)offsets[at], _rows.Input, point.Axes[0]);
        Add(_columns.Position(column, tap % _columns.Kernel) + (double)offsets[at + _offsetStrides[1]], _columns.Input,
            point.Axes[1]);
        point.Factor = _mask is null ? 1 : _mask.AsSpan()[(point.Picture * _maskStrides[0])
            + (((group * _taps) + tap) * _maskStrides[1]) + (row * _maskStrides[2]) + (column * _maskStrides[3])];
    }

    /// <summary>What the window sees of X, for the reference: (N, C, KH * KW, OH * OW).</summary>
    public double[] Columns(Tensor x, int taps, int plane)
    {
        double[] from = ElementValues.ToDouble(x);
        int channels = x.Shape[1], perGroup = channels / _groups, inPlane = x.Shape[2] * x.Shape[3];
        var result = new double[x.Shape[0] * channels * taps * plane];
        var point = new SamplePoint(this);
        for (int output = 0; output < x.Shape[0] * taps * plane * _groups; output++)
        {
            Find(output, point);
            int group = output % _groups, o = output / _groups;
            for (int c = group * perGroup; c < (group + 1) * perGroup; c++)
            {
                int channel = (point.Picture * channels) + c;
                result[(channel * taps * plane) + (o % (taps * plane))] =
                    PointSampling.Sum(point, from.AsSpan(channel * inPlane, inPlane), x.Shape);
            }
        }

        return result;
    }

    private static void Add(double position, int size, AxisTaps taps)
    {
        taps.Clear();
        if (!(position > -1 && position < size))
            return;
        int at = (int)Math.Floor(position);
        double t = position - at;
        if (at >= 0)
            taps.Add(at, 1 - t);
        if (at + 1 < size)
            taps.Add(at + 1, t);
    }
}
