namespace VisionPlugin.Tensors;

/// <summary>
/// A dense row-major array of <see cref="Shape"/> and <see cref="DataType"/>, in host memory or on a device. Host memory
/// belongs to the garbage collector; disposing releases device memory only.
/// </summary>
public abstract class Tensor : IDisposable
{
    private protected Tensor(TensorShape shape, DataType dataType, IDeviceStorage? device)
    {
        Shape = shape;
        DataType = dataType;
        Device = device;
    }

    /// <summary>Sizes along each axis, (N, C, H, W) for pictures.</summary>
    public TensorShape Shape { get; }

    /// <summary>Element type.</summary>
    public DataType DataType { get; }

    /// <summary>True if the elements can be read and written through a span.</summary>
    public bool IsOnHost => Device is null;

    /// <summary>Where the elements are if not in host memory.</summary>
    public IDeviceStorage? Device { get; }

    /// <summary>Size of the elements in bytes.</summary>
    public long ByteLength => (long)Shape.Length * DataTypes.SizeOf(DataType);

    /// <summary>Creates a zeroed host tensor.</summary>
    public static Tensor Create(DataType dataType, TensorShape shape)
    {
        var buffer = new HostBuffer((long)shape.Length * DataTypes.SizeOf(dataType));
        return Create(dataType, shape, buffer, 0);
    }

    /// <summary>Creates a host tensor over part of a buffer.</summary>
    internal static Tensor Create(DataType dataType, TensorShape shape, HostBuffer buffer, long byteOffset) =>
        dataType switch
        {
            DataType.Float32 => new Tensor<float>(shape, buffer, byteOffset),
            DataType.Float16 => new Tensor<Half>(shape, buffer, byteOffset),
            DataType.Float64 => new Tensor<double>(shape, buffer, byteOffset),
            DataType.UInt8 => new Tensor<byte>(shape, buffer, byteOffset),
            DataType.Int8 => new Tensor<sbyte>(shape, buffer, byteOffset),
            DataType.UInt16 => new Tensor<ushort>(shape, buffer, byteOffset),
            DataType.Int16 => new Tensor<short>(shape, buffer, byteOffset),
            DataType.UInt32 => new Tensor<uint>(shape, buffer, byteOffset),
            DataType.Int32 => new Tensor<int>(shape, buffer, byteOffset),
            DataType.UInt64 => new Tensor<ulong>(shape, buffer, byteOffset),
            DataType.Int64 => new Tensor<long>(shape, buffer, byteOffset),
            DataType.Bool => new Tensor<bool>(shape, buffer, byteOffset),
            _ => throw new ArgumentOutOfRangeException(nameof(dataType), dataType, "Not an element type."),
        };

    /// <summary>The elements' bytes, row-major.</summary>
    /// <exception cref="InvalidOperationException">The tensor is on a device.</exception>
    public abstract Span<byte> AsBytes();

    /// <summary>
    /// A host tensor with the same elements and another shape; it shares memory with this one.
    /// </summary>
    /// <exception cref="ShapeMismatchException">The shapes differ in their number of elements.</exception>
    public abstract Tensor Reshape(TensorShape shape);

    /// <summary>The elements as <typeparamref name="T"/>.</summary>
    /// <exception cref="ShapeMismatchException">The tensor holds another element type.</exception>
    /// <exception cref="InvalidOperationException">The tensor is on a device.</exception>
    public Span<T> AsSpan<T>()
        where T : unmanaged
        => this is Tensor<T> typed
            ? typed.AsSpan()
            : throw new ShapeMismatchException($"The tensor {Shape} holds {DataType}, not {DataTypes.Of<T>()}.");

    /// <summary>Starts copying a device tensor to host memory. Never blocks; does nothing for a host tensor.</summary>
    public void ReadbackRequest() => Device?.RequestReadback();

    /// <summary>True once the requested copy has arrived; always true for a host tensor. Never blocks.</summary>
    public bool IsReadbackRequestDone() => Device?.IsReadbackDone ?? true;

    /// <summary>A new host tensor with the same elements, which the caller owns. Blocks until they have arrived.</summary>
    public Tensor ReadbackAndClone()
    {
        Tensor clone = Create(DataType, Shape);
        CopyTo(clone.AsBytes());
        return clone;
    }

    /// <summary>
    /// A new host tensor with the same elements, which the caller owns. Never blocks: requests the copy and looks every
    /// millisecond whether it has arrived. Completes at once for a host tensor. Device memory belongs to a thread, so await
    /// this where the continuation comes back to it: on a thread with a <see cref="SynchronizationContext"/>, as window
    /// loops and game engines have. Without one poll <see cref="IsReadbackRequestDone"/>.
    /// </summary>
    /// <exception cref="OperationCanceledException">The token was cancelled; the copy may still arrive.</exception>
    public async ValueTask<Tensor> ReadbackAndCloneAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ReadbackRequest();
        while (!IsReadbackRequestDone())
            await Task.Delay(1, cancellationToken);
        return ReadbackAndClone();
    }

    /// <summary>Copies the elements' bytes to <paramref name="destination"/>. Blocks for a device tensor.</summary>
    public void CopyTo(Span<byte> destination)
    {
        if (Device is null)
            AsBytes().CopyTo(destination);
        else
            Device.Read(destination);
    }

    /// <summary>Releases device memory; host memory is left to the garbage collector.</summary>
    public void Dispose()
    {
        Device?.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Type and shape, as <c>Float32[1, 3, 224, 224]</c>.</summary>
    public override string ToString() => $"{DataType}{Shape}";
}
