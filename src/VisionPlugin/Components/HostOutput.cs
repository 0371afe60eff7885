using VisionPlugin.Tensors;

namespace VisionPlugin.Components;

/// <summary>Brings one output of a network to the host in single precision, without allocating per frame.</summary>
internal sealed class HostOutput : IDisposable
{
    private readonly Tensor<float> _single;
    private readonly Tensor<Half>? _half;

    /// <exception cref="ShapeMismatchException">The output holds neither single nor half precision numbers.</exception>
    public HostOutput(string name, TensorInfo info)
    {
        if (info.DataType is not (DataType.Float32 or DataType.Float16))
            throw new ShapeMismatchException($"Output '{name}' is {info}; decoders read Float32 or Float16.");
        _single = new Tensor<float>(info.Shape);
        _half = info.DataType == DataType.Float16 ? new Tensor<Half>(info.Shape) : null;
    }

    /// <summary>Number of elements.</summary>
    public int Length => _single.Shape.Length;

    /// <summary>The output's elements: itself if it is on the host, else a copy that the next call overwrites.</summary>
    public Tensor<float> Take(Tensor output)
    {
        if (output is Tensor<float> { IsOnHost: true } here)
            return here;
        if (_half is null)
        {
            output.CopyTo(_single.AsBytes());
            return _single;
        }

        output.CopyTo(_half.AsBytes());
        Span<float> single = _single.AsSpan();
        ReadOnlySpan<Half> half = _half.AsSpan();
        for (int i = 0; i < half.Length; i++)
            single[i] = (float)half[i];
        return _single;
    }

    public void Dispose()
    {
        _single.Dispose();
        _half?.Dispose();
    }

    /// <summary>Rounds to half precision.</summary>
    public static void Narrow(ReadOnlySpan<float> from, Span<Half> to)
    {
        for (int i = 0; i < from.Length; i++)
            to[i] = (Half)from[i];
    }
}
