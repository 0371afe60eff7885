using System.Runtime.InteropServices;

namespace VisionPlugin.Tensors;

/// <summary>A tensor of <typeparamref name="T"/>.</summary>
/// <typeparam name="T">float, Half, double, an integer of 8 to 64 bits or bool.</typeparam>
public sealed class Tensor<T> : Tensor
    where T : unmanaged
{
    private readonly HostBuffer? _buffer;
    private readonly long _byteOffset;

    /// <summary>Creates a zeroed host tensor.</summary>
    public Tensor(TensorShape shape)
        : this(shape, new HostBuffer((long)shape.Length * DataTypes.SizeOf(DataTypes.Of<T>())), 0)
    {
    }

    /// <summary>Creates a host tensor with a copy of <paramref name="elements"/>, row-major.</summary>
    /// <exception cref="ShapeMismatchException">There are more or fewer elements than the shape has.</exception>
    public Tensor(TensorShape shape, ReadOnlySpan<T> elements)
        : this(shape)
    {
        if (elements.Length != shape.Length)
            throw new ShapeMismatchException($"{shape} needs {shape.Length} elements; {elements.Length} were given.");
        elements.CopyTo(AsSpan());
    }

    /// <summary>Creates a tensor whose elements are on a device; takes ownership of <paramref name="device"/>.</summary>
    public Tensor(TensorShape shape, IDeviceStorage device)
        : base(shape, DataTypes.Of<T>(), device)
    {
    }

    internal Tensor(TensorShape shape, HostBuffer buffer, long byteOffset)
        : base(shape, DataTypes.Of<T>(), null)
    {
        _buffer = buffer;
        _byteOffset = byteOffset;
    }

    /// <summary>The elements, row-major.</summary>
    /// <exception cref="InvalidOperationException">The tensor is on a device.</exception>
    public Span<T> AsSpan() => (_buffer ?? throw NotOnHost()).Slice<T>(_byteOffset, Shape.Length);

    /// <inheritdoc/>
    public override Span<byte> AsBytes() => MemoryMarshal.AsBytes(AsSpan());

    /// <inheritdoc/>
    public override Tensor Reshape(TensorShape shape)
    {
        if (shape.Length != Shape.Length)
            throw new ShapeMismatchException($"{Shape} ({Shape.Length} elements) cannot become {shape} ({shape.Length}).");
        return new Tensor<T>(shape, _buffer ?? throw NotOnHost(), _byteOffset);
    }

    /// <summary>A new host tensor with the same elements, which the caller owns. Blocks until they have arrived.</summary>
    public new Tensor<T> ReadbackAndClone() => (Tensor<T>)base.ReadbackAndClone();

    /// <inheritdoc cref="Tensor.ReadbackAndCloneAsync"/>
    public new async ValueTask<Tensor<T>> ReadbackAndCloneAsync(CancellationToken cancellationToken = default) =>
        (Tensor<T>)await base.ReadbackAndCloneAsync(cancellationToken);

    private InvalidOperationException NotOnHost() =>
        new($"The tensor {Shape} is on {Device!.Device}. Call ReadbackAndClone() or await ReadbackAndCloneAsync().");
}
